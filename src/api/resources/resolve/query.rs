//! The query of `/v1/resolve`.

use super::candidate::Candidate;
use crate::api::ask::declare::{Parameter, query};
use crate::api::ask::parameters::{Limit, SearchText, Table, Words};
use crate::api::ask::reader::QueryReader;
use crate::api::resources::search_words::read_words;
use crate::domain::text::Text;
use crate::domain::words;
use crate::spelling::fold::fold;
use utoipa::openapi::{RefOr, Schema};

/// Most words of one request.
const MAX_WORDS: usize = 50;

/// The words to resolve, in the order given.
#[derive(Debug)]
pub struct Names;

impl Parameter for Names {
    type Value = Vec<String>;
    const REQUIRED: bool = true;

    fn read(reader: &mut QueryReader<'_>, name: &'static str) -> Vec<String> {
        let missing = Text::of(
            "say what to resolve: q=汉南 or q=GDP|420113",
            "请说明要解析什么：q=汉南 或 q=GDP|420113",
        );
        read_words(reader, name, MAX_WORDS, missing, |text| {
            let words = text.split('|').map(|word| word.trim().to_owned());
            words.filter(|word| !fold(word).is_empty()).collect()
        })
    }

    fn schema() -> RefOr<Schema> {
        SearchText::schema()
    }
}

query! {
    /// The names to resolve.
    pub struct ResolveQuery {
        /// The names to resolve: a name, alias, id or official code, whole or in part. Several are
        /// separated by `|` and answered one after the other. Width, case, blanks and traditional
        /// characters do not matter.
        #[example = "汉南"]
        q: Names,
        /// `region`, `indicator`, `domain`, `plan`; several separated by commas. Left out: all.
        #[name = "type"]
        #[example = "region,indicator"]
        types: Words<words::CandidateType>,
        /// Most candidates of each word.
        limit: Limit<10, 100, 1>,
        #[example = "id,score"]
        answer: Table<Candidate>,
    }
}

impl ResolveQuery {
    /// Whether candidates of this type belong to the answer.
    pub fn has_type(&self, name: &str) -> bool {
        self.types.as_ref().is_none_or(|types| types.iter().any(|known| known == name))
    }
}

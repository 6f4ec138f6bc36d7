//! The query of `/v1/resolve`.

use super::candidate::Candidate;
use crate::api::ask::declare::{Parameter, query};
use crate::api::ask::parameters::{Limit, SearchText, Table, Words};
use crate::api::ask::reader::QueryReader;
use crate::api::problem::FieldError;
use crate::domain::text::{Text, text};
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
        let text = <SearchText as Parameter>::read(reader, name);
        if !reader.has(name) {
            let reason = Text::of(
                "say what to resolve: q=汉南 or q=GDP|420113",
                "请说明要解析什么：q=汉南 或 q=GDP|420113",
            );
            reader.error(FieldError::parameter(name, reason));
        }
        let Some(text) = text else { return Vec::new() };
        let words: Vec<String> = (text.split('|').map(|word| word.trim().to_owned()))
            .filter(|word| !fold(word).is_empty())
            .collect();
        if words.is_empty() {
            let reason = Text::of("nothing in it to look for", "其中没有可查找的内容");
            reader.error(FieldError::value(name, &text, reason));
        } else if words.len() > MAX_WORDS {
            let count = words.len();
            let reason = text!(
                "{count} words; at most {MAX_WORDS} may be asked for",
                "共 {count} 个词；最多可查 {MAX_WORDS} 个"
            );
            reader.error(FieldError::value(name, &text, reason));
        }
        words
    }

    fn schema() -> RefOr<Schema> {
        SearchText::schema()
    }
}

query! {
    /// What is to be resolved.
    pub struct ResolveQuery {
        /// What is to be resolved: a name, alias, id or official code, whole or in part. Several are separated by
        /// `|` and answered one after the other. Width, case, blanks and traditional characters do not matter.
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
    /// Whether candidates of this type are asked for.
    pub fn has_type(&self, name: &str) -> bool {
        self.types.as_ref().is_none_or(|types| types.iter().any(|known| known == name))
    }
}

//! The query of `/v1/search`.

use super::hit::Hit;
use crate::api::ask::declare::{Parameter, query};
use crate::api::ask::parameters::{
    Cursor, DomainId, IdSet, IndicatorId, Limit, PlanPeriod, RegionId, SearchText, Table, Words,
};
use crate::api::ask::reader::QueryReader;
use crate::api::resources::rows::query::within;
use crate::api::resources::search_words::read_words;
use crate::domain;
use crate::domain::text::Text;
use crate::domain::words;
use crate::spelling::fold::fold;
use crate::store::Snapshot;
use crate::store::search_hits as store;
use utoipa::openapi::{RefOr, Schema};

/// Most words of a query.
const MAX_WORDS: usize = 10;

/// The words to look for, folded, each once.
#[derive(Debug)]
pub struct SearchWords;

impl Parameter for SearchWords {
    type Value = Vec<String>;
    const REQUIRED: bool = true;

    fn read(reader: &mut QueryReader<'_>, name: &'static str) -> Vec<String> {
        let missing = Text::of("say what to look for: q=绿化", "请说明要查找什么：q=绿化");
        read_words(reader, name, MAX_WORDS, missing, |text| {
            let mut words: Vec<String> = Vec::new();
            for word in text.split_whitespace().map(fold) {
                if !word.is_empty() && !words.contains(&word) {
                    words.push(word);
                }
            }
            words
        })
    }

    fn schema() -> RefOr<Schema> {
        SearchText::schema()
    }
}

query! {
    /// The words and filters of a search.
    pub struct SearchQuery {
        /// Words separated by blanks; all must occur, in any field of one entry. A word may be a
        /// single character. Width, case and traditional characters do not matter.
        #[example = "绿化"]
        q: SearchWords,
        /// `target`, `actual`, `section`, `line`. Left out: all.
        #[name = "type"]
        #[example = "target,section"]
        types: Words<words::HitType>,
        /// Regions by id, official code, name or alias; `children:wuhan` for those below one.
        #[example = "jiangan,420104,硚口区"]
        regions: IdSet<RegionId>,
        /// Indicators by id, name or alias. Sections and lines have none: they are left out.
        #[example = "green_coverage"]
        indicators: IdSet<IndicatorId>,
        /// Domains of indicators.
        #[example = "ecology"]
        domains: IdSet<DomainId>,
        /// The period the statement belongs to.
        #[example = "2021-2025"]
        period: PlanPeriod,
        /// `table`, `prose`. Sections and lines have none: they are left out.
        #[example = "table"]
        origin: Words<words::Origin, domain::Origin>,
        /// Most hits of a page; 0 asks for the count alone.
        limit: Limit<20, 500>,
        /// `page.next` of the previous page. It is valid for the same words and filters, and continues in the same release.
        cursor: Cursor,
        #[example = "score,matches"]
        answer: Table<Hit>,
    }
}

impl SearchQuery {
    /// Whether the query names the type `line`.
    pub fn asks_lines(&self) -> bool {
        self.types.as_ref().is_some_and(|types| types.iter().any(|name| name == "line"))
    }

    /// As the store takes it.
    pub fn into_hit_query(self, snapshot: &Snapshot) -> store::HitQuery {
        let all = || words::HitType::ALL.iter().map(|name| (*name).to_owned()).collect();
        store::HitQuery {
            release: snapshot.release.id,
            words: self.q,
            types: self.types.unwrap_or_else(all),
            regions: self.regions,
            indicators: within(&snapshot.catalog, self.indicators, self.domains),
            period: self.period.map(|(first, last)| (first.into(), last.into())),
            origins: self.origin,
        }
    }
}

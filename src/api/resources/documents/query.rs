//! The query of `/v1/documents`.

use super::entry::Document;
use crate::api::ask::declare::query;
use crate::api::ask::parameters::{
    Cursor, IdSet, Limit, Order, PlanPeriod, RegionId, SearchText, Sort, Table, Words, Years,
};
use crate::api::resources::pages::{DEFAULT_LIMIT, MAX_LIMIT};
use crate::domain::text::Text;
use crate::domain::words;
use crate::store::documents::{DocumentFilter, SortKey};

impl Order for SortKey {
    const KEYS: &'static [(&'static str, Self)] = &[
        ("region", Self::Region),
        ("kind", Self::Kind),
        ("period", Self::Period),
        ("issued", Self::Issued),
        ("title", Self::Title),
    ];
    const DEFAULT: Option<Self> = Some(Self::Region);
    const REFUSED: Text = Text::of("not something documents can be ordered by", "不能按此排序");
}

query! {
    /// Which documents.
    pub struct DocumentQuery {
        /// Kinds of documents: `plan`, `work_report`, `plan_report`, `communique`, `evaluation`.
        #[example = "plan"]
        kind: Words<words::DocumentKind>,
        /// Regions by id, official code, name or alias; `children:wuhan` for those below one.
        #[example = "jiangan,420104"]
        regions: IdSet<RegionId>,
        /// First and last of the years a document is about, exactly.
        #[example = "2021-2025"]
        period: PlanPeriod,
        /// Years of which a document reports or promises any, listed or from..to.
        #[example = "2025"]
        year: Years,
        /// `complete`, `partial`.
        #[example = "partial"]
        completeness: Words<words::Completeness>,
        /// Text that is part of the title, the publisher or the name of the file.
        #[example = "规划"]
        q: SearchText,
        /// Order: `region`, `kind`, `period`, `issued` or `title`; descending with `-` in front.
        #[example = "-issued"]
        sort: Sort<SortKey>,
        /// Most entries of a page; 0 asks for the count alone.
        limit: Limit<DEFAULT_LIMIT, MAX_LIMIT>,
        /// `page.next` of the previous page. It is valid for the same filters and order, and continues in the same release.
        cursor: Cursor,
        #[example = "region,kind,title"]
        answer: Table<Document>,
    }
}

impl DocumentQuery {
    /// As the store takes them.
    pub(super) fn into_filter(self, release: i32) -> DocumentFilter {
        DocumentFilter {
            release,
            kinds: self.kind,
            regions: self.regions,
            period: self.period.map(|(first, last)| (first.into(), last.into())),
            years: self.year.map(|years| years.into_iter().map(i32::from).collect()),
            // Both states are no restriction.
            is_complete: match self.completeness.as_deref() {
                Some([one]) => Some(one == "complete"),
                _ => None,
            },
            text: self.q,
            ..DocumentFilter::default()
        }
    }
}

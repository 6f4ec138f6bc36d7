//! The query of `/v1/progress`.

use crate::api::ask::declare::query;
use crate::api::ask::parameters::format::Picture;
use crate::api::ask::parameters::{
    Cursor, DomainId, IdSet, IndicatorId, Limit, PlanPeriod, RegionId, Table, Words, Year,
};
use crate::api::resources::series::query::indicators;
use crate::catalog::Catalog;
use crate::domain::words;
use crate::progress::PlanProgress;

/// Default and greatest number of plans of a page.
pub const DEFAULT_LIMIT: u32 = 20;
pub const MAX_LIMIT: u32 = 200;

query! {
    /// Filters of targets.
    pub struct ProgressQuery {
        /// Ids, official codes, names or aliases of regions, or `children:wuhan` for those below one, separated
        /// by commas. Left out: every region with a plan for
        /// the period.
        #[example = "jiangan,420104"]
        regions: IdSet<RegionId>,
        /// Ids, names or aliases of indicators, separated by commas. Left out: every target, those without indicator too.
        #[example = "gdp,new_jobs"]
        indicators: IdSet<IndicatorId>,
        /// Every indicator of these domains, with those of `indicators`.
        #[example = "ecology"]
        domains: IdSet<DomainId>,
        /// Period of the plans. Left out: the period for which most of the regions have a plan, the
        /// newest of equals.
        #[example = "2021-2025"]
        period: PlanPeriod,
        /// Answer from the documents that were known by the end of this year. Left out: from all.
        #[example = 2023]
        as_of: Year,
        /// Only targets that are `met`, `missed`, `ahead`, `on_track`, `behind` or `unknown`; several separated by commas.
        /// `counts` are of all.
        #[example = "missed,behind"]
        verdict: Words<words::ProgressVerdict>,
        /// Most plans of a page; 0 asks for the count alone.
        limit: Limit<DEFAULT_LIMIT, MAX_LIMIT>,
        /// `page.next` of the previous page. It is valid for the same filters, and continues in the same release.
        cursor: Cursor,
        #[example = "counts,targets"]
        answer: Table<PlanProgress, Picture>,
    }
}

impl ProgressQuery {
    /// Ids of the indicators of the query, in the order of the catalogue; `None` for all.
    pub fn indicators(&self, catalog: &Catalog) -> Option<Vec<String>> {
        indicators(catalog, self.indicators.as_deref(), self.domains.as_deref())
    }
}

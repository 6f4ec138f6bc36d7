//! The query of `/v1/series`.

use crate::api::ask::declare::query;
use crate::api::ask::parameters::format::Cube;
use crate::api::ask::parameters::{
    Cursor, DomainId, IdSet, IndicatorId, Limit, RegionId, Table, View, Year,
};
use crate::api::ask::reader::QueryReader;
use crate::api::problem::FieldError;
use crate::catalog::Catalog;
use crate::domain::text::Text;
use crate::series::Series;
use std::ops::RangeInclusive;

/// Default and greatest number of series of a page.
pub const DEFAULT_LIMIT: u32 = 100;
pub const MAX_LIMIT: u32 = 500;

query! {
    /// Filters of series.
    #[check = check]
    pub struct SeriesQuery {
        /// Ids, names or aliases of indicators, separated by commas. Left out: all of the regions. This, `domains` or
        /// `regions` is required.
        #[example = "gdp,new_jobs"]
        indicators: IdSet<IndicatorId>,
        /// Every indicator of these domains, with those of `indicators`.
        #[example = "ecology"]
        domains: IdSet<DomainId>,
        /// Ids, official codes, names or aliases of regions, or `children:wuhan` for those below one, separated
        /// by commas. Left out: all with a figure.
        #[example = "jiangan,420104"]
        regions: IdSet<RegionId>,
        /// The first year. Left out: all years.
        #[example = 2015]
        from: Year,
        /// The last year. Left out: all years.
        #[example = 2030]
        to: Year,
        /// Most series of a page, a series being an indicator in a region; 0 asks for the count alone.
        limit: Limit<DEFAULT_LIMIT, MAX_LIMIT>,
        /// `page.next` of the previous page. It is valid for the same filters, and continues in the same release.
        cursor: Cursor,
        #[example = "points,targets"]
        answer: Table<Series, Cube>,
        /// `compact` for what a chart shows: names, values, years and status, with the ids and lines that lead to the rest; no
        /// arithmetic, no quotes. Left out: `full`. `x-compact-schema` names the schema of such an answer; it lacks fields that the schema
        /// of the whole answer requires.
        #[example = "full"]
        view: View<Series>,
    }
}

impl SeriesQuery {
    /// The first and the last year, both included.
    pub fn years(&self) -> RangeInclusive<u16> {
        self.from.unwrap_or(0)..=self.to.unwrap_or(9999)
    }

    /// Ids of the indicators of the query, in the order of the catalogue; `None` for all.
    pub fn indicators(&self, catalog: &Catalog) -> Option<Vec<String>> {
        indicators(catalog, self.indicators.as_deref(), self.domains.as_deref())
    }
}

/// Ids of the indicators that are named or are of these domains, in the order of the catalogue; `None` where neither is
/// restricted.
pub fn indicators(
    catalog: &Catalog,
    named: Option<&[String]>,
    domains: Option<&[String]>,
) -> Option<Vec<String>> {
    if named.is_none() && domains.is_none() {
        return None;
    }
    let within = |ids: Option<&[String]>, id: &String| ids.is_some_and(|ids| ids.contains(id));
    let known = catalog.indicators.iter();
    let asked = known.filter(|one| within(named, &one.id) || within(domains, &one.domain));
    Some(asked.map(|one| one.id.clone()).collect())
}

fn check(query: &SeriesQuery, reader: &mut QueryReader<'_>) {
    // A cursor belongs to one query; a request with another query is refused.
    if !["indicators", "domains", "regions", "cursor"].iter().any(|name| reader.has(name)) {
        let reason = Text::of(
            "say of what: indicators=gdp, domains=ecology or regions=jiangan",
            "请说明要什么：indicators=gdp、domains=ecology 或 regions=jiangan",
        );
        reader.error(FieldError::parameter("indicators", reason));
    }
    if let (Some(from), Some(to)) = (query.from, query.to)
        && from > to
    {
        let reason = Text::of("before the year in `from`", "早于 `from` 的年份");
        reader.error(FieldError::value("to", &to.to_string(), reason));
    }
}

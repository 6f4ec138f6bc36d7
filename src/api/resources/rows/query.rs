//! Filters, order and page of `/v1/targets` and `/v1/actuals`.

use crate::api::ask::declare::query;
use crate::api::ask::parameters::{
    Amount, Cursor, DomainId, IdSet, IndicatorId, Limit, Order, PlanPeriod, RegionId, SearchText,
    Sort, Table, Words, Year, Years,
};
use crate::api::ask::reader::QueryReader;
use crate::api::problem::FieldError;
use crate::api::resources::pages::{DEFAULT_LIMIT, MAX_LIMIT};
use crate::catalog::Catalog;
use crate::domain;
use crate::domain::text::{Text, text};
use crate::domain::words;
use crate::export::Observation;
use crate::store::rows as store;
use crate::store::rows::SortKey;
use crate::store::{ObservationFilter, search};

impl Order for SortKey {
    const KEYS: &'static [(&'static str, Self)] = &[
        ("region", Self::Region),
        ("indicator", Self::Indicator),
        ("year", Self::Year),
        ("value", Self::Value),
        ("line", Self::Line),
        ("label", Self::Label),
    ];
    const DEFAULT: Option<Self> = Some(Self::Region);
    const REFUSED: Text = Text::of("not something rows can be ordered by", "不能按此排序");
}

query! {
    /// The filters that rows and counts of rows share.
    #[check = check]
    pub struct RowFilters {
        /// Regions by id, official code, name or alias; `children:wuhan` for those below one.
        #[example = "jiangan,420104,硚口区"]
        regions: IdSet<RegionId>,
        /// Indicators by id, name or alias.
        #[example = "gdp,绿化覆盖率"]
        indicators: IdSet<IndicatorId>,
        /// Domains of indicators.
        #[example = "economy,ecology"]
        domains: IdSet<DomainId>,
        /// Years, listed or from..to.
        #[example = "2020..2025"]
        year: Years,
        /// First year.
        #[example = 2021]
        year_min: Year,
        /// Last year.
        #[example = 2025]
        year_max: Year,
        /// The period the statement belongs to.
        #[example = "2021-2025"]
        period: PlanPeriod,
        /// Kinds of measure: `level`, `cumulative`, `annual_growth`, `change`, `ratio_multiple`.
        #[example = "level"]
        measure: Words<words::Measure>,
        /// `binding` (约束性), `expected` (预期性).
        #[example = "binding"]
        attribute: Words<words::Attribute>,
        /// `stated`, `delegated`, `relative`, `qualitative`.
        #[example = "stated,delegated"]
        status: Words<words::Status>,
        /// `eq`, `ge`, `gt`, `le`, `lt`, `approx`.
        #[example = "ge,gt"]
        comparator: Words<words::Comparator>,
        /// `table`, `prose`.
        #[example = "table"]
        origin: Words<words::Origin, domain::Origin>,
        /// Least `value`, in the unit of the answer, which is the indicator's where it has one.
        #[example = 40]
        min: Amount,
        /// Greatest `value`, in the unit of the answer, which is the indicator's where it has one.
        #[example = 50]
        max: Amount,
        /// A part of the label, the quote, the words of the goal, or the titles above them; width,
        /// case and blanks do not matter.
        #[example = "绿化"]
        q: SearchText,
    }
}

query! {
    /// Filters of rows.
    pub struct RowQuery {
        filters: RowFilters,
        /// Order: `region`, `indicator`, `year`, `value`, `line` or `label`; descending with `-` in front.
        #[example = "-value"]
        sort: Sort<SortKey>,
        /// Most rows of a page; 0 asks for the count alone.
        limit: Limit<DEFAULT_LIMIT, MAX_LIMIT>,
        /// `page.next` of the previous page. It is valid for the same filters and order, and continues in the same release.
        cursor: Cursor,
        #[example = "region,value,unit,printed"]
        answer: Table<Observation>,
    }
}

impl RowQuery {
    /// The order; by region where none was given.
    pub fn sort(&self) -> store::Sort {
        let (key, descending) = self.sort.unwrap_or((SortKey::Region, false));
        store::Sort { key, descending }
    }
}

impl RowFilters {
    /// As the store takes them, without release and kind.
    pub fn into_filter(self, catalog: &Catalog) -> ObservationFilter {
        ObservationFilter {
            regions: self.regions,
            indicators: within(catalog, self.indicators, self.domains),
            years: self.year.map(|years| years.into_iter().map(i32::from).collect()),
            year_min: self.year_min.map(i32::from),
            year_max: self.year_max.map(i32::from),
            period: self.period.map(|(first, last)| (first.into(), last.into())),
            measures: self.measure,
            attributes: self.attribute,
            statuses: self.status,
            comparators: self.comparator,
            origins: self.origin,
            min: self.min,
            max: self.max,
            text: self.q,
            ..ObservationFilter::default()
        }
    }
}

/// Checks between the filters.
fn check(filters: &RowFilters, reader: &mut QueryReader<'_>) {
    if let Some(text) = filters.q.as_deref().filter(|text| search::fold(text).is_empty()) {
        let reason = Text::of("nothing in it to look for", "其中没有可查找的内容");
        reader.error(FieldError::value("q", text, reason));
    }
    ordered(reader, filters.year_min, filters.year_max, "year_min", "year_max");
    ordered(reader, filters.min, filters.max, "min", "max");
}

/// The indicators that belong to one of the domains.
pub fn within(
    catalog: &Catalog,
    indicators: Option<Vec<String>>,
    domains: Option<Vec<String>>,
) -> Option<Vec<String>> {
    let Some(domains) = domains else { return indicators };
    let of_domains = catalog.indicators.iter().filter(|known| domains.contains(&known.domain));
    let ids = of_domains.map(|known| &known.id);
    let asked = ids.filter(|id| indicators.as_ref().is_none_or(|asked| asked.contains(id)));
    Some(asked.cloned().collect())
}

/// Refuses a lower bound above the upper one: such a filter matches nothing.
fn ordered<T: PartialOrd + ToString>(
    reader: &mut QueryReader<'_>,
    low: Option<T>,
    high: Option<T>,
    low_name: &str,
    high_name: &str,
) {
    if let (Some(low), Some(high)) = (low, high)
        && low > high
    {
        let high = high.to_string();
        let reason = text!("greater than {high_name}={high}", "大于 {high_name}={high}");
        reader.error(FieldError::value(low_name, &low.to_string(), reason));
    }
}

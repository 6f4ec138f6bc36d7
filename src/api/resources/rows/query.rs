//! Filters, order and page of `/v1/targets` and `/v1/actuals`.

use crate::api::ask::params::Params;
use crate::api::ask::query::FromQuery;
use crate::api::format::TABULAR;
use crate::api::problem::FieldError;
use crate::api::resources::rows::Row;
use crate::catalog::Catalog;
use crate::domain::text::{Text, text};
use crate::domain::words;
use crate::store::rows::{Sort, SortKey};
use crate::store::{ObservationFilter, search};
use utoipa::IntoParams;

/// Entries of a page where none are asked for.
pub const DEFAULT_LIMIT: u32 = 100;
/// Most entries of a page.
pub const MAX_LIMIT: u32 = 5000;

const SORTS: &[(&str, SortKey)] = &[
    ("region", SortKey::Region),
    ("indicator", SortKey::Indicator),
    ("year", SortKey::Year),
    ("value", SortKey::Value),
    ("line", SortKey::Line),
    ("label", SortKey::Label),
];

/// How the parameters are documented; [`RowQuery`] reads them. A test compares the two.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only described, never filled")]
pub struct RowParams {
    /// Regions by id, official code, name or alias.
    #[param(example = "jiangan,420104,硚口区")]
    regions: Option<String>,
    /// Indicators by id, name or alias.
    #[param(example = "gdp,绿化覆盖率")]
    indicators: Option<String>,
    /// Domains of indicators.
    #[param(example = "economy,ecology")]
    domains: Option<String>,
    /// Years, listed or from..to.
    #[param(example = "2020..2025")]
    year: Option<String>,
    /// First year.
    #[param(minimum = 1949, maximum = 2100, example = 2021)]
    year_min: Option<u16>,
    /// Last year.
    #[param(minimum = 1949, maximum = 2100, example = 2025)]
    year_max: Option<u16>,
    /// The period the statement belongs to.
    #[param(pattern = r"^\d{4}-\d{4}$", example = "2021-2025")]
    period: Option<String>,
    /// Kinds of measure: `level`, `cumulative`, `annual_growth`, `change`, `ratio_multiple`.
    #[param(example = "level")]
    measure: Option<String>,
    /// `binding` (约束性), `expected` (预期性).
    #[param(example = "binding")]
    attribute: Option<String>,
    /// `stated`, `delegated`, `relative`, `qualitative`.
    #[param(example = "stated,delegated")]
    status: Option<String>,
    /// `eq`, `ge`, `gt`, `le`, `lt`, `approx`.
    #[param(example = "ge,gt")]
    comparator: Option<String>,
    /// `table`, `prose`.
    #[param(example = "table")]
    origin: Option<String>,
    /// Least `value`, in the unit of the answer.
    #[param(example = 40)]
    min: Option<f64>,
    /// Greatest `value`, in the unit of the answer.
    #[param(example = 50)]
    max: Option<f64>,
    /// Text that stands in the label, the quote, the words of the goal, or the titles above them; width, case and blanks do not matter.
    #[param(max_length = 200, example = "绿化")]
    q: Option<String>,
    /// Order: `region`, `indicator`, `year`, `value`, `line` or `label`; descending with `-` in front.
    #[param(pattern = r"^-?(region|indicator|year|value|line|label)$", example = "-value")]
    sort: Option<String>,
    /// Most rows of a page; 0 asks for the count alone.
    #[param(minimum = 0, maximum = 5000, default = 100)]
    limit: Option<u32>,
    /// `page.next` of the page before. It holds for the same filters and order, and goes on in the same release.
    cursor: Option<String>,
    /// `json`, `csv`, `ndjson`, `xlsx` or `parquet`; wins over `Accept`.
    #[param(example = "json")]
    format: Option<String>,
    /// CSV only: begin with a byte order mark, for Excel.
    #[param(default = false)]
    bom: Option<bool>,
    /// How coded words (comparator, status, …) stand in tabular formats: as `code`, as `name` in the language of
    /// the answer, or as `both`.
    #[param(example = "both")]
    labels: Option<String>,
    /// Fields of the entries, separated by commas; all where left out, and ids always. In tabular formats a field stands
    /// for its columns, and columns may be named too.
    #[param(example = "region,value,unit,printed")]
    fields: Option<String>,
}

/// What rows are asked for.
#[derive(Debug)]
pub struct RowQuery {
    /// Without release and kind, which the handler knows.
    pub filter: ObservationFilter,
    pub sort: Sort,
    pub limit: u32,
}

impl FromQuery for RowQuery {
    fn from_query(params: &mut Params<'_>) -> Self {
        let filter = filter(params);
        let refused = Text::of("not something rows can be ordered by", "不能按此排序");
        let (key, descending) = params.sort(SORTS, (SortKey::Region, false), refused);
        let sort = Sort { key, descending };
        let limit = params.limit("limit", DEFAULT_LIMIT, MAX_LIMIT);
        params.cursor();
        params.table::<Row>(TABULAR);
        Self { filter, sort, limit }
    }
}

/// The filters that rows and what is counted from them share, without release and kind.
pub fn filter(params: &mut Params<'_>) -> ObservationFilter {
    let regions = params.regions("regions");
    let indicators = params.indicators("indicators");
    let domains = params.domains("domains");
    let years = params.years("year");
    let filter = ObservationFilter {
        regions,
        indicators: within(params.catalog(), indicators, domains),
        years: years.map(|years| years.into_iter().map(i32::from).collect()),
        year_min: params.year("year_min").map(i32::from),
        year_max: params.year("year_max").map(i32::from),
        period: params.period("period").map(|(first, last)| (first.into(), last.into())),
        measures: params.words("measure", words::Measure::ALL),
        attributes: params.words("attribute", words::Attribute::ALL),
        statuses: params.words("status", words::Status::ALL),
        comparators: params.words("comparator", words::Comparator::ALL),
        origins: params.words("origin", words::Origin::ALL),
        min: params.decimal("min"),
        max: params.decimal("max"),
        text: params.text("q"),
        ..ObservationFilter::default()
    };
    if filter.text.as_deref().is_some_and(|text| search::fold(text).is_empty()) {
        let text = filter.text.as_deref().unwrap_or_default();
        let reason = Text::of("nothing in it to look for", "其中没有可查找的内容");
        params.error(FieldError::value("q", text, reason));
    }
    ordered(params, filter.year_min, filter.year_max, "year_min", "year_max");
    ordered(params, filter.min, filter.max, "min", "max");
    filter
}

/// Indicators that are asked for and belong to a domain asked for.
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

/// Bounds the wrong way round match nothing, which nobody asks for on purpose.
fn ordered<T: PartialOrd + ToString>(
    params: &mut Params<'_>,
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
        params.error(FieldError::value(low_name, &low.to_string(), reason));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::ask::params::tests::known_by;

    #[test]
    fn every_parameter_read_is_documented_and_the_other_way_round() {
        let documented = RowParams::into_params(|| None);
        let documented: Vec<_> = documented.into_iter().map(|param| param.name).collect();
        assert_eq!(known_by::<RowQuery>(), documented);
    }
}

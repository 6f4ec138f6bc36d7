//! `/v1/availability`: which figures there are, so that a form can offer just those.

use super::rows::{IndicatorRef, RegionRef};
use crate::api::answer::{Answer, Body};
use crate::api::app::App;
use crate::api::ask::cursor::Place;
use crate::api::ask::params::Params;
use crate::api::ask::query::{FromQuery, Query};
use crate::api::contract::Problems;
use crate::api::format::{Column, ColumnValue, Flat, TABULAR, columns};
use crate::api::problem::ApiError;
use crate::api::resources::rows::query::{DEFAULT_LIMIT, MAX_LIMIT, filter};
use crate::api::snapshot::Snapshot;
use crate::domain::Period;
use crate::domain::words;
use crate::store::ObservationFilter;
use crate::store::availability::{self as store, By};
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

/// What may be counted by, in the order entries are sorted by.
pub const DIMENSIONS: &[&str] = words::Dimension::ALL;
/// What is counted by where nothing else is asked for.
const DEFAULT_DIMENSIONS: &[&str] = &["region", "indicator", "year", "kind"];

/// A combination that there is, and how many observations it has.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Availability {
    /// Null where not counted by region.
    pub region: Option<RegionRef>,
    /// Null where not counted by indicator, and for observations the catalogue has no indicator for.
    pub indicator: Option<IndicatorRef>,
    /// The period statements belong to; null where not counted by period.
    #[schema(example = "2021-2025")]
    pub period: Option<String>,
    /// Null where not counted by year, and for statements that tell none.
    #[schema(example = 2025)]
    pub year: Option<i32>,
    /// Null where not counted by kind.
    #[schema(value_type = Option<words::RowKind>)]
    pub kind: Option<String>,
    /// Observations; never 0: what there is not is not listed.
    #[schema(minimum = 1, example = 2)]
    pub observations: i64,
    /// Those of them that have a figure; the others are goals in words.
    #[schema(minimum = 0, example = 2)]
    pub figures: i64,
}

impl Availability {
    fn of(found: store::Available, snapshot: &Snapshot) -> Self {
        Self {
            region: found.region_id.map(|id| RegionRef::of(&id, snapshot)),
            indicator: found.indicator_id.map(|id| IndicatorRef::of(&id, snapshot)),
            period: found
                .period_start
                .zip(found.period_end)
                .map(|(first, last)| Period::stored(first, last).to_string()),
            year: found.year,
            kind: found.kind,
            observations: found.observations,
            figures: found.figures,
        }
    }
}

columns! {
    fn cells(row: &Availability, release: i32);
    key "region_id" of "region" = row.region.as_ref().map(|region| &region.id);
    text "region_code" of "region" = row.region.as_ref().and_then(|region| region.code.as_ref());
    text "region_name" of "region" = row.region.as_ref().map(|region| &region.name);
    key "indicator_id" of "indicator" = row.indicator.as_ref().map(|indicator| &indicator.id);
    text "indicator_name" of "indicator" = row.indicator.as_ref().map(|indicator| &indicator.name);
    text "kind" of "kind" as RowKind = row.kind.as_ref();
    text "period" of "period" = row.period.as_ref();
    integer "year" of "year" = row.year;
    integer "observations" of "observations" = row.observations;
    integer "figures" of "figures" = row.figures;
    integer "release" of "release" = release;
}

impl Flat for Availability {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        vec![cells(self, release)]
    }
}

/// How the parameters are documented; [`AvailabilityQuery`] reads them. A test compares the two.
#[derive(Debug, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only described, never filled")]
pub struct AvailabilityParams {
    /// What to count by: `region`, `indicator`, `period`, `year`, `kind`. Left out: all but `period`.
    #[param(value_type = Option<Vec<words::Dimension>>, inline, example = "region,indicator,year,kind")]
    by: Option<String>,
    /// `target`, `actual`.
    #[param(value_type = Option<Vec<words::RowKind>>, inline, example = "target")]
    kind: Option<String>,
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
    /// Least `value`, in the indicator's unit.
    #[param(example = 40)]
    min: Option<f64>,
    /// Greatest `value`, in the indicator's unit.
    #[param(example = 50)]
    max: Option<f64>,
    /// Text that stands in the label, the quote, the words of the goal, or the titles above them.
    #[param(max_length = 200, example = "绿化")]
    q: Option<String>,
    /// Most entries of a page; 0 asks for the count alone.
    #[param(minimum = 0, maximum = 5000, default = 100)]
    limit: Option<u32>,
    /// `page.next` of the page before. It holds for the same filters, and goes on in the same release.
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
    #[param(example = "region,year,observations")]
    fields: Option<String>,
}

/// What is to be counted.
#[derive(Debug)]
pub struct AvailabilityQuery {
    by: By,
    /// Without release.
    filter: ObservationFilter,
    limit: u32,
}

impl FromQuery for AvailabilityQuery {
    fn from_query(params: &mut Params<'_>) -> Self {
        let by = params.words("by", DIMENSIONS);
        let asks = |name: &str| match &by {
            Some(by) => by.iter().any(|asked| asked == name),
            None => DEFAULT_DIMENSIONS.contains(&name),
        };
        let by = By {
            region: asks("region"),
            indicator: asks("indicator"),
            period: asks("period"),
            year: asks("year"),
            kind: asks("kind"),
        };
        let kinds = params.words("kind", words::RowKind::ALL);
        let filter = ObservationFilter { kinds, ..filter(params) };
        let limit = params.limit("limit", DEFAULT_LIMIT, MAX_LIMIT);
        params.cursor();
        params.table::<Availability>(TABULAR);
        Self { by, filter, limit }
    }
}

/// What figures there are.
///
/// Targets and actuals counted by region, indicator, year and kind, or by what `by` says; only what there
/// is. The filters are those of `/v1/targets` and `/v1/actuals`. Entries are ordered by the ids of region and
/// indicator, then period, year and kind; without one of them last.
#[utoipa::path(
    get, path = "/v1/availability", tag = "search", operation_id = "listAvailability", params(AvailabilityParams),
    responses((status = 200, description = "A page of what there is", content(
        (Body<Vec<Availability>> = "application/json"), (String = "text/csv"))), Problems),
)]
pub(crate) async fn list_availability(
    State(app): State<App>,
    Query { wanted, asked }: Query<AvailabilityQuery>,
) -> Result<Answer<Availability>, ApiError> {
    let AvailabilityQuery { by, mut filter, limit } = wanted;
    let after = Place::read(&asked)?;
    filter.release = asked.snapshot.release.id;
    let page = store::page(&app.db, &filter, by, after.into(), limit.into()).await?;
    let total = page.total.unsigned_abs();
    let next = Place::next(after, page.entries.len(), total, &asked)?;
    let entries = page.entries.into_iter().map(|found| Availability::of(found, &asked.snapshot));
    let body = Body::page(entries.collect(), &asked, limit, total, next);
    Ok(Answer { body, asked, name: "availability" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::ask::params::tests::known_by;
    use utoipa::IntoParams;

    #[test]
    fn every_parameter_read_is_documented_and_the_other_way_round() {
        let documented = AvailabilityParams::into_params(|| None);
        let documented: Vec<_> = documented.into_iter().map(|param| param.name).collect();
        assert_eq!(known_by::<AvailabilityQuery>(), documented);
    }
}

//! `/v1/availability`: counts of figures, so that a form can offer the existing ones.

use crate::api::answer::{Answer, Body};
use crate::api::app::App;
use crate::api::ask::cursor::Place;
use crate::api::ask::declare::query;
use crate::api::ask::parameters::{Cursor, Limit, Table, Words};
use crate::api::ask::query::Query;
use crate::api::contract::responses::Problems;
use crate::api::problem::ApiError;
use crate::api::resources::pages::{DEFAULT_LIMIT, MAX_LIMIT};
use crate::api::resources::rows::query::RowFilters;
use crate::domain::Period;
use crate::domain::words;
use crate::export::reference::{IndicatorRef, RegionRef};
use crate::format::{Column, ColumnValue, Flat, columns};
use crate::store::ObservationFilter;
use crate::store::Snapshot;
use crate::store::availability::{self as store, Dimensions};
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

/// The dimensions that are counted by default.
const DEFAULT_DIMENSIONS: &[&str] = &["region", "indicator", "year", "kind"];

/// A combination with at least one observation, and its count.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Availability {
    /// Null where not counted by region.
    pub region: Option<RegionRef>,
    /// Null where not counted by indicator, and for observations the catalogue has no indicator for.
    pub indicator: Option<IndicatorRef>,
    /// The period statements belong to; null where not counted by period.
    #[schema(example = "2021-2025")]
    pub period: Option<String>,
    /// Null where not counted by year, and for statements without a year.
    #[schema(example = 2025)]
    pub year: Option<i32>,
    /// Null where not counted by kind.
    #[schema(value_type = Option<words::RowKind>)]
    pub kind: Option<String>,
    /// Observations; never 0, because the list has existing combinations only.
    #[schema(minimum = 1, example = 2)]
    pub observations: i64,
    /// Observations with a figure; the others are goals in words.
    #[schema(minimum = 0, example = 2)]
    pub figures: i64,
}

impl Availability {
    fn of(found: store::AvailabilityCount, snapshot: &Snapshot) -> Self {
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

query! {
    /// Filters and dimensions of the counts.
    pub struct AvailabilityQuery {
        /// What to count by: `region`, `indicator`, `period`, `year`, `kind`. Left out: all but `period`.
        #[example = "region,indicator,year,kind"]
        by: Words<words::Dimension>,
        /// `target`, `actual`.
        #[example = "target"]
        kind: Words<words::RowKind>,
        filters: RowFilters,
        /// Most entries of a page; 0 asks for the count alone.
        limit: Limit<DEFAULT_LIMIT, MAX_LIMIT>,
        /// `page.next` of the previous page. It is valid for the same filters, and continues in the same release.
        cursor: Cursor,
        #[example = "region,year,observations"]
        answer: Table<Availability>,
    }
}

impl AvailabilityQuery {
    fn dimensions(&self) -> Dimensions {
        let has = |name: &str| match &self.by {
            Some(by) => by.iter().any(|given| given == name),
            None => DEFAULT_DIMENSIONS.contains(&name),
        };
        Dimensions {
            region: has("region"),
            indicator: has("indicator"),
            period: has("period"),
            year: has("year"),
            kind: has("kind"),
        }
    }
}

/// Counts of figures.
///
/// Targets and actuals counted by region, indicator, year and kind, or by the dimensions in `by`;
/// existing combinations only. The filters are those of `/v1/targets` and `/v1/actuals`. Entries
/// are ordered by the ids of region and indicator, then period, year and kind; without one of them
/// last.
#[utoipa::path(
    get, path = "/v1/availability", tag = "search", operation_id = "listAvailability",
    responses((status = 200, description = "A page of what there is", content(
        (Body<Vec<Availability>> = "application/json"), (String = "text/csv"))), Problems),
)]
pub(crate) async fn list_availability(
    State(app): State<App>,
    Query { query, context }: Query<AvailabilityQuery>,
) -> Result<Answer<Availability>, ApiError> {
    let by = query.dimensions();
    let AvailabilityQuery { kind: kinds, filters, limit, .. } = query;
    let mut filter = ObservationFilter { kinds, ..filters.into_filter(&context.snapshot.catalog) };
    let after = Place::read(&context)?;
    filter.release = context.snapshot.release.id;
    filter.plans_only = true;
    let (snapshot, offset) = (&context.snapshot, after.into());
    let page = store::page(&app.db, snapshot, &filter, by, offset, limit.into()).await?;
    let total = page.total.unsigned_abs();
    let next = Place::next(after, page.entries.len(), total, &context)?;
    let entries = page.entries.into_iter().map(|found| Availability::of(found, &context.snapshot));
    let body = Body::page(entries.collect(), &context, limit, total, next);
    Ok(Answer { body, context, name: "availability" })
}

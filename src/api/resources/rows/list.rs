//! The handlers of `/v1/targets` and `/v1/actuals`.

use super::query::RowQuery;
use crate::api::answer::{Answer, Body, One};
use crate::api::app::App;
use crate::api::ask::context::RequestContext;
use crate::api::ask::cursor::Cursor;
use crate::api::ask::parameters::Item;
use crate::api::ask::query::{Id, Query};
use crate::api::contract::responses::{ItemProblems, Problems};
use crate::api::problem::ApiError;
use crate::api::resources::absent::absent;
use crate::export::Observation;
use crate::store::ObservationRow;
use crate::store::rows::{self as store, SortKey};
use axum::extract::State;
use serde::{Deserialize, Serialize};

/// Sort keys of a row, as a cursor keeps them.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    /// Number or word the rows are ordered by; figures as text, so that no digit is lost.
    #[serde(rename = "o")]
    key: Option<String>,
    #[serde(rename = "g")]
    region: String,
    #[serde(rename = "l")]
    line: i32,
    #[serde(rename = "i")]
    id: String,
}

impl Keys {
    fn of(row: &ObservationRow, key: SortKey) -> Self {
        let key = match key {
            SortKey::Region => Some(row.region_id.clone()),
            SortKey::Indicator => row.indicator_id.clone(),
            SortKey::Label => Some(row.label.clone()),
            SortKey::Year => row.year.map(|year| year.to_string()),
            SortKey::Line => Some(row.line.to_string()),
            SortKey::Value => row.canonical_value.or(row.value).map(|value| value.to_string()),
        };
        Self { key, region: row.region_id.clone(), line: row.line, id: row.id.clone() }
    }

    fn into_after(self, key: SortKey) -> store::RowPosition {
        let Self { key: at, region, line, id } = self;
        let (number, word) = match key {
            SortKey::Region | SortKey::Indicator | SortKey::Label => (None, at),
            SortKey::Year | SortKey::Line | SortKey::Value => {
                (at.and_then(|number| number.parse().ok()), None)
            }
        };
        store::RowPosition { number, word, region, line, id }
    }
}

async fn list(
    app: &App,
    kind: &'static str,
    name: &'static str,
    Query { query, context }: Query<RowQuery>,
) -> Result<Answer<Observation>, ApiError> {
    let (sort, limit) = (query.sort(), query.limit);
    let mut filter = query.filters.into_filter(&context.snapshot.catalog);
    let cursor: Option<Cursor<Keys>> = Cursor::read(&context)?;
    filter.kinds = Some(vec![kind.to_owned()]);
    filter.release = context.snapshot.release.id;
    let after = cursor.map(|cursor| cursor.keys.into_after(sort.key));
    let total = store::count(&app.db, &filter).await?.unsigned_abs();
    // One row more than the page has shows whether there is a next page.
    let count = if limit == 0 { 0 } else { i64::from(limit) + 1 };
    let mut rows = store::page(&app.db, &filter, sort, after.as_ref(), count).await?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = match rows.last().filter(|_| more) {
        Some(last) => Some(Cursor::after(Keys::of(last, sort.key), &context)?),
        None => None,
    };
    let rows = rows.into_iter().map(|row| Observation::of(row, &context.snapshot)).collect();
    Ok(Answer { body: Body::page(rows, &context, limit, total, next), context, name })
}

async fn one(
    app: &App,
    kind: &'static str,
    id: String,
    context: RequestContext,
) -> Result<One<Observation>, ApiError> {
    let row = store::one(&app.db, context.snapshot.release.id, kind, &id).await?;
    let Some(row) = row else { return Err(absent(app, kind, id, &context).await) };
    Ok(One::new(Observation::of(row, &context.snapshot), context))
}

/// Targets: commitments of plans.
///
/// One row for each figure or goal in words, from tables and running text, each with the line it
/// stands on. Filters narrow; values of one list are alternatives. Rows without the sort key come
/// last; ties are ordered by region, line and id.
#[utoipa::path(
    get, path = "/v1/targets", tag = "rows", operation_id = "listTargets",
    responses((status = 200, description = "A page of targets", content(
        (Body<Vec<Observation>> = "application/json"), (String = "text/csv"))), Problems),
)]
pub(crate) async fn list_targets(
    State(app): State<App>,
    query: Query<RowQuery>,
) -> Result<Answer<Observation>, ApiError> {
    list(&app, "target", "targets", query).await
}

/// Actuals: achieved figures in plans.
///
/// As `/v1/targets`, for achieved or estimated figures: base values, results of the period before.
#[utoipa::path(
    get, path = "/v1/actuals", tag = "rows", operation_id = "listActuals",
    responses((status = 200, description = "A page of actuals", content(
        (Body<Vec<Observation>> = "application/json"), (String = "text/csv"))), Problems),
)]
pub(crate) async fn list_actuals(
    State(app): State<App>,
    query: Query<RowQuery>,
) -> Result<Answer<Observation>, ApiError> {
    list(&app, "actual", "actuals", query).await
}

/// One target.
#[utoipa::path(
    get, path = "/v1/targets/{id}", tag = "rows", operation_id = "getTarget",
    params(("id" = String, Path, description = "Id of a row", example = "5f0c3a9e1b7d2468")),
    responses((status = 200, description = "The target", body = Body<Observation>), ItemProblems),
)]
pub(crate) async fn get_target(
    State(app): State<App>,
    Id(id): Id,
    Query { context, .. }: Query<Item<Observation>>,
) -> Result<One<Observation>, ApiError> {
    one(&app, "target", id, context).await
}

/// One actual.
#[utoipa::path(
    get, path = "/v1/actuals/{id}", tag = "rows", operation_id = "getActual",
    params(("id" = String, Path, description = "Id of a row", example = "5f0c3a9e1b7d2468")),
    responses((status = 200, description = "The actual", body = Body<Observation>), ItemProblems),
)]
pub(crate) async fn get_actual(
    State(app): State<App>,
    Id(id): Id,
    Query { context, .. }: Query<Item<Observation>>,
) -> Result<One<Observation>, ApiError> {
    one(&app, "actual", id, context).await
}

//! The handlers of `/v1/checks`.

use super::finding::Check;
use super::query::CheckQuery;
use crate::api::answer::{Answer, Body, Notice, One};
use crate::api::app::App;
use crate::api::ask::cursor::Cursor;
use crate::api::ask::parameters::Item;
use crate::api::ask::query::{Id, Query};
use crate::api::contract::responses::{ItemProblems, Problems};
use crate::api::problem::ApiError;
use crate::checks::Finding;
use crate::domain::text::Text;
use crate::store::checks::{self as store, SortKey};
use crate::store::words::word;
use axum::extract::State;
use serde::{Deserialize, Serialize};

/// Sort keys of a finding, as a cursor keeps them.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    #[serde(rename = "o")]
    key: String,
    #[serde(rename = "g")]
    region: String,
    #[serde(rename = "i")]
    id: String,
}

impl Keys {
    fn of(found: &Finding, key: SortKey) -> Self {
        let key = match key {
            SortKey::Region => found.region.clone(),
            SortKey::Indicator => found.indicator.clone(),
            SortKey::Kind => word(found.kind),
            SortKey::Severity => store::level(found.severity).to_string(),
        };
        Self { key, region: found.region.clone(), id: found.id.clone() }
    }
}

/// Findings: figures that contradict each other or need care.
///
/// Stated growth against the growth between base and target, a table against the running text, a
/// target worse than its base, a base against the outcome in the review, a claim against a figure,
/// parts against their whole. Each has the figures with their ids and lines, the arithmetic, and
/// possible explanations. No finding says that a figure is wrong. Ties are ordered by region and
/// id.
#[utoipa::path(
    get, path = "/v1/checks", tag = "checks", operation_id = "listChecks",
    responses((status = 200, description = "A page of findings", content(
        (Body<Vec<Check>> = "application/json"), (String = "text/csv"))), Problems),
)]
pub(crate) async fn list_checks(
    State(app): State<App>,
    Query { query, context }: Query<CheckQuery>,
) -> Result<Answer<Check>, ApiError> {
    let (sort, limit) = (query.sort(), query.limit);
    let mut filter = query.into_filter(&context.snapshot.catalog);
    let cursor: Option<Cursor<Keys>> = Cursor::read(&context)?;
    filter.release = context.snapshot.release.id;
    let after = cursor.map(|cursor| {
        let Keys { key, region, id } = cursor.keys;
        store::CheckPosition { key, region, id }
    });
    let total = store::count(&app.db, &filter).await?.unsigned_abs();
    // One entry more than the page has shows whether there is a next page; `limit=0` reads none.
    let count = if limit == 0 { 0 } else { i64::from(limit) + 1 };
    let mut found = store::page(&app.db, &filter, sort, after.as_ref(), count).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = match found.last().filter(|_| more) {
        Some(last) => Some(Cursor::after(Keys::of(last, sort.0), &context)?),
        None => None,
    };
    let checks = found.into_iter().map(|found| Check::of(found, &context.snapshot)).collect();
    let lang = context.lang;
    let mut body = Body::page(checks, &context, limit, total, next);
    if store::version(&app.db, filter.release).await?.is_none() {
        let text = Text::of(
            "this release was made before there were checks; the next load checks its plans",
            "此版本早于核对功能；下次载入时将核对其规划",
        );
        body.warnings.push(Notice::new("not_checked", text, lang));
    }
    Ok(Answer { body, context, name: "checks" })
}

/// One finding.
#[utoipa::path(
    get, path = "/v1/checks/{id}", tag = "checks", operation_id = "getCheck",
    params(("id" = String, Path, description = "Id of a finding", example = "5f0c3a9e1b7d2468")),
    responses((status = 200, description = "The finding", body = Body<Check>), ItemProblems),
)]
pub(crate) async fn get_check(
    State(app): State<App>,
    Id(id): Id,
    Query { context, .. }: Query<Item<Check>>,
) -> Result<One<Check>, ApiError> {
    let found = store::one(&app.db, context.snapshot.release.id, &id).await?;
    let found = found.ok_or_else(|| ApiError::NotFound {
        what: Text::of("finding", "核对结果"),
        id,
        nearest: None,
    })?;
    Ok(One::new(Check::of(found, &context.snapshot), context))
}

//! The handler of `/v1/cascade`.

use super::family::Family;
use super::query::{CascadeQuery, CascadeRequest, MAX_LIMIT};
use crate::api::answer::{Answer, Body};
use crate::api::app::App;
use crate::api::ask::cursor::Cursor;
use crate::api::ask::query::Query;
use crate::api::contract::responses::Problems;
use crate::api::problem::{ApiError, FieldError};
use crate::compare::answer::{Cascade, Status};
use crate::domain::Period;
use crate::domain::text::text;
use axum::extract::State;

/// The most cells of an answer: indicators × regions, including the region above.
const MAX_CELLS: usize = 10_000;

/// The indicators of a city in the plans of its districts.
///
/// One entry for each indicator: base, target and growth in the plan of the region above, and for
/// each region below it whether its plan states a target, leaves it to the region above
/// (`delegated`, with the figure it leads to where there is one), ties it to another (`relative`),
/// has other words (`qualitative`), or leaves it out (`not_stated`, or `unknown` where a part of
/// its text is missing); a region whose plan has not been read is `no_plan`. Figures of the regions
/// below are added up where the indicator adds up, and set against the region above; `complete`
/// says whether all of them are in the sum.
///
/// Figures that words lead to are in `resolution` only: they are not compared and not added.
#[utoipa::path(
    get, path = "/v1/cascade", tag = "compare", operation_id = "listCascade",
    responses(
        (status = 200, description = "One page of indicators, in the order of the catalogue", content(
            (Body<Vec<Cascade>> = "application/json"),
            (String = "image/svg+xml"), (String = "text/csv"),
        )),
        Problems,
    ),
)]
pub(crate) async fn list_cascade(
    State(app): State<App>,
    Query { query, mut context }: Query<CascadeQuery>,
) -> Result<Answer<Cascade>, ApiError> {
    let cursor: Option<Cursor<String>> = Cursor::read(&context)?;
    let request = CascadeRequest::from(query);
    let snapshot = context.snapshot.clone();
    let catalog = snapshot.catalog.as_ref();
    let unknown = || ApiError::Internal("the region above is not in the catalogue".to_owned());
    let parent = catalog.region(&request.parent).ok_or_else(unknown)?;
    let mut places = vec![parent.id.as_str()];
    places.extend(catalog.children(&parent.id).map(|child| child.id.as_str()));
    let chosen = snapshot.plans(&app.db).await?.choose(request.period, Some(&places));
    let family = Family {
        db: &app.db,
        snapshot: &snapshot,
        parent,
        children: catalog.children(&parent.id).collect(),
        plans: chosen,
    };
    let chunk = (MAX_CELLS / (family.children.len() + 1)).max(1);
    let limit = request.limit as usize;
    let sized = context.given.iter().any(|(name, _)| *name == "limit");
    if limit > chunk && sized {
        let places = family.children.len() + 1;
        let reason = text!(
            "{limit} indicators in {places} regions are more than {MAX_CELLS} cells: ask for {chunk} at a time",
            "{limit} 个指标乘 {places} 个地区超过 {MAX_CELLS} 格：一次最多 {chunk} 个指标"
        );
        return Err(ApiError::invalid(FieldError::value("limit", &limit.to_string(), reason)));
    }
    let limit = limit.min(chunk);
    let indicators = family.indicators(&request).await?;
    let after = cursor.map(|cursor| cursor.keys);
    let status = request.status.as_deref();
    let mut page = family.page(&indicators, status, after.as_deref(), limit, chunk).await?;
    if status.is_none() {
        for entry in &mut page.entries {
            entry.children.retain(|child| child.status != Status::NoPlan);
        }
    }
    let next = match page.entries.last().filter(|_| page.more) {
        Some(last) => Some(Cursor::<String>::after(last.indicator.id.to_string(), &context)?),
        None => None,
    };
    let period = Period::from(chosen.period);
    context.filters.insert("period".to_owned(), period.to_string().into());
    let limit = u32::try_from(limit).unwrap_or(MAX_LIMIT);
    let mut body = Body::page(page.entries, &context, limit, page.total, next);
    body.warnings.extend(family.notices(context.lang));
    Ok(Answer { body, context, name: "cascade" })
}

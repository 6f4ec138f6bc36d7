//! The handlers of `/history`.

use super::statement::{differing, field_text};
use super::version::Version;
use crate::api::answer::{Answer, Body};
use crate::api::app::App;
use crate::api::ask::context::RequestContext;
use crate::api::ask::declare::query;
use crate::api::ask::names;
use crate::api::ask::parameters::Table;
use crate::api::ask::query::{Id, Query};
use crate::api::contract::responses::ItemProblems;
use crate::api::problem::ApiError;
use crate::export::reference::RegionRef;
use crate::store::versions as store;
use axum::extract::State;

query! {
    /// The history of one row.
    pub struct HistoryQuery {
        #[example = "from_release,to_release,fields"]
        answer: Table<Version>,
    }
}

/// One entry for each content; consecutive releases with the same content are one entry.
fn versions(id: &str, found: Vec<store::Version>, context: &RequestContext) -> Vec<Version> {
    let until = context.snapshot.release.id;
    let mut versions: Vec<Version> = Vec::new();
    for next in found {
        // A version that a later release ended is still current in the release of the answer.
        let to_release = next.release_to.map(|to| to - 1).filter(|last| *last < until);
        let statement = next.said.0;
        let fields = match versions.last_mut() {
            Some(last)
                if last.statement == statement
                    && last.plan == next.plan_id
                    && follows(last, next.release_from) =>
            {
                last.to_release = to_release;
                continue;
            }
            Some(last) => differing(&last.statement, &statement),
            None => Vec::new(),
        };
        versions.push(Version {
            id: id.to_owned(),
            from_release: next.release_from,
            to_release,
            region: RegionRef::of(&next.region_id, &context.snapshot),
            plan: next.plan_id,
            document: next.document_id,
            fields,
            statement,
        });
    }
    versions
}

fn follows(version: &Version, release: i32) -> bool {
    version.to_release == Some(release - 1)
}

async fn of(
    app: &App,
    kind: &'static str,
    id: String,
    context: RequestContext,
) -> Result<Answer<Version>, ApiError> {
    let found = store::of_observation(&app.db, &id, context.snapshot.release.id).await?;
    let of_kind =
        found.iter().any(|version| field_text(&version.said, "kind").as_deref() == Some(kind));
    if !of_kind {
        return Err(names::no_row(kind, id));
    }
    let versions = versions(&id, found, &context);
    Ok(Answer { body: Body::whole(versions, &context), context, name: "history" })
}

/// The versions of a target.
///
/// One entry for each content, the oldest first, with the releases that have it; also for a target
/// that was withdrawn.
#[utoipa::path(
    get, path = "/v1/targets/{id}/history", tag = "rows", operation_id = "getTargetHistory",
    params(("id" = String, Path, description = "Id of a row", example = "5f0c3a9e1b7d2468")),
    responses((status = 200, description = "The history", content(
        (Body<Vec<Version>> = "application/json"), (String = "text/csv"))), ItemProblems),
)]
pub(crate) async fn get_target_history(
    State(app): State<App>,
    Id(id): Id,
    Query { context, .. }: Query<HistoryQuery>,
) -> Result<Answer<Version>, ApiError> {
    of(&app, "target", id, context).await
}

/// The versions of an actual.
///
/// As `/v1/targets/{id}/history`.
#[utoipa::path(
    get, path = "/v1/actuals/{id}/history", tag = "rows", operation_id = "getActualHistory",
    params(("id" = String, Path, description = "Id of a row", example = "5f0c3a9e1b7d2468")),
    responses((status = 200, description = "The history", content(
        (Body<Vec<Version>> = "application/json"), (String = "text/csv"))), ItemProblems),
)]
pub(crate) async fn get_actual_history(
    State(app): State<App>,
    Id(id): Id,
    Query { context, .. }: Query<HistoryQuery>,
) -> Result<Answer<Version>, ApiError> {
    of(&app, "actual", id, context).await
}

//! `/v1/releases`: the states of the data set and their changes.

use crate::api::answer::{Answer, Body, One};
use crate::api::app::App;
use crate::api::ask::context::RequestContext;
use crate::api::ask::declare::query;
use crate::api::ask::parameters::{Item, Table};
use crate::api::ask::query::{Id, Query};
use crate::api::contract::responses::{ItemProblems, Problems};
use crate::api::problem::ApiError;
use crate::domain::text::Text;
use crate::domain::words;
use crate::format::{Column, ColumnValue, Flat, columns};
use crate::store::release::{self as store, ReleaseSummary};
use crate::store::versions::{self, ChangeFilter};
use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

/// One immutable state of the data set.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Release {
    /// 1, 2, 3, … without gaps; what `release=` takes.
    #[schema(example = 1)]
    pub id: i32,
    /// Time at which it was loaded.
    pub created_at: DateTime<Utc>,
    /// Hash of the content of all its plans and of the catalogue.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub content_sha256: String,
    /// SHA-256 of the catalogue alone.
    #[schema(example = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752")]
    pub catalog_sha256: String,
    /// Plans in it, changed by it or not.
    #[schema(example = 5)]
    pub plans: i32,
    /// The number of targets.
    #[schema(example = 900)]
    pub targets: i32,
    /// The number of achieved or estimated figures.
    #[schema(example = 700)]
    pub actuals: i32,
    /// Against the release before; the first added all it has.
    pub changes: ReleaseChanges,
    pub links: ReleaseLinks,
}

/// The changes of a release against the one before. All are 0 where only texts for search or the
/// rules of `/v1/checks` changed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReleaseChanges {
    /// Whether the catalogue changed; false for the first release.
    pub catalog_changed: bool,
    /// Plans that were new.
    #[schema(example = 5)]
    pub plans_added: i32,
    /// Plans that changed.
    pub plans_changed: i32,
    /// Plans that were removed.
    pub plans_removed: i32,
    /// Observations that the release before did not have.
    #[schema(example = 1600)]
    pub added: i32,
    /// Observations that changed.
    pub changed: i32,
    /// Observations that the release before had and this one does not have.
    pub withdrawn: i32,
}

/// Addresses of the parts of a release.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReleaseLinks {
    /// This release.
    #[serde(rename = "self")]
    #[schema(example = "/v1/releases/1")]
    pub this: String,
    /// Its changes, observation by observation.
    #[schema(example = "/v1/changes?since=0&until=1")]
    pub changes: String,
    /// Its plans.
    #[schema(example = "/v1/plans?release=1")]
    pub plans: String,
    /// The whole release as one download, described as a Data Package.
    #[schema(example = "/v1/releases/1/datapackage.json")]
    pub package: String,
}

/// A release and the plans it changed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WholeRelease {
    #[serde(flatten)]
    pub release: Release,
    /// Plans that differ from the release before, by id.
    pub changed_plans: Vec<ChangedPlan>,
}

/// A plan that a release changed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChangedPlan {
    /// Id of the plan: region, first and last year.
    #[schema(example = "jiangan-2021-2025")]
    pub id: String,
    /// The change of the plan.
    #[schema(value_type = words::PlanChange)]
    pub change: &'static str,
}

impl Release {
    fn of(found: ReleaseSummary, context: &RequestContext) -> Self {
        let id = found.id;
        Self {
            id,
            created_at: found.created_at,
            content_sha256: found.content_sha256,
            catalog_sha256: found.catalog_sha256,
            plans: found.plans,
            targets: found.targets,
            actuals: found.actuals,
            changes: ReleaseChanges {
                catalog_changed: found.catalog_changed,
                plans_added: found.plans_added,
                plans_changed: found.plans_changed,
                plans_removed: found.plans_removed,
                added: found.added,
                changed: found.changed,
                withdrawn: found.withdrawn,
            },
            links: ReleaseLinks {
                this: context.at(&format!("/v1/releases/{id}")),
                changes: context.at(&format!("/v1/changes?since={}&until={id}", id - 1)),
                plans: context.at(&format!("/v1/plans?release={id}")),
                package: context.at(&format!("/v1/releases/{id}/datapackage.json")),
            },
        }
    }
}

columns! {
    fn cells(row: &Release);
    integer_key "id" of "id" = row.id;
    text "created_at" of "created_at" = row.created_at.to_rfc3339();
    text "content_sha256" of "content_sha256" = &row.content_sha256;
    text "catalog_sha256" of "catalog_sha256" = &row.catalog_sha256;
    integer "plans" of "plans" = row.plans;
    integer "targets" of "targets" = row.targets;
    integer "actuals" of "actuals" = row.actuals;
    boolean "catalog_changed" of "changes" = row.changes.catalog_changed;
    integer "plans_added" of "changes" = row.changes.plans_added;
    integer "plans_changed" of "changes" = row.changes.plans_changed;
    integer "plans_removed" of "changes" = row.changes.plans_removed;
    integer "added" of "changes" = row.changes.added;
    integer "changed" of "changes" = row.changes.changed;
    integer "withdrawn" of "changes" = row.changes.withdrawn;
}

impl Flat for Release {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn rows(&self, _release: i32) -> Vec<Vec<ColumnValue>> {
        vec![cells(self)]
    }
}

query! {
    /// All releases.
    pub struct ReleaseQuery {
        #[example = "created_at,changes"]
        answer: Table<Release>,
    }
}

/// Releases.
///
/// All states of the data set, the newest first; never paged. With `release=` the states up to that
/// release.
#[utoipa::path(
    get, path = "/v1/releases", tag = "releases", operation_id = "listReleases",
    responses((status = 200, description = "The releases", content(
        (Body<Vec<Release>> = "application/json"), (String = "text/csv"))), Problems),
)]
pub(crate) async fn list_releases(
    State(app): State<App>,
    Query { context, .. }: Query<ReleaseQuery>,
) -> Result<Answer<Release>, ApiError> {
    let found = store::described(&app.db, 1, context.snapshot.release.id).await?;
    let releases = found.into_iter().map(|found| Release::of(found, &context)).collect();
    Ok(Answer { body: Body::whole(releases, &context), context, name: "releases" })
}

/// One release, with the plans it changed.
#[utoipa::path(
    get, path = "/v1/releases/{id}", tag = "releases", operation_id = "getRelease",
    params(("id" = String, Path, description = "Number of a release", example = "1")),
    responses((status = 200, description = "The release", body = Body<WholeRelease>), ItemProblems),
)]
pub(crate) async fn get_release(
    State(app): State<App>,
    Id(id): Id,
    Query { context, .. }: Query<Item<WholeRelease>>,
) -> Result<One<WholeRelease>, ApiError> {
    // The path names the release. If it does not exist, the snapshot is the newest release, which
    // has another number.
    let number = context.snapshot.release.id;
    let found = if number.to_string() == id {
        store::described(&app.db, number, number).await?.pop()
    } else {
        None
    };
    let Some(found) = found else {
        let what = Text::of("release", "发布版本");
        return Err(ApiError::NotFound { what, id, nearest: None });
    };
    let pairs =
        versions::pairs(&app.db, number - 1, number, &ChangeFilter::default(), None, None).await?;
    // In the order of documents, so that those of one plan are neighbours.
    let changed = pairs.into_iter().filter_map(|pair| {
        let id = pair.plan_id?;
        let change = match (pair.old, pair.new) {
            // A part that is added or removed changes the plan; the main document has the id of the
            // plan.
            _ if pair.document_id != id => "changed",
            (None, _) => "added",
            (_, None) => "removed",
            _ => "changed",
        };
        Some(ChangedPlan { id, change })
    });
    let mut changed_plans: Vec<ChangedPlan> = changed.collect();
    changed_plans.dedup_by(|next, before| next.id == before.id);
    let whole = WholeRelease { changed_plans, release: Release::of(found, &context) };
    Ok(One::new(whole, context))
}

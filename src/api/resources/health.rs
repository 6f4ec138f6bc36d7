//! `/healthz` and `/readyz`: whether the process runs and whether it can answer.

use crate::api::answer::ReleaseRef;
use crate::api::app::App;
use crate::api::ask::parameters::NoQuery;
use crate::api::ask::query::PlainQuery;
use crate::api::contract::responses::Problems;
use crate::api::problem::ApiError;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

/// The process is alive.
#[derive(Debug, Serialize, ToSchema)]
pub struct Liveness {
    /// Always `ok`.
    #[schema(example = "ok")]
    pub status: String,
    /// Version of the program.
    #[schema(example = "0.1.0")]
    pub version: String,
}

/// The service can answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ready {
    /// Always `ready`.
    #[schema(example = "ready")]
    pub status: String,
    pub release: ReleaseRef,
}

/// Is the process alive?
///
/// Does not use the database: a process that answers need not be restarted.
#[utoipa::path(
    get, path = "/healthz", tag = "service", operation_id = "getHealth",
    responses((status = 200, description = "It is", body = Liveness), Problems),
)]
pub(crate) async fn alive(_: PlainQuery<NoQuery>) -> Json<Liveness> {
    Json(Liveness { status: "ok".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() })
}

/// Can the service answer?
///
/// It can while the server is connected to the database, which holds a release; until then, and while the server stops, 503.
#[utoipa::path(
    get, path = "/readyz", tag = "service", operation_id = "getReadiness",
    responses((status = 200, description = "It can", body = Ready), Problems),
)]
pub(crate) async fn ready(
    State(app): State<App>,
    _: PlainQuery<NoQuery>,
) -> Result<Json<Ready>, ApiError> {
    // Without a watcher, the database is asked.
    let snapshot = match app.readiness().map_err(ApiError::Unavailable)? {
        Some(snapshot) => snapshot,
        None => app.snapshots.latest(&app.db).await?,
    };
    let release = &snapshot.release;
    Ok(Json(Ready {
        status: "ready".to_owned(),
        release: ReleaseRef { id: release.id, created_at: release.created_at },
    }))
}

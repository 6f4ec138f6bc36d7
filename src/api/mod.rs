//! HTTP: the only room that knows it. One file for each resource; what they share beside them.
//!
//! A handler extracts ([`query`]), fetches (`store`), computes (`compare`) and answers ([`body`]).
//! One list of routes, [`routes()`], serves and documents.

use crate::config;
use axum::Router;
use sqlx::PgPool;
use std::sync::Arc;
use utoipa::openapi::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

pub mod availability;
pub mod body;
pub mod caching;
pub mod cascade;
pub mod changes;
pub mod check_query;
pub mod checks;
pub mod client;
pub mod compare;
pub mod cursor;
pub mod document;
pub mod downloads;
pub mod evidence;
pub mod format;
pub mod health;
pub mod history;
pub mod indicators;
pub mod lang;
pub mod layers;
pub mod meta;
pub mod methods;
pub mod names;
pub mod params;
pub mod plans;
pub mod problem;
pub mod problems;
pub mod quality;
pub mod query;
pub mod rate;
pub mod refusal;
pub mod regions;
pub mod releases;
pub mod resolve;
pub mod row_query;
pub mod rows;
pub mod scorecards;
pub mod search;
pub mod sent;
pub mod server;
pub mod snapshot;
pub mod statement;
pub mod text;
pub mod words;

pub use body::{Answer, Body};
pub use problem::ApiError;
pub use query::{Asked, Query};
pub use snapshot::Snapshot;

/// What every handler may use. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    /// A pool that can only read.
    pub db: PgPool,
    /// Limits on requests.
    pub limits: config::Limits,
    /// The releases that are answered from.
    pub snapshots: Arc<snapshot::Snapshots>,
}

impl App {
    /// An application over a pool that can only read.
    pub fn new(db: PgPool, limits: config::Limits) -> Self {
        Self { db, limits, snapshots: Arc::default() }
    }

    /// The newest release and its catalogue.
    ///
    /// # Errors
    /// The database does not answer, or holds no release yet.
    pub async fn snapshot(&self) -> Result<Arc<Snapshot>, ApiError> {
        self.snapshots.newest(&self.db).await
    }
}

/// Every resource: served and documented from this one list.
fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(document::base())
        .routes(routes!(compare::compare_indicators))
        .routes(routes!(cascade::list_cascade))
        .routes(routes!(rows::list_targets))
        .routes(routes!(rows::get_target))
        .routes(routes!(rows::get_target_evidence))
        .routes(routes!(rows::list_actuals))
        .routes(routes!(rows::get_actual))
        .routes(routes!(rows::get_actual_evidence))
        .routes(routes!(history::get_target_history))
        .routes(routes!(history::get_actual_history))
        .routes(routes!(regions::list_regions))
        .routes(routes!(regions::get_region))
        .routes(routes!(indicators::list_indicators))
        .routes(routes!(indicators::get_indicator))
        .routes(routes!(plans::list_plans))
        .routes(routes!(plans::get_plan))
        .routes(routes!(checks::list_checks))
        .routes(routes!(checks::get_check))
        .routes(routes!(scorecards::get_scorecard))
        .routes(routes!(search::search))
        .routes(routes!(resolve::resolve_names))
        .routes(routes!(availability::list_availability))
        .routes(routes!(meta::get_meta))
        .routes(routes!(downloads::get_package))
        .routes(routes!(downloads::observations_csv))
        .routes(routes!(downloads::observations_parquet))
        .routes(routes!(downloads::regions_csv))
        .routes(routes!(downloads::indicators_csv))
        .routes(routes!(downloads::plans_csv))
        .routes(routes!(releases::list_releases))
        .routes(routes!(releases::get_release))
        .routes(routes!(changes::list_changes))
        .routes(routes!(quality::get_quality))
        .routes(routes!(problems::list_problems))
        .routes(routes!(problems::get_problem))
        .routes(routes!(health::alive))
        .routes(routes!(health::ready))
}

/// The whole service: resources, documentation and the layers around them.
pub fn router(app: App) -> Router {
    let (resources, mut api) = routes().split_for_parts();
    document::complete(&mut api);
    layers::around(resources.merge(document::pages(api)), app)
}

/// The contract, as `/openapi.json` serves it.
pub fn openapi() -> OpenApi {
    let mut api = routes().into_openapi();
    document::complete(&mut api);
    api
}

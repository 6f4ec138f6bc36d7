//! The one list of routes, which is served and documented in the contract.

use crate::api::app::App;
use crate::api::contract;
use crate::api::http::layers;
use crate::api::resources::{
    availability, cascade, changes, checks, compare, downloads, health, history, indicators, meta,
    plans, problems, quality, regions, releases, resolve, rows, scorecards, search,
};
use axum::Router;
use utoipa::openapi::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Every resource.
fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(contract::base())
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

/// The whole service: resources, documentation, and the layers around them.
pub fn router(app: App) -> Router {
    let (resources, mut api) = routes().split_for_parts();
    contract::complete(&mut api);
    let text = contract::json_text(&api);
    let resources = resources.merge(contract::pages(text.clone()));
    layers::around(resources, app, &text)
}

/// The contract, as `/openapi.json` serves it.
pub fn openapi() -> OpenApi {
    let mut api = routes().into_openapi();
    contract::complete(&mut api);
    api
}

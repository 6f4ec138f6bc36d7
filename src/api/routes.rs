//! The single list of routes: it is served, documented in the contract, and listed by `/v1/meta`.

use crate::api::app::App;
use crate::api::ask::validator;
use crate::api::contract::endpoints::{Endpoint, Endpoints, Handler};
use crate::api::contract::{self, base};
use crate::api::http::layers::{self, ServiceState};
use crate::api::http::{front, public, security};
use crate::api::pages;
use crate::api::resources::{
    availability, cascade, changes, checks, citations, compare, documents, downloads, evidence,
    health, history, indicators, meta, plans, problems, profiles, progress, quality, regions,
    releases, resolve, rows, scorecards, search, series,
};
use axum::{Extension, Router, middleware};
use std::sync::{Arc, LazyLock};
use tower::ServiceBuilder;
use utoipa::openapi::{OpenApi, RefOr};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};
use utoipa_axum::routes;

/// Lists handlers, as `routes!` does, with the queries they extract.
macro_rules! list {
    ($($($part:ident)::+,)+) => {
        Routes::default()$(.add(routes!($($part)::+), $($part)::+))+
    };
}

/// Every resource.
fn all() -> Routes {
    list![
        compare::table::compare_indicators,
        cascade::list::list_cascade,
        rows::list::list_targets,
        rows::list::get_target,
        evidence::get_target_evidence,
        rows::list::list_actuals,
        rows::list::get_actual,
        evidence::get_actual_evidence,
        history::list::get_target_history,
        history::list::get_actual_history,
        search::find::search,
        resolve::list::resolve_names,
        availability::list_availability,
        checks::list::list_checks,
        checks::list::get_check,
        scorecards::get_scorecard,
        series::list::list_series,
        progress::list::list_progress,
        profiles::get::get_profile,
        regions::list_regions,
        regions::get_region,
        indicators::list_indicators,
        indicators::get_indicator,
        documents::list::list_documents,
        documents::list::get_document,
        citations::get_citation,
        plans::list_plans,
        plans::get_plan,
        meta::get::get_meta,
        downloads::get_package,
        downloads::observations_csv,
        downloads::observations_parquet,
        downloads::regions_csv,
        downloads::indicators_csv,
        downloads::plans_csv,
        releases::list_releases,
        releases::get_release,
        changes::list_changes,
        quality::get_quality,
        problems::list_problems,
        problems::get_problem,
        health::alive,
        health::ready,
    ]
}

/// Handlers, and what each of them reads.
struct Routes {
    router: OpenApiRouter<App>,
    endpoints: Vec<Endpoint>,
}

impl Default for Routes {
    fn default() -> Self {
        Self { router: OpenApiRouter::with_openapi(base()), endpoints: Vec::new() }
    }
}

impl Routes {
    /// Adds a handler, documented with the parameters its query declares.
    fn add<A, H: Handler<A>>(mut self, route: UtoipaMethodRouter<App>, _: H) -> Self {
        let (mut schemas, mut paths, methods) = route;
        for (path, item) in &mut paths.paths {
            let Some(operation) = &mut item.get else { continue };
            let declared = H::declared();
            let parameters = declared.iter().map(|declared| RefOr::T(declared.described()));
            operation.parameters.get_or_insert_default().extend(parameters);
            schemas.extend(declared.iter().flat_map(|declared| declared.components.clone()));
            self.endpoints.push(Endpoint::of(path, operation, declared));
        }
        self.router = self.router.routes((schemas, paths, methods));
        self
    }
}

/// The whole service: resources, documentation and the layers around them.
pub fn router(app: App) -> Router {
    let Routes { router, endpoints } = all();
    let (resources, _) = router.split_for_parts();
    let resources = resources.layer(Extension(Endpoints(endpoints.into())));
    let contract = contract::pages(CONTRACT.clone());
    let contract = contract.layer(middleware::from_fn(pages::guard_contract));
    let resources = resources.merge(contract).merge(pages::router(&CONTRACT));
    let state = ServiceState::new(&app);
    let service = layers::around(resources, state.clone(), PROGRAM.clone()).layer(
        ServiceBuilder::new()
            .layer(middleware::from_fn(security::secured))
            .layer(middleware::from_fn(pages::render_problems)),
    );
    let service = public::below(service, &app);
    let refusing = layers::refusing(&state).layer(middleware::from_fn(security::secured));
    front::before(service, refusing, state)
}

/// The contract as text. Made once: tests build many routers.
static CONTRACT: LazyLock<String> = LazyLock::new(|| contract::json_text(&openapi()));
/// The identity of the program in validators.
static PROGRAM: LazyLock<Arc<str>> =
    LazyLock::new(|| validator::program(&format!("{}{}", *CONTRACT, pages::sources())));

/// The contract, as `/openapi.json` serves it.
pub fn openapi() -> OpenApi {
    let mut api = all().router.into_openapi();
    contract::complete(&mut api);
    api
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;

    #[test]
    fn every_query_names_each_parameter_once_and_offers_words_that_it_knows() {
        let catalog = Catalog::embedded().unwrap();
        for Endpoint { path, query, .. } in all().endpoints {
            let mut names: Vec<_> = query.iter().map(|declared| declared.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), query.len(), "{path}");
            for declared in query {
                assert!(!declared.about.is_empty(), "{path} {}", declared.name);
                let words = (declared.allowed)(&catalog);
                let schema = serde_json::to_value(&declared.schema).unwrap();
                if let Some(listed) = schema["enum"].as_array() {
                    let known = |word: &String| listed.iter().any(|it| it == word.as_str());
                    assert!(
                        !words.is_empty() && words.iter().all(known),
                        "{path} {}",
                        declared.name
                    );
                }
            }
        }
    }
}

//! The addresses of the pages.

use super::contract::ContractText;
use super::{
    cascade, checks, compare, contract, documents, evidence, feeds, find, guides, indicator,
    progress, region, start, style,
};
use crate::api::app::App;
use axum::extract::Request;
use axum::http::{HeaderValue, Uri, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};

/// Every page, and the style sheet. `contract` is the document as `/openapi.json` serves it.
pub fn router(contract: &'static str) -> Router<App> {
    Router::new()
        .route("/", get(start::show_start))
        .route("/find", get(find::find))
        .route("/compare", get(compare::show_comparison))
        .route("/progress", get(progress::show_progress))
        .route("/regions/{id}", get(region::show_region))
        .route("/indicators/{id}", get(indicator::show_indicator))
        .route("/cascade", get(cascade::show_cascade))
        .route("/checks", get(checks::show_checks))
        .route("/documents", get(documents::show_documents))
        .route("/documents/{id}", get(documents::show_document))
        .route("/targets/{id}", get(evidence::show_target))
        .route("/actuals/{id}", get(evidence::show_actual))
        .route("/releases.atom", get(feeds::show_releases))
        .route("/sitemap.xml", get(feeds::show_sitemap))
        .route("/robots.txt", get(feeds::show_robots))
        .route("/docs", get(guides::show_docs))
        .route("/docs/", get(guides::show_docs))
        .route("/docs/api", get(contract::show_contract))
        .route("/docs/try", get(contract::show_try))
        .route("/docs/api/{operation}", get(contract::show_operation))
        .route("/docs/api/schemas/{schema}", get(contract::show_schema))
        .route("/docs/{guide}", get(guides::show_guide))
        .layer(middleware::from_fn(as_page))
        .layer(Extension(ContractText(contract)))
        .route(&style::ADDRESS, get(style::get_style))
        .route("/favicon.svg", get(style::get_icon))
}

/// Lets the query of an answer be read for a page: a page has one format, whatever `Accept` says. A form sends its
/// empty fields too, and a field for each box that is ticked.
async fn as_page(mut request: Request, next: Next) -> Response {
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("*/*"));
    if let Some(query) = request.uri().query() {
        let address = match of_form(query) {
            query if query.is_empty() => request.uri().path().to_owned(),
            query => format!("{}?{query}", request.uri().path()),
        };
        // The parts come from a valid address, so they make one.
        if let Ok(address) = Uri::try_from(address) {
            *request.uri_mut() = address;
        }
    }
    next.run(request).await
}

/// The query of a form without its empty fields, and with the values of one list together.
fn of_form(query: &str) -> String {
    let mut fields: Vec<(&str, String)> = Vec::new();
    for (name, value) in query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, ""))) {
        if value.is_empty() {
            continue;
        }
        match fields.iter_mut().find(|(known, _)| *known == name && name == "regions") {
            Some((_, values)) => *values = format!("{values},{value}"),
            None => fields.push((name, value.to_owned())),
        }
    }
    let fields = fields.iter().map(|(name, value)| format!("{name}={value}"));
    fields.collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_leaves_fields_empty_and_repeats_those_of_boxes() {
        let query = of_form("lang=en&regions=jiangan&period=&regions=qiaokou&indicators=gdp");
        assert_eq!(query, "lang=en&regions=jiangan,qiaokou&indicators=gdp");
        assert_eq!(of_form("regions=&period="), "");
    }
}

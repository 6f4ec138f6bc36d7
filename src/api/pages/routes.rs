//! The addresses of the pages.

use super::{compare, evidence, start, style};
use crate::api::app::App;
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, Uri, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::get;

/// Every page, and the style sheet.
pub fn router() -> Router<App> {
    Router::new()
        .route("/", get(start::show_start))
        .route("/compare", get(compare::show_comparison))
        .route("/targets/{id}", get(evidence::show_target))
        .route("/actuals/{id}", get(evidence::show_actual))
        .layer(middleware::from_fn(as_page))
        .route(&style::ADDRESS, get(style::get_style))
}

/// Lets the query of an answer be read for a page: a page has one format, whatever `Accept` says, and a
/// form sends its empty fields too.
async fn as_page(mut request: Request, next: Next) -> Response {
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("*/*"));
    if let Some(query) = request.uri().query() {
        let given: Vec<_> = query.split('&').filter(|pair| !pair.ends_with('=')).collect();
        let address = match given.join("&") {
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

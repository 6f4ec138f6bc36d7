//! The document as text, and the page that shows it.

use super::{compact, examples, refine};
use crate::api::address::PublicAddress;
use crate::api::app::App;
use crate::api::ask::parameters::NoQuery;
use crate::api::ask::query::PlainQuery;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Router, routing};
use std::sync::Arc;
use utoipa::openapi::OpenApi;
use utoipa_swagger_ui::{Config, SwaggerUi};

/// The document itself, and the page that shows it (nothing on it comes from outside).
/// `text` is the document as [`json_text`] writes it.
pub fn pages(text: String) -> Router<App> {
    let text = Arc::new(text);
    let document = move |address: Option<Extension<PublicAddress>>, _: PlainQuery<NoQuery>| {
        let text = Arc::clone(&text);
        async move {
            let base = address.map(|Extension(address)| address.base()).unwrap_or_default();
            let text = if base.is_empty() { text.to_string() } else { served_at(&text, &base) };
            let json = HeaderValue::from_static("application/json");
            ([(header::CONTENT_TYPE, json)], text).into_response() as Response
        }
    };
    // The page is one step below the document, wherever the service stands. Swagger UI would else ask validator.swagger.io for a badge.
    let page = SwaggerUi::new("/docs/swagger").config(
        Config::from("../openapi.json")
            .validator_url("none")
            .try_it_out_enabled(true)
            .use_base_layout(),
    );
    Router::new().route("/openapi.json", routing::get(document)).merge(page)
}

/// The document with the address of its server. The base document has `/`.
fn served_at(text: &str, base: &str) -> String {
    let written = serde_json::to_string(base).unwrap_or_default();
    text.replacen(r#""url": "/""#, &format!(r#""url": {written}"#), 1)
}

/// The document as text, as `/openapi.json` serves it and the repository keeps it.
pub fn json_text(api: &OpenApi) -> String {
    // Nothing in the document can fail to serialise; if it did, an empty document would show it.
    let document =
        serde_json::to_value(api).map(refine::refined).map(compact::added).map(examples::added);
    let document = document.unwrap_or_default();
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

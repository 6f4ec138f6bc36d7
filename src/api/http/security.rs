//! Headers that keep a browser from doing more with an answer than showing it.
//!
//! A page may set its own `Content-Security-Policy`. An answer without one gets the strictest: it may load nothing,
//! and no other page may show it in a frame. `/docs` may load its own scripts and styles and send requests.

use crate::api::address::PublicAddress;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

const STRICT: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
const NO_SNIFFING: HeaderValue = HeaderValue::from_static("nosniff");
/// Other origins learn the origin of a page, and not which figures somebody looked at.
const REFERRER: HeaderValue = HeaderValue::from_static("strict-origin-when-cross-origin");

/// Adds the headers that an answer does not have yet.
pub(crate) async fn secured(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_docs = path == "/docs" || path.starts_with("/docs/");
    let address = request.extensions().get::<PublicAddress>().cloned().unwrap_or_default();
    let mut response = next.run(request).await;
    let policy = if is_docs { of_docs(&address) } else { STRICT };
    let headers = response.headers_mut();
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    headers.entry(header::X_CONTENT_TYPE_OPTIONS).or_insert(NO_SNIFFING);
    headers.entry(header::REFERRER_POLICY).or_insert(REFERRER);
    response
}

/// Swagger UI writes styles into its page. It sends requests to the public address.
fn of_docs(address: &PublicAddress) -> HeaderValue {
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
         font-src 'self' data:; connect-src 'self' {}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        address.origin()
    );
    // A host has only characters of a header.
    HeaderValue::try_from(policy).unwrap_or(STRICT)
}

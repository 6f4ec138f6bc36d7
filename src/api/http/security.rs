//! Headers that keep a browser from doing more with an answer than showing it.
//!
//! A page may set its own `Content-Security-Policy`. An answer without one gets the strictest: it may load nothing,
//! and no other page may show it in a frame.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

const STRICT: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
const NO_SNIFFING: HeaderValue = HeaderValue::from_static("nosniff");
/// Other origins learn the origin of a page, and not which figures somebody looked at.
const REFERRER: HeaderValue = HeaderValue::from_static("strict-origin-when-cross-origin");

/// Adds the headers that an answer does not have yet.
pub(crate) async fn secured(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    secure(response.headers_mut());
    response
}

/// Adds the headers to those of an answer.
pub(super) fn secure(headers: &mut HeaderMap) {
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(STRICT);
    headers.entry(header::X_CONTENT_TYPE_OPTIONS).or_insert(NO_SNIFFING);
    headers.entry(header::REFERRER_POLICY).or_insert(REFERRER);
}

//! Validators and conditions: `ETag`, `Last-Modified`, `304 Not Modified`, `Cache-Control`, `Vary`.
//!
//! `crate::api::ask::validator` computes the validator of an answer from the question; the layer here
//! writes the headers and answers 304.

use crate::api::answer::X_TOTAL_COUNT;
use crate::api::ask::validator::{Conditions, Validator, ValidatorSlot};
use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;

/// For answers that never change, because the request names the release.
const PINNED: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// For answers that a load may change.
const NEWEST: HeaderValue = HeaderValue::from_static("public, max-age=60");
/// For problems, `/healthz` and `/readyz`, which are about the moment.
pub(crate) const NEVER: HeaderValue = HeaderValue::from_static("no-store");
/// The request headers that an answer depends on.
const VARY: HeaderValue = HeaderValue::from_static("accept, accept-language, accept-encoding");
/// Paths whose answers are about the moment.
pub(crate) const MOMENTARY: [&str; 2] = ["/healthz", "/readyz"];
/// Headers that describe a body, which a 304 does not have.
const OF_A_BODY: [HeaderName; 5] = [
    header::CONTENT_TYPE,
    header::CONTENT_LENGTH,
    header::CONTENT_DISPOSITION,
    header::LINK,
    X_TOTAL_COUNT,
];
/// The longest body that is hashed for a validator. The contract, the largest one, has a few hundred KB.
const MOST_HASHED: u64 = 4 * 1024 * 1024;

/// Writes the headers of a validator.
fn put(validator: &Validator, headers: &mut HeaderMap) {
    if let Ok(etag) = HeaderValue::from_str(&validator.etag) {
        headers.insert(header::ETAG, etag);
    }
    let modified = validator.modified.map(|made| httpdate::fmt_http_date(made.into()));
    if let Some(Ok(modified)) = modified.map(HeaderValue::try_from) {
        headers.insert(header::LAST_MODIFIED, modified);
    }
    let control = if validator.pinned { PINNED } else { NEWEST };
    headers.insert(header::CACHE_CONTROL, control);
    headers.insert(header::VARY, VARY);
}

/// Writes validators on answers, and answers 304 where the client has the answer. `program` identifies
/// the program in validators.
pub(crate) async fn validated(
    State(program): State<Arc<str>>,
    mut request: Request,
    next: Next,
) -> Response {
    let conditions = Conditions::of(request.headers());
    let momentary = MOMENTARY.contains(&request.uri().path());
    let reads = [Method::GET, Method::HEAD].contains(request.method());
    let slot = ValidatorSlot::new(program);
    request.extensions_mut().insert(slot.clone());
    let mut response = next.run(request).await;
    let status = response.status();
    if status.is_client_error() || status.is_server_error() || momentary {
        response.headers_mut().insert(header::CACHE_CONTROL, NEVER);
        return response;
    }
    if !reads || !(status.is_success() || status == StatusCode::NOT_MODIFIED) {
        return response;
    }
    let validator = match slot.get() {
        Some(validator) => validator.clone(),
        None => match hashed(response).await {
            (hashed, Some(validator)) => {
                response = hashed;
                validator
            }
            (hashed, None) => return hashed,
        },
    };
    if status == StatusCode::NOT_MODIFIED || conditions.met(&validator) {
        let (mut parts, _) = response.into_parts();
        parts.status = StatusCode::NOT_MODIFIED;
        for about_the_body in OF_A_BODY {
            parts.headers.remove(about_the_body);
        }
        response = Response::from_parts(parts, Body::empty());
    }
    put(&validator, response.headers_mut());
    response
}

/// The validator of JSON that belongs to no release; `None` for any other answer.
async fn hashed(response: Response) -> (Response, Option<Validator>) {
    let json = response.headers().get(header::CONTENT_TYPE);
    let json = json.is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    // A body of known length is in memory; a stream is not.
    let short = response.body().size_hint().exact().is_some_and(|length| length <= MOST_HASHED);
    if !json || !short {
        return (response, None);
    }
    let (parts, body) = response.into_parts();
    // Reading a body in memory cannot fail.
    let content = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let validator = Validator::of_content(&content);
    (Response::from_parts(parts, Body::from(content)), Some(validator))
}

//! Validators and conditions: `ETag`, `Last-Modified`, `304 Not Modified`, `Cache-Control`, `Vary`.
//!
//! `crate::api::ask::validator` computes the validator of an answer from the question; the layer here
//! writes the headers, answers 304, and keeps the bytes of a computed answer.

use super::ranges::is_release_file;
use crate::api::answer::{PackedSize, X_TOTAL_COUNT};
use crate::api::cache::{
    AnswerCache, AnswerKey, CachedAnswer, Conditions, Validator, ValidatorSlot, Validity,
};
use crate::api::snapshot::Snapshots;
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
/// For answers of the newest release that the server knew before it lost the database.
const STALE: HeaderValue = HeaderValue::from_static("public, max-age=5, stale-if-error=86400");
/// Names the cause (RFC 9211).
pub(super) const CACHE_STATUS: HeaderName = HeaderName::from_static("cache-status");
const AWAY: HeaderValue = HeaderValue::from_static("plan-targets; hit; detail=database_away");
/// The request headers that an answer depends on.
const VARY: HeaderValue = HeaderValue::from_static("accept, accept-language, accept-encoding");
/// Paths whose answers are about the moment.
pub(crate) const MOMENTARY: [&str; 2] = ["/healthz", "/readyz"];
/// Headers that describe a body, which a 304 does not have.
const OF_A_BODY: [HeaderName; 6] = [
    header::CONTENT_TYPE,
    header::CONTENT_ENCODING,
    header::CONTENT_LENGTH,
    header::CONTENT_DISPOSITION,
    header::LINK,
    X_TOTAL_COUNT,
];
/// The longest body that is hashed for a validator. The contract, the largest one, has a few hundred KB.
const MOST_HASHED: u64 = 4 * 1024 * 1024;

/// The state of the layer.
#[derive(Debug)]
pub(crate) struct Validation {
    /// Identifies the program in validators.
    pub(crate) program: Arc<str>,
    pub(crate) answers: Arc<AnswerCache>,
    pub(crate) snapshots: Arc<Snapshots>,
}

/// Marks an answer from memory that may not be that of the newest release, because the database does not answer. An
/// answer whose request names its release is what it always is.
pub(super) fn mark_where_stale(
    validator: &Validator,
    snapshots: &Snapshots,
    headers: &mut HeaderMap,
) {
    if !validator.pinned && validator.key.is_some() && snapshots.is_database_away() {
        headers.insert(header::CACHE_CONTROL, STALE);
        headers.insert(CACHE_STATUS, AWAY);
    }
}

/// In the extensions of a response whose answer is in the cache.
#[derive(Debug, Clone)]
pub(crate) struct CacheEntry {
    pub(crate) key: AnswerKey,
    pub(crate) validity: Validity,
    pub(crate) validator: Validator,
}

/// Writes the headers of a validator. The tag of a file of a release is strong, so that parts of it can be
/// put together.
fn put(validator: &Validator, is_file: bool, headers: &mut HeaderMap) {
    let etag = if is_file { validator.strong() } else { &validator.etag };
    if let Ok(etag) = HeaderValue::from_str(etag) {
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

/// Writes validators on answers, answers 304 where the client has the answer, and keeps computed answers.
pub(crate) async fn validated(
    State(validation): State<Arc<Validation>>,
    mut request: Request,
    next: Next,
) -> Response {
    let conditions = Conditions::of(request.headers());
    let momentary = MOMENTARY.contains(&request.uri().path());
    let is_file = is_release_file(request.uri().path());
    let reads = [Method::GET, Method::HEAD].contains(request.method());
    let Validation { program, answers, snapshots } = &*validation;
    let slot = ValidatorSlot::new(Arc::clone(program));
    request.extensions_mut().insert(slot.clone());
    let mut response = next.run(request).await;
    let status = response.status();
    let is_answer = status.is_success() || status == StatusCode::NOT_MODIFIED;
    if !is_answer && let Some(lead) = slot.take_lead() {
        lead.not_kept();
    }
    if status.is_client_error() || status.is_server_error() || momentary {
        response.headers_mut().insert(header::CACHE_CONTROL, NEVER);
        return response;
    }
    if !reads || !is_answer {
        return response;
    }
    let validator = match slot.validator() {
        Some(validator) => validator.clone(),
        None => match hashed(response).await {
            (hashed, Some(validator)) => {
                response = hashed;
                validator
            }
            (hashed, None) => return hashed,
        },
    };
    put(&validator, is_file, response.headers_mut());
    let mut response = keep(response, &slot, answers).await;
    mark_where_stale(&validator, snapshots, response.headers_mut());
    if status == StatusCode::NOT_MODIFIED || conditions.met(&validator) {
        return not_modified(response);
    }
    response
}

/// The 304 in place of a response.
pub(super) fn not_modified(response: Response) -> Response {
    let (mut parts, _) = response.into_parts();
    parts.status = StatusCode::NOT_MODIFIED;
    for about_the_body in OF_A_BODY {
        parts.headers.remove(about_the_body);
    }
    Response::from_parts(parts, Body::empty())
}

/// Keeps a computed answer, and notes in the response that its answer is in the cache. A stream is not kept: its
/// length is not known. Only the request that leads its flight keeps the answer, so that none is kept twice.
async fn keep(mut response: Response, slot: &ValidatorSlot, answers: &AnswerCache) -> Response {
    let lead = slot.take_lead();
    let length = response.body().size_hint().exact();
    let is_small = length.is_some_and(|length| answers.takes(length));
    let entry = slot.cached_as().zip(slot.validator().cloned());
    let entry = entry.filter(|_| response.status() == StatusCode::OK && is_small);
    let Some(((key, validity), validator)) = entry else {
        if let Some(lead) = lead {
            lead.not_kept();
        }
        return response;
    };
    if let Some(lead) = lead {
        let (mut parts, body) = response.into_parts();
        // Reading a body in memory cannot fail.
        let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
        parts.extensions.remove::<PackedSize>();
        let headers = parts.headers.clone();
        answers.keep_answer(key, CachedAnswer { headers, bytes: bytes.clone(), validity });
        lead.kept();
        response = Response::from_parts(parts, bytes.into());
    }
    response.extensions_mut().insert(CacheEntry { key, validity, validator });
    response
}

/// Makes the tag of a compressed answer weak: a strong one is that of the bytes before compression.
pub(crate) async fn weaken_compressed(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if headers.contains_key(header::CONTENT_ENCODING) {
        let etag = headers.get(header::ETAG).and_then(|etag| etag.to_str().ok());
        let weak = etag.filter(|etag| !etag.starts_with("W/")).map(|etag| format!("W/{etag}"));
        if let Some(Ok(weak)) = weak.map(HeaderValue::try_from) {
            headers.insert(header::ETAG, weak);
        }
    }
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

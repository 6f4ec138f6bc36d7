//! Responses from the cache of answers, before the query of the request is parsed.
//!
//! [`super::front`] answers most such requests before any layer. This layer answers the others (below a public path),
//! and keeps the responses of both. It is inside the layers that assign the id of the request, measure it and check
//! its `Host`, and outside all others. It has two of their duties: it counts the request against the rate limit of its
//! client, and answers conditions (`If-None-Match`, `If-Modified-Since`) with 304.

use super::access::X_REQUEST_ID;
use super::caching::{CACHE_STATUS, CacheEntry, MOMENTARY, mark_where_stale, not_modified};
use super::compute;
use super::rate::RateLimits;
use super::{measure, security, size};
use crate::api::address::PublicAddress;
use crate::api::answer::PackedSize;
use crate::api::app::App;
use crate::api::ask::query::QuestionSlot;
use crate::api::cache::{BodyKey, CachedAnswer, CachedResponse, Conditions, Encoding, RequestKey};
use axum::body::{Body, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// The state of the layer.
#[derive(Debug)]
pub(crate) struct CachedResponses {
    pub(crate) app: App,
    /// The same buckets as those of the layer for requests that the cache does not answer.
    pub(crate) rates: RateLimits,
}

/// Answers from the cache, else passes the request on and keeps the response where it may be kept.
pub(crate) async fn respond(
    State(cached): State<Arc<CachedResponses>>,
    request: Request,
    next: Next,
) -> Response {
    let CachedResponses { app, rates } = &*cached;
    if MOMENTARY.contains(&request.uri().path()) {
        return next.run(request).await;
    }
    let answers = &app.answers;
    // An inner layer refuses a request that is over the limits on size.
    let is_allowed = answers.is_on() && size::oversized(&app.limits, &request).is_none();
    let public = request.extensions().get::<PublicAddress>();
    let key = if is_allowed { RequestKey::of(&request, public) } else { None };
    let threads = app.compute.clone();
    let Some(key) = key else { return compute::run(threads.as_ref(), next.run(request)).await };
    let question = request.extensions().get::<QuestionSlot>().cloned().unwrap_or_default();
    let newest = app.snapshots.known_newest();
    if let Some((cached, body)) = answers.response(&key, newest.as_ref().map(|it| &it.release))
        // An inner layer refuses a request that is over the rate of its client.
        && let Some(rate) = rates.admit(&request)
    {
        answers.count_request_hit();
        let mut response = from_cache(request.headers(), request.method(), &cached, &body);
        mark_where_stale(&cached.validator, &app.snapshots, response.headers_mut());
        rate.write(response.headers_mut());
        question.set(Arc::clone(&cached.query));
        return response;
    }
    let shared = Arc::clone(&cached);
    let computed = async move {
        let is_get = request.method() == Method::GET;
        let route = measure::route(&request);
        let mut response = next.run(request).await;
        // The headers of a response in memory have no mark of a lost database.
        let is_whole = is_get
            && response.status() == StatusCode::OK
            && !response.headers().contains_key(CACHE_STATUS);
        match response.extensions_mut().remove::<CacheEntry>() {
            Some(entry) if is_whole => {
                let query = question.canonical().cloned().unwrap_or_default();
                let route = route.as_ref().map_or("", MatchedPath::as_str).into();
                keep(&shared.app, key, entry, (route, query), response).await
            }
            _ => response,
        }
    };
    compute::run(threads.as_ref(), computed).await
}

/// The response to a request whose answer is kept.
pub(super) fn from_cache(
    request: &HeaderMap,
    method: &Method,
    cached: &Arc<CachedResponse>,
    body: &Arc<CachedAnswer>,
) -> Response {
    // Putting the headers into a response one by one costs more than a copy of all.
    let with_headers = |body| {
        let mut response = Response::new(body);
        *response.headers_mut() = cached.headers.clone();
        response
    };
    if Conditions::of(request).met(&cached.validator) {
        return not_modified(with_headers(Body::empty()));
    }
    // hyper sends no body in answer to HEAD, and writes the length that the header names.
    let bytes = if method == Method::HEAD { Body::empty() } else { body.bytes.clone().into() };
    with_headers(bytes)
}

/// Keeps a response whose answer is in the cache.
async fn keep(
    app: &App,
    key: RequestKey,
    entry: CacheEntry,
    (route, query): (Arc<str>, Arc<str>),
    response: Response,
) -> Response {
    let answers = &app.answers;
    let Some(encoding) = Encoding::of(response.headers().get(header::CONTENT_ENCODING)) else {
        return response;
    };
    let CacheEntry { key: answer, validity, validator } = entry;
    let body_key = BodyKey { answer, encoding };
    let (mut parts, body) = response.into_parts();
    parts.extensions.remove::<PackedSize>();
    // Another request may have encoded the same answer.
    let bytes = match answers.body(body_key) {
        Some(known) => known.bytes.clone(),
        None => match to_bytes(body, usize::MAX).await {
            Ok(bytes) => {
                let headers = HeaderMap::new();
                answers
                    .keep_body(body_key, CachedAnswer { headers, bytes: bytes.clone(), validity });
                bytes
            }
            Err(error) => {
                tracing::error!(%error, "an answer in memory could not be encoded");
                return StatusCode::INTERNAL_SERVER_ERROR.into_response();
            }
        },
    };
    parts.headers.insert(header::CONTENT_LENGTH, bytes.len().into());
    let mut headers = parts.headers.clone();
    RateLimits::remove(&mut headers);
    security::secure(&mut headers);
    // Each request writes its own id here. A copy of the headers has no room for one more, and would be moved to get it.
    headers.insert(X_REQUEST_ID, HeaderValue::from_static(""));
    let response = CachedResponse { headers, body: body_key, validator, validity, route, query };
    answers.keep_response(key, response);
    Response::from_parts(parts, bytes.into())
}

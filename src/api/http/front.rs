//! Answers from memory and refusals, before the layers.
//!
//! ```text
//! request ▸ front ─ in memory ▸ answer
//!                 ├ no place left for it ▸ a few layers ▸ 503
//!                 └ else ▸ layers ▸ resource ▸ answer, kept for the next request
//! ```
//! Layers cost several times as much as the look-up of a kept response. [`Front`] does for such a response what they do
//! for others: the id of the request, its log line, the counters, the rate limit, the memory of answers that are sent, and
//! conditions. Whatever it cannot answer goes to the layers unchanged, among it everything below a public path, whose
//! pages are changed on their way out.
//!
//! A refusal must cost little and come at once while every place is taken. So it is written here, on the threads of the
//! connections, and not on those that compute.

use super::access::{AccessLine, AnswerLine};
use super::answer_cache::from_cache;
use super::caching::{MOMENTARY, mark_where_stale};
use super::layers::{ServiceState, has_one_host};
use super::measure::{self, SentBytes};
use super::sending::HeldAnswer;
use super::watched_body::{BodyWatch, watched};
use super::{public, size};
use crate::api::cache::{CachedAnswer, CachedResponse, RequestKey};
use axum::Router;
use axum::body::HttpBody;
use axum::extract::Request;
use axum::http::{Method, header};
use axum::response::Response;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Instant;
use tower::{ServiceExt, service_fn};

/// The service with its answers in memory in front.
struct Front {
    state: ServiceState,
    layered: Router,
    refusing: Router,
}

/// Puts the answers in memory in front of the service, and `refusing`, which answers where the service is full.
pub fn before(layered: Router, refusing: Router, state: ServiceState) -> Router {
    let front = Arc::new(Front { state, layered, refusing });
    Router::new().fallback_service(service_fn(move |request: Request| {
        let front = Arc::clone(&front);
        async move {
            match front.kept(&request) {
                Some(response) => Ok::<_, Infallible>(response),
                None if front.is_full(&request) => front.refusing.clone().oneshot(request).await,
                None => front.layered.clone().oneshot(request).await,
            }
        }
    }))
}

impl Front {
    /// The answer to a request as sent, where it is in memory and nothing speaks against sending it.
    fn kept(&self, request: &Request) -> Option<Response> {
        let begun = Instant::now();
        let (cached, body) = self.find(request)?;
        let ServiceState { app, rates, log, memory, .. } = &self.state;
        let mut response = from_cache(request.headers(), request.method(), &cached, &body);
        let held = if response.body().is_end_stream() {
            None
        } else {
            let (held, body) = memory.hold_bytes(memory.client(request), &body.bytes)?;
            *response.body_mut() = body;
            Some(held)
        };
        let rate = rates.admit(request)?;
        app.answers.count_request_hit();
        let log = Arc::clone(log);
        let line = AccessLine::begin_from_memory(log, begun, request, &cached.route);
        let line = line.asking(&cached.query);
        let headers = response.headers_mut();
        mark_where_stale(&cached.validator, &app.snapshots, headers);
        rate.write(headers);
        line.write_id(headers);
        let status = response.status();
        let bytes =
            measure::counted_from_memory(&app.metrics, &cached.route, request, status, begun);
        Some(watched(response, FrontWatch { line: line.answered(status), bytes, _held: held }))
    }

    /// Whether nothing but a refusal can be the answer. A request with a condition may be a 304 without any work.
    fn is_full(&self, request: &Request) -> bool {
        let ServiceState { app, load, .. } = &self.state;
        load.is_full(request.uri().path())
            && request.method() == Method::GET
            && !request.headers().contains_key(header::IF_NONE_MATCH)
            && has_one_host(request)
            && size::oversized(&app.limits, request).is_none()
            && public::address(app, request).prefix().is_empty()
    }

    fn find(&self, request: &Request) -> Option<(Arc<CachedResponse>, Arc<CachedAnswer>)> {
        let app = &self.state.app;
        let may_be_kept = app.answers.is_on()
            && !MOMENTARY.contains(&request.uri().path())
            && has_one_host(request)
            && size::oversized(&app.limits, request).is_none();
        if !may_be_kept {
            return None;
        }
        let address = public::address(app, request);
        if !address.prefix().is_empty() {
            return None;
        }
        let key = RequestKey::of(request, Some(&address))?;
        let newest = app.snapshots.known_newest();
        app.answers.response(&key, newest.as_ref().map(|it| &it.release))
    }
}

/// Watches an answer from memory for the log, the counters and the memory of answers.
struct FrontWatch {
    line: AnswerLine,
    bytes: SentBytes,
    _held: Option<HeldAnswer>,
}

impl BodyWatch for FrontWatch {
    fn sent(&mut self, bytes: u64) {
        self.line.sent(bytes);
        self.bytes.sent(bytes);
    }
}

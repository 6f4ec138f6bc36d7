//! Counts every request: route, status, time, bytes, refusals.

use super::watched_body::{BodyWatch, watched};
use crate::api::metrics::{Counted, Metrics};
use crate::api::problem::Refusal;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use prometheus::IntCounter;
use std::sync::Arc;
use std::time::Instant;

/// The route of a path that leads nowhere.
const NO_ROUTE: &str = "none";

/// Counts a request and its answer. The answer counts as in flight until its body was sent or dropped.
pub(crate) async fn measured(
    State(metrics): State<Arc<Metrics>>,
    request: Request,
    next: Next,
) -> Response {
    let begun = Instant::now();
    let in_flight = Counted::one(&metrics.in_flight);
    let (route, method) = (route(&request), method(request.method()));
    let response = next.run(request).await;
    if let Some(reason) = refusal(&response) {
        metrics.refusals.with_label_values(&[reason]).inc();
    }
    let route = route.as_ref().map_or(NO_ROUTE, MatchedPath::as_str);
    let bytes = counted(&metrics, route, method, response.status(), begun);
    watched(response, SentBytes { bytes, _in_flight: in_flight })
}

/// The route of a request; `None` where its path leads nowhere.
pub(super) fn route(request: &Request) -> Option<MatchedPath> {
    request.extensions().get::<MatchedPath>().cloned()
}

/// Counts an answer from memory. It counts as in flight as long as the result lives.
pub(super) fn counted_from_memory(
    metrics: &Metrics,
    route: &str,
    request: &Request,
    status: StatusCode,
    begun: Instant,
) -> SentBytes {
    let in_flight = Counted::one(&metrics.in_flight);
    let bytes = counted(metrics, route, method(request.method()), status, begun);
    SentBytes { bytes, _in_flight: in_flight }
}

/// Counts an answer; the counter of its bytes.
fn counted(
    metrics: &Metrics,
    route: &str,
    method: &str,
    status: StatusCode,
    begun: Instant,
) -> IntCounter {
    metrics.requests.with_label_values(&[route, method, class(status)]).inc();
    metrics.durations.with_label_values(&[route]).observe(begun.elapsed().as_secs_f64());
    metrics.bytes.with_label_values(&[route])
}

/// Methods as labels; a client may send any word.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    }
}

/// Why a request was refused; `None` where it was answered, or was wrong.
fn refusal(response: &Response) -> Option<&'static str> {
    match response.extensions().get::<Refusal>() {
        Some(Refusal(reason)) => Some(reason),
        // Layers from libraries report no reason of their own.
        None => match response.status() {
            StatusCode::SERVICE_UNAVAILABLE => Some("timeout"),
            StatusCode::PAYLOAD_TOO_LARGE => Some("too_long"),
            _ => None,
        },
    }
}

/// The count of the bytes of an answer.
pub(super) struct SentBytes {
    bytes: IntCounter,
    _in_flight: Counted,
}

impl BodyWatch for SentBytes {
    fn sent(&mut self, bytes: u64) {
        self.bytes.inc_by(bytes);
    }
}

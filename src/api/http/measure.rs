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
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or_else(|| NO_ROUTE.to_owned(), |path| path.as_str().to_owned());
    let method = method(request.method());
    let response = next.run(request).await;
    let status = response.status();
    metrics.requests.with_label_values(&[route.as_str(), method, class(status)]).inc();
    metrics.durations.with_label_values(&[&route]).observe(begun.elapsed().as_secs_f64());
    if let Some(reason) = refusal(&response) {
        metrics.refusals.with_label_values(&[reason]).inc();
    }
    let bytes = metrics.bytes.with_label_values(&[&route]);
    watched(response, SentBytes { bytes, _in_flight: in_flight })
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
struct SentBytes {
    bytes: IntCounter,
    _in_flight: Counted,
}

impl BodyWatch for SentBytes {
    fn sent(&mut self, bytes: u64) {
        self.bytes.inc_by(bytes);
    }
}

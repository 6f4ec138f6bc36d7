//! Counts every request: route, status, time, bytes, refusals.

use crate::api::metrics::{Counted, Metrics};
use crate::api::problem::Refusal;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use hyper::body::{Frame, SizeHint};
use prometheus::IntCounter;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
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
    response.map(|body| Body::new(CountedBody { body, bytes, _in_flight: in_flight }))
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

/// A body whose bytes are counted as they are sent.
struct CountedBody {
    body: Body,
    bytes: IntCounter,
    _in_flight: Counted,
}

impl HttpBody for CountedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if let Some(data) = frame.as_ref().and_then(|frame| frame.as_ref().ok()?.data_ref()) {
            self.bytes.inc_by(data.len() as u64);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

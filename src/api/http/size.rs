//! Bounds on the size of a request.

use crate::api::problem::{ApiError, OversizedPart};
use crate::config::Limits;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Refuses addresses and headers over the limits.
pub(super) async fn bounded(
    State(limits): State<Arc<Limits>>,
    request: Request,
    next: Next,
) -> Response {
    match oversized(&limits, &request) {
        Some(problem) => problem.into_response(),
        None => next.run(request).await,
    }
}

/// The problem of a request whose address or headers are over the limits; `None` for any other.
pub(super) fn oversized(limits: &Limits, request: &Request) -> Option<ApiError> {
    let uri = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    if uri > limits.max_uri {
        let limit = limits.max_uri;
        return Some(ApiError::TooLong { what: OversizedPart::Address, actual: uri, limit });
    }
    let headers: usize =
        request.headers().iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    (headers > limits.max_headers).then(|| ApiError::TooLong {
        what: OversizedPart::Headers,
        actual: headers,
        limit: limits.max_headers,
    })
}

//! The bound on requests in progress.
//!
//! At most `concurrency` requests are computed at once, and at most `queue` wait for their turn. A request
//! beyond both is refused at once with 503 and `Retry-After`, so that a load above what the server can answer
//! costs the refused requests little and the admitted ones a bounded wait. `/healthz` and `/readyz` are not
//! counted: a server under load is alive.
//!
//! A request leaves the count when the head of its answer is ready. A streamed file is not counted while it is
//! sent, because a slow client would hold a place for minutes.

use super::caching::MOMENTARY;
use crate::api::problem::ApiError;
use crate::config::Limits;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// The places for requests in progress.
#[derive(Debug, Clone)]
pub(crate) struct LoadLimit {
    /// Places for requests that are computed or wait.
    admitted: Arc<Semaphore>,
    /// Places for requests that are computed.
    computed: Arc<Semaphore>,
}

impl LoadLimit {
    /// The configured number of places, all free.
    pub(crate) fn new(limits: &Limits) -> Self {
        let (concurrency, queue) = (limits.concurrency as usize, limits.queue as usize);
        Self {
            admitted: Arc::new(Semaphore::new(concurrency + queue)),
            computed: Arc::new(Semaphore::new(concurrency)),
        }
    }
}

/// Passes a request on when it has a place, and refuses it where no place is left to wait in.
pub(crate) async fn bounded(
    State(limit): State<LoadLimit>,
    request: Request,
    next: Next,
) -> Response {
    if MOMENTARY.contains(&request.uri().path()) {
        return next.run(request).await;
    }
    let Ok(_admitted) = limit.admitted.try_acquire() else {
        return ApiError::Overloaded.into_response();
    };
    // The semaphore hands its places out in the order of the requests.
    match limit.computed.acquire().await {
        Ok(_computed) => next.run(request).await,
        Err(closed) => ApiError::Internal(format!("the bound on load: {closed}")).into_response(),
    }
}

//! Responses to requests as sent.

use super::answer::{BodyKey, Validity};
use super::validator::Validator;
use axum::http::HeaderMap;
use std::sync::Arc;

/// A response to a request as sent.
#[derive(Debug)]
pub(crate) struct CachedResponse {
    /// Every header but those of the single request: its id, its rate limit.
    pub(crate) headers: HeaderMap,
    /// The key of the bytes.
    pub(crate) body: BodyKey,
    /// The validator of the answer, for conditions.
    pub(crate) validator: Validator,
    pub(crate) validity: Validity,
    /// The path of its route in the contract, for the metrics.
    pub(crate) route: Arc<str>,
    /// The canonical query, for the log; empty where the request has none.
    pub(crate) query: Arc<str>,
}

//! The answer for a single entry, as JSON.

use super::body::Body;
use super::json::json;
use crate::api::ask::context::RequestContext;
use crate::format::Format;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// The answer for a single entry.
#[derive(Debug)]
pub struct One<T> {
    pub body: Body<T>,
    pub context: RequestContext,
}

impl<T> One<T> {
    /// The answer for an entry.
    pub fn new(entry: T, context: RequestContext) -> Self {
        Self { body: Body::new(entry, &context), context }
    }
}

impl<T: Serialize> IntoResponse for One<T> {
    fn into_response(self) -> Response {
        let written = json(&self.body, false, self.context.shape.fields.as_ref(), &["id"], None);
        match written {
            Ok(written) => {
                ([(header::CONTENT_TYPE, Format::Json.content_type())], written).into_response()
            }
            Err(error) => error.into_response(),
        }
    }
}

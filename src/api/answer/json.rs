//! A body as JSON, with all its fields or some.

use super::body::Body;
use crate::api::problem::ApiError;
use crate::format::Fields;
use serde::Serialize;
use serde_json::Value;

/// Writes a body as JSON. `thin` removes fields from `data` where `fields` are given.
pub(super) fn json<T: Serialize>(
    body: &Body<T>,
    fields: Option<&Fields>,
    thin: impl FnOnce(&Fields, &mut Value),
) -> Result<Vec<u8>, ApiError> {
    let Some(fields) = fields else {
        return serde_json::to_vec(body).map_err(failed);
    };
    let mut body = serde_json::to_value(body).map_err(failed)?;
    if let Some(data) = body.get_mut("data") {
        thin(fields, data);
    }
    serde_json::to_vec(&body).map_err(failed)
}

#[expect(clippy::needless_pass_by_value, reason = "as map_err gives it")]
pub(super) fn failed(error: serde_json::Error) -> ApiError {
    ApiError::Internal(format!("JSON: {error}"))
}

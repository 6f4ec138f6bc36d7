//! A body as JSON, with all its fields or some.

use super::body::Body;
use super::packed::AnswerWriter;
use crate::api::problem::ApiError;
use crate::format::{Fields, FilteredValue};
use serde::Serialize;

/// The fields of a body beside `data`.
const BESIDE_DATA: [&str; 4] = ["page", "meta", "links", "warnings"];

/// Writes a body as JSON. Where `fields` are given, entries keep those and `keys`. `inner` is a list in each entry and
/// the fields of its elements.
pub(super) fn json<T: Serialize>(
    body: &Body<T>,
    fields: Option<&Fields>,
    keys: &[&str],
    inner: Option<&(&str, Vec<String>)>,
) -> Result<AnswerWriter, ApiError> {
    let mut writer = AnswerWriter::default();
    let Some(fields) = fields else {
        serde_json::to_writer(&mut writer, body).map_err(failed)?;
        return Ok(writer);
    };
    let selection = fields.selection(keys, inner).of_data(&BESIDE_DATA);
    let filtered = FilteredValue { value: body, selection: &selection };
    serde_json::to_writer(&mut writer, &filtered).map_err(failed)?;
    Ok(writer)
}

#[expect(clippy::needless_pass_by_value, reason = "as map_err gives it")]
pub(super) fn failed(error: serde_json::Error) -> ApiError {
    ApiError::Internal(format!("JSON: {error}"))
}

//! Words of enumerations in JSON.

use serde::Serialize;

/// The word of an enumeration value in JSON: `annual_growth`.
pub(super) fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        // Only enumerations without fields are passed to this function.
        _ => String::new(),
    }
}

//! Words of enumerations as JSON has them.

use serde::Serialize;

/// An enumeration's word in JSON: `annual_growth`.
pub(super) fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        // Only enumerations without fields are given to it.
        _ => String::new(),
    }
}

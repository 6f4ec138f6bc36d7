//! An example of each operation: a request, and the answer of the service over the committed plans.
//!
//! The requests of `openapi/examples.json` are written by hand. `make examples` sends them to the real service
//! and writes the answers beside them, and a test compares the two. In the contract, the request is a shell
//! command (`x-codeSamples`, which documentation tools show) and the answer is the example of the body.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const EXAMPLES: &str = include_str!("../../../openapi/examples.json");

/// By operation id.
type Examples = BTreeMap<String, Example>;

#[derive(Debug, Deserialize)]
struct Example {
    /// Path and query, as a person writes them.
    request: String,
    /// The body, or the beginning of a text; null where it is neither.
    response: Value,
}

/// The document with an example at each operation that has one.
pub(super) fn added(mut document: Value) -> Value {
    // A test sees that the file can be read and names every operation.
    let examples: Examples = serde_json::from_str(EXAMPLES).unwrap_or_default();
    let paths = document.pointer_mut("/paths").and_then(Value::as_object_mut);
    let items = paths.into_iter().flat_map(Map::values_mut).filter_map(Value::as_object_mut);
    for operation in items.flat_map(Map::values_mut) {
        let id = operation["operationId"].as_str().unwrap_or_default();
        let Some(example) = examples.get(id) else { continue };
        let source = format!("curl -s 'http://127.0.0.1:8080{}'", example.request);
        operation["x-codeSamples"] = json!([{"lang": "Shell", "label": "curl", "source": source}]);
        show(operation, &example.response);
    }
    document
}

/// Puts the answer where the body is described: JSON where there is JSON, else the one text there is.
fn show(operation: &mut Value, response: &Value) {
    let content = operation.pointer_mut("/responses/200/content").and_then(Value::as_object_mut);
    let Some(content) = content.filter(|_| !response.is_null()) else { return };
    let texts: &[&str] = &["text/csv", "text/plain"];
    let wanted = if response.is_string() { texts } else { &["application/json"] };
    if let Some(kind) = wanted.iter().find(|kind| content.contains_key(**kind)) {
        content[*kind]["example"] = response.clone();
    }
}

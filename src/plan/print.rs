//! Prints a parsed document as JSON with one row, section or observation a line, so that a diff shows which
//! figure changed.

use super::parsed::ParsedDocument;
use serde_json::Value;

/// The document as JSON text with a line feed at its end. The same document gives the same bytes.
///
/// # Errors
/// None for a document that was read; `serde_json` requires the result.
pub fn print(plan: &ParsedDocument) -> serde_json::Result<String> {
    let mut text = String::new();
    write(&serde_json::to_value(plan)?, 0, &mut text);
    text.push('\n');
    Ok(text)
}

/// Lists of objects, and values that contain one, are spread over lines; everything else is on one line.
fn write(value: &Value, depth: usize, text: &mut String) {
    let indent = |text: &mut String, depth: usize| {
        text.push('\n');
        text.extend(std::iter::repeat_n("  ", depth));
    };
    match value {
        Value::Object(fields) if depth == 0 || fields.values().any(is_list) => {
            text.push('{');
            for (index, (name, field)) in fields.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { "," });
                indent(text, depth + 1);
                text.push_str(&Value::from(name.as_str()).to_string());
                text.push_str(": ");
                write(field, depth + 1, text);
            }
            indent(text, depth);
            text.push('}');
        }
        Value::Array(items) if is_list(value) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { "," });
                indent(text, depth + 1);
                write(item, depth + 1, text);
            }
            indent(text, depth);
            text.push(']');
        }
        other => text.push_str(&other.to_string()),
    }
}

fn is_list(value: &Value) -> bool {
    value.as_array().is_some_and(|items| items.iter().any(Value::is_object))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_object_of_a_list_is_on_its_own_line() {
        let mut text = String::new();
        let value = serde_json::json!({"a": {"b": 1}, "rows": [{"x": [1, 2]}, {"x": []}], "e": []});
        write(&value, 0, &mut text);
        assert_eq!(
            text,
            "{\n  \"a\": {\"b\":1},\n  \"rows\": [\n    {\"x\":[1,2]},\n    {\"x\":[]}\n  ],\n  \"e\": []\n}"
        );
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}

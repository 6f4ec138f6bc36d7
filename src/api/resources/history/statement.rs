//! The fields of an observation, by which its versions are compared.

use crate::domain::figure;
use crate::format::ColumnValue;
use crate::store::versions;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// A statement: the columns of a row in CSV, and the further fields of `/evidence`. Null for an
/// empty field.
pub use crate::store::versions::StatementFields;

/// A field in which two versions of an observation differ.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FieldChange {
    /// The name of the column of a row in CSV.
    #[schema(example = "value")]
    pub field: String,
    /// In the older version: text, a number, true or false, a list; null for nothing.
    #[schema(value_type = Value)]
    pub before: Value,
    /// In the newer version, likewise.
    #[schema(value_type = Value)]
    pub after: Value,
}

/// The fields in which two statements differ, in alphabetical order.
pub fn differing(before: &StatementFields, after: &StatementFields) -> Vec<FieldChange> {
    let value = |of: &StatementFields, field: &str| of.get(field).cloned().unwrap_or_default();
    versions::differing(before, after)
        .into_iter()
        .map(|field| FieldChange {
            field: field.clone(),
            before: value(before, field),
            after: value(after, field),
        })
        .collect()
}

/// Text of a field; `None` where it is null or no text.
pub fn field_text(of: &StatementFields, field: &str) -> Option<String> {
    of.get(field).and_then(Value::as_str).map(str::to_owned)
}

/// A field as a cell of a column of its kind.
pub fn cell(of: &StatementFields, field: &str) -> ColumnValue {
    match of.get(field) {
        Some(Value::Number(number)) => match (number.as_i64(), figure::decimal(number)) {
            (_, Ok(figure)) => figure.into(),
            (Some(whole), Err(_)) => whole.into(),
            (None, Err(_)) => ColumnValue::Empty,
        },
        Some(Value::String(text)) => text.into(),
        Some(Value::Bool(flag)) => (*flag).into(),
        _ => ColumnValue::Empty,
    }
}

/// A whole number of a field as a cell.
pub fn whole(of: &StatementFields, field: &str) -> ColumnValue {
    of.get(field).and_then(Value::as_i64).into()
}

/// Any value as text, as a table shows it; lists are separated by blanks.
pub fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(values) => {
            let words: Vec<_> = values.iter().filter_map(shown).collect();
            Some(words.join(" "))
        }
        other => Some(other.to_string()),
    }
}

/// A statement in short: `46.72%`, `完成市下达目标`.
pub fn said(of: &StatementFields) -> Option<String> {
    let printed = |field| field_text(of, field);
    let figure = printed("printed_value").map(|value| {
        let high = printed("printed_value_high").map(|high| format!("-{high}")).unwrap_or_default();
        format!("{value}{high}{}", printed("printed_unit").unwrap_or_default())
    });
    figure.or_else(|| printed("printed_text"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn statement(value: Value) -> StatementFields {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn differences_are_listed_by_field_with_both_values() {
        let before = statement(json!({"value": 1, "unit": "%", "flags": []}));
        let after = statement(json!({"value": 2.5, "unit": "%", "flags": ["wrapped"]}));
        let fields = differing(&before, &after);
        let fields_named: Vec<_> = fields.iter().map(|change| change.field.as_str()).collect();
        assert_eq!(fields_named, ["flags", "value"]);
        assert_eq!((&fields[1].before, &fields[1].after), (&json!(1), &json!(2.5)));
        assert_eq!(shown(&fields[0].after).as_deref(), Some("wrapped"));
    }

    #[test]
    fn the_short_form_of_a_statement_is_the_printed_figure() {
        let range =
            json!({"printed_value": "30", "printed_value_high": "40", "printed_unit": "公顷"});
        assert_eq!(said(&statement(range)).as_deref(), Some("30-40公顷"));
        let words = json!({"printed_value": null, "printed_text": "完成市下达目标"});
        assert_eq!(said(&statement(words)).as_deref(), Some("完成市下达目标"));
    }
}

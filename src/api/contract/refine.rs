//! Rules for every operation and schema, applied to the finished document, so that a new resource
//! follows them without effort.
//!
//! - An operation without a description is described by its summary.
//! - A nullable field is always present, so it is required; an optional field is never null.
//! - A schema that occurs twice in the document is referred to; one without references is removed.

use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The document as it is published.
pub fn refined(mut document: Value) -> Value {
    for operation in operations(&mut document) {
        describe(operation);
    }
    if let Some(schemas) =
        document.pointer_mut("/components/schemas").and_then(Value::as_object_mut)
    {
        schemas.values_mut().for_each(require_what_may_be_null);
    }
    refer_to_components(&mut document);
    drop_unused(&mut document);
    document
}

/// Every operation of the document.
fn operations(document: &mut Value) -> impl Iterator<Item = &mut Value> {
    let paths = document.pointer_mut("/paths").and_then(Value::as_object_mut);
    let items = paths.into_iter().flat_map(Map::values_mut).filter_map(Value::as_object_mut);
    items.flat_map(Map::values_mut).filter(|operation| operation["responses"].is_object())
}

/// Uses the summary of an operation as its description where it has none.
fn describe(operation: &mut Value) {
    if operation["description"].is_null() && operation["summary"].is_string() {
        operation["description"] = operation["summary"].clone();
    }
}

/// Adds the fields that may be null to the required ones, in every object below.
fn require_what_may_be_null(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            fields.values_mut().for_each(require_what_may_be_null);
            let Some(properties) = fields.get("properties").and_then(Value::as_object) else {
                return;
            };
            let known = fields.get("required").and_then(Value::as_array);
            let is_required =
                |name: &str| known.is_some_and(|known| known.iter().any(|it| it == name));
            let required: Vec<Value> = properties
                .iter()
                .filter(|(name, property)| is_required(name) || may_be_null(property))
                .map(|(name, _)| name.as_str().into())
                .collect();
            if !required.is_empty() {
                fields.insert("required".to_owned(), required.into());
            }
        }
        Value::Array(values) => values.iter_mut().for_each(require_what_may_be_null),
        _ => {}
    }
}

/// Whether a schema lets null through.
pub fn may_be_null(schema: &Value) -> bool {
    let of_type = match &schema["type"] {
        Value::Array(types) => types.iter().any(|it| it == "null"),
        one => one == "null",
    };
    let choices = ["oneOf", "anyOf"].iter().filter_map(|name| schema[*name].as_array()).flatten();
    of_type || choices.into_iter().any(may_be_null)
}

/// Replaces a full copy of a component in `data` by a reference, so that clients get its type.
fn refer_to_components(document: &mut Value) {
    let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut)
    else {
        return;
    };
    let known: Vec<(String, Value)> = schemas
        .iter()
        .filter(|(_, schema)| schema["properties"].is_object() || schema["allOf"].is_array())
        .map(|(name, schema)| (name.clone(), schema.clone()))
        .collect();
    for schema in schemas.values_mut() {
        let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
        for (_, property) in properties.into_iter().flatten() {
            refer(property, &known);
        }
    }
}

fn refer(schema: &mut Value, known: &[(String, Value)]) {
    if let Some((name, _)) = known.iter().find(|(_, known)| known == schema) {
        *schema = json!({"$ref": format!("#/components/schemas/{name}")});
    } else if let Some(items) = schema.get_mut("items") {
        refer(items, known);
    }
}

/// Drops components until each that is left is referred to.
fn drop_unused(document: &mut Value) {
    loop {
        let mut used = BTreeSet::new();
        references(document, &mut used);
        let mut dropped = false;
        let kinds = document["components"].as_object_mut();
        for (kind, components) in kinds.into_iter().flatten() {
            let Some(components) = components.as_object_mut() else { continue };
            let before = components.len();
            components.retain(|name, _| used.contains(&format!("#/components/{kind}/{name}")));
            dropped |= components.len() < before;
        }
        if !dropped {
            return;
        }
    }
}

/// Every `$ref` of a document.
fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|value| references(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nullable_fields_are_required_and_optional_ones_are_not() {
        let mut schema = json!({"properties": {
            "id": {"type": "string"},
            "nearest": {"type": "string"},
            "unit": {"type": ["string", "null"]},
            "region": {"oneOf": [{"type": "null"}, {"type": "object"}]},
            "inner": {"properties": {"year": {"type": ["integer", "null"]}}},
        }, "required": ["id"]});
        require_what_may_be_null(&mut schema);
        assert_eq!(schema["required"], json!(["id", "unit", "region"]));
        assert_eq!(schema["properties"]["inner"]["required"], json!(["year"]));
    }

    #[test]
    fn a_component_that_is_repeated_is_referred_to_and_stays_while_it_is() {
        let row = json!({"type": "object", "properties": {"id": {"type": "string"}}});
        let body = json!({"properties": {"data": {"type": "array", "items": row}}});
        let answer = json!({"get": {"responses": {"200": {"$ref": "#/components/schemas/Body"}}}});
        let document = refined(json!({
            "paths": {"/rows": answer},
            "components": {"schemas": {"Body": body, "Row": row, "Alone": {"$ref": "#/components/schemas/Alone"},
                "Left": {"properties": {"gone": {"$ref": "#/components/schemas/Gone"}}}, "Gone": {"type": "string"}}},
        }));
        let schemas = &document["components"]["schemas"];
        assert_eq!(
            schemas["Body"]["properties"]["data"]["items"]["$ref"],
            "#/components/schemas/Row"
        );
        assert_eq!(schemas["Row"], row);
        assert!(schemas["Left"].is_null() && schemas["Gone"].is_null());
    }
}

//! What is true of every operation and schema is said here once, over the finished document, so that a new
//! resource has it without knowing of it.
//!
//! - A list is `?regions=wuhan,jiangan`: an array, `style: form, explode: false`, so that generated clients
//!   take a list and send commas.
//! - A closed set is an enum, also of what a list may hold; `format` offers what the answer is described in.
//! - A field that may be null is always there, and so is required; one that may be absent is never null.
//! - A schema that stands in the document twice is referred to; one that nothing refers to goes.

use crate::api::ask::params::{MAX_LIST, MAX_TEXT};
use crate::api::format::{Format, Labels};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// What an answer may be had in, in the order it is written everywhere.
const FORMATS: [Format; 6] =
    [Format::Json, Format::Csv, Format::Ndjson, Format::Xlsx, Format::Parquet, Format::JsonStat];

/// Parameters that are lists wherever they occur, with what one value may be.
const LISTS: &[(&str, List)] = &[
    ("regions", List::Text),
    ("indicators", List::Text),
    ("domains", List::Text),
    ("domain", List::Text),
    ("fields", List::Text),
    ("year", List::Years),
    ("measure", List::Set("Measure")),
    ("attribute", List::Set("Attribute")),
    ("status", List::Set("Status")),
    ("comparator", List::Set("Comparator")),
    ("origin", List::Set("Origin")),
    ("level", List::Set("Level")),
    ("kind", List::Set("FindingKind")),
    ("severity", List::Set("FindingSeverity")),
];

/// A year a plan can speak of ([`crate::api::ask::params::YEARS`]).
const YEAR: &str = "(19(49|[5-9][0-9])|20[0-9][0-9]|2100)";

#[derive(Debug, Clone, Copy)]
enum List {
    /// Any text without a comma.
    Text,
    /// A year, or two with `..` between.
    Years,
    /// The words of this component.
    Set(&'static str),
}

/// The document as it is published.
pub fn refined(mut document: Value) -> Value {
    for operation in operations(&mut document) {
        describe(operation);
        let formats = formats(operation);
        for parameter in array_mut(operation, "parameters") {
            refine_parameter(parameter, &formats);
        }
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

fn array_mut<'v>(value: &'v mut Value, name: &str) -> impl Iterator<Item = &'v mut Value> {
    value.get_mut(name).and_then(Value::as_array_mut).into_iter().flatten()
}

/// An operation whose summary says it all is described by it.
fn describe(operation: &mut Value) {
    if operation["description"].is_null() && operation["summary"].is_string() {
        operation["description"] = operation["summary"].clone();
    }
}

/// Words of the formats the answer is described in, in the order they are written everywhere.
fn formats(operation: &Value) -> Vec<&'static str> {
    let content = operation.pointer("/responses/200/content").and_then(Value::as_object);
    let offers = |media_type: &str| content.is_some_and(|content| content.contains_key(media_type));
    FORMATS.iter().filter(|it| offers(it.media_type())).map(|it| it.word()).collect()
}

fn refine_parameter(parameter: &mut Value, formats: &[&str]) {
    if parameter["in"] != "query" {
        return;
    }
    let name = parameter["name"].as_str().unwrap_or_default().to_owned();
    match name.as_str() {
        "format" if !formats.is_empty() => {
            parameter["schema"] = json!({"type": "string", "enum": formats});
        }
        "period" => {
            parameter["schema"] = json!({"type": "string", "pattern": format!("^{YEAR}-{YEAR}$")});
        }
        "q" => {
            parameter["schema"] = json!({"type": "string", "minLength": 1, "maxLength": MAX_TEXT});
        }
        "labels" => parameter["schema"] = json!({"type": "string", "enum": Labels::WORDS}),
        "lang" => parameter["schema"] = json!({"type": "string", "enum": ["zh", "en"]}),
        "bom" => parameter["schema"] = json!({"type": "boolean", "default": false}),
        "cursor" => parameter["schema"] = json!({"type": "string", "minLength": 1}),
        _ => {}
    }
    if parameter["schema"] == json!({"type": "string"})
        && let Some((_, list)) = LISTS.iter().find(|(known, _)| *known == name)
    {
        let items = match list {
            List::Text => json!({"type": "string", "minLength": 1, "pattern": "^[^,]+$"}),
            List::Years => json!({"type": "string", "pattern": format!("^{YEAR}(\\.\\.{YEAR})?$")}),
            List::Set(set) => json!({"$ref": format!("#/components/schemas/{set}")}),
        };
        parameter["schema"] = json!({"type": "array", "items": items});
    }
    if parameter["schema"]["type"] == "array" {
        as_list(parameter);
    }
    if let Some(words) = signed_words(&parameter["schema"]) {
        parameter["schema"] = json!({"type": "string", "enum": words});
    }
}

/// Commas between the values, and an example that is a list too.
fn as_list(parameter: &mut Value) {
    parameter["style"] = "form".into();
    parameter["explode"] = false.into();
    parameter["schema"]["minItems"] = 1.into();
    parameter["schema"]["maxItems"] = MAX_LIST.into();
    if let Some(text) = parameter["example"].as_str() {
        parameter["example"] = text.split(',').collect();
    }
}

/// `^-?(a|b)$` written out: a, -a, b, -b. A client then has the words and no regular expression.
fn signed_words(schema: &Value) -> Option<Vec<String>> {
    let words = schema["pattern"].as_str()?.strip_prefix("^-?(")?.strip_suffix(")$")?;
    let words = words.split('|');
    Some(words.flat_map(|word| [word.to_owned(), format!("-{word}")]).collect())
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

/// `data` of a body repeats a component in full; a reference to it says the same, and clients get its type.
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
    fn a_list_is_an_array_with_commas_and_format_offers_what_is_described() {
        let parameter = |name: &str, example: &str| json!({"name": name, "in": "query", "schema": {"type": "string"}, "example": example});
        let sort = json!({"name": "sort", "in": "query",
            "schema": {"type": "string", "pattern": "^-?(year|value)$"}});
        let document = refined(json!({
            "paths": {"/rows": {"get": {
                "parameters": [parameter("regions", "a,b"), parameter("measure", "level"),
                    parameter("format", "csv"), parameter("label", "a,b"), sort],
                "responses": {"200": {"content": {"text/csv": {}, "application/json": {}}}},
            }}},
            "components": {"schemas": {"Measure": {"type": "string"}, "Other": {"type": "string"}}},
        }));
        let parameters = &document["paths"]["/rows"]["get"]["parameters"];
        assert_eq!(parameters[0]["schema"]["items"]["pattern"], "^[^,]+$");
        assert_eq!(parameters[0]["schema"]["maxItems"], 500);
        assert_eq!(
            (&parameters[0]["style"], &parameters[0]["explode"]),
            (&json!("form"), &json!(false))
        );
        assert_eq!(parameters[0]["example"], json!(["a", "b"]));
        assert_eq!(parameters[1]["schema"]["items"]["$ref"], "#/components/schemas/Measure");
        assert_eq!(parameters[2]["schema"]["enum"], json!(["json", "csv"]));
        assert_eq!(parameters[3]["schema"], json!({"type": "string"}));
        assert_eq!(parameters[4]["schema"]["enum"], json!(["year", "-year", "value", "-value"]));
        assert_eq!(document["components"]["schemas"], json!({"Measure": {"type": "string"}}));
    }

    #[test]
    fn what_may_be_null_is_required_and_what_may_be_absent_is_not() {
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

//! The contract: the committed document equals that of the code, and its statements are true.

use crate::support::districts::load_two_districts;
use crate::support::http::get;
use plan_targets::api;
use plan_targets::api::contract;
use serde_json::Value;
use sqlx::PgPool;
use std::collections::BTreeSet;

fn contract() -> Value {
    serde_json::from_str(&contract::json_text(&api::openapi())).unwrap()
}

/// Each operation with its path.
fn operations(contract: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let paths = contract["paths"].as_object().unwrap().iter();
    paths.flat_map(|(path, item)| item.as_object().unwrap().values().map(move |it| (path, it)))
}

/// A value of a parameter as written in a URL: lists with commas.
fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(written).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

#[test]
fn the_committed_contract_equals_that_of_the_code() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi/openapi.json");
    let committed = std::fs::read_to_string(file).unwrap_or_default();
    let current = contract::json_text(&api::openapi());
    // `assert_eq` would print both documents.
    assert!(
        committed == current,
        "openapi/openapi.json is out of date: `make openapi` rewrites it"
    );
}

#[test]
fn every_reference_leads_somewhere() {
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
    let contract = contract();
    let mut found = BTreeSet::new();
    references(&contract, &mut found);
    assert!(found.len() > 20);
    for reference in found {
        let place = reference.strip_prefix('#').expect("a reference within the document");
        assert!(contract.pointer(place).is_some(), "{reference}");
    }
}

#[test]
fn every_operation_has_an_id_of_its_own_and_every_problem() {
    let contract = contract();
    let mut ids = BTreeSet::new();
    for (path, operation) in operations(&contract) {
        let id = operation["operationId"].as_str().unwrap();
        assert!(ids.insert(id), "{id} twice");
        for field in ["summary", "tags"] {
            assert!(!operation[field].is_null(), "{path} has no {field}");
        }
        let mut statuses = vec!["200", "400", "405", "406", "413", "414", "431", "500", "503"];
        if path.contains('{') {
            statuses.push("404");
        }
        for status in statuses {
            assert!(!operation["responses"][status].is_null(), "{path} has no {status}");
        }
        let ok = &operation["responses"]["200"];
        assert!(!ok["headers"]["X-Request-Id"].is_null(), "{path}");
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let said = parameter["description"].as_str().is_some_and(|text| !text.is_empty());
            assert!(said, "{path} {parameter}");
        }
    }
}

/// Whether a schema has a description, itself or in the schema it refers to.
fn says(contract: &Value, schema: &Value) -> bool {
    let refers = |place: &str| {
        says(contract, contract.pointer(place.trim_start_matches('#')).expect("a schema"))
    };
    schema["description"].as_str().is_some_and(|text| !text.is_empty())
        || schema["$ref"].as_str().is_some_and(refers)
        || ["oneOf", "anyOf", "allOf"].iter().any(|choice| {
            schema[*choice].as_array().into_iter().flatten().any(|schema| says(contract, schema))
        })
        || schema.get("items").is_some_and(|items| says(contract, items))
}

/// Names of the fields without a description, at any depth.
fn undescribed(contract: &Value, name: &str, schema: &Value, found: &mut Vec<String>) {
    for (field, schema) in schema["properties"].as_object().into_iter().flatten() {
        let name = format!("{name}.{field}");
        if !says(contract, schema) {
            found.push(name.clone());
        }
        undescribed(contract, &name, schema, found);
    }
    for choice in ["oneOf", "anyOf", "allOf"] {
        for schema in schema[choice].as_array().into_iter().flatten() {
            undescribed(contract, name, schema, found);
        }
    }
    if let Some(items) = schema.get("items") {
        undescribed(contract, name, items, found);
    }
}

#[test]
fn every_schema_field_and_header_is_described_and_typed() {
    let contract = contract();
    let mut found = Vec::new();
    for (name, schema) in contract["components"]["schemas"].as_object().unwrap() {
        if !says(&contract, schema) {
            found.push(name.clone());
        }
        undescribed(&contract, name, schema, &mut found);
    }
    assert_eq!(found, Vec::<String>::new());
    let of_operations = operations(&contract)
        .flat_map(|(_, operation)| operation["responses"].as_object().unwrap().values());
    let shared = contract["components"]["responses"].as_object().unwrap().values();
    let mut headers = 0;
    for response in of_operations.chain(shared).filter(|it| it["$ref"].is_null()) {
        for media in response["content"].as_object().into_iter().flatten() {
            assert!(media.1["schema"].is_object(), "{media:?}");
        }
        for (name, header) in response["headers"].as_object().into_iter().flatten() {
            assert!(says(&contract, header), "{name}");
            assert!(header["schema"]["type"].is_string(), "{name}");
            headers += 1;
        }
    }
    assert!(headers > 200, "{headers}");
}

#[sqlx::test]
async fn every_example_of_a_parameter_is_accepted(db: PgPool) {
    load_two_districts(&db).await;
    let contract = contract();
    let mut asked = 0;
    for (path, operation) in operations(&contract).filter(|(path, _)| !path.contains('{')) {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let mut pairs = Vec::new();
        for parameter in parameters {
            let Some(example) = parameter.get("example") else { continue };
            pairs.push(format!("{}={}", parameter["name"].as_str().unwrap(), written(example)));
        }
        let answer = get(&db, &format!("{path}?{}", pairs.join("&"))).await;
        assert_eq!(answer.status, 200, "{path} {pairs:?} {}", answer.text);
        asked += 1;
    }
    assert!(asked >= 8, "{asked}");
}

#[sqlx::test]
async fn the_committed_document_is_served(db: PgPool) {
    let answer = get(&db, "/openapi.json").await;
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.text, contract::json_text(&api::openapi()));
    assert_eq!(answer.at("openapi"), "3.1.0");
}

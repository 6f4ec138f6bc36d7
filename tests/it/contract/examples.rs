//! The example of each operation in the contract, and the picture in README.md. Each request is sent to a
//! service with the committed plans, and the answer must equal the example. `make examples` writes the
//! answers.

use crate::support::http::{Answer, get};
use plan_targets::api;
use plan_targets::api::contract;
use plan_targets::catalog::Catalog;
use plan_targets::ingest::{self, Options};
use serde_json::{Map, Value, json};
use sqlx::PgPool;
use std::collections::{BTreeMap, BTreeSet};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi/examples.json");
/// Set to write the answers instead of comparing them.
const WRITE: &str = "PLAN_TARGETS_WRITE_EXAMPLES";
/// An example contains only the beginning of a long answer.
const SHOWN_ENTRIES: usize = 2;
const SHOWN_LINES: usize = 3;

/// The committed plans in a release with a fixed time, so that answers do not depend on the date.
async fn load_committed_plans(db: &PgPool) {
    let catalog = Catalog::embedded().unwrap();
    let mut paths: Vec<_> = std::fs::read_dir("data/plans")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "json"))
        .collect();
    paths.sort();
    let plans = ingest::prepare(&paths, None, &catalog, &|_| {}).unwrap();
    ingest::load(db, &catalog, plans, Options::default(), &|_| {}).await.unwrap();
    sqlx::query("update release set created_at = '2026-11-22T08:00:00Z'")
        .execute(db)
        .await
        .unwrap();
}

/// Cuts lists after their second entry, and texts other than JSON after their third line.
fn shown(value: Value) -> Value {
    match value {
        Value::Array(values) => values.into_iter().take(SHOWN_ENTRIES).map(shown).collect(),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(name, value)| (name, shown(value))).collect())
        }
        other => other,
    }
}

/// The part of an answer that an example contains: JSON, the beginning of a text, or null for bytes.
fn seen(answer: &Answer) -> Value {
    match answer.header("content-type") {
        "application/json" => shown(answer.json.clone()),
        kind if kind.starts_with("text/") => {
            answer.text.split_inclusive('\n').take(SHOWN_LINES).collect::<String>().into()
        }
        _ => Value::Null,
    }
}

/// The URL between the quotes of a shell command.
fn asked(operation: &Value) -> String {
    let source = operation["x-codeSamples"][0]["source"].as_str().unwrap_or_default();
    let address = source.strip_prefix("curl -s 'http://127.0.0.1:8080");
    address.and_then(|it| it.strip_suffix('\'')).unwrap_or_default().to_owned()
}

fn contract() -> Value {
    serde_json::from_str(&contract::json_text(&api::openapi())).unwrap()
}

#[sqlx::test]
async fn every_operation_has_an_example_with_the_answer_of_the_service(db: PgPool) {
    load_committed_plans(&db).await;
    if std::env::var_os(WRITE).is_some() {
        return write(&db).await;
    }
    let contract = contract();
    let mut seen_ids = BTreeSet::new();
    for item in contract["paths"].as_object().unwrap().values() {
        for operation in item.as_object().unwrap().values() {
            let id = operation["operationId"].as_str().unwrap();
            let address = asked(operation);
            assert!(
                !address.is_empty(),
                "{id} has no example: write its request into openapi/examples.json"
            );
            let answer = get(&db, &address).await;
            assert_eq!(answer.status, 200, "{id} {address}: {}", answer.text);
            let content = operation["responses"]["200"]["content"].as_object().unwrap();
            let kind = answer.header("content-type").split(';').next().unwrap_or_default();
            let described = content.get(kind).unwrap_or_else(|| panic!("{id} answers in {kind}"));
            let example = described.get("example").unwrap_or(&Value::Null);
            assert_eq!(
                *example,
                seen(&answer),
                "{id} {address}: the answer is no longer the example; see what changed, then `make examples`"
            );
            if example.is_null() {
                assert_eq!(answer.bytes.get(..4), Some(&b"PAR1"[..]), "{id}");
            }
            seen_ids.insert(id.to_owned());
        }
    }
    let file: Map<String, Value> =
        serde_json::from_str(&std::fs::read_to_string(FILE).unwrap()).unwrap();
    let known: BTreeSet<_> = file.keys().cloned().collect();
    assert_eq!(seen_ids, known, "openapi/examples.json names exactly the operations there are");
}

/// The picture in README.md; the line below it contains its request.
#[sqlx::test]
async fn the_picture_of_the_readme_is_an_answer(db: PgPool) {
    load_committed_plans(&db).await;
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let (before, after) = readme.split_once(".svg)\n").expect("README.md has a picture");
    let file = root.join(format!("{}.svg", before.rsplit_once("](").expect("its file").1));
    let address = after.split('`').nth(1).expect("its request");
    let answer = get(&db, address).await;
    assert_eq!(answer.header("content-type"), "image/svg+xml", "{address}: {}", answer.text);
    if std::env::var_os(WRITE).is_some() {
        return std::fs::write(&file, &answer.bytes).unwrap();
    }
    let shown = std::fs::read_to_string(&file).unwrap();
    assert!(
        shown == answer.text,
        "{} is no longer the answer to {address}: `make examples`",
        file.display()
    );
}

async fn write(db: &PgPool) {
    let file: BTreeMap<String, Value> =
        serde_json::from_str(&std::fs::read_to_string(FILE).unwrap()).unwrap();
    let mut written = BTreeMap::new();
    for (id, example) in file {
        let request = example["request"].as_str().unwrap();
        let answer = get(db, request).await;
        assert_eq!(answer.status, 200, "{id} {request}: {}", answer.text);
        written.insert(id, json!({"request": request, "response": seen(&answer)}));
    }
    let text = serde_json::to_string_pretty(&written).unwrap();
    std::fs::write(FILE, text + "\n").unwrap();
}

#[test]
fn examples_of_long_answers_end_after_the_second_entry() {
    let long = json!({"data": [{"ids": [1, 2, 3]}, 2, 3], "total": 3});
    assert_eq!(shown(long), json!({"data": [{"ids": [1, 2]}, 2], "total": 3}));
}

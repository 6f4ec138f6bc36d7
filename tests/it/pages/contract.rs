//! The pages of the contract: every operation and schema of `/openapi.json`, with its description.

use crate::support::districts::load_two_districts;
use crate::support::http::get;
use serde_json::Value;
use sqlx::PgPool;

fn names<'v>(value: &'v Value, list: &str) -> Vec<&'v str> {
    let entries = value[list].as_array().into_iter().flatten();
    entries.filter_map(|entry| entry["name"].as_str()).collect()
}

#[sqlx::test]
async fn the_contract_has_a_page_for_each_operation(db: PgPool) {
    load_two_districts(&db).await;
    let contract = get(&db, "/openapi.json").await.json;
    let index = get(&db, "/docs/api?lang=en").await.text;
    let mut count = 0;
    for (path, methods) in contract["paths"].as_object().unwrap() {
        let operation = &methods["get"];
        let id = operation["operationId"].as_str().unwrap();
        assert!(index.contains(&format!("\"/docs/api/{id}?lang=en\"><code>{path}</code>")), "{id}");
        let page = get(&db, &format!("/docs/api/{id}?lang=en")).await;
        assert_eq!(page.status, 200, "{id}: {}", page.text);
        assert!(page.bytes.len() < 100 * 1024, "{id} has {} bytes", page.bytes.len());
        for name in names(operation, "parameters") {
            assert!(
                page.text.contains(&format!("<th scope=\"row\"><code>{name}</code>")),
                "{id} {name}"
            );
        }
        for status in operation["responses"].as_object().unwrap().keys() {
            assert!(
                page.text.contains(&format!("<th scope=\"row\">{status}</th>")),
                "{id} {status}"
            );
        }
        let source = operation["x-codeSamples"][0]["source"].as_str().unwrap();
        let request = source.split("8080").nth(1).unwrap().trim_end_matches('\'');
        let link = format!("<a href=\"{}\"", request.replace('&', "&#38;"));
        assert!(page.text.contains(&link), "{id} lacks {link}");
        count += 1;
    }
    assert!(count > 40, "{count}");
    let page = get(&db, "/docs/api/compareIndicators?lang=en").await.text;
    for part in [
        "<code>stated_growth</code>",
        "1–5000",
        "Default:",
        "<code>false</code>",
        "docs/api/schemas/TargetStatus",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    let unknown = get(&db, "/docs/api/compareIndicator").await;
    assert_eq!(unknown.status, 404);
    assert!(unknown.text.contains("compareIndicators"), "{}", unknown.text);
}

#[sqlx::test]
async fn the_contract_has_a_page_for_each_schema(db: PgPool) {
    load_two_districts(&db).await;
    let contract = get(&db, "/openapi.json").await.json;
    for (name, schema) in contract["components"]["schemas"].as_object().unwrap() {
        let page = get(&db, &format!("/docs/api/schemas/{name}?lang=zh")).await;
        assert_eq!(page.status, 200, "{name}: {}", page.text);
        let parts = std::iter::once(schema).chain(schema["allOf"].as_array().into_iter().flatten());
        for part in parts {
            for field in part["properties"].as_object().into_iter().flatten() {
                assert!(
                    page.text.contains(&format!("<code>{}</code>", field.0)),
                    "{name} {}",
                    field.0
                );
            }
            for word in part["enum"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                assert!(page.text.contains(&format!("<code>{word}</code>")), "{name} {word}");
            }
        }
        assert!(page.text.contains("用于") || name == "Problem", "{name} is used by nothing");
    }
    let page = get(&db, "/docs/api/schemas/SeriesPoint?lang=en").await.text;
    assert!(page.contains("schemas/ReportedFigure?lang=en"), "{page}");
    assert!(
        page.contains("/docs/api/schemas/SeriesSpread?lang=en\"><code>SeriesSpread</code></a> or"),
        "{page}"
    );
}

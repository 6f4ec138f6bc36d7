//! `/v1/compare` for periods without plans: the committed documents, with figures as printed on their lines.

use crate::support::committed::load_documents;
use crate::support::http::{Answer, get};
use serde_json::{Value, json};
use sqlx::PgPool;

async fn compare(db: &PgPool, query: &str) -> Answer {
    let answer = get(db, &format!("/v1/compare?{query}")).await;
    assert_eq!(answer.status, 200, "{query} {}", answer.text);
    answer
}

/// The cell of a region in the entry of an indicator.
fn cell<'a>(answer: &'a Answer, indicator: &str, region: &str) -> &'a Value {
    let entries = answer.at("data").as_array().unwrap();
    let entry = entries.iter().find(|entry| entry["indicator"]["id"] == indicator).unwrap();
    let cells = entry["cells"].as_array().unwrap();
    let found = cells.iter().find(|cell| cell["region"]["id"] == region);
    found.unwrap_or_else(|| panic!("no cell of {region}: {entry}"))
}

/// Basis, document, and value, comparator and line of base and target.
fn shown(cell: &Value) -> Value {
    let figure = |name: &str| {
        let figure = &cell[name];
        json!([figure["value"], figure["comparator"], figure["evidence"]["line"]])
    };
    json!([cell["basis"], cell["basis_document"], figure("base"), figure("target")])
}

#[sqlx::test]
async fn the_targets_of_2016_to_2020_are_those_that_review_tables_repeat(db: PgPool) {
    load_documents(&db).await;
    let all =
        compare(&db, "indicators=gdp,pm25,green_coverage,retail_sales&period=2016-2020").await;
    for (indicator, region, expected) in [
        (
            "gdp",
            "jiangan",
            json!(["reviewed", "jiangan-2021-2025", [null, null, null], [1400, "gt", 101]]),
        ),
        (
            "gdp",
            "qiaokou",
            json!(["reviewed", "qiaokou-2021-2025", [547, "eq", 49], [820, "eq", 51]]),
        ),
        (
            "retail_sales",
            "jiangan",
            json!(["reviewed", "jiangan-2021-2025", [null, null, null], [870, "eq", 102]]),
        ),
        (
            "retail_sales",
            "qiaokou",
            json!(["reviewed", "qiaokou-2021-2025", [767.7, "eq", 89], [1200, "eq", 91]]),
        ),
        (
            "pm25",
            "qiaokou",
            json!(["reviewed", "qiaokou-2021-2025", [63, "eq", 265], [5, "eq", 267]]),
        ),
    ] {
        assert_eq!(shown(cell(&all, indicator, region)), expected, "{indicator} {region}");
    }
    let qiaokou = cell(&all, "gdp", "qiaokou");
    assert_eq!(
        (&qiaokou["status"], &qiaokou["comparable"], &qiaokou["plan"]),
        (&json!("stated"), &json!(true), &Value::Null)
    );
    assert_eq!(qiaokou["derived"]["annual_growth"], 8.4);
    assert_eq!(cell(&all, "retail_sales", "qiaokou")["rank"], 1);
    assert_eq!(cell(&all, "retail_sales", "jiangan")["rank"], 2);
    // The review of 硚口区 has 绿地率 and no 绿化覆盖率, and the plan that it reviews is not loaded.
    let silent = cell(&all, "green_coverage", "qiaokou");
    assert_eq!((&silent["status"], &silent["basis"]), (&json!("unknown"), &json!("reviewed")));
    assert_eq!(silent["reasons"][0]["code"], "not_reviewed");
    assert_eq!(silent["related"][0]["base"]["value"], 33.3);
    let english =
        compare(&db, "indicators=green_coverage&regions=qiaokou&period=2016-2020&lang=en").await;
    assert_eq!(
        english.at("data/0/cells/0/reasons/0/detail"),
        "the text states no target for 2020: the plan for 2016–2020 is not loaded, only its review in qiaokou-2021-2025"
    );
    assert_eq!(english.at("warnings/0/code"), "reviewed");
}

#[sqlx::test]
async fn a_work_report_that_looks_ahead_gives_the_targets_of_2026_to_2030(db: PgPool) {
    load_documents(&db).await;
    let all =
        compare(&db, "indicators=gdp,pm25&regions=wuhan,china,jiangan&period=2026-2030").await;
    let wuhan = cell(&all, "gdp", "wuhan");
    assert_eq!(
        shown(wuhan),
        json!(["outlook", "wuhan-2026-work-report", [22147.35, "eq", 18], [30000, "gt", 66]])
    );
    assert_eq!(wuhan["derived"]["annual_growth"], 6.3);
    assert_eq!((&wuhan["derived"]["comparator"], &wuhan["plan"]), (&json!("gt"), &Value::Null));
    let silent = cell(&all, "pm25", "wuhan");
    assert_eq!(
        (&silent["status"], &silent["reasons"][0]["code"]),
        (&json!("unknown"), &json!("no_outlook"))
    );
    assert_eq!(shown(cell(&all, "pm25", "china"))[0], "plan");
    assert_eq!(cell(&all, "pm25", "china")["target"]["value"], 27);
    assert_eq!(cell(&all, "gdp", "jiangan")["status"], "no_plan");
    assert_eq!(cell(&all, "gdp", "jiangan")["basis"], Value::Null);
    // One plan is not enough for a comparison, so without regions the outlooks are there too.
    let open = compare(&db, "indicators=gdp&period=2026-2030&view=compact").await;
    assert_eq!(cell(&open, "gdp", "wuhan")["basis"], "outlook");
    let table =
        get(&db, "/v1/compare?indicators=gdp&regions=wuhan&period=2026-2030&format=csv").await;
    assert!(table.text.contains(",outlook,wuhan-2026-work-report"), "{}", table.text);
}

#[sqlx::test]
async fn a_plan_of_the_period_is_the_basis_and_alone_makes_the_default(db: PgPool) {
    load_documents(&db).await;
    let all = compare(&db, "indicators=gdp,urbanization_rate&period=2021-2025").await;
    for entry in all.at("data").as_array().unwrap() {
        for cell in entry["cells"].as_array().unwrap() {
            assert_eq!((&cell["basis"], &cell["basis_document"]), (&json!("plan"), &cell["plan"]));
        }
    }
    // The work report of 2021 of 湖北 looks ahead to 2025, but no plan of it is loaded.
    let named = compare(&db, "indicators=gdp&regions=hubei,wuhan&period=2021-2025").await;
    assert_eq!(shown(cell(&named, "gdp", "hubei"))[0], "outlook");
    assert_eq!(cell(&named, "gdp", "hubei")["target"]["value"], 60000);
    let missing = &cell(&named, "gdp", "wuhan")["derived"]["missing"];
    let codes: Vec<_> = missing.as_array().unwrap().iter().map(|it| &it["code"]).collect();
    assert!(codes.contains(&&json!("parent_no_plan")), "{missing}");
}

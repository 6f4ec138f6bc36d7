//! `/v1/profiles/{region}`: one region on one page.

use crate::support::districts::load_two_districts;
use crate::support::http::get;
use serde_json::json;
use sqlx::PgPool;

#[sqlx::test]
async fn a_profile_has_the_region_its_targets_and_delegated_ones(db: PgPool) {
    load_two_districts(&db).await;
    let profile = get(&db, "/v1/profiles/江岸区?period=2021-2025").await;
    assert_eq!(profile.status, 200, "{}", profile.text);
    for (path, value) in [
        ("region/id", json!("jiangan")),
        ("level", json!("district")),
        ("parents/0/id", json!("wuhan")),
        ("plan", json!("jiangan-2021-2025")),
        ("documents/0/kind", json!("plan")),
        ("targets/0/indicator/id", json!("gdp")),
        ("targets/0/base/value", json!(1000.5)),
        ("targets/0/target/value", json!(1600)),
        ("targets/0/latest", json!(null)),
        ("targets/0/verdict", json!("unknown")),
        ("verdicts/targets", json!(5)),
        ("delegated/0/indicator/id", json!("pm25")),
        ("delegated/0/stated_by", json!(null)),
    ] {
        assert_eq!(profile.at(&format!("data/{path}")), &value, "{path} {}", profile.text);
    }
    let siblings = profile.at("data/siblings").as_array().expect("siblings");
    assert!(siblings.iter().any(|region| region["id"] == "qiaokou"));
    assert!(profile.bytes.len() < 20_000, "{} bytes", profile.bytes.len());

    // 硚口区 does not mention green coverage; 江岸区 states it.
    let other = get(&db, "/v1/profiles/qiaokou").await;
    let only = other.at("data/only_siblings").as_array().expect("a list").clone();
    let green = only.iter().find(|one| one["indicator"]["id"] == "green_coverage");
    assert_eq!(green.expect("green coverage")["regions"], json!(["jiangan"]));
}

#[sqlx::test]
async fn a_region_without_a_plan_has_a_profile_without_targets(db: PgPool) {
    load_two_districts(&db).await;
    let profile = get(&db, "/v1/profiles/wuhan").await;
    assert_eq!(profile.status, 200, "{}", profile.text);
    assert_eq!(profile.at("data/plan"), &json!(null));
    assert_eq!(profile.at("data/targets"), &json!([]));
    assert_eq!(profile.at("data/verdicts"), &json!(null));
    assert_eq!(get(&db, "/v1/profiles/nowhere").await.status, 404);
}

#[sqlx::test]
async fn a_profile_comes_as_rows(db: PgPool) {
    load_two_districts(&db).await;
    let csv = get(&db, "/v1/profiles/jiangan?format=csv&fields=verdict,rank").await;
    let rows: Vec<_> = csv.text.lines().collect();
    assert_eq!(rows[0], "region_id,indicator_id,verdict,rank");
    assert!(rows[1].starts_with("jiangan,gdp,unknown"), "{rows:?}");
    assert_eq!(rows.len(), 4);
}

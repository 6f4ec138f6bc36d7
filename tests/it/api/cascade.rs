//! `/v1/cascade` through the router and PostgreSQL, on the five committed plans.

use crate::support::committed::load_plans;
use crate::support::http::{Answer, get};
use crate::support::writing::{self, number, plan};
use plan_targets::catalog::Catalog;
use plan_targets::domain::Kind::Target;
use serde_json::{Value, json};
use sqlx::PgPool;

async fn cascade(db: &PgPool, query: &str) -> Answer {
    let answer = get(db, &format!("/v1/cascade?{query}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer
}

/// The status of the first indicator in each region below.
fn child<'a>(entry: &'a Value, region: &str) -> &'a Value {
    let children = entry["children"].as_array().unwrap();
    children.iter().find(|child| child["region"]["id"] == region).expect(region)
}

fn ids(answer: &Answer) -> Vec<String> {
    let entries = answer.at("data").as_array().unwrap().iter();
    entries.map(|entry| entry["indicator"]["id"].as_str().unwrap().to_owned()).collect()
}

#[sqlx::test]
async fn the_status_shows_the_targets_of_wuhan_in_its_districts(db: PgPool) {
    load_plans(&db).await;
    let answer = cascade(&db, "parent=wuhan&indicators=good_air_days,pm25,gdp").await;
    assert_eq!(ids(&answer), ["gdp", "good_air_days", "pm25"]);
    let gdp = answer.at("data/0");
    assert_eq!(gdp["parent"]["base"]["value"], 15600);
    assert_eq!(
        (&gdp["parent"]["status"], &gdp["parent"]["comparable"]),
        (&json!("unknown"), &Value::Null)
    );
    let sum = &gdp["sums"]["base"];
    assert_eq!((&sum["value"], &sum["complete"]), (&json!(3757.04), &json!(false)));
    assert_eq!(sum["regions"], json!(["jiangan", "qiaokou", "wedz"]));
    assert_eq!((&sum["parent_value"], &sum["percent_of_parent"]), (&json!(15600), &json!(24.1)));
    assert_eq!(gdp["sums"]["target"], Value::Null);
    assert_eq!(gdp["sums"]["missing"][0]["reason"], "不可比的数字不加总：jiangan");
    assert_eq!(child(gdp, "jiangan")["share_of_parent"]["value"], 8);

    let air = answer.at("data/1");
    for region in ["jiangan", "qiaokou", "wedz"] {
        let child = child(air, region);
        assert_eq!(child["target"]["value"].is_null(), child["status"] == "delegated", "{child}");
    }
    let pm25 = answer.at("data/2");
    let wedz = child(pm25, "wedz");
    assert_eq!(wedz["status"], "delegated");
    assert_eq!(wedz["resolution"]["code"], "parent_unknown");
    assert_eq!(wedz["resolution"]["steps"][0]["plan"], "wuhan-2021-2025");
    let children = pm25["children"].as_array().unwrap();
    assert!(children.iter().all(|child| child["status"] != "no_plan"));
    let asked = cascade(&db, "parent=wuhan&indicators=pm25&status=no_plan").await;
    assert_eq!(child(asked.at("data/0"), "jianghan")["status"], "no_plan");
    let counts = &pm25["counts"];
    let total: u64 =
        ["stated", "delegated", "relative", "qualitative", "not_stated", "unknown", "no_plan"]
            .iter()
            .map(|status| counts[*status].as_u64().unwrap())
            .sum();
    assert_eq!(json!(total), counts["regions"]);
    assert_eq!(counts["delegated"], 1);
    assert_eq!(answer.at("warnings/0/code"), "no_plan");
}

#[sqlx::test]
async fn targets_left_to_wuhan_are_unknown_because_its_text_is_incomplete(db: PgPool) {
    load_plans(&db).await;
    let answer = cascade(&db, "parent=wuhan&status=delegated&limit=200").await;
    let mut told = Vec::new();
    for entry in answer.at("data").as_array().unwrap() {
        for child in entry["children"].as_array().unwrap() {
            let found = &child["resolution"];
            assert_eq!(
                (&child["status"], &found["status"]),
                (&json!("delegated"), &json!("unresolved"))
            );
            assert_eq!(
                (&found["region"]["id"], &found["code"]),
                (&json!("wuhan"), &json!("parent_unknown"))
            );
            assert_eq!(entry["parent"]["target"], Value::Null);
            told.push((entry["indicator"]["id"].clone(), child["region"]["id"].clone()));
        }
    }
    assert!(told.contains(&(json!("good_air_days"), json!("wedz"))), "{told:?}");
    assert_eq!(answer.at("page/total"), answer.at("data").as_array().unwrap().len());
}

#[sqlx::test]
async fn a_delegated_target_leads_to_the_target_of_the_city(db: PgPool) {
    load_plans(&db).await;
    let city = plan("wuhan").says(
        Target,
        "good_air_days",
        "空气质量优良天数比率达到86%",
        number("86", "%"),
    );
    writing::load(&db, &Catalog::embedded().unwrap(), &[city]).await;
    let answer = cascade(&db, "parent=wuhan&indicators=good_air_days").await;
    let entry = answer.at("data/0");
    assert_eq!(
        (&entry["parent"]["target"]["value"], &entry["counts"]["resolved"]),
        (&json!(86), &json!(2))
    );
    for region in ["qiaokou", "wedz"] {
        let found = &child(entry, region)["resolution"];
        assert_eq!((&found["status"], &found["code"]), (&json!("resolved"), &Value::Null));
        assert_eq!(found["target"]["id"], entry["parent"]["target"]["id"]);
        assert_eq!(child(entry, region)["target"]["value"], Value::Null);
    }
    // Figures that words lead to are not added, and rates are never added.
    assert_eq!(entry["sums"]["target"], Value::Null);
}

#[sqlx::test]
async fn pages_contain_every_indicator_once(db: PgPool) {
    load_plans(&db).await;
    for filter in ["", "&status=stated"] {
        let whole = cascade(&db, &format!("parent=wuhan&limit=500{filter}")).await;
        let mut address = format!("/v1/cascade?parent=wuhan&limit=40{filter}");
        let mut seen = Vec::new();
        loop {
            let page = get(&db, &address).await;
            assert_eq!(page.at("page/total"), whole.at("page/total"));
            seen.extend(ids(&page));
            let Some(next) = page.at("links/next").as_str() else { break };
            next.clone_into(&mut address);
        }
        assert!(seen.len() > 80, "{}", seen.len());
        assert_eq!(seen, ids(&whole));
        assert_eq!(whole.at("page/total"), seen.len());
        let none = cascade(&db, &format!("parent=wuhan&limit=0{filter}")).await;
        assert_eq!((ids(&none).len(), none.at("page/total")), (0, whole.at("page/total")));
        assert_eq!(none.at("page/next"), &Value::Null);
    }
}

#[sqlx::test]
async fn every_listed_indicator_is_stated_by_the_city_or_a_district(db: PgPool) {
    load_plans(&db).await;
    let answer = cascade(&db, "parent=wuhan&domains=ecology&limit=200").await;
    assert!(ids(&answer).contains(&"pm25".to_owned()));
    for entry in answer.at("data").as_array().unwrap() {
        assert_eq!(entry["indicator"]["domain"], "ecology");
        let held = entry["children"].as_array().unwrap().iter().chain([&entry["parent"]]);
        let mut spoken = held.filter(|held| {
            ["base", "target", "stated_growth"].iter().any(|figure| !held[*figure].is_null())
        });
        assert!(spoken.next().is_some(), "{}", entry["indicator"]["id"]);
    }
}

#[sqlx::test]
async fn csv_has_a_row_for_the_region_above_and_one_for_each_below(db: PgPool) {
    load_plans(&db).await;
    let json = cascade(&db, "parent=wuhan&indicators=gdp,pm25").await;
    let csv = cascade(&db, "parent=wuhan&indicators=gdp,pm25&format=csv").await;
    let mut reader = csv::Reader::from_reader(csv.text.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let at = |name: &str| headers.iter().position(|header| header == name).expect(name);
    let mut rows = reader.records().map(Result::unwrap);
    for entry in json.at("data").as_array().unwrap() {
        let children = entry["children"].as_array().unwrap();
        let above = entry["above"].as_array().unwrap();
        for (held, role) in std::iter::once((&entry["parent"], "parent"))
            .chain(children.iter().map(|child| (child, "child")))
            .chain(above.iter().map(|held| (held, "above")))
        {
            let row = rows.next().expect("a row for each region");
            assert_eq!((&row[at("role")], &row[at("parent_id")]), (role, "wuhan"));
            for (column, pointer) in [
                ("region_id", "/region/id"),
                ("status", "/status"),
                ("base_value", "/base/value"),
                ("target_id", "/target/id"),
                ("unresolved", "/resolution/code"),
                ("comparable", "/comparable"),
            ] {
                let value = held.pointer(pointer).unwrap_or(&Value::Null);
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                assert_eq!(&row[at(column)], if value == "null" { "" } else { &value }, "{column}");
            }
        }
    }
    assert!(rows.next().is_none());
}

#[sqlx::test]
async fn a_region_without_others_below_it_is_refused_by_name(db: PgPool) {
    load_plans(&db).await;
    for (query, reason, nearest) in [
        ("", "say whose districts: parent=wuhan", Value::Null),
        ("?parent=jiangan", "the catalogue has no region below 江岸区", json!("wuhan")),
        ("?parent=wuhann", "no region has this id, code or name", json!("wuhan")),
    ] {
        let answer = get(&db, &format!("/v1/cascade{query}")).await;
        assert_eq!(answer.status, 400);
        answer.problem();
        assert_eq!(answer.at("errors/0/parameter"), "parent");
        assert_eq!(answer.at("errors/0/reason"), reason);
        assert_eq!(answer.at("errors/0/nearest"), &nearest);
    }
    let answer = get(&db, "/v1/cascade?parent=420100&indicators=gdp").await;
    assert_eq!(answer.at("meta/filters/parent"), "wuhan");
}

#[sqlx::test]
async fn a_city_without_a_loaded_plan_differs_from_a_city_that_states_no_target(db: PgPool) {
    load_plans(&db).await;
    let answer = cascade(&db, "parent=ezhou&indicators=energy_intensity_reduction").await;
    assert_eq!(answer.at("data/0/parent/status"), "no_plan");
    let echeng = child(answer.at("data/0"), "echeng");
    assert_eq!(echeng["resolution"]["code"], "parent_no_plan");
}

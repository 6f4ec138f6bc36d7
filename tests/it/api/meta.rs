//! `/v1/meta` describes what the service accepts, so that a form can be built from it.

use crate::support::committed::load_plans;
use crate::support::http::get;
use serde_json::Value;
use sqlx::PgPool;

#[sqlx::test]
async fn counts_equal_those_of_the_lists(db: PgPool) {
    load_plans(&db).await;
    let meta = get(&db, "/v1/meta").await;
    assert_eq!(meta.status, 200, "{}", meta.text);
    for (count, list) in [
        ("plans", "/v1/plans"),
        ("targets", "/v1/targets?limit=0"),
        ("actuals", "/v1/actuals?limit=0"),
        ("regions", "/v1/regions"),
        ("indicators", "/v1/indicators"),
    ] {
        let listed = get(&db, list).await;
        assert_eq!(meta.at(&format!("data/counts/{count}")), listed.at("page/total"), "{count}");
    }
    assert_eq!(meta.at("data/counts/regions_with_plan"), 5);
    assert_eq!(meta.at("data/counts/releases"), 1);
    assert_eq!(
        meta.at("data/periods"),
        &serde_json::json!([
            {"id": "2016-2020", "plans": 0, "reviewed": 2, "outlooks": 0},
            {"id": "2021-2025", "plans": 5, "reviewed": 0, "outlooks": 0},
        ])
    );
    for years in meta.at("data/years").as_array().unwrap() {
        let (kind, first, last) =
            (years["kind"].as_str().unwrap(), &years["first"], &years["last"]);
        let rows = get(&db, &format!("/v1/{kind}s?sort=year&limit=1")).await;
        assert_eq!(rows.at("data/0/year"), first);
        let within =
            get(&db, &format!("/v1/{kind}s?year_min={first}&year_max={last}&limit=0")).await;
        let told = get(&db, &format!("/v1/{kind}s?year_min=1949&limit=0")).await;
        assert_eq!(within.at("page/total"), told.at("page/total"));
    }
    for domain in meta.at("data/domains").as_array().unwrap() {
        let id = domain["id"].as_str().unwrap();
        let mut rows = 0;
        for kind in ["targets", "actuals"] {
            let list = get(&db, &format!("/v1/{kind}?domains={id}&limit=0")).await;
            rows += list.at("page/total").as_i64().unwrap_or_else(|| panic!("{id}: {}", list.text));
        }
        assert_eq!(domain["observations"], rows, "{id}");
    }
}

#[sqlx::test]
async fn every_listed_value_is_accepted_and_no_other(db: PgPool) {
    load_plans(&db).await;
    let meta = get(&db, "/v1/meta").await;
    let mut tried = 0;
    for endpoint in meta.at("data/endpoints").as_array().unwrap() {
        let path = &endpoint["path"].as_str().unwrap().replace("{region}", "jiangan");
        let parameters = endpoint["parameters"].as_array().unwrap();
        let mut required = String::new();
        for parameter in parameters.iter().filter(|parameter| parameter["required"] == true) {
            let (name, example) = (text(&parameter["name"]), text(&parameter["example"]));
            required.extend(["&", &name, "=", &example]);
        }
        // The handler, not the contract, requires this parameter or a domain.
        let this_or_a_domain = ["/v1/compare", "/v1/series"].contains(&path.as_str());
        let required = if this_or_a_domain { "&indicators=gdp".to_owned() } else { required };
        for parameter in parameters {
            let name = text(&parameter["name"]);
            let values = parameter["values"].as_array().unwrap();
            if values.is_empty() {
                continue;
            }
            tried += 1;
            let ask =
                async |value: &str| get(&db, &format!("{path}?{name}={value}{required}")).await;
            let refused = ask("nobody_means_this").await;
            assert!(
                refused.status == 400 || refused.status == 406,
                "{path} {name}: {}",
                refused.text
            );
            // A refused format also lists the values of `Accept`.
            let mut allowed = refused.at("errors/0/allowed").as_array().unwrap().clone();
            allowed.retain(|word| !word.as_str().unwrap().contains('/'));
            assert_eq!(&allowed, values, "{path} {name}");
            for value in [values.first(), values.last()].into_iter().flatten() {
                let taken = ask(&text(value).replace('+', "%2B")).await;
                assert_eq!(taken.status, 200, "{path} {name}={value}: {}", taken.text);
            }
        }
    }
    assert!(tried > 40, "{tried}");
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[sqlx::test]
async fn every_set_has_names_in_both_languages(db: PgPool) {
    load_plans(&db).await;
    let meta = get(&db, "/v1/meta").await;
    let sets = meta.at("data/words").as_array().unwrap();
    let comparator = sets.iter().find(|set| set["set"] == "Comparator").unwrap();
    assert_eq!(comparator["words"][1]["code"], "ge");
    for word in sets.iter().flat_map(|set| set["words"].as_array().unwrap()) {
        let chinese = text(&word["name"]);
        assert!(chinese.chars().all(|sign| !sign.is_ascii()), "{word}");
        let is_han = |sign: char| ('\u{4e00}'..='\u{9fff}').contains(&sign);
        assert!(!text(&word["name_en"]).chars().any(is_han), "{word}");
    }
}

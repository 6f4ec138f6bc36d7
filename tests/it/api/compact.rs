//! Answers of a requested size: `view=compact`, paths in `fields=`, `children:` in lists, whole files.

use crate::support::committed::load_documents;
use crate::support::http::get;
use serde_json::{Value, json};
use sqlx::PgPool;

/// Whether every value of the smaller answer is at the same place in the larger one.
fn is_part(small: &Value, large: &Value) -> bool {
    match (small, large) {
        (Value::Object(small), Value::Object(large)) => small
            .iter()
            .all(|(name, value)| large.get(name).is_some_and(|other| is_part(value, other))),
        (Value::Array(small), Value::Array(large)) => {
            small.len() == large.len()
                && small.iter().zip(large).all(|(one, other)| is_part(one, other))
        }
        (small, large) => small == large,
    }
}

#[sqlx::test]
async fn a_compact_view_is_a_small_part_of_the_whole_answer(db: PgPool) {
    load_documents(&db).await;
    for (address, share) in [
        ("/v1/compare?indicators=gdp,pm25,green_coverage&regions=jiangan,qiaokou", 40),
        ("/v1/cascade?parent=wuhan&indicators=gdp,pm25", 50),
        ("/v1/series?indicators=gdp&regions=wuhan", 60),
        ("/v1/profiles/jiangan?period=2021-2025", 99),
    ] {
        let mark = if address.contains('?') { '&' } else { '?' };
        let whole = get(&db, address).await;
        let compact = get(&db, &format!("{address}{mark}view=compact")).await;
        assert_eq!(compact.status, 200, "{}", compact.text);
        assert!(is_part(compact.at("data"), whole.at("data")), "{address}");
        assert!(
            compact.bytes.len() * 100 < whole.bytes.len() * share,
            "{address}: {} of {} bytes",
            compact.bytes.len(),
            whole.bytes.len()
        );
        assert!(compact.at("links/self").as_str().unwrap().contains("view=compact"));
        // Every figure still has its line.
        assert!(compact.text.contains("\"line\":"), "{address}");
        assert!(!compact.text.contains("\"method\":"), "{address}");
    }
    let district = get(&db, "/v1/profiles/jiangan?period=2021-2025&view=compact").await;
    assert!(district.bytes.len() < 20_000, "{} bytes", district.bytes.len());
}

/// The fields of an object that the contract describes in several parts, in one schema.
fn joined(contract: &Value, schema: &Value) -> Value {
    if let Some(place) = schema["$ref"].as_str() {
        let place = place.trim_start_matches('#');
        return joined(contract, contract.pointer(place).expect(place));
    }
    let Some(parts) = schema["allOf"].as_array() else { return schema.clone() };
    let (mut properties, mut required) = (serde_json::Map::new(), Vec::new());
    for part in parts.iter().map(|part| joined(contract, part)) {
        properties.extend(part["properties"].as_object().cloned().unwrap_or_default());
        required.extend(part["required"].as_array().cloned().unwrap_or_default());
    }
    json!({"type": "object", "properties": properties, "required": required})
}

/// What a value has that its schema does not allow, or lacks of what the schema requires; empty where it fits.
fn misfits(contract: &Value, schema: &Value, value: &Value, path: &str) -> Vec<String> {
    if let Some(place) = schema["$ref"].as_str() {
        let referred = contract.pointer(place.trim_start_matches('#')).expect(place);
        return misfits(contract, referred, value, path);
    }
    for choice in ["oneOf", "anyOf"] {
        let Some(all) = schema[choice].as_array() else { continue };
        let found = all.iter().map(|one| misfits(contract, one, value, path));
        return found.min_by_key(Vec::len).unwrap_or_default();
    }
    if schema["allOf"].is_array() {
        return misfits(contract, &joined(contract, schema), value, path);
    }
    match value {
        Value::Array(elements) => {
            let of_element = |(at, element)| {
                misfits(contract, &schema["items"], element, &format!("{path}/{at}"))
            };
            elements.iter().enumerate().flat_map(of_element).collect()
        }
        Value::Object(fields) => {
            let Some(known) = schema["properties"].as_object() else {
                // Of any fields.
                return if schema["type"] == "object" { Vec::new() } else { vec![path.to_owned()] };
            };
            let required = schema["required"].as_array().into_iter().flatten();
            let required = required.filter_map(Value::as_str);
            let mut found: Vec<_> = required
                .filter(|name| !fields.contains_key(*name))
                .map(|name| format!("{path} lacks {name}"))
                .collect();
            for (name, value) in fields {
                let path = format!("{path}/{name}");
                match known.get(name) {
                    Some(schema) => found.extend(misfits(contract, schema, value, &path)),
                    None => found.push(format!("{path} is unknown")),
                }
            }
            found
        }
        Value::Null => {
            let nullable = schema["type"] == "null"
                || schema["type"].as_array().is_some_and(|all| all.contains(&json!("null")));
            if nullable { Vec::new() } else { vec![format!("{path} is null")] }
        }
        _ if schema["type"] == "null" => vec![format!("{path} is not null")],
        _ => Vec::new(),
    }
}

#[sqlx::test]
async fn a_compact_view_has_the_schema_that_the_contract_names(db: PgPool) {
    load_documents(&db).await;
    let contract = get(&db, "/openapi.json").await.json;
    for (path, query) in [
        ("/v1/compare", "?indicators=gdp,pm25,green_coverage,good_air_days&view=compact"),
        ("/v1/cascade", "?parent=wuhan&view=compact"),
        ("/v1/series", "?regions=wuhan,china&view=compact"),
        ("/v1/profiles/{region}", "?period=2021-2025&view=compact"),
    ] {
        let answer = get(&db, &format!("{}{query}", path.replace("{region}", "jiangan"))).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let json =
            &contract["paths"][path]["get"]["responses"]["200"]["content"]["application/json"];
        let schema = &json["x-compact-schema"];
        assert!(schema["$ref"].as_str().unwrap().contains("/CompactBody_"), "{json}");
        assert_eq!(misfits(&contract, schema, &answer.json, ""), [""; 0], "{path}");
        assert_ne!(misfits(&contract, &json["schema"], &answer.json, ""), [""; 0], "{path}");
    }
    assert!(!contract.to_string().contains("x-compact-fields"));
}

#[sqlx::test]
async fn view_and_fields_exclude_each_other(db: PgPool) {
    load_documents(&db).await;
    let both = get(&db, "/v1/compare?indicators=gdp&view=compact&fields=base").await;
    assert_eq!(both.status, 400);
    assert_eq!(both.at("errors/0/parameter"), "view");
    let wrong = get(&db, "/v1/compare?indicators=gdp&view=compac").await;
    assert_eq!(wrong.at("errors/0/nearest"), "compact");
    let full = get(&db, "/v1/compare?indicators=gdp&regions=jiangan&view=full").await;
    assert_eq!(full.text, get(&db, "/v1/compare?indicators=gdp&regions=jiangan").await.text);
}

#[sqlx::test]
async fn a_path_selects_a_nested_field(db: PgPool) {
    load_documents(&db).await;
    let address = "/v1/compare?indicators=gdp&regions=jiangan&fields=";
    let answer =
        get(&db, &format!("{address}indicator.id,base.value,cells.target.evidence.line")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let cell = answer.at("data/0/cells/0");
    assert_eq!(answer.at("data/0/indicator"), &json!({"id": "gdp"}));
    assert_eq!(cell["base"]["value"], 1247.04);
    let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&cell["base"]), ["id", "value"]);
    assert_eq!(names(&cell["target"]), ["id", "evidence"]);
    assert_eq!(names(&cell["target"]["evidence"]), ["line"]);
    assert_eq!(names(cell), ["region", "base", "target"]);

    let wrong = get(&db, &format!("{address}target.valeu")).await;
    assert_eq!(wrong.status, 400);
    assert_eq!(wrong.at("errors/0/nearest"), "target.value");
    let row = get(&db, "/v1/targets?regions=jiangan&indicators=gdp&fields=indicator.name").await;
    assert_eq!(row.at("data/0/indicator/name"), "地区生产总值");
    assert!(row.at("data/0/indicator").get("domain").is_none());
    let table = get(&db, &format!("{address}base.value&format=csv")).await;
    assert!(table.text.contains("base_value"), "{}", table.text);
}

#[sqlx::test]
async fn children_stand_for_the_regions_below_one(db: PgPool) {
    load_documents(&db).await;
    let named = get(&db, "/v1/targets?regions=children:武汉&indicators=gdp").await;
    assert_eq!(named.status, 200, "{}", named.text);
    let regions = named.at("meta/filters/regions").as_array().unwrap();
    assert!(regions.contains(&json!("jiangan")) && !regions.contains(&json!("wuhan")));
    let rows = named.at("data").as_array().unwrap();
    assert!(!rows.is_empty() && rows.iter().all(|row| row["region"]["id"] != "wuhan"));
    let compared = get(&db, "/v1/compare?indicators=gdp&regions=wuhan,children:wuhan").await;
    assert_eq!(compared.at("data/0/cells/0/region/id"), "wuhan");
    let none = get(&db, "/v1/targets?regions=children:jiangan").await;
    assert_eq!(none.at("errors/0/reason"), "no region is below this one");
    let unknown = get(&db, "/v1/targets?regions=children:wuhann").await;
    assert_eq!(unknown.at("errors/0/nearest"), "wuhan");
}

#[sqlx::test]
async fn a_region_without_a_plan_has_a_cell_where_it_is_named_and_none_in_a_group(db: PgPool) {
    load_documents(&db).await;
    let cells = async |query: &str| {
        let answer =
            get(&db, &format!("/v1/compare?indicators=gdp&period=2021-2025&{query}")).await;
        let cells = answer.at("data/0/cells").as_array().unwrap().clone();
        (answer, cells)
    };
    let is_without = |cell: &&Value| cell["status"] == "no_plan";
    let (group, shown) = cells("regions=children:wuhan").await;
    assert_eq!(shown.iter().filter(is_without).count(), 0);
    assert_eq!(group.at("data/0/compared"), shown.len());
    assert_eq!(group.at("warnings/0/code"), "no_plan");
    assert!(group.at("warnings/0/message").as_str().unwrap().contains("蔡甸区"), "{}", group.text);
    assert!(group.at("links/self").as_str().unwrap().contains("children:wuhan"), "{}", group.text);
    let (_, named) = cells("regions=caidian,children:wuhan").await;
    let caidian: Vec<_> = named.iter().filter(is_without).map(|it| &it["region"]["id"]).collect();
    assert_eq!(caidian, [&json!("caidian")]);
    assert_eq!(named.len(), shown.len() + 1);
    let (_, asked) = cells("regions=children:wuhan&status=no_plan").await;
    assert!(!asked.is_empty() && asked.iter().all(|cell| is_without(&cell)));
}

#[sqlx::test]
async fn changes_are_of_the_indicators_of_a_domain(db: PgPool) {
    load_documents(&db).await;
    let total = async |query: &str| {
        let answer = get(&db, &format!("/v1/changes?since=0&limit=0{query}")).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.at("page/total").as_u64().unwrap()
    };
    let ecology = total("&domains=ecology").await;
    assert!((1..total("").await).contains(&ecology), "{ecology}");
    assert_eq!(total("&domains=ecology&indicators=gdp").await, 0);
    assert_eq!(total("&domains=economy&indicators=gdp").await, total("&indicators=gdp").await);
}

#[sqlx::test]
async fn units_have_names_in_the_language_of_the_answer(db: PgPool) {
    load_documents(&db).await;
    let rows = "/v1/targets?regions=jiangan&indicators=gdp&limit=1";
    let (zh, en) = (get(&db, rows).await, get(&db, &format!("{rows}&lang=en")).await);
    assert_eq!((zh.at("data/0/unit"), zh.at("data/0/unit_name")), (&json!("亿元"), &json!("亿元")));
    assert_eq!(en.at("data/0/unit"), "亿元");
    let english = en.at("data/0/unit_name").as_str().unwrap();
    assert!(english.is_ascii() && english.contains("yuan"), "{english}");
    let profile = get(&db, "/v1/profiles/jiangan?period=2021-2025&lang=en").await;
    let targets = profile.at("data/targets").as_array().unwrap();
    let figures = targets.iter().flat_map(|one| [&one["base"], &one["target"], &one["latest"]]);
    let figures: Vec<_> = figures.filter(|figure| figure["unit"].is_string()).collect();
    assert!(figures.iter().any(|figure| figure["unit"] != figure["unit_name"]));
    for figure in figures {
        let name = figure["unit_name"].as_str().expect("a name");
        assert!(name.is_ascii(), "{figure}");
    }
}

#[sqlx::test]
async fn the_old_name_of_domains_gives_the_same_answer(db: PgPool) {
    load_documents(&db).await;
    let old = get(&db, "/v1/compare?domain=ecology&regions=jiangan").await;
    let new = get(&db, "/v1/compare?domains=ecology&regions=jiangan").await;
    assert_eq!(old.text, new.text);
    assert_eq!(new.at("meta/filters/domains"), &json!(["ecology"]));
    let both = get(&db, "/v1/compare?domain=ecology&domains=ecology&regions=jiangan").await;
    assert_eq!(both.at("errors/0/parameter"), "domain");
}

#[sqlx::test]
async fn indicators_without_a_cell_of_the_status_are_named_once(db: PgPool) {
    load_documents(&db).await;
    let address = "/v1/compare?indicators=gdp,pm25&regions=jiangan&status=delegated";
    let answer = get(&db, address).await;
    assert_eq!(answer.at("data"), &json!([]));
    assert_eq!(answer.at("warnings/0/code"), "no_cells");
    assert!(answer.at("warnings/0/message").as_str().unwrap().contains("gdp, pm25"));
}

#[sqlx::test]
async fn a_file_has_all_entries_without_a_limit(db: PgPool) {
    load_documents(&db).await;
    let total: usize =
        get(&db, "/v1/targets?limit=0").await.header("x-total-count").parse().unwrap();
    assert!(total > 100, "{total}");
    let lines = |text: &str| text.lines().count() - 1;
    let whole = get(&db, "/v1/targets?regions=jiangan,qiaokou&format=csv").await;
    assert_eq!(lines(&whole.text).to_string(), whole.header("x-total-count"));
    assert!(lines(&whole.text) > 100);
    let part = get(&db, "/v1/targets?format=csv&limit=7").await;
    assert_eq!(lines(&part.text), 7);
    assert!(part.header("link").contains("rel=\"next\""));

    // The answer has more entries than a file may contain.
    let many = get(&db, "/v1/search?q=企业&limit=0").await;
    assert!(many.header("x-total-count").parse::<usize>().unwrap() > 500, "{}", many.text);
    let refused = get(&db, "/v1/search?q=企业&format=csv").await;
    assert_eq!(refused.status, 400);
    assert_eq!(refused.at("errors/0/parameter"), "limit");
    assert!(refused.at("errors/0/reason").as_str().unwrap().contains("narrow the filters"));
    assert_eq!(get(&db, "/v1/search?q=企业&format=csv&limit=500").await.status, 200);
}

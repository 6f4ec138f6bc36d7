//! `/v1/availability`: its counts equal those of the rows, for every filter and dimension.

use crate::support::committed::load_plans;
use crate::support::districts::{jiangan, load, load_two_districts};
use crate::support::http::get;
use serde_json::Value;
use sqlx::PgPool;
use std::collections::BTreeMap;

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The entries of all pages: dimensions, observations and figures.
async fn entries(db: &PgPool, query: &str) -> Vec<([String; 5], [i64; 2])> {
    let mut address = format!("/v1/availability?{query}");
    let (mut all, mut total) = (Vec::new(), None);
    loop {
        let page = get(db, &address).await;
        assert_eq!(page.status, 200, "{}", page.text);
        let of_page = page.at("page/total").as_u64().unwrap();
        assert_eq!(*total.get_or_insert(of_page), of_page);
        for entry in page.at("data").as_array().unwrap() {
            let dimensions = [
                text(&entry["region"]["id"]),
                text(&entry["indicator"]["id"]),
                text(&entry["period"]),
                text(&entry["year"]),
                text(&entry["kind"]),
            ];
            let counts = ["observations", "figures"].map(|name| entry[name].as_i64().unwrap());
            all.push((dimensions, counts));
        }
        let Some(next) = page.at("links/next").as_str() else { break };
        next.clone_into(&mut address);
    }
    assert_eq!(Some(all.len() as u64), total);
    all
}

/// The same entries, counted from the rows.
async fn from_rows(db: &PgPool, filters: &str) -> BTreeMap<[String; 5], [i64; 2]> {
    let mut counted = BTreeMap::new();
    for kind in ["targets", "actuals"] {
        let answer = get(db, &format!("/v1/{kind}?limit=5000&{filters}")).await;
        for row in answer.at("data").as_array().unwrap_or_else(|| panic!("{}", answer.text)) {
            let key = [
                text(&row["region"]["id"]),
                text(&row["indicator"]["id"]),
                text(&row["period"]),
                text(&row["year"]),
                text(&row["kind"]),
            ];
            let counts: &mut [i64; 2] = counted.entry(key).or_default();
            counts[0] += 1;
            counts[1] += i64::from(row["status"] == "stated");
        }
    }
    counted
}

#[sqlx::test]
async fn counts_equal_those_of_the_rows_under_every_filter(db: PgPool) {
    load_plans(&db).await;
    for filters in [
        "",
        "regions=420104,jiangan",
        "indicators=gdp,绿化覆盖率",
        "domains=ecology",
        "year=2020..2025",
        "year_min=2024",
        "period=2016-2020",
        "measure=annual_growth",
        "attribute=binding",
        "status=delegated,qualitative",
        "comparator=ge,gt",
        "origin=table",
        "min=40&max=50",
        "q=綠化",
        "q=率&origin=prose&regions=wuhan",
    ] {
        let counted = from_rows(&db, filters).await;
        assert!(!counted.is_empty(), "{filters}");
        let by = "by=region,indicator,period,year,kind&limit=200";
        let listed = entries(&db, &format!("{by}&{filters}")).await;
        assert_eq!(listed.len(), counted.len(), "{filters}");
        assert_eq!(listed.into_iter().collect::<BTreeMap<_, _>>(), counted, "{filters}");
    }
}

#[sqlx::test]
async fn by_sets_the_dimensions_and_entries_are_ordered(db: PgPool) {
    load_plans(&db).await;
    let rows = from_rows(&db, "").await;
    let observations: i64 = rows.values().map(|counts| counts[0]).sum();
    for (by, places) in [
        ("region", &[0][..]),
        ("region,kind", &[0, 4]),
        ("indicator", &[1]),
        ("year,kind", &[3, 4]),
        ("period", &[2]),
        ("kind,region,indicator,year", &[0, 1, 3, 4]),
    ] {
        let listed = entries(&db, &format!("by={by}&limit=50")).await;
        let mut counted: BTreeMap<Vec<String>, i64> = BTreeMap::new();
        for (dimensions, counts) in &rows {
            let key = places.iter().map(|place| dimensions[*place].clone()).collect();
            *counted.entry(key).or_default() += counts[0];
        }
        let key = |dimensions: &[String; 5]| -> Vec<String> {
            places.iter().map(|place| dimensions[*place].clone()).collect()
        };
        let found: BTreeMap<_, _> =
            listed.iter().map(|(dimensions, counts)| (key(dimensions), counts[0])).collect();
        assert_eq!(found, counted, "{by}");
        assert_eq!(listed.iter().map(|(_, counts)| counts[0]).sum::<i64>(), observations);
        for (dimensions, _) in &listed {
            let others = (0..5).filter(|place| !places.contains(place));
            assert!(others.clone().all(|place| dimensions[place] == "null"), "{by} {dimensions:?}");
        }
        // `null` sorts after every id and year.
        let last = |value: &String| if value == "null" { "~".to_owned() } else { value.clone() };
        let keys: Vec<Vec<String>> = listed
            .iter()
            .map(|(dimensions, _)| key(dimensions).iter().map(last).collect())
            .collect();
        assert!(keys.is_sorted(), "{by}: {keys:?}");
    }
    let default = entries(&db, "regions=jiangan&limit=5000").await;
    assert_eq!(
        default,
        entries(&db, "regions=jiangan&by=region,indicator,year,kind&limit=5000").await
    );
}

#[sqlx::test]
async fn totals_are_exact_for_the_count_alone_and_for_an_empty_list(db: PgPool) {
    load_two_districts(&db).await;
    let count = get(&db, "/v1/availability?limit=0").await;
    let all = get(&db, "/v1/availability").await;
    assert_eq!(count.at("page/total"), all.at("data").as_array().unwrap().len());
    assert_eq!(count.at("data"), &serde_json::json!([]));
    let none = get(&db, "/v1/availability?regions=wuhan").await;
    assert_eq!((none.at("page/total"), none.at("page/next")), (&0.into(), &Value::Null));
    let csv = get(&db, "/v1/availability?kind=target&regions=qiaokou&format=csv").await;
    assert_eq!(
        csv.text.lines().nth(1),
        Some("qiaokou,420104,硚口区,gdp,地区生产总值,target,,2025,2,2,1"),
        "{}",
        csv.text
    );
}

#[sqlx::test]
async fn a_cursor_continues_in_its_own_release(db: PgPool) {
    load_two_districts(&db).await;
    let before = entries(&db, "limit=1").await;
    let first = get(&db, "/v1/availability?limit=3").await;
    let mut changed = jiangan();
    changed.target("森林覆盖率", "forest_cover", "20", "%");
    load(&db, &[&changed]).await;
    let rest = get(&db, first.at("links/next").as_str().unwrap()).await;
    assert_eq!(rest.at("meta/release/id"), 1);
    assert_eq!(rest.at("page/total"), before.len());
    assert_eq!(entries(&db, "limit=5000").await.len(), before.len() + 1);
}

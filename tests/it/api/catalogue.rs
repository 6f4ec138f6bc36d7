//! `/v1/regions`, `/v1/indicators`, `/v1/plans`.

use crate::support::districts::load_two_districts;
use crate::support::http::{Answer, get};
use serde_json::json;
use sqlx::PgPool;

fn ids(answer: &Answer) -> Vec<&str> {
    assert_eq!(answer.status, 200, "{}", answer.text);
    let data = answer.at("data").as_array().expect("a list");
    data.iter().map(|entry| entry["id"].as_str().expect("an id")).collect()
}

#[sqlx::test]
async fn regions_are_listed_with_the_plans_they_have(db: PgPool) {
    load_two_districts(&db).await;
    let all = get(&db, "/v1/regions").await;
    assert_eq!(ids(&all)[..4], ["china", "hubei", "wuhan", "jiangan"]);
    assert_eq!(all.at("page/total"), ids(&all).len());
    assert_eq!(all.at("data/2/plans"), &json!([]));
    assert_eq!(all.at("data/3/plans"), &json!(["jiangan-2021-2025"]));
    assert_eq!(ids(&get(&db, "/v1/regions?q=硚口").await), ["qiaokou"]);
    assert_eq!(ids(&get(&db, "/v1/regions?level=city").await), ["wuhan", "ezhou"]);
    assert_eq!(ids(&get(&db, "/v1/regions?parent=hubei").await), ["wuhan", "ezhou"]);
    assert!(ids(&get(&db, "/v1/regions?parent=420700").await).contains(&"echeng"));
}

#[sqlx::test]
async fn a_region_is_found_by_id_code_and_name(db: PgPool) {
    load_two_districts(&db).await;
    for id in ["qiaokou", "420104", "硚口区"] {
        assert_eq!(get(&db, &format!("/v1/regions/{id}")).await.at("data/id"), "qiaokou");
    }
    assert_eq!(
        get(&db, "/v1/regions/qiaoko").await.problem(),
        "404 /problems/not-found there is no region `qiaoko`: did you mean `qiaokou`?"
    );
}

#[sqlx::test]
async fn indicators_list_the_regions_that_state_them(db: PgPool) {
    load_two_districts(&db).await;
    let answer = get(&db, "/v1/indicators/GDP").await;
    assert_eq!(answer.at("data/id"), "gdp");
    assert_eq!(answer.at("data/unit"), "亿元");
    assert_eq!(answer.at("data/targets"), 4);
    assert_eq!(answer.at("data/actuals"), 2);
    assert_eq!(answer.at("data/regions"), &json!(["jiangan", "qiaokou"]));
    let alone = get(&db, "/v1/indicators?domains=economy").await;
    assert_eq!(alone.at("data/0/id"), "gdp");
    assert!(alone.at("data/0/regions").is_null(), "a list has them where it is asked for them");
    let asked = get(&db, "/v1/indicators?domains=economy&include=regions").await;
    assert_eq!(asked.at("data/0/regions"), &json!(["jiangan", "qiaokou"]));
    let of_qiaokou = get(&db, "/v1/indicators?regions=qiaokou").await;
    assert_eq!(ids(&of_qiaokou), ["gdp"]);
    assert!(
        ids(&get(&db, "/v1/indicators?domains=ecology&q=绿化").await).contains(&"green_coverage")
    );
    assert_eq!(
        get(&db, "/v1/indicators/gpd").await.problem(),
        "404 /problems/not-found there is no indicator `gpd`: did you mean `gdp`?"
    );
}

#[sqlx::test]
async fn a_plan_comes_with_its_outline_and_tables(db: PgPool) {
    load_two_districts(&db).await;
    assert_eq!(ids(&get(&db, "/v1/plans").await), ["jiangan-2021-2025", "qiaokou-2021-2025"]);
    let first = get(&db, "/v1/plans?limit=1").await;
    assert_eq!((ids(&first), first.at("page/total")), (vec!["jiangan-2021-2025"], &json!(2)));
    let next = first.at("links/next").as_str().unwrap();
    assert!(first.header("link").contains("rel=\"next\""));
    assert_eq!(ids(&get(&db, next).await), ["qiaokou-2021-2025"]);
    assert_eq!(ids(&get(&db, "/v1/plans?regions=420104").await), ["qiaokou-2021-2025"]);
    assert_eq!(ids(&get(&db, "/v1/plans?period=2016-2020").await), [""; 0]);
    let answer = get(&db, "/v1/plans/jiangan-2021-2025").await;
    assert_eq!(answer.at("data/region/name"), "江岸区");
    assert_eq!(answer.at("data/document/file"), "jiangan.txt");
    assert_eq!(answer.at("data/targets"), 5);
    assert_eq!(answer.at("data/sections/1/title"), "发展目标");
    assert_eq!(answer.at("data/tables/0/rows/2/cells/target"), "完成市下达目标");
    assert_eq!(
        get(&db, "/v1/plans/jiangan-2021-2024").await.problem(),
        "404 /problems/not-found there is no plan `jiangan-2021-2024`: did you mean `jiangan-2021-2025`?"
    );
}

#[sqlx::test]
async fn each_list_is_served_as_csv(db: PgPool) {
    load_two_districts(&db).await;
    for (address, begins) in [
        ("/v1/regions", "region_id,region_code,region_name,region_name_en,level,"),
        ("/v1/indicators", "indicator_id,indicator_name,indicator_name_en,unit,"),
        ("/v1/plans", "region_id,region_code,region_name,period,base_year,"),
    ] {
        let csv = get(&db, &format!("{address}?format=csv")).await;
        assert!(csv.text.starts_with(begins), "{}", csv.text);
        let json = get(&db, address).await;
        assert_eq!(json.at("links/csv"), &format!("{address}?format=csv"));
        let mut reader = csv::Reader::from_reader(csv.text.as_bytes());
        assert_eq!(reader.records().map(Result::unwrap).count(), ids(&json).len());
    }
    // A single entry is available as JSON only.
    assert_eq!(get(&db, "/v1/plans/jiangan-2021-2025?format=csv").await.status, 406);
}

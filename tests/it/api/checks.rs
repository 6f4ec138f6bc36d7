//! Findings and scorecards of the five committed plans, through the router and PostgreSQL.

use crate::support::http::{Answer, get};
use crate::support::plans::Doc;
use plan_targets::catalog::Catalog;
use plan_targets::ingest::{self, Options};
use serde_json::{Value, json};
use sqlx::PgPool;
use std::collections::BTreeSet;

const REGIONS: [&str; 5] = ["wuhan", "jiangan", "qiaokou", "wedz", "echeng"];

async fn load_five_plans(db: &PgPool) {
    let catalog = Catalog::embedded().unwrap();
    let paths: Vec<_> =
        REGIONS.iter().map(|region| format!("data/plans/{region}-2021-2025.json").into()).collect();
    let plans = ingest::prepare(&paths, None, &catalog, &|_| {}).unwrap();
    ingest::load(db, &catalog, plans, Options::default(), &|_| {}).await.unwrap();
}

/// The findings, after checking the fields that every finding has.
fn findings(answer: &Answer) -> Vec<Value> {
    assert_eq!(answer.status, 200, "{}", answer.text);
    let found = answer.at("data").as_array().unwrap().clone();
    for finding in &found {
        let inputs = finding["inputs"].as_array().unwrap();
        assert!(!inputs.is_empty(), "{finding}");
        for input in inputs {
            assert_eq!(input["id"].as_str().map(str::len), Some(16), "{finding}");
            assert!(input["line"].as_u64() > Some(0), "{finding}");
        }
        assert!(!finding["arithmetic"].as_str().unwrap().is_empty(), "{finding}");
        assert!(!finding["explanations"].as_array().unwrap().is_empty(), "{finding}");
        let text = finding.to_string().to_lowercase();
        assert!(!text.contains("error") && !text.contains("wrong"), "{finding}");
    }
    found
}

/// The only finding of this kind on this indicator.
async fn one(db: &PgPool, region: &str, indicator: &str, kind: &str) -> Value {
    let address = format!("/v1/checks?regions={region}&indicators={indicator}&kind={kind}");
    let found = findings(&get(db, &address).await);
    assert_eq!(found.len(), 1, "{found:#?}");
    found[0].clone()
}

#[sqlx::test]
async fn the_findings_of_the_five_plans_are_those_a_careful_reader_makes(db: PgPool) {
    load_five_plans(&db).await;
    let all = findings(&get(&db, "/v1/checks?limit=5000").await);
    let told: BTreeSet<String> = all
        .iter()
        .map(|finding| {
            let word = |value: &Value| value.as_str().unwrap().to_owned();
            let lines: Vec<String> = finding["inputs"]
                .as_array()
                .unwrap()
                .iter()
                .map(|input| input["line"].to_string())
                .collect();
            format!(
                "{} {} {} {} {}",
                word(&finding["region"]["id"]),
                word(&finding["kind"]),
                word(&finding["indicator"]["id"]),
                word(&finding["severity"]),
                lines.join(",")
            )
        })
        .collect();
    let expected = include_str!("../../data/findings.txt");
    assert_eq!(told.into_iter().collect::<Vec<_>>().join("\n"), expected.trim_end());
}

#[sqlx::test]
async fn the_four_named_findings_have_their_figures(db: PgPool) {
    load_five_plans(&db).await;
    let qiaokou = one(&db, "qiaokou", "gdp", "growth_against_levels").await;
    assert_eq!(
        (&qiaokou["stated"]["value"], &qiaokou["implied"]["value"]),
        (&json!(7.5), &json!(6.9))
    );
    assert_eq!((&qiaokou["severity"], &qiaokou["unit"]), (&json!("caution"), &json!("%")));
    assert_eq!(qiaokou["difference"], json!(0.6));
    let jiangan = one(&db, "江岸区", "gdp", "growth_against_levels").await;
    assert_eq!(
        (&jiangan["stated"]["value"], &jiangan["implied"]["value"]),
        (&json!(7.5), &json!(9.9))
    );
    assert_eq!(
        (&jiangan["stated"]["comparator"], &jiangan["implied"]["comparator"]),
        (&json!("approx"), &json!("gt"))
    );
    let dust = one(&db, "jiangan", "pm25", "target_worse_than_base").await;
    assert_eq!((&dust["stated"]["value"], &dust["implied"]["value"]), (&json!(40), &json!(36.5)));
    let air = one(&db, "jiangan", "good_air_days", "target_worse_than_base").await;
    assert_eq!((&air["stated"]["value"], &air["implied"]["value"]), (&json!(76), &json!(83.9)));
    assert_eq!(air["inputs"][0]["line"], 746);
    assert_eq!(air["inputs"][1]["line"], 224);
    let id = air["id"].as_str().unwrap();
    let same = get(&db, &format!("/v1/checks/{id}")).await;
    assert_eq!(same.at("data"), &air);
    assert_eq!(get(&db, "/v1/checks/0000000000000000").await.status, 404);
}

#[sqlx::test]
async fn a_finding_is_in_the_language_of_the_answer(db: PgPool) {
    load_five_plans(&db).await;
    let chinese = findings(&get(&db, "/v1/checks?limit=5000").await);
    let english = findings(&get(&db, "/v1/checks?limit=5000&lang=en").await);
    assert_eq!(chinese.len(), english.len());
    for (zh, en) in chinese.iter().zip(&english) {
        assert_eq!(zh["id"], en["id"]);
        let texts = |finding: &Value| -> Vec<String> {
            let explanations = finding["explanations"].as_array().unwrap();
            let texts = explanations.iter().map(|known| &known["text"]);
            let texts = texts.chain([&finding["summary"]]);
            texts.map(|text| text.as_str().unwrap().to_owned()).collect()
        };
        assert!(texts(zh).iter().all(|text| text.ends_with('。')), "{zh}");
        assert!(texts(en).iter().all(|text| text.ends_with('.')), "{en}");
    }
}

#[sqlx::test]
async fn pages_in_every_order_contain_each_finding_once(db: PgPool) {
    load_five_plans(&db).await;
    let total = findings(&get(&db, "/v1/checks?limit=5000").await).len();
    for sort in ["region", "-region", "indicator", "-kind", "severity", "-severity"] {
        let mut address = format!("/v1/checks?sort={sort}&limit=3");
        let mut seen = Vec::new();
        let mut keys = Vec::new();
        loop {
            let page = get(&db, &address).await;
            for finding in findings(&page) {
                seen.push(finding["id"].clone());
                keys.push(finding["severity"].as_str().unwrap().to_owned());
            }
            assert_eq!(page.at("page/total"), &json!(total));
            match page.at("links/next").as_str() {
                Some(next) => address = next.to_owned(),
                None => break,
            }
        }
        let distinct: BTreeSet<String> = seen.iter().map(ToString::to_string).collect();
        assert_eq!((seen.len(), distinct.len()), (total, total), "{sort}");
        if sort == "-severity" {
            let place =
                |word: &String| ["conflict", "caution", "notice"].iter().position(|s| s == word);
            assert!(keys.is_sorted_by_key(place), "{keys:?}");
        }
    }
    let count = get(&db, "/v1/checks?limit=0").await;
    assert_eq!((count.at("page/total"), count.at("page/count")), (&json!(total), &json!(0)));
}

#[sqlx::test]
async fn filters_narrow_and_every_format_has_the_same_rows(db: PgPool) {
    load_five_plans(&db).await;
    let ecology = findings(&get(&db, "/v1/checks?domains=ecology&regions=jiangan").await);
    assert!(ecology.iter().any(|finding| finding["indicator"]["id"] == "pm25"));
    assert!(ecology.iter().all(|finding| finding["region"]["id"] == "jiangan"));
    assert!(findings(&get(&db, "/v1/checks?period=2016-2020").await).is_empty());
    let notices = findings(&get(&db, "/v1/checks?severity=notice").await);
    assert!(notices.iter().all(|finding| finding["severity"] == "notice") && !notices.is_empty());
    let wrong = get(&db, "/v1/checks?kind=growth_against_level").await;
    assert_eq!(wrong.status, 400);
    assert!(wrong.text.contains("growth_against_levels"), "{}", wrong.text);
    let json = findings(&get(&db, "/v1/checks?limit=5000").await);
    let csv = get(&db, "/v1/checks?limit=5000&format=csv").await;
    let mut reader = csv::Reader::from_reader(csv.text.as_bytes());
    let at = reader.headers().unwrap().iter().position(|name| name == "id").unwrap();
    let ids: Vec<String> =
        reader.records().map(|row| row.unwrap().get(at).unwrap().to_owned()).collect();
    let expected: Vec<&str> = json.iter().map(|finding| finding["id"].as_str().unwrap()).collect();
    assert_eq!(ids, expected);
    let lines = get(&db, "/v1/checks?limit=5000&format=ndjson").await;
    assert_eq!(lines.text.lines().count(), json.len());
}

#[sqlx::test]
async fn a_finding_ends_with_its_figures(db: PgPool) {
    let plan = |aim: &str| {
        let mut doc = Doc::of("jia");
        doc.actual("绿化覆盖率", "green_coverage", "46.5", "%");
        doc.target("绿化覆盖率", "green_coverage", aim, "%");
        doc
    };
    crate::support::plans::load(&db, &[&plan("40")]).await.unwrap();
    let first = findings(&get(&db, "/v1/checks").await);
    assert_eq!(first[0]["kind"], "target_worse_than_base");
    // After another plan is loaded, the findings are the same, word for word.
    let mut other = Doc::of("yi");
    other.target("绿化覆盖率", "green_coverage", "50", "%");
    crate::support::plans::load(&db, &[&other]).await.unwrap();
    assert_eq!(findings(&get(&db, "/v1/checks").await), first);
    // After a corrected reading there is no finding, and the first release still has its own.
    crate::support::plans::load(&db, &[&plan("47")]).await.unwrap();
    assert!(findings(&get(&db, "/v1/checks").await).is_empty());
    let spans: Vec<(i32, Option<i32>)> =
        sqlx::query_as("select release_from, release_to from finding")
            .fetch_all(&db)
            .await
            .unwrap();
    assert_eq!(spans, [(1, Some(3))]);
}

#[sqlx::test]
async fn a_release_of_an_older_program_is_checked_by_the_next_load(db: PgPool) {
    let mut doc = Doc::of("jia");
    doc.actual("绿化覆盖率", "green_coverage", "46.5", "%");
    doc.target("绿化覆盖率", "green_coverage", "40", "%");
    crate::support::plans::load(&db, &[&doc]).await.unwrap();
    sqlx::query("delete from finding").execute(&db).await.unwrap();
    sqlx::query("delete from release_checks").execute(&db).await.unwrap();
    let before = get(&db, "/v1/checks").await;
    assert_eq!(before.at("warnings/0/code"), "not_checked");
    let report = crate::support::plans::load(&db, &[&doc]).await.unwrap();
    assert!(report.new_release);
    let after = get(&db, "/v1/checks").await;
    assert_eq!((findings(&after).len(), after.at("warnings")), (1, &json!([])));
    assert!(!crate::support::plans::load(&db, &[&doc]).await.unwrap().new_release);
}

/// The row of a scorecard with this label.
fn row<'a>(answer: &'a Answer, label: &str) -> &'a Value {
    assert_eq!(answer.status, 200, "{}", answer.text);
    let rows = answer.at("data/rows").as_array().unwrap();
    rows.iter().find(|row| row["label"] == label).unwrap_or_else(|| panic!("no row {label}"))
}

#[sqlx::test]
async fn jiangans_plan_for_2016_to_2020_is_compared_with_its_outcomes(db: PgPool) {
    load_five_plans(&db).await;
    let card = get(&db, "/v1/scorecards/420102?period=2016-2020").await;
    assert_eq!(card.at("data/region/id"), "jiangan");
    assert_eq!(card.at("data/reviewed_in"), "jiangan-2021-2025");
    let gdp = row(&card, "地区生产总值");
    assert_eq!(
        (&gdp["verdict"], &gdp["arithmetic"]["difference"]),
        (&json!("missed"), &json!(-152.96))
    );
    assert_eq!(gdp["targets"][0]["comparator"], "gt");
    assert_eq!(gdp["line"], 101);
    let life = row(&card, "人均预期寿命");
    assert_eq!(
        (&life["verdict"], &life["claim"]["kind"]),
        (&json!("claimed"), &json!("met_on_comparable_basis"))
    );
    assert_eq!(life["arithmetic"]["result"], "unknown");
    // The table of targets has 80.66 for the same year, which is less than 81.6.
    assert_eq!(life["elsewhere"][0]["value"], json!(80.66));
    assert_eq!(life["elsewhere"][0]["result"], "missed");
    assert_eq!(row(&card, "空气质量优良天数比率")["verdict"], "met");
    assert_eq!(row(&card, "细颗粒物浓度下降(PM2.5)")["verdict"], "met");
    assert_eq!(row(&card, "城镇棚户区住房改造")["arithmetic"]["measure"], "cumulative");
    assert_eq!(row(&card, "新增就业人数")["verdict"], "unknown");
    let summary = card.at("data/summary");
    let count = |name: &str| summary[name].as_u64().unwrap();
    assert_eq!(count("met") + count("missed") + count("claimed") + count("unknown"), count("rows"));
    // A footnote of the document says that four indicators are hard to meet.
    assert_eq!(count("missed"), 4);
    assert_eq!(count("rows"), 36);
}

#[sqlx::test]
async fn claims_of_qiaokou_are_separate_from_its_figures(db: PgPool) {
    load_five_plans(&db).await;
    let card = get(&db, "/v1/scorecards/硚口区").await;
    assert_eq!(card.at("data/period"), "2016-2020");
    let green = row(&card, "绿地率");
    assert_eq!(
        (&green["verdict"], &green["claim"]["text"]),
        (&json!("claimed"), &json!("视同完成"))
    );
    assert_eq!(
        (&green["elsewhere"][0]["value"], &green["elsewhere"][0]["line"]),
        (&json!(29.3), &json!(329))
    );
    assert_eq!(row(&card, "地区生产总值")["verdict"], "met");
    assert_eq!(row(&card, "全社会固定资产投资")["verdict"], "missed");
    assert_eq!(row(&card, "细颗粒物PM2.5浓度降低")["verdict"], "met");
    assert_eq!(row(&card, "登记失业率")["verdict"], "met");
    assert_eq!(row(&card, "劣V类水体比例")["verdict"], "met");
    assert_eq!(row(&card, "居民人均可支配收入")["verdict"], "unknown");
    let csv = get(&db, "/v1/scorecards/qiaokou?format=csv").await;
    assert!(
        csv.text.starts_with("region_id,region_code,region_name,period,indicator_id,"),
        "{}",
        csv.text
    );
    let rows = card.at("data/rows").as_array().unwrap().len();
    assert_eq!(csv.text.lines().count(), rows + 1);
    assert_eq!(csv.header("x-total-count"), rows.to_string());
}

#[sqlx::test]
async fn a_missing_scorecard_is_refused_with_the_existing_ones(db: PgPool) {
    load_five_plans(&db).await;
    let period = get(&db, "/v1/scorecards/jiangan?period=2011-2015").await;
    assert_eq!(period.status, 400);
    assert_eq!(period.at("errors/0/allowed"), &json!(["2016-2020"]));
    assert_eq!(get(&db, "/v1/scorecards/wuhan").await.status, 404);
    let region = get(&db, "/v1/scorecards/jianganq").await;
    assert_eq!((region.status.as_u16(), region.at("errors/0/nearest")), (404, &json!("jiangan")));
    assert_eq!(get(&db, "/v1/scorecards/jiangan?period=2016").await.status, 400);
}

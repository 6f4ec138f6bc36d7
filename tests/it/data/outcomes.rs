//! Progress, scorecards and series over all committed documents.

use crate::support::committed::load_documents;
use crate::support::http::{Answer, get};
use serde_json::Value;
use sqlx::PgPool;
use std::collections::HashMap;

async fn answer(db: &PgPool, address: &str) -> Answer {
    let answer = get(db, address).await;
    assert_eq!(answer.status, 200, "{address} {}", answer.text);
    answer
}

fn list<'a>(value: &'a Value, path: &str) -> &'a Vec<Value> {
    value.pointer(path).and_then(Value::as_array).unwrap_or_else(|| panic!("{path} of {value}"))
}

/// Verdict, reason and actual value of the target on a line of the plan.
fn judged(progress: &Value, line: u64) -> (String, String, String) {
    let targets = list(progress, "/targets").iter();
    let found = targets.clone().find(|one| one["target"]["line"] == line);
    let found = found.unwrap_or_else(|| panic!("no target on line {line}"));
    let word = |name: &str| found[name].as_str().unwrap_or("-").to_owned();
    (word("verdict"), word("reason"), found["reached"].to_string())
}

#[sqlx::test]
async fn verdicts_follow_from_the_committed_figures(db: PgPool) {
    load_documents(&db).await;
    let wuhan = answer(&db, "/v1/progress?regions=wuhan&period=2021-2025").await;
    let wuhan = wuhan.at("data/0");
    for (line, verdict, reason, reached) in [
        (216, "unknown", "relative", "null"),
        (238, "unknown", "no_indicator", "null"),
        (266, "unknown", "no_indicator", "null"),
        (300, "unknown", "no_actual", "null"),
        (372, "met", "-", "65.8"),
        (616, "missed", "-", "6.06"),
        (648, "unknown", "bound_only", "6.88"),
        (722, "ahead", "-", "14.84"),
        (784, "unknown", "other_measure", "null"),
        (834, "unknown", "no_indicator", "null"),
        (1016, "met", "-", "1721"),
        (1282, "unknown", "text_only", "null"),
        (1540, "met", "-", "75"),
    ] {
        let expected = (verdict.to_owned(), reason.to_owned(), reached.to_owned());
        assert_eq!(judged(wuhan, line), expected, "line {line}");
    }
    let by_label = |one: &&Value| one["matched_by"] == "label";
    let labels = list(wuhan, "/targets").iter().filter(by_label);
    let labels: Vec<_> =
        labels.map(|one| one["target"]["printed"]["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["新增污水处理能力", "美丽乡村示范片带", "平疫结合三甲医院"]);
    let china = answer(&db, "/v1/progress?regions=china&period=2021-2025").await;
    // Energy and emissions for each unit of GDP are on one line; the second is the base column of the next
    // plan.
    let emissions = "indicators=co2_intensity_reduction";
    let china_emissions =
        answer(&db, &format!("/v1/progress?regions=china&period=2021-2025&{emissions}")).await;
    let expected = ("missed".to_owned(), "-".to_owned(), "17.7".to_owned());
    assert_eq!(judged(china_emissions.at("data/0"), 170), expected);
    for one in list(wuhan, "/targets").iter().chain(list(china.at("data/0"), "/targets")) {
        let known = one["verdict"] != "unknown";
        assert_eq!(known, one["reason"].is_null(), "{one}");
        assert!(!known || one["method"].is_string(), "{one}");
        assert!(!known || one["inputs"].as_array().unwrap().len() > 1, "{one}");
    }
}

#[sqlx::test]
async fn a_scorecard_and_the_progress_of_its_period_agree(db: PgPool) {
    load_documents(&db).await;
    let all = answer(&db, "/v1/progress?period=2016-2020").await;
    let plans = all.at("data").as_array().unwrap();
    let regions: Vec<_> = plans.iter().map(|one| one["region"]["id"].as_str().unwrap()).collect();
    assert_eq!(regions, ["jiangan", "qiaokou"]);
    let mut compared = 0;
    for plan in plans {
        assert_eq!(plan["plan"], Value::Null);
        let region = plan["region"]["id"].as_str().unwrap();
        let card = answer(&db, &format!("/v1/scorecards/{region}?period=2016-2020")).await;
        assert_eq!(card.at("data/reviewed_in"), &plan["reviewed_in"]);
        let rows = list(card.at("data"), "/rows");
        let mut of_target = HashMap::new();
        for row in rows {
            let targets = list(row, "/targets").iter();
            of_target.extend(targets.map(|target| (target["id"].clone(), row)));
        }
        for one in list(plan, "/targets") {
            let row = of_target[&one["target"]["id"]];
            let decided = |word: &Value| word == "met" || word == "missed";
            if decided(&one["verdict"]) && decided(&row["arithmetic"]["result"]) {
                assert_eq!(one["verdict"], row["arithmetic"]["result"], "{one} {row}");
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 45);
}

#[sqlx::test]
async fn progress_as_of_a_year_uses_no_later_document(db: PgPool) {
    load_documents(&db).await;
    // Renovated old estates: 455 in 2021, 428 in 2022, 296 in 2023; 1721 in all five years.
    for (year, verdict, reached) in [
        (2021, "unknown", "null"),
        (2022, "ahead", "455"),
        (2023, "ahead", "883"),
        (2024, "ahead", "1179"),
        (2025, "ahead", "1179"),
        (2026, "met", "1721"),
    ] {
        let address = format!("/v1/progress?regions=wuhan&period=2021-2025&as_of={year}");
        let then = answer(&db, &address).await;
        let plan = then.at("data/0");
        let (word, _, sum) = judged(plan, 1016);
        assert_eq!((word.as_str(), sum.as_str()), (verdict, reached), "{year}");
        for one in list(plan, "/targets") {
            let document = one["latest"]["document"]["id"].as_str().unwrap_or("wuhan-2021-2025");
            let published: u16 = document.split('-').nth(1).unwrap().parse().unwrap();
            assert!(published <= year, "{document} as of {year}");
        }
    }
}

/// Region, indicator, and the years with their figures as a person read them in the documents.
const SERIES: &[(&str, &str, &str)] = &[
    (
        "wuhan",
        "gdp",
        "2015 10000, 2017 13400, 2020 15600, 2022 18866.43, 2023 20000, 2024 21106.23, 2025 22147.35",
    ),
    (
        "wuhan",
        "new_jobs",
        "2015 18.8, 2017 19.84, 2020 22.8, 2021 29.98, 2022 29.97, 2023 29.26, 2024 29.8, 2025 29.9",
    ),
    ("wuhan", "local_budget_revenue", "2015 1245, 2017 1402.9, 2021 1579"),
    ("hubei", "retail_sales", "2025 27900"),
    ("china", "gdp", "2020 1015986, 2025 1401879"),
    ("china", "trade", "2020 321557, 2025 454685"),
];

/// Year and value of the points of a series.
fn points(series: &Value) -> Vec<(u64, String)> {
    let points = list(series, "/points").iter();
    points.map(|one| (one["year"].as_u64().unwrap(), one["value"].to_string())).collect()
}

#[sqlx::test]
async fn a_series_has_the_years_that_documents_state_and_no_other(db: PgPool) {
    load_documents(&db).await;
    for (region, indicator, expected) in SERIES {
        let address =
            format!("/v1/series?indicators={indicator}&regions={region}&from=2015&to=2035");
        let series = answer(&db, &address).await;
        let found = points(series.at("data/0"));
        let found: Vec<_> = found.iter().map(|(year, value)| format!("{year} {value}")).collect();
        assert_eq!(found, expected.split(", ").collect::<Vec<_>>(), "{region} {indicator}");
    }
}

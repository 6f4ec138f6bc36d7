//! `/v1/progress`: targets and their results.

use crate::support::districts::{jiangan, load, qiaokou};
use crate::support::http::{Answer, get};
use crate::support::plans::Doc;
use plan_targets::domain::{DocumentKind, Measure};
use serde_json::{Value, json};
use sqlx::PgPool;

/// The work report of a year: GDP of the year before, with its growth.
fn report(region: &str, year: u16, [gdp, growth]: [&str; 2]) -> Doc {
    let mut doc = Doc::of(region);
    let info = &mut doc.plan.document;
    info.kind = DocumentKind::WorkReport;
    info.title = format!("{region}{year}年政府工作报告");
    info.reports = Some([year - 1, year - 1]);
    info.promises = Some([year, year]);
    info.base_year = Some(year - 1);
    info.horizon = None;
    info.adopted = None;
    info.issued = Some(format!("{year}-01-10"));
    doc.actual("地区生产总值", "gdp", gdp, "亿元").year = Some(year - 1);
    let said = doc.actual("地区生产总值", "gdp", growth, "%");
    said.measure = Measure::AnnualGrowth;
    (said.year, said.since) = (Some(year - 1), Some(year - 2));
    let mut doc = doc.with_its_text();
    doc.plan.source.file = format!("{region}-{year}.txt");
    for read in &mut doc.plan.observations {
        read.id = String::new();
    }
    doc
}

async fn load_all(db: &PgPool) {
    let reports = [
        report("jiangan", 2023, ["1350", "5"]),
        report("jiangan", 2026, ["1620.5", "6"]),
        report("qiaokou", 2023, ["950", "7.8"]),
    ];
    let mut docs = vec![jiangan(), qiaokou()];
    docs.extend(reports);
    load(db, &docs.iter().collect::<Vec<_>>()).await;
}

async fn progress(db: &PgPool, query: &str) -> Answer {
    let answer = get(db, &format!("/v1/progress?{query}")).await;
    assert_eq!(answer.status, 200, "{query} {}", answer.text);
    answer
}

/// Target, verdict and reason of every target of the first plan.
fn verdicts(answer: &Answer) -> Vec<(Value, Value, Value)> {
    let targets = answer.at("data/0/targets").as_array().expect("targets");
    let of = |one: &Value| {
        (one["target"]["value"].clone(), one["verdict"].clone(), one["reason"].clone())
    };
    targets.iter().map(of).collect()
}

#[sqlx::test]
async fn each_target_of_a_plan_has_a_verdict_or_a_reason(db: PgPool) {
    load_all(&db).await;
    let plan = progress(&db, "regions=jiangan&period=2021-2025").await;
    assert_eq!(
        verdicts(&plan),
        [
            (json!(1600), json!("met"), json!(null)),
            (json!(46.7), json!("unknown"), json!("no_actual")),
            (json!(null), json!("unknown"), json!("relative")),
            (json!(2000), json!("missed"), json!(null)),
            (json!(12), json!("unknown"), json!("no_indicator")),
        ]
        .map(|(value, verdict, reason)| {
            // A figure without indicator has no canonical value.
            let value = if reason == json!("no_indicator") { json!(null) } else { value };
            (value, verdict, reason)
        })
    );
    for (path, value) in [
        ("plan", json!("jiangan-2021-2025")),
        ("counts/targets", json!(5)),
        ("counts/met", json!(1)),
        ("counts/missed", json!(1)),
        ("counts/unknown", json!(3)),
        ("targets/0/base/value", json!(1000.5)),
        ("targets/0/latest/value", json!(1620.5)),
        ("targets/0/latest/year", json!(2025)),
        ("targets/0/latest/document/id", json!("jiangan-2026-work-report")),
        ("targets/0/done_percent", json!(103.4)),
        ("targets/0/elapsed_percent", json!(100)),
        ("targets/0/pace_so_far", json!(124)),
        (
            "targets/0/method",
            json!(
                "1620.5 亿元（2025 年） 对照 1600 亿元：达到；越高越好；(1620.5 − 1000.5) ÷ (1600 − 1000.5) = 进度 103.4%，5 年中已过 \
                 5 年"
            ),
        ),
    ] {
        assert_eq!(plan.at(&format!("data/0/{path}")), &value, "{path} {}", plan.text);
    }
    let inputs = plan.at("data/0/targets/0/inputs").as_array().expect("ids");
    assert_eq!(inputs.len(), 3);
}

#[sqlx::test]
async fn progress_depends_on_year_indicators_and_verdict(db: PgPool) {
    load_all(&db).await;
    let then = progress(&db, "regions=jiangan&indicators=gdp&as_of=2024").await;
    let found = verdicts(&then);
    assert_eq!(found[0], (json!(1600), json!("ahead"), json!(null)));
    assert_eq!(found[1], (json!(2000), json!("on_track"), json!(null)));
    assert_eq!(then.at("data/0/targets/0/pace_needed"), 83.33);
    let missed = progress(&db, "regions=jiangan&verdict=missed").await;
    assert_eq!(missed.at("data/0/counts/targets"), 5);
    assert_eq!(missed.at("data/0/targets").as_array().map(Vec::len), Some(1));
    // Growth is compared with the growth of the reported years; there is none for 2021.
    let growth = progress(&db, "regions=qiaokou&indicators=gdp").await;
    let targets = growth.at("data/0/targets").as_array().expect("targets");
    let of_growth = targets.iter().find(|one| one["target"]["measure"] == "annual_growth");
    let of_growth = of_growth.expect("the growth that the plan states");
    assert_eq!(of_growth["verdict"], "on_track", "{of_growth}");
    assert_eq!(of_growth["years_missing"], json!([2021]));
    let all = progress(&db, "limit=1").await;
    assert_eq!(all.at("page/total"), 2);
    let next = all.at("links/next").as_str().expect("a next page").to_owned();
    assert_eq!(get(&db, &next).await.at("data/0/region/id"), "qiaokou");
    let none = progress(&db, "regions=wuchang").await;
    assert_eq!(none.at("warnings/0/code"), "no_plan");
    assert_eq!(none.at("warnings/0/message"), "未载入以下地区 2021-2025 年的规划：武昌区");
    let english = progress(&db, "regions=wuchang&lang=en").await;
    assert_eq!(
        english.at("warnings/0/message"),
        "no plan of Wuchang District for 2021-2025 is loaded"
    );
}

#[sqlx::test]
async fn progress_comes_as_rows(db: PgPool) {
    load_all(&db).await;
    let query =
        "regions=jiangan&indicators=gdp&format=csv&fields=target_comparator,latest_year,verdict";
    let csv = progress(&db, query).await;
    let rows: Vec<_> = csv.text.lines().collect();
    assert!(
        rows[0].starts_with("region_id,plan_id,target_comparator,latest_year,verdict,"),
        "{rows:?}"
    );
    assert!(rows[1].starts_with("jiangan,jiangan-2021-2025,eq,2025,met,"), "{rows:?}");
    for format in ["xlsx", "parquet", "ndjson"] {
        progress(&db, &format!("format={format}")).await;
    }
    assert_eq!(get(&db, "/v1/progress?verdict=done").await.status, 400);
}

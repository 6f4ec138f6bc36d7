//! `/v1/series`: figures over the years.

use crate::support::districts::{jiangan, load, qiaokou};
use crate::support::http::{Answer, get};
use crate::support::plans::Doc;
use plan_targets::domain::{ChangeDirection, Comparator, DocumentKind, Measure};
use serde_json::json;
use sqlx::PgPool;

/// The work report of 江岸区 of 2026: GDP of 2025 with its growth, the target for 2026 and the outlook to
/// 2030.
fn work_report() -> Doc {
    let mut doc = report(DocumentKind::WorkReport, "江岸区2026年政府工作报告");
    doc.plan.document.promises = Some([2026, 2030]);
    doc.plan.document.base_year = Some(2025);
    doc.actual("地区生产总值", "gdp", "2100.5", "亿元").year = Some(2025);
    let growth = doc.actual("地区生产总值", "gdp", "5.6", "%");
    growth.measure = Measure::AnnualGrowth;
    growth.direction = Some(ChangeDirection::Up);
    (growth.year, growth.since) = (Some(2025), Some(2024));
    let outlook = doc.target("地区生产总值", "gdp", "0.3", "万亿元");
    outlook.year = Some(2030);
    outlook.comparator = Comparator::Gt;
    of_file(doc, "jiangan-report.txt")
}

/// The communiqué of 江岸区 of 2020, whose GDP of 2020 differs from that of the plan.
fn communique() -> Doc {
    let mut doc = report(DocumentKind::Communique, "江岸区2020年国民经济和社会发展统计公报");
    doc.plan.document.reports = Some([2020, 2020]);
    doc.actual("地区生产总值", "gdp", "1002.5", "亿元");
    of_file(doc, "jiangan-communique.txt")
}

fn report(kind: DocumentKind, title: &str) -> Doc {
    let mut doc = Doc::of("jiangan");
    let info = &mut doc.plan.document;
    info.kind = kind;
    title.clone_into(&mut info.title);
    info.reports = Some([2025, 2025]);
    info.promises = None;
    info.base_year = None;
    info.horizon = None;
    info.adopted = None;
    doc
}

/// Sets the file name, and hashes the text, so that documents have different hashes.
fn of_file(doc: Doc, file: &str) -> Doc {
    let mut doc = doc.with_its_text();
    file.clone_into(&mut doc.plan.source.file);
    for read in &mut doc.plan.observations {
        read.id = String::new();
    }
    doc
}

async fn load_all(db: &PgPool) {
    load(db, &[&jiangan(), &work_report(), &communique(), &qiaokou()]).await;
}

async fn series(db: &PgPool, query: &str) -> Answer {
    let answer = get(db, &format!("/v1/series?{query}")).await;
    assert_eq!(answer.status, 200, "{query} {}", answer.text);
    answer
}

#[sqlx::test]
async fn a_series_has_the_figures_of_every_document_and_no_other(db: PgPool) {
    load_all(&db).await;
    let gdp = series(&db, "indicators=gdp&regions=jiangan&from=2015").await;
    assert_eq!(gdp.at("page/total"), 1);
    for (path, value) in [
        ("points/0/year", json!(2020)),
        ("points/0/value", json!(1002.5)),
        ("points/0/document/kind", json!("communique")),
        ("points/0/choice", json!("source")),
        ("points/0/candidates/0/value", json!(1000.5)),
        ("points/0/candidates/0/agrees", json!(false)),
        ("points/0/spread", json!({"min": 1000.5, "max": 1002.5, "percent": 0.2})),
        ("points/1/year", json!(2025)),
        ("points/1/value", json!(2100.5)),
        ("points/1/document/id", json!("jiangan-2026-work-report")),
        ("points/1/choice", json!("only")),
        ("points/1/spread", json!(null)),
        ("points/2", json!(null)),
        ("growth/0/value", json!(5.6)),
        ("growth/0/since", json!(2024)),
        ("targets/0/value", json!(1600)),
        ("targets/0/year", json!(2025)),
        ("targets/1/value", json!(3000)),
        ("targets/1/year", json!(2030)),
        ("targets/1/comparator", json!("gt")),
    ] {
        assert_eq!(gdp.at(&format!("data/0/{path}")), &value, "{path} {}", gdp.text);
    }
    let line = gdp.at("data/0/points/1/line");
    assert!(line.is_u64(), "{line}");
}

#[sqlx::test]
async fn years_regions_and_indicators_restrict_the_series(db: PgPool) {
    load_all(&db).await;
    let late = series(&db, "indicators=gdp&from=2024&to=2026").await;
    assert_eq!(late.at("page/total"), 2);
    assert_eq!(late.at("data/0/points/0/year"), 2025);
    assert_eq!(late.at("data/0/points/1"), &json!(null));
    assert_eq!(late.at("data/1/region/id"), "qiaokou");
    assert_eq!(late.at("data/1/points"), &json!([]));
    let growth = series(&db, "indicators=gdp&regions=jiangan").await;
    assert_eq!(growth.at("data/0/growth/0/value"), 5.6, "{}", growth.text);
    let all = series(&db, "regions=jiangan&limit=2").await;
    let next = all.at("links/next").as_str().expect("a next page").to_owned();
    assert_eq!(get(&db, &next).await.status, 200);
    let none = series(&db, "indicators=gdp&regions=wuchang").await;
    assert_eq!(none.at("data"), &json!([]));
    assert_eq!(none.at("warnings/0/code"), "no_figures");
    assert_eq!(none.at("warnings/0/message"), "没有文件给出以下各项的数字：wuchang");
    let english = series(&db, "indicators=gdp&regions=wuchang&lang=en").await;
    assert_eq!(english.at("warnings/0/message"), "no document states a figure of wuchang");
    assert_eq!(get(&db, "/v1/series").await.status, 400);
    assert_eq!(get(&db, "/v1/series?indicators=gdp&from=2025&to=2020").await.status, 400);
}

#[sqlx::test]
async fn series_come_in_long_form_and_as_a_cube_over_time(db: PgPool) {
    load_all(&db).await;
    let csv = series(&db, "indicators=gdp&regions=jiangan&format=csv&fields=role,year,value").await;
    let lines: Vec<_> = csv.text.lines().collect();
    assert_eq!(lines[0], "region_id,indicator_id,role,year,value");
    assert_eq!(
        lines[1..],
        [
            "jiangan,gdp,point,2020,1002.5",
            "jiangan,gdp,point,2025,2100.5",
            "jiangan,gdp,growth,2025,5.6",
            "jiangan,gdp,target,2025,1600",
            "jiangan,gdp,target,2030,3000",
        ]
    );
    let cube = series(&db, "indicators=gdp&regions=jiangan&format=jsonstat").await;
    assert_eq!(cube.at("role/time"), &json!(["year"]));
    assert_eq!(cube.at("size"), &json!([1, 1, 4, 11]));
    assert_eq!(cube.at("value/0"), 1002.5);
    assert_eq!(cube.at("value/1"), &json!(null));
    assert_eq!(cube.at("status/1"), "not_stated");
    for format in ["xlsx", "parquet", "ndjson"] {
        series(&db, &format!("indicators=gdp&format={format}")).await;
    }
}

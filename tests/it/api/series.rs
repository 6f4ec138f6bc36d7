//! `/v1/series`: figures over the years.

use crate::support::committed::load_documents;
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
    assert_eq!(none.at("warnings/0/message"), "没有文件给出以下各项的数字：武昌区");
    let english = series(&db, "indicators=gdp&regions=wuchang&lang=en").await;
    assert_eq!(english.at("warnings/0/message"), "no document states a figure of Wuchang District");
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

/// Year, value, comparator and id of the document of each figure of a list.
fn figures(answer: &Answer, list: &str) -> Vec<String> {
    let shown = |figure: &serde_json::Value| {
        let word = |name: &str| figure[name].to_string().replace('"', "");
        let document = figure["document"]["id"].as_str().unwrap();
        format!(
            "{} {} {} {document}:{}",
            word("year"),
            word("comparator"),
            word("value"),
            word("line")
        )
    };
    answer.at(&format!("data/0/{list}")).as_array().unwrap().iter().map(shown).collect()
}

#[sqlx::test]
async fn the_gdp_of_city_province_and_nation_is_what_their_documents_print(db: PgPool) {
    load_documents(&db).await;
    let of = async |region: &str| {
        series(&db, &format!("indicators=gdp&regions={region}&from=2015")).await
    };
    let wuhan = of("wuhan").await;
    assert_eq!(
        figures(&wuhan, "points"),
        [
            "2015 ge 10000 wuhan-2016-work-report:70",
            "2017 approx 13400 wuhan-2018-work-report:28",
            "2020 eq 15600 wuhan-2021-2025:138",
            "2022 eq 18866.43 wuhan-2023-work-report:17",
            "2023 gt 20000 wuhan-2024-work-report:18",
            "2024 eq 21106.23 wuhan-2025-work-report:18",
            "2025 eq 22147.35 wuhan-2026-work-report:18",
        ]
    );
    assert!(
        figures(&wuhan, "targets").contains(&"2030 gt 30000 wuhan-2026-work-report:66".to_owned())
    );
    let hubei = of("hubei").await;
    assert_eq!(
        figures(&hubei, "points"),
        [
            "2020 ge 40000 hubei-2021-work-report:41",
            "2021 eq 50012.94 hubei-2022-work-report:17",
            "2023 eq 55803 hubei-2024-work-report:20",
            "2024 eq 60013 hubei-2025-work-report:20",
            "2025 eq 62661 hubei-2026-work-report:20",
        ]
    );
    let levels: Vec<_> =
        figures(&hubei, "targets").into_iter().filter(|it| it.contains(" gt ")).collect();
    assert_eq!(
        levels,
        ["2025 gt 60000 hubei-2021-work-report:53", "2027 gt 70000 hubei-2023-work-report:68"]
    );
    assert_eq!(
        figures(&of("china").await, "points"),
        ["2020 eq 1015986 china-2020-communique:16", "2025 eq 1401879 china-2025-communique:16"]
    );
}

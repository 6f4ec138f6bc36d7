//! `/v1/documents`: documents of every kind, and plans made of several.

use crate::support::districts::{jiangan, load, qiaokou};
use crate::support::http::{Answer, answered, get};
use crate::support::plans::Doc;
use axum::body::Body;
use axum::http::Request;
use plan_targets::api;
use plan_targets::api::address::PublicAddress;
use plan_targets::api::app::App;
use plan_targets::config::Limits;
use plan_targets::domain::DocumentKind;
use plan_targets::plan::parsed::{Completeness, Warning, WarningKind};
use serde_json::json;
use sqlx::PgPool;

/// The work report of 江岸区 of 2026: an actual of 2025 and a target of 2026.
fn work_report() -> Doc {
    let mut doc = Doc::of("jiangan");
    let info = &mut doc.plan.document;
    info.kind = DocumentKind::WorkReport;
    "江岸区2026年政府工作报告".clone_into(&mut info.title);
    info.reports = Some([2025, 2025]);
    info.promises = Some([2026, 2026]);
    info.base_year = Some(2025);
    info.horizon = None;
    info.adopted = None;
    info.publisher = Some("江岸区人民政府".to_owned());
    info.issued = Some("2026-01-10".to_owned());
    doc.actual("地区生产总值", "gdp", "2100", "亿元").year = Some(2025);
    doc.target("地区生产总值", "gdp", "2250", "亿元").year = Some(2026);
    of_file(doc, "jiangan-report.txt")
}

/// The table of the plan of 硚口区, published separately; one of its boxes is missing.
fn table_apart() -> Doc {
    let mut doc = Doc::of("qiaokou");
    doc.plan.document.part = Some("table".to_owned());
    doc.plan.document.completeness = Completeness::of(vec![Warning {
        line: None,
        kind: WarningKind::BoxesMissing { numbers: vec![1, 2] },
    }]);
    doc.row("绿化覆盖率", "green_coverage", "%", ["40.5", "42"]);
    of_file(doc, "qiaokou-table.txt")
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

async fn load_four(db: &PgPool) {
    load(db, &[&jiangan(), &work_report(), &qiaokou(), &table_apart()]).await;
}

fn ids(answer: &Answer) -> Vec<&str> {
    assert_eq!(answer.status, 200, "{}", answer.text);
    let data = answer.at("data").as_array().expect("a list");
    data.iter().map(|entry| entry["id"].as_str().expect("an id")).collect()
}

const JIANGAN: &str = "jiangan-2021-2025";
const REPORT: &str = "jiangan-2026-work-report";
const QIAOKOU: &str = "qiaokou-2021-2025";
const TABLE: &str = "qiaokou-2021-2025-table";

#[sqlx::test]
async fn documents_are_filtered_and_ordered(db: PgPool) {
    load_four(&db).await;
    for (query, found) in [
        ("", vec![JIANGAN, REPORT, QIAOKOU, TABLE]),
        ("kind=plan", vec![JIANGAN, QIAOKOU, TABLE]),
        ("kind=work_report", vec![REPORT]),
        ("kind=communique", vec![]),
        ("regions=420104", vec![QIAOKOU, TABLE]),
        ("period=2026-2026", vec![REPORT]),
        ("year=2026", vec![REPORT]),
        ("year=2025", vec![JIANGAN, REPORT, QIAOKOU, TABLE]),
        ("year=2018,2026&regions=jiangan", vec![JIANGAN, REPORT]),
        ("completeness=partial", vec![TABLE]),
        ("completeness=complete&kind=plan", vec![JIANGAN, QIAOKOU]),
        ("completeness=complete,partial&regions=qiaokou", vec![QIAOKOU, TABLE]),
        ("q=工作报告", vec![REPORT]),
        ("q=QIAOKOU-TABLE", vec![TABLE]),
        ("sort=-kind&limit=1", vec![REPORT]),
        ("sort=issued&limit=1", vec![REPORT]),
    ] {
        assert_eq!(ids(&get(&db, &format!("/v1/documents?{query}")).await), found, "{query}");
    }
    let refused = get(&db, "/v1/documents?sort=line").await;
    assert_eq!(refused.status, 400, "{}", refused.text);
}

#[sqlx::test]
async fn pages_of_documents_follow_one_another(db: PgPool) {
    load_four(&db).await;
    let first = get(&db, "/v1/documents?limit=3").await;
    assert_eq!(ids(&first), [JIANGAN, REPORT, QIAOKOU]);
    assert_eq!(first.at("page/total"), 4);
    let cursor = first.at("page/next").as_str().expect("a cursor");
    let next = get(&db, &format!("/v1/documents?limit=3&cursor={cursor}")).await;
    assert_eq!(ids(&next), [TABLE]);
    assert_eq!(next.at("page/next"), &json!(null));
}

#[sqlx::test]
async fn a_document_has_its_kind_and_its_missing_parts(db: PgPool) {
    load_four(&db).await;
    let report = get(&db, &format!("/v1/documents/{REPORT}")).await;
    for (path, value) in [
        ("kind", json!("work_report")),
        ("region/id", json!("jiangan")),
        ("period", json!("2026-2026")),
        ("reports", json!("2025-2025")),
        ("promises", json!("2026-2026")),
        ("plan", json!(null)),
        ("part", json!(null)),
        ("publisher", json!("江岸区人民政府")),
        ("issued", json!("2026-01-10")),
        ("completeness", json!({"state": "complete", "reasons": []})),
        ("source/file", json!("jiangan-report.txt")),
        ("targets", json!(1)),
        ("actuals", json!(1)),
        ("sections/0/document", json!(REPORT)),
    ] {
        assert_eq!(report.at(&format!("data/{path}")), &value, "{path}");
    }
    let table = get(&db, &format!("/v1/documents/{TABLE}?lang=en")).await;
    assert_eq!(table.at("data/plan"), QIAOKOU);
    assert_eq!(table.at("data/part"), "table");
    assert_eq!(table.at("data/completeness/state"), "partial");
    assert_eq!(table.at("data/completeness/reasons/0/code"), "boxes_missing");
    assert_eq!(table.at("data/tables/0/rows/0/cells/target"), "42");
    assert_eq!(
        get(&db, "/v1/documents/jiangan-2026-work-repor").await.problem(),
        "404 /problems/not-found there is no document `jiangan-2026-work-repor`: did you mean \
         `jiangan-2026-work-report`?"
    );
}

#[sqlx::test]
async fn two_documents_make_one_plan(db: PgPool) {
    load_four(&db).await;
    let plan = get(&db, &format!("/v1/plans/{QIAOKOU}")).await;
    assert_eq!(plan.at("data/documents"), &json!([QIAOKOU, TABLE]));
    // The outline states three targets and one actual, the table one of each.
    assert_eq!((plan.at("data/targets"), plan.at("data/actuals")), (&json!(4), &json!(2)));
    let of_tables = plan.at("data/tables").as_array().expect("a list");
    let of_tables: Vec<_> = of_tables.iter().map(|table| &table["document"]).collect();
    assert_eq!(of_tables, [QIAOKOU, TABLE]);

    // The outline does not mention green coverage; the table does, and the comparison has its figure.
    let address = "/v1/compare?indicators=green_coverage&period=2021-2025&regions=qiaokou";
    let compared = get(&db, address).await;
    assert_eq!(compared.status, 200, "{}", compared.text);
    assert_eq!(compared.at("data/0/cells/0/target/value"), 42, "{}", compared.text);
    let row = get(&db, "/v1/targets?indicators=green_coverage&regions=qiaokou").await;
    assert_eq!(row.at("data/0/evidence/document_id"), TABLE);
}

#[sqlx::test]
async fn a_work_report_is_no_plan(db: PgPool) {
    load_four(&db).await;
    assert_eq!(ids(&get(&db, "/v1/plans").await), [JIANGAN, QIAOKOU]);
    assert_eq!(get(&db, &format!("/v1/plans/{REPORT}")).await.status, 404);
    assert_eq!(get(&db, "/v1/regions/jiangan").await.at("data/plans"), &json!([JIANGAN]));

    // Its figures are rows, but are not in comparisons of plans.
    let rows = get(&db, "/v1/targets?regions=jiangan&year=2026").await;
    assert_eq!(rows.at("data/0/evidence/document_id"), REPORT, "{}", rows.text);
    for address in [
        "/v1/compare?indicators=gdp&period=2021-2025&regions=jiangan",
        "/v1/compare?indicators=gdp&regions=jiangan",
        "/v1/cascade?parent=wuhan&indicators=gdp&period=2021-2025",
    ] {
        let answer = get(&db, address).await;
        assert_eq!(answer.status, 200, "{address} {}", answer.text);
        for figure in ["\"value\":2250", "\"value\":2100"] {
            assert!(!answer.text.contains(figure), "{address} {}", answer.text);
        }
    }
    let id = rows.at("data/0/id").as_str().expect("an id");
    let evidence = get(&db, &format!("/v1/targets/{id}/evidence")).await;
    assert_eq!(evidence.at("data/document/plan"), &json!(null));
    assert_eq!(evidence.at("data/document/id"), REPORT);
}

#[sqlx::test]
async fn a_document_is_cited_in_three_ways(db: PgPool) {
    load_four(&db).await;
    let address = format!("/v1/documents/{REPORT}/citation");
    let text = get(&db, &address).await;
    assert_eq!(text.header("content-type"), "text/plain; charset=utf-8");
    let begins = "江岸区人民政府. 江岸区2026年政府工作报告. 2026-01-10. plan-targets, release 1 (";
    assert!(text.text.starts_with(begins), "{}", text.text);
    let here = format!("/v1/documents/{REPORT}?release=1");
    assert!(text.text.contains(&here), "{}", text.text);

    let bibtex = get(&db, &format!("{address}?format=bibtex")).await.text;
    assert!(bibtex.starts_with(&format!("@misc{{{REPORT},\n")), "{bibtex}");
    assert!(bibtex.contains("  year = {2026},\n"), "{bibtex}");

    let csl = get(&db, &format!("{address}?format=csl-json")).await;
    assert_eq!(csl.header("content-type"), "application/vnd.citationstyles.csl+json");
    assert_eq!(csl.at("0/issued/date-parts"), &json!([[2026, 1, 10]]));
    assert_eq!(csl.at("0/publisher"), "江岸区人民政府");

    assert_eq!(get(&db, &format!("{address}?format=ris")).await.status, 400);
    assert_eq!(get(&db, "/v1/documents/none/citation").await.status, 404);
}

#[sqlx::test]
async fn a_citation_begins_its_link_with_the_public_address(db: PgPool) {
    load_four(&db).await;
    let app = App::new(db.clone(), Limits::default())
        .known_by(PublicAddress::of_url("https://example.org"));
    let request = Request::get(format!("/v1/documents/{REPORT}/citation"));
    let request = request.body(Body::empty()).expect("a request");
    let known = answered(api::router(app), request).await;
    let here = format!("https://example.org/v1/documents/{REPORT}?release=1");
    assert!(known.text.contains(&here), "{}", known.text);
    let unknown = get(&db, &format!("/v1/documents/{REPORT}/citation")).await;
    assert_ne!(known.header("etag"), unknown.header("etag"));
}

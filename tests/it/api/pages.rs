//! The page of a figure, for documents with pages.

use crate::support::districts::load;
use crate::support::http::get;
use crate::support::plans::Doc;
use sqlx::PgPool;

#[sqlx::test]
async fn the_evidence_has_the_page_or_null(db: PgPool) {
    let mut doc = Doc::of("jiangan");
    let paged = doc.target("地区生产总值", "gdp", "2000", "亿元");
    paged.page = Some(12);
    let paged = paged.id.clone();
    let plain = doc.target("绿化覆盖率", "green_coverage", "46.72", "%").id.clone();
    load(&db, &[&doc]).await;
    for (id, page) in [(paged, serde_json::json!(12)), (plain, serde_json::Value::Null)] {
        let evidence = get(&db, &format!("/v1/targets/{id}/evidence")).await;
        assert_eq!(evidence.json["data"]["page"], page, "{}", evidence.text);
    }
}

//! `/v1/quality`.

use crate::support::districts::load_two_districts;
use crate::support::http::{get, get_anew};
use sqlx::PgPool;

#[sqlx::test]
async fn quality_has_all_documents_together_and_each_document(db: PgPool) {
    load_two_districts(&db).await;
    let answer = get(&db, "/v1/quality").await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let all = answer.at("data").as_array().unwrap();
    assert!(all[0]["document"].is_null());
    assert_eq!(answer.at("page/total"), all.len());
    assert_eq!(answer.at("links/csv"), "/v1/quality?format=csv");
    // All documents together, then those of each kind, then each document.
    let kinds = all[1..].iter().filter(|one| one["document"].is_null());
    assert_eq!(
        kinds.map(|one| one["kind"].as_str()).collect::<Vec<_>>(),
        [Some("plan"), Some("work_report")]
    );
    let each: Vec<_> = all.iter().filter(|one| one["document"].is_object()).collect();
    let names: Vec<_> = each.iter().map(|one| one["document"]["name"].as_str()).collect();
    assert_eq!(names, [Some("jiangan"), Some("qiaokou"), Some("wuhan-2022-work-report")]);
    let count = |one: &serde_json::Value, path: &str| one.pointer(path).unwrap().as_u64().unwrap();
    for path in ["/prose/gold", "/prose/hit", "/prose/right/whole", "/tables/hit", "/tables/rows"] {
        let sum: u64 = each.iter().map(|one| count(one, path)).sum();
        assert!(sum > 0 && count(&all[0], path) == sum, "{path}");
    }
    // The list of missed statements is as long as their count.
    for one in each {
        let listed = one["missed"].as_array().unwrap().len() as u64;
        assert_eq!(listed, count(one, "/prose/gold") - count(one, "/prose/hit"));
    }
    assert_eq!(answer.at("warnings/0/code"), "not_annotated");
}

#[sqlx::test]
async fn quality_is_served_as_csv_and_takes_no_other_parameter(db: PgPool) {
    load_two_districts(&db).await;
    let csv = get(&db, "/v1/quality?format=csv").await;
    assert!(csv.text.starts_with("document,part,name,annotated,found,hit,recall,precision,whole,"));
    let mut reader = csv::Reader::from_reader(csv.text.as_bytes());
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    let of = |document: &str, part: &str| {
        rows.iter().filter(|row| &row[0] == document && &row[1] == part).count()
    };
    assert_eq!((of("", "prose"), of("jiangan", "kind"), of("qiaokou", "table_cells")), (3, 2, 1));
    assert_eq!(
        get(&db, "/v1/quality?document=jiangan")
            .await
            .problem()
            .split(' ')
            .take(2)
            .collect::<Vec<_>>(),
        ["400", "/problems/unknown-parameter"]
    );
}

#[sqlx::test]
async fn a_release_keeps_its_quality_and_one_without_has_a_warning(db: PgPool) {
    load_two_districts(&db).await;
    let first = get(&db, "/v1/quality?release=1").await;
    // The state that a program with other figures would leave.
    sqlx::query("update release set quality = replace(quality, 'jiangan', 'jiangxia')")
        .execute(&db)
        .await
        .unwrap();
    load_two_districts(&db).await;
    assert_eq!(get(&db, "/v1/quality").await.at("data"), first.at("data"));
    assert_eq!(get(&db, "/v1/quality").await.at("meta/release/id"), 2);
    let old = get_anew(&db, "/v1/quality?release=1").await;
    assert_eq!(old.at("data/3/document/name"), "jiangxia", "{}", old.text);
    sqlx::query("update release set quality = null where id = 1").execute(&db).await.unwrap();
    let none = get_anew(&db, "/v1/quality?release=1").await;
    assert_eq!(
        (none.at("page/total"), none.at("warnings/0/code")),
        (&0.into(), &"not_kept".into())
    );
}

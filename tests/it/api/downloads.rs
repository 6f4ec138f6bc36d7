//! A whole release as files: `/v1/releases/{id}/…` and `plan-targets export`.

use crate::support::committed::load_plans;
use crate::support::districts::load_two_districts;
use crate::support::http::get;
use crate::support::sheets;
use futures_util::TryStreamExt;
use plan_targets::api::app::App;
use plan_targets::config::Limits;
use plan_targets::domain::lang::Lang;
use plan_targets::export::contents;
use plan_targets::export::stream::observations;
use plan_targets::format::Format;
use serde_json::json;
use sqlx::PgPool;
use std::collections::BTreeSet;

#[sqlx::test]
async fn a_download_has_every_observation_once_and_parquet_the_same_as_csv(db: PgPool) {
    load_plans(&db).await;
    let csv = get(&db, "/v1/releases/1/observations.csv").await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8; header=present");
    assert_eq!(
        csv.header("content-disposition"),
        "attachment; filename=\"observations-release1.csv\""
    );
    let (head, rows) = sheets::csv(&csv.text);
    let (of_rows, _) = sheets::csv(&get(&db, "/v1/targets?limit=0&format=csv").await.text);
    assert_eq!(head, of_rows);

    let place = |name: &str| head.iter().position(|column| column == name).unwrap();
    let ids: BTreeSet<_> = rows.iter().map(|row| row[place("id")].clone()).collect();
    let mut listed = BTreeSet::new();
    for list in ["targets", "actuals"] {
        let answer = get(&db, &format!("/v1/{list}?limit=5000")).await;
        for entry in answer.at("data").as_array().unwrap() {
            listed.insert(entry["id"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!((rows.len(), &ids), (listed.len(), &listed));
    let mut order: Vec<_> = rows
        .iter()
        .map(|row| {
            let line: u32 = row[place("line")].parse().unwrap();
            (&row[place("region_id")], &row[place("kind")], line, &row[place("id")])
        })
        .collect();
    let found = order.clone();
    order.sort();
    assert_eq!(order, found);

    let parquet = get(&db, "/v1/releases/1/observations.parquet").await;
    assert_eq!(parquet.header("content-type"), "application/vnd.apache.parquet");
    let (sheet, told) = sheets::parquet(&parquet.bytes);
    assert!(told.contains(&("release".to_owned(), "1".to_owned())), "{told:?}");
    assert_eq!((&sheet.head, sheet.rows.len()), (&head, rows.len()));
    for (typed, texts) in sheet.rows.iter().zip(&rows) {
        for ((typed, text), name) in typed.iter().zip(texts).zip(&head) {
            let same = sheets::same(typed, text);
            assert!(same, "{name}: {typed:?} and `{text}`");
        }
    }
}

#[sqlx::test]
async fn many_small_batches_give_the_bytes_of_one_large_one(db: PgPool) {
    load_plans(&db).await;
    let app = App::new(db.clone(), Limits::default());
    let snapshot = app.snapshot().await.unwrap();
    let pieces = async |format: Format, most: i32| {
        let about = contents::about(&snapshot, "observations", "x", Lang::default());
        let pieces = observations(&db, &snapshot, about, format, most).await.unwrap();
        pieces.try_collect::<Vec<_>>().await.unwrap()
    };
    let (small, large) = (pieces(Format::Csv, 200).await, pieces(Format::Csv, 5000).await);
    assert!(small.len() >= 4 && large.len() <= 2, "{} {}", small.len(), large.len());
    assert_eq!(small.concat(), large.concat());
    let (small, large) = (pieces(Format::Parquet, 200).await, pieces(Format::Parquet, 5000).await);
    assert_eq!(sheets::parquet(&small.concat()).0, sheets::parquet(&large.concat()).0);
}

#[sqlx::test]
async fn the_descriptor_names_every_file_and_its_columns(db: PgPool) {
    load_two_districts(&db).await;
    let package = get(&db, "/v1/releases/1/datapackage.json").await;
    assert_eq!(package.at("profile"), "tabular-data-package");
    assert_eq!(package.at("name"), "plan-targets-release-1");
    assert_eq!(package.at("licenses/0/name"), "CC-BY-4.0");
    assert_eq!(package.at("sources").as_array().unwrap().len(), 2);
    let resources = package.at("resources").as_array().unwrap();
    let paths: Vec<_> = resources.iter().map(|one| one["path"].as_str().unwrap()).collect();
    assert_eq!(
        paths,
        ["observations.csv", "observations.parquet", "regions.csv", "indicators.csv", "plans.csv"]
    );
    for resource in resources {
        let path = resource["path"].as_str().unwrap();
        let file = get(&db, &format!("/v1/releases/1/{path}")).await;
        assert_eq!(file.status, 200, "{path}");
        assert!(file.header("content-disposition").contains("-release1."), "{path}");
        assert!(
            file.header("content-type").starts_with(resource["mediatype"].as_str().unwrap()),
            "{path}"
        );
        let head = if resource["format"] == "csv" {
            sheets::csv(&file.text).0
        } else {
            sheets::parquet(&file.bytes).0.head
        };
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<_> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        assert_eq!(head, names, "{path}");
        for field in fields {
            assert_ne!(field["description"], "", "{path} {field}");
        }
        let key = resource["schema"]["primaryKey"][0].as_str().unwrap();
        assert!(names.contains(&key), "{path}: {key}");
        assert_eq!(resource["schema"]["missingValues"], json!([""]), "{path}");
    }
    let mut fields = resources[0]["schema"]["fields"].as_array().unwrap().iter();
    let comparator = fields.find(|field| field["name"] == "comparator").unwrap();
    let words = json!(["eq", "ge", "gt", "le", "lt", "approx"]);
    assert_eq!(comparator["constraints"]["enum"], words);
}

#[sqlx::test]
async fn a_release_does_not_change_and_a_missing_one_is_not_found(db: PgPool) {
    load_two_districts(&db).await;
    let before = get(&db, "/v1/releases/1/observations.csv").await;
    load_plans(&db).await;
    let after = get(&db, "/v1/releases/1/observations.csv").await;
    assert_eq!(before.bytes, after.bytes);
    assert_ne!(get(&db, "/v1/releases/2/observations.csv").await.bytes, after.bytes);
    for address in ["/v1/releases/9/observations.csv", "/v1/releases/newest/datapackage.json"] {
        let refused = get(&db, address).await;
        assert_eq!(refused.status, 404, "{address}: {}", refused.text);
        assert!(refused.problem().contains("there is no release"), "{address}");
    }
    let refused = get(&db, "/v1/releases/1/observations.csv?limit=5").await;
    assert_eq!(refused.status, 400, "{}", refused.text);
}

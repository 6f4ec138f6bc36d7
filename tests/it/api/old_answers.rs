//! Answers of a release do not change when others are loaded: every operation of the contract, in every
//! format, by the bytes of the body and the headers that caches use.

use crate::support::http::{Answer, get, get_with};
use plan_targets::api;
use plan_targets::api::contract;
use plan_targets::catalog::Catalog;
use plan_targets::ingest::{self, Options};
use plan_targets::plan::parsed::ParsedDocument;
use serde_json::Value;
use sqlx::PgPool;
use std::path::PathBuf;

/// Operations about the service rather than a release. Of its lists, only `releases` grows with each
/// release.
const OF_NO_RELEASE: [&str; 5] =
    ["getHealth", "getReadiness", "listProblemTypes", "getProblemType", "listReleases"];

fn committed() -> Vec<PathBuf> {
    let all = std::fs::read_dir("data/plans").unwrap().map(|entry| entry.unwrap().path());
    all.filter(|path| path.extension().is_some_and(|it| it == "json")).collect()
}

/// The example of each operation in each format, from the first release.
fn addresses() -> Vec<String> {
    let contract: Value = serde_json::from_str(&contract::json_text(&api::openapi())).unwrap();
    let mut addresses = Vec::new();
    for item in contract["paths"].as_object().unwrap().values() {
        let operation = &item["get"];
        if OF_NO_RELEASE.contains(&operation["operationId"].as_str().unwrap()) {
            continue;
        }
        let source = operation["x-codeSamples"][0]["source"].as_str().unwrap();
        let address =
            source.split('\'').nth(1).unwrap().strip_prefix("http://127.0.0.1:8080").unwrap();
        let parameters = operation["parameters"].as_array().unwrap();
        let format = parameters.iter().find(|parameter| parameter["name"] == "format");
        let formats = format.and_then(|format| format["schema"]["enum"].as_array());
        let sign = if address.contains('?') { '&' } else { '?' };
        let pinned = format!("{address}{sign}release=1");
        match formats {
            Some(formats) => {
                addresses.extend(
                    formats
                        .iter()
                        .map(|format| format!("{pinned}&format={}", format.as_str().unwrap())),
                );
            }
            None => addresses.push(pinned),
        }
    }
    addresses
}

async fn answers(db: &PgPool, addresses: &[String]) -> Vec<Answer> {
    let mut answers = Vec::with_capacity(addresses.len());
    for address in addresses {
        let answer = get(db, address).await;
        assert_eq!(answer.status, 200, "{address} {}", answer.text);
        answers.push(answer);
    }
    answers
}

#[sqlx::test]
async fn every_operation_in_every_format_gives_the_same_answer_from_an_old_release(db: PgPool) {
    let catalog = Catalog::embedded().unwrap();
    let plans = ingest::prepare(&committed(), None, &catalog, &|_| {}).unwrap();
    ingest::load(&db, &catalog, plans, Options::default(), &|_| {}).await.unwrap();
    let addresses = addresses();
    assert!(addresses.len() > 90, "{}", addresses.len());
    let before = answers(&db, &addresses).await;

    // Another catalogue, a plan in a new reading, and all other plans removed.
    let mut regions = catalog.regions.clone();
    for region in &mut regions {
        region.name_zh.push('新');
    }
    let mut indicators = catalog.indicators.clone();
    for indicator in &mut indicators {
        indicator.name_zh.push('新');
    }
    let catalog = Catalog::of(regions, indicators, catalog.domains.clone());
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("old_answers");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("jiangan-2021-2025.json");
    let text = std::fs::read_to_string("data/plans/jiangan-2021-2025.json").unwrap();
    let mut plan: ParsedDocument = serde_json::from_str(&text).unwrap();
    for said in &mut plan.observations {
        said.confidence = 0.5;
    }
    std::fs::write(&path, serde_json::to_string(&plan).unwrap()).unwrap();
    let plans = ingest::prepare(&[path], None, &catalog, &|_| {}).unwrap();
    let prune = Options { prune: true, ..Options::default() };
    ingest::load(&db, &catalog, plans, prune, &|_| {}).await.unwrap();
    assert_eq!(get(&db, "/v1/plans").await.at("page/total"), 1);

    let after = answers(&db, &addresses).await;
    let pairs = addresses.iter().zip(before.iter().zip(&after));
    let changed = pairs.filter(|(_, (before, after))| before.bytes != after.bytes);
    assert_eq!(changed.map(|(address, _)| address).collect::<Vec<_>>(), Vec::<&String>::new());
    for (address, (before, after)) in addresses.iter().zip(before.iter().zip(&after)) {
        for name in ["etag", "last-modified", "link", "x-total-count", "content-disposition"] {
            assert_eq!(after.header(name), before.header(name), "{address} {name}");
        }
        let control = after.header("cache-control");
        assert_eq!(control, "public, max-age=31536000, immutable", "{address}");
        let tag = [("if-none-match", before.header("etag"))];
        assert_eq!(get_with(&db, address, &tag).await.status, 304, "{address}");
    }
}

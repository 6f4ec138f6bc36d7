//! Releases, their differences, and the history of an observation.

use crate::support::districts::{jiangan, load, load_two_districts, qiaokou};
use crate::support::http::{Answer, get};
use crate::support::plans::{Doc, load_with};
use plan_targets::catalog::Catalog;
use plan_targets::ingest::Options;
use serde_json::json;
use sqlx::PgPool;

/// A new reading of 江岸区: another GDP of 2025, without a park, with green coverage of 2030.
fn read_anew() -> Doc {
    let mut doc = jiangan();
    let gdp = doc.plan.observations.iter_mut().find(|said| said.quote.contains("突破")).unwrap();
    gdp.comparator = plan_targets::domain::Comparator::Ge;
    gdp.confidence = 0.8;
    doc.plan.observations.retain(|said| !said.label.contains("口袋公园"));
    doc.target("绿化覆盖率", "green_coverage", "48", "%").year = Some(2030);
    doc
}

async fn two_releases(db: &PgPool) {
    load_two_districts(db).await;
    load(db, &[&read_anew()]).await;
}

fn told(answer: &Answer) -> Vec<String> {
    let entries = answer.at("data").as_array().unwrap().iter();
    entries
        .map(|entry| {
            format!("{} {}", entry["change"].as_str().unwrap(), entry["label"].as_str().unwrap())
        })
        .collect()
}

#[sqlx::test]
async fn a_release_lists_its_contents_and_changes(db: PgPool) {
    two_releases(&db).await;
    let list = get(&db, "/v1/releases").await;
    assert_eq!(
        (list.at("page/total"), list.at("data/0/id"), list.at("data/1/id")),
        (&json!(2), &json!(2), &json!(1))
    );
    assert_eq!(
        list.at("data/0/changes"),
        &json!({"catalog_changed": false, "plans_added": 0, "plans_changed": 1, "plans_removed": 0,
                "added": 1, "changed": 1, "withdrawn": 1})
    );
    assert_eq!(list.at("data/1/changes/plans_added"), 2);
    let all =
        list.at("data/1/targets").as_i64().unwrap() + list.at("data/1/actuals").as_i64().unwrap();
    assert_eq!(list.at("data/1/changes/added"), all);
    let one = get(&db, "/v1/releases/2").await;
    assert_eq!(
        one.at("data/changed_plans"),
        &json!([{"id": "jiangan-2021-2025", "change": "changed"}])
    );
    assert_eq!(one.header("cache-control"), "public, max-age=31536000, immutable");
    for name in ["links/changes", "links/plans", "links/package", "links/self"] {
        let link = one.at(&format!("data/{name}")).as_str().unwrap();
        assert_eq!(get(&db, link).await.status, 200, "{link}");
    }
    let pinned = get(&db, "/v1/releases?release=1").await;
    assert_eq!(pinned.at("page/total"), 1);
    for id in ["3", "0", "01", "x"] {
        let problem = get(&db, &format!("/v1/releases/{id}")).await.problem();
        assert!(problem.starts_with("404 /problems/not-found"), "{problem}");
    }
    let problem = get(&db, "/v1/releases/1?release=2").await.problem();
    assert!(problem.contains("asks for release 2, where the path asks for 1"), "{problem}");
}

#[sqlx::test]
async fn changes_list_each_field_with_both_versions(db: PgPool) {
    two_releases(&db).await;
    let answer = get(&db, "/v1/changes?since=1").await;
    let mut entries = told(&answer);
    entries.sort();
    assert_eq!(entries, ["added 绿化覆盖率", "changed 地区生产总值", "withdrawn =新建口袋公园"]);
    let entries = answer.at("data").as_array().unwrap();
    let changed = entries.iter().find(|entry| entry["change"] == "changed").unwrap();
    assert_eq!(
        changed["fields"],
        json!([{"field": "comparator", "before": "gt", "after": "ge"},
               {"field": "confidence", "before": 0.9, "after": 0.8}])
    );
    assert_eq!(
        (&changed["before"]["value"], &changed["after"]["value"]),
        (&json!(2000), &json!(2000))
    );
    assert_eq!(changed["region"]["name"], "江岸区");
    let added = entries.iter().find(|entry| entry["change"] == "added").unwrap();
    assert_eq!((&added["before"], &added["after"]["year"]), (&json!(null), &json!(2030)));
    let gone = entries.iter().find(|entry| entry["change"] == "withdrawn").unwrap();
    assert_eq!((&gone["after"], &gone["before"]["printed_value"]), (&json!(null), &json!("12")));
}

#[sqlx::test]
async fn changes_are_filtered_and_paged_and_counted_exactly(db: PgPool) {
    two_releases(&db).await;
    for (query, total) in [
        ("since=1&until=1", 0),
        ("since=2", 0),
        ("since=1&indicators=gdp", 1),
        ("since=1&indicators=绿化覆盖率", 1),
        ("since=1&regions=qiaokou", 0),
        ("since=1&kind=actual", 0),
        ("since=1&kind=target&regions=420102", 3),
        ("since=0&until=1&limit=0", 12),
        ("since=0&release=1&limit=0", 12),
    ] {
        let answer = get(&db, &format!("/v1/changes?{query}")).await;
        assert_eq!(answer.status, 200, "{query} {}", answer.text);
        assert_eq!(answer.at("page/total"), total, "{query}");
    }
    let whole = told(&get(&db, "/v1/changes?since=0").await);
    let mut address = "/v1/changes?since=0&limit=4".to_owned();
    let mut paged = Vec::new();
    loop {
        let answer = get(&db, &address).await;
        assert_eq!(answer.at("page/total"), whole.len());
        paged.extend(told(&answer));
        // A load in between changes nothing: the cursor continues between the same releases.
        if paged.len() == 4 {
            load(&db, &[&qiaokou(), &jiangan()]).await;
        }
        let Some(next) = answer.at("links/next").as_str() else { break };
        address = next.to_owned();
    }
    assert_eq!(paged, whole);
}

#[sqlx::test]
async fn changes_as_csv_have_a_row_for_each_field(db: PgPool) {
    two_releases(&db).await;
    let csv = get(&db, "/v1/changes?since=1&format=csv").await;
    let lines: Vec<_> = csv.text.lines().collect();
    assert_eq!(lines.len(), 1 + 4, "{}", csv.text);
    assert!(lines[0].starts_with("region_id,region_code,region_name,indicator_id,indicator_name,kind,plan,label,change,field,before,after,id"));
    assert!(csv.text.contains(",changed,comparator,gt,ge,"), "{}", csv.text);
    assert!(csv.text.contains(",withdrawn,,12个,,"), "{}", csv.text);
    assert!(csv.text.contains(",added,,,48%,"), "{}", csv.text);
}

#[sqlx::test]
async fn changes_require_since(db: PgPool) {
    two_releases(&db).await;
    for (query, detail) in [
        ("", "say since which release"),
        ("?since=-1", "not a whole number"),
        ("?since=3", "later than release 2"),
        ("?since=2&until=1", "later than release 1"),
        ("?since=1&until=9", "no such release; there are 1 to 2"),
        ("?since=1&until=2&release=1", "asks for release 2, where release=1 asks for 1"),
    ] {
        let problem = get(&db, &format!("/v1/changes{query}")).await.problem();
        assert!(problem.starts_with("400 /problems/invalid-parameter"), "{query} {problem}");
        assert!(problem.contains(detail), "{query} {problem}");
    }
}

#[sqlx::test]
async fn a_history_has_one_entry_for_each_content_and_its_releases(db: PgPool) {
    two_releases(&db).await;
    let gdp = get(&db, "/v1/targets?comparator=ge").await;
    let gdp = gdp.at("data/0/id").as_str().unwrap().to_owned();
    let parks = get(&db, "/v1/targets?release=1&q=口袋公园").await;
    let parks = parks.at("data/0/id").as_str().unwrap().to_owned();
    // A third release in which only 硚口区 changes, and a fourth with the first reading of 江岸区.
    let mut other = qiaokou();
    other.target("绿化覆盖率", "green_coverage", "41", "%");
    load(&db, &[&other]).await;
    load(&db, &[&jiangan()]).await;

    let history = get(&db, &format!("/v1/targets/{gdp}/history")).await;
    let stretches = |answer: &Answer| -> Vec<_> {
        let entries = answer.at("data").as_array().unwrap().iter();
        entries.map(|one| (one["from_release"].as_i64(), one["to_release"].as_i64())).collect()
    };
    assert_eq!(stretches(&history), [(Some(1), Some(1)), (Some(2), Some(3)), (Some(4), None)]);
    assert_eq!(
        history.at("data/1/fields/0"),
        &json!({"field": "comparator", "before": "gt", "after": "ge"})
    );
    assert_eq!(history.at("data/0/fields"), &json!([]));

    // The answer as of release 2, independent of later releases.
    let then = get(&db, &format!("/v1/targets/{gdp}/history?release=2")).await;
    assert_eq!(stretches(&then), [(Some(1), Some(1)), (Some(2), None)]);

    let gone = get(&db, &format!("/v1/targets/{parks}/history?release=3")).await;
    assert_eq!(stretches(&gone), [(Some(1), Some(1))]);
    let problem = get(&db, &format!("/v1/targets/{parks}?release=3")).await.problem();
    assert!(problem.starts_with("404 /problems/not-found"), "{problem}");
    assert!(problem.contains("release 1 was the last that had it"), "{problem}");
    for address in
        [format!("/v1/actuals/{gdp}/history"), "/v1/targets/0000000000000000/history".to_owned()]
    {
        assert_eq!(get(&db, &address).await.status, 404, "{address}");
    }
    let csv = get(&db, &format!("/v1/targets/{gdp}/history?format=csv")).await;
    assert_eq!(csv.text.lines().count(), 4, "{}", csv.text);
}

#[sqlx::test]
async fn a_changed_catalogue_makes_a_release_and_a_removed_plan_is_withdrawn(db: PgPool) {
    load_two_districts(&db).await;
    let catalog = Catalog::embedded().unwrap();
    let mut indicators = catalog.indicators.clone();
    for indicator in &mut indicators {
        indicator.definition = Some("新".to_owned());
    }
    let catalog = Catalog::of(catalog.regions.clone(), indicators, catalog.domains.clone());
    load_with(&db, &catalog, &[&jiangan(), &qiaokou()], Options::default()).await.unwrap();
    let prune = Options { prune: true, ..Options::default() };
    load_with(&db, &catalog, &[&jiangan()], prune).await.unwrap();
    let list = get(&db, "/v1/releases").await;
    assert_eq!(list.at("data/1/changes/catalog_changed"), true);
    assert_eq!(list.at("data/1/changes/changed"), 0);
    assert_eq!(list.at("data/0/changes/plans_removed"), 1);
    let withdrawn = get(&db, "/v1/changes?since=2").await;
    assert_eq!(list.at("data/0/changes/withdrawn"), withdrawn.at("page/total"));
    assert!(told(&withdrawn).iter().all(|entry| entry.starts_with("withdrawn ")));
    assert_eq!(get(&db, "/v1/changes?since=1&until=2").await.at("page/total"), 0);
}

//! `/v1/resolve`: names in any spelling lead to their ids; an ambiguous name has several candidates.

use crate::support::districts::load_two_districts;
use crate::support::http::{Answer, get};
use sqlx::PgPool;

/// `type id how matched score` of each candidate.
fn candidates(answer: &Answer) -> Vec<String> {
    let word = |found: &serde_json::Value, name: &str| found[name].as_str().unwrap().to_owned();
    let list = answer.at("data").as_array().unwrap_or_else(|| panic!("{}", answer.text));
    list.iter()
        .map(|found| {
            let [kind, id, how, matched] =
                ["type", "id", "how", "matched"].map(|name| word(found, name));
            format!("{kind} {id} {how} {matched} {}", found["score"])
        })
        .collect()
}

fn warnings(answer: &Answer) -> Vec<&str> {
    answer
        .at("warnings")
        .as_array()
        .unwrap()
        .iter()
        .map(|told| told["code"].as_str().unwrap())
        .collect()
}

#[sqlx::test]
async fn a_name_an_abbreviation_and_a_code_are_resolved_in_one_call(db: PgPool) {
    load_two_districts(&db).await;
    let answer = get(&db, "/v1/resolve?q=汉南%7CGDP%7C420113&limit=1").await;
    assert_eq!(
        candidates(&answer),
        ["region wedz alias 汉南 1.0", "indicator gdp id gdp 1.0", "region wedz code 420113 0.95"]
    );
    for (at, query) in ["汉南", "GDP", "420113"].into_iter().enumerate() {
        assert_eq!(answer.at(&format!("data/{at}/query")), query);
    }
    // The code belongs to 汉南 only, and the answer says so.
    let note = answer.at("data/2/code/note").as_str().unwrap();
    assert!(note.starts_with("Covers 汉南区 only"), "{note}");
    assert_eq!(answer.at("data/2/within"), "wuhan");
    let link = answer.at("data/0/link").as_str().unwrap();
    assert_eq!(get(&db, link).await.at("data/id"), "wedz");
}

#[sqlx::test]
async fn every_spelling_of_a_name_leads_to_the_same_entry(db: PgPool) {
    load_two_districts(&db).await;
    for (spellings, id) in [
        (&["汉南区", "漢南區", "Hannan%20District", "hannan+district"][..], "wedz"),
        (&["GDP", "ＧＤＰ", "地区生产总值", "地區生產總值", "gdp"], "gdp"),
        (&["PM2.5", "pm25", "ＰＭ２.５"], "pm25"),
        (&["江岸", "武漢市江岸區", "420102"], "jiangan"),
        (&["绿色生态", "ecology"], "ecology"),
        (&["jiangan-2021-2025"], "jiangan-2021-2025"),
    ] {
        for spelling in spellings {
            let answer = get(&db, &format!("/v1/resolve?q={spelling}")).await;
            assert_eq!(answer.at("data/0/id"), id, "{spelling}: {}", answer.text);
            assert_eq!(answer.at("data/0/score"), 1.0, "{spelling}");
            assert!(!warnings(&answer).contains(&"no_exact_match"), "{spelling}");
        }
    }
}

#[sqlx::test]
async fn similar_names_are_listed_with_their_differences_and_none_is_selected(db: PgPool) {
    load_two_districts(&db).await;
    let answer = get(&db, "/v1/resolve?q=失业率&type=indicator").await;
    let ids: Vec<&str> = answer
        .at("data")
        .as_array()
        .unwrap()
        .iter()
        .map(|found| found["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["unemployment_surveyed", "unemployment_registered"]);
    for (at, other) in [(0, "unemployment_registered"), (1, "unemployment_surveyed")] {
        assert_eq!(answer.at(&format!("data/{at}/distinct_from/0/id")), other);
        assert!(answer.at(&format!("data/{at}/score")).as_f64().unwrap() < 1.0);
    }
    assert_eq!(warnings(&answer), ["no_exact_match"]);
    assert_eq!(warnings(&get(&db, "/v1/resolve?q=qqqqqq").await), ["no_candidate"]);
    let near = get(&db, "/v1/resolve?q=qiaoku&type=region").await;
    assert_eq!(near.at("data/0/how"), "near");
    assert_eq!(near.at("data/0/id"), "qiaokou");
    let many = get(&db, "/v1/resolve?q=4201&type=region&limit=2").await;
    assert_eq!(warnings(&many), ["no_exact_match", "more_candidates"]);
    assert_eq!(many.at("data/1/how"), "prefix");
}

#[sqlx::test]
async fn types_limit_the_candidates_and_csv_has_the_same(db: PgPool) {
    load_two_districts(&db).await;
    let all = get(&db, "/v1/resolve?q=江岸").await;
    let kinds: Vec<&str> = all
        .at("data")
        .as_array()
        .unwrap()
        .iter()
        .map(|found| found["type"].as_str().unwrap())
        .collect();
    assert_eq!(kinds.first(), Some(&"region"));
    let csv = get(&db, "/v1/resolve?q=420113&type=region&format=csv").await;
    let mut reader = csv::Reader::from_reader(csv.text.as_bytes());
    let record = reader.records().next().unwrap().unwrap();
    assert_eq!([&record[1], &record[2], &record[7]], ["region", "wedz", "420113"]);
    assert!(record[10].starts_with("Covers"), "{record:?}");
}

#[sqlx::test]
async fn a_question_without_words_is_refused(db: PgPool) {
    load_two_districts(&db).await;
    let told = async |query: &str| get(&db, &format!("/v1/resolve{query}")).await.problem();
    assert!(told("").await.contains("say what to resolve"));
    assert!(told("?q=%7C").await.contains("nothing in it to look for"));
    assert!(told("?q=a&type=city").await.contains("allowed"));
    let many = vec!["a"; 51].join("%7C");
    assert!(told(&format!("?q={many}")).await.contains("51 words; at most 50"));
}

//! `/v1/search`: hits, their marked words, their order, and pages.

use crate::support::committed::load_plans;
use crate::support::districts::{jiangan, load_two_districts, qiaokou};
use crate::support::http::{Answer, get};
use crate::support::plans::Doc;
use plan_targets::catalog::Catalog;
use plan_targets::ingest::{self, Options};
use plan_targets::store;
use serde_json::Value;
use sqlx::PgPool;

fn hits(answer: &Answer) -> &Vec<Value> {
    answer.at("data").as_array().unwrap_or_else(|| panic!("{}", answer.text))
}

fn total(answer: &Answer) -> u64 {
    answer.at("page/total").as_u64().unwrap_or_else(|| panic!("{}", answer.text))
}

/// `type field snippet with the words [in brackets] score`, for the best match of each hit.
fn shown(answer: &Answer) -> Vec<String> {
    let one = |hit: &Value| {
        let best = &hit["matches"][0];
        let start = best["start"].as_u64().unwrap();
        let mut text = String::new();
        for (at, sign) in (start..).zip(best["snippet"].as_str().unwrap().chars()) {
            for stretch in best["highlights"].as_array().unwrap() {
                text.extend((stretch[0] == at).then_some('['));
                text.extend((stretch[1] == at).then_some(']'));
            }
            text.push(sign);
        }
        let end = start + best["snippet"].as_str().unwrap().chars().count() as u64;
        let closes = best["highlights"].as_array().unwrap().iter().any(|stretch| stretch[1] == end);
        text.extend(closes.then_some(']'));
        format!(
            "{} {} {text} {}",
            hit["type"].as_str().unwrap(),
            best["field"].as_str().unwrap(),
            hit["score"]
        )
    };
    hits(answer).iter().map(one).collect()
}

#[sqlx::test]
async fn unknown_words_are_searched_by_the_name_they_resolve_to(db: PgPool) {
    load_plans(&db).await;
    for (words, name) in [
        ("城镇失业率", "城镇调查失业率"),
        ("人均绿地", "人均公园绿地面积"),
        ("per-capita green space", "人均公园绿地面积"),
    ] {
        let answer = get(&db, &format!("/v1/search?q={}", words.replace(' ', "%20"))).await;
        assert!(total(&answer) > 0, "{words}: {}", answer.text);
        assert_eq!(answer.at("warnings/0/code"), "other_name", "{words}");
        let message = answer.at("warnings/0/message").as_str().unwrap();
        assert!(message.contains(name), "{words}: {message}");
    }
    let answer = get(&db, "/v1/search?q=绿化").await;
    assert_eq!(answer.at("warnings"), &serde_json::json!([]));
}

#[sqlx::test]
async fn words_of_two_characters_are_found_with_the_best_places_first(db: PgPool) {
    load_two_districts(&db).await;
    let answer = get(&db, "/v1/search?q=绿化").await;
    assert_eq!(
        shown(&answer),
        ["actual label [绿化]覆盖率 0.95", "target label [绿化]覆盖率 0.95"]
    );
    assert_eq!(answer.at("data/0/region/id"), "jiangan");
    assert_eq!(answer.at("data/0/indicator/id"), "green_coverage");
    let link = answer.at("data/1/link").as_str().unwrap();
    assert_eq!(get(&db, link).await.at("data/id"), answer.at("data/1/id"));
    let answer = get(&db, "/v1/search?q=绿地").await;
    assert_eq!(shown(&answer), ["target label 新增公园[绿地] 0.85"]);
    let answer = get(&db, "/v1/search?q=发展目标&type=section").await;
    assert_eq!(shown(&answer), ["section section_title [发展目标] 0.58"; 2]);
}

#[sqlx::test]
async fn traditional_full_width_and_latin_words_find_the_same(db: PgPool) {
    load_plans(&db).await;
    for (one, others) in [
        ("绿化", &["綠化", "++綠化+"][..]),
        ("GDP", &["ＧＤＰ", "gdp"]),
        ("PM2.5", &["ＰＭ２．５", "pm2.5", "PM_%7B2.5%7D"]),
    ] {
        let expected = get(&db, &format!("/v1/search?q={one}&limit=50")).await;
        assert!(total(&expected) > 5, "{one}: {}", expected.text);
        for other in others {
            let answer = get(&db, &format!("/v1/search?q={other}&limit=50")).await;
            assert_eq!(answer.at("data"), expected.at("data"), "{other}");
            assert_eq!(total(&answer), total(&expected));
        }
    }
}

#[sqlx::test]
async fn every_hit_has_every_word_and_marks_it(db: PgPool) {
    load_plans(&db).await;
    for query in ["绿化", "增长", "率", "人均 收入", "GDP", "就业 城镇", "PM2.5"] {
        let answer = get(&db, &format!("/v1/search?q={}&limit=500", query.replace(' ', "+"))).await;
        assert!(total(&answer) > 0, "{query}");
        for hit in hits(&answer) {
            for word in query.split(' ').map(store::search::fold) {
                let marked = hit["matches"].as_array().unwrap().iter().any(|field| {
                    let (snippet, start) =
                        (field["snippet"].as_str().unwrap(), field["start"].as_u64().unwrap());
                    field["highlights"].as_array().unwrap().iter().any(|stretch| {
                        let place = |at: usize| stretch[at].as_u64().unwrap() - start;
                        let text: String = snippet
                            .chars()
                            .skip(usize::try_from(place(0)).unwrap())
                            .take(usize::try_from(place(1) - place(0)).unwrap())
                            .collect();
                        store::search::fold(&text).contains(&word)
                    })
                });
                assert!(marked, "{query} {word} {hit}");
            }
        }
    }
}

#[sqlx::test]
async fn the_number_of_hits_equals_that_of_a_full_scan(db: PgPool) {
    load_plans(&db).await;
    for query in ["绿化", "增长", "率", "人均 收入", "gdp", "%", "2025年"] {
        let words: Vec<String> = query.split(' ').map(store::search::fold).collect();
        let like: Vec<String> =
            words.iter().map(|word| format!("%{}%", word.replace('%', "\\%"))).collect();
        let mut counted = 0;
        for table in ["observation", "section"] {
            let sql = format!("select count(*) from {table} where search_text like all($1)");
            let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
                .bind(&like)
                .fetch_one(&db)
                .await
                .unwrap();
            counted += count.unsigned_abs();
        }
        let wire = query.replace('%', "%25").replace(' ', "+");
        let answer = get(&db, &format!("/v1/search?q={wire}&limit=0")).await;
        assert_eq!(total(&answer), counted, "{query}");
        assert!(hits(&answer).is_empty());
    }
}

#[sqlx::test]
async fn hits_whose_label_is_closer_to_the_words_come_first(db: PgPool) {
    load_plans(&db).await;
    let answer = get(&db, "/v1/search?q=地区生产总值&limit=500").await;
    let scores: Vec<f64> = hits(&answer).iter().map(|hit| hit["score"].as_f64().unwrap()).collect();
    assert!(scores.is_sorted_by(|one, other| one >= other), "{scores:?}");
    assert!(scores[0] > 0.99 && *scores.last().unwrap() < 0.9, "{scores:?}");
    for (hit, score) in hits(&answer).iter().zip(&scores) {
        let best = &hit["matches"][0];
        let label = (best["field"] == "label").then(|| best["snippet"].as_str().unwrap());
        assert_eq!(*score > 0.99, label == Some("地区生产总值"), "{hit}");
        let begins = label.is_some_and(|label| label.starts_with("地区生产总值"));
        assert_eq!(*score > 0.9, begins, "{hit}");
    }
}

#[sqlx::test]
async fn all_words_must_occur_though_in_different_fields(db: PgPool) {
    load_two_districts(&db).await;
    let answer = get(&db, "/v1/search?q=绿化+发展目标").await;
    assert_eq!(total(&answer), 2, "{}", answer.text);
    let fields: Vec<&Value> = answer
        .at("data/0/matches")
        .as_array()
        .unwrap()
        .iter()
        .map(|found| &found["field"])
        .collect();
    assert_eq!(fields, ["label", "section_title"]);
    assert_eq!(total(&get(&db, "/v1/search?q=绿化+硚口").await), 0);
    // Adjacent words rank before the same words apart.
    let together = get(&db, "/v1/search?q=公园+绿地").await;
    let apart = get(&db, "/v1/search?q=绿地+公园").await;
    assert_eq!(together.at("data/0/score"), 0.86, "{}", together.text);
    assert_eq!(apart.at("data/0/score"), 0.82);
}

#[sqlx::test]
async fn filters_keep_only_matching_hits(db: PgPool) {
    load_plans(&db).await;
    let all = total(&get(&db, "/v1/search?q=率&limit=0").await);
    for (filter, field, value) in [
        ("regions=420102", "region/id", "jiangan"),
        ("indicators=绿化覆盖率", "indicator/id", "green_coverage"),
        ("type=section", "type", "section"),
        ("type=actual", "type", "actual"),
        ("period=2016-2020", "period", "2016-2020"),
    ] {
        let answer = get(&db, &format!("/v1/search?q=率&limit=500&{filter}")).await;
        let found = total(&answer);
        assert!(found > 0 && found < all, "{filter}: {found} of {all}");
        for hit in hits(&answer) {
            assert_eq!(hit.pointer(&format!("/{field}")).unwrap(), value, "{filter}");
        }
    }
    let table = total(&get(&db, "/v1/search?q=率&limit=0&origin=table").await);
    let prose = total(&get(&db, "/v1/search?q=率&limit=0&origin=prose").await);
    let rows = total(&get(&db, "/v1/search?q=率&limit=0&type=target,actual").await);
    assert_eq!(table + prose, rows);
    let ecology = get(&db, "/v1/search?q=率&domains=ecology&limit=500").await;
    assert!(total(&ecology) > 0);
    assert!(hits(&ecology).iter().all(|hit| hit["indicator"].is_object()));
}

#[sqlx::test]
async fn pages_contain_every_hit_and_stay_in_their_release(db: PgPool) {
    load_plans(&db).await;
    let whole = get(&db, "/v1/search?q=增长&limit=500").await;
    let expected: Vec<&Value> = hits(&whole).iter().collect();
    assert!(expected.len() > 30);
    let mut address = format!("/v1/search?q=增长&limit={}", expected.len() / 3);
    let (mut seen, mut pages) = (Vec::new(), 0);
    loop {
        let page = get(&db, &address).await;
        assert_eq!(total(&page), expected.len() as u64);
        seen.extend(hits(&page).clone());
        pages += 1;
        let Some(next) = page.at("links/next").as_str() else { break };
        address = next.to_owned();
    }
    assert!((3..=4).contains(&pages), "{pages}");
    assert_eq!(seen.iter().collect::<Vec<_>>(), expected);
    // A cursor for other words is refused.
    let first = get(&db, "/v1/search?q=增长&limit=5").await;
    let cursor = first.at("page/next").as_str().unwrap();
    let other = get(&db, &format!("/v1/search?q=绿化&limit=5&cursor={cursor}")).await;
    assert!(other.problem().starts_with("400 /problems/invalid-cursor"), "{}", other.text);
    let csv = get(&db, "/v1/search?q=增长&limit=5&format=csv").await;
    let mut reader = csv::Reader::from_reader(csv.text.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), 5);
    for (record, hit) in records.iter().zip(hits(&first)) {
        assert_eq!(hit["id"], record[17], "{record:?}");
        assert_eq!(hit["matches"][0]["snippet"], record[10]);
    }
}

#[sqlx::test]
async fn a_search_without_usable_words_is_refused(db: PgPool) {
    load_two_districts(&db).await;
    let told = async |query: &str| get(&db, &format!("/v1/search{query}")).await.problem();
    assert!(told("").await.contains("say what to look for"));
    assert!(told("?q=_").await.contains("nothing in it to look for"));
    assert!(told("?q=a+b+c+d+e+f+g+h+i+j+k").await.contains("11 words; at most 10"));
    assert!(told("?q=a&type=row").await.contains("allowed"));
    assert!(told("?q=a&limit=501").await.contains("limit"));
    assert_eq!(total(&get(&db, "/v1/search?q=%27%3b--%25_%5c").await), 0);
}

/// Two districts with whole texts.
fn with_texts(dir: &std::path::Path) -> Vec<Doc> {
    let docs = [jiangan(), qiaokou()].map(Doc::with_its_text);
    for doc in &docs {
        std::fs::write(dir.join(&doc.plan.source.file), &doc.text).unwrap();
    }
    docs.into()
}

async fn load_texts(db: &PgPool, docs: &[Doc], store_texts: bool) -> ingest::Report {
    let dir = std::env::temp_dir().join(format!("plan-targets-texts-{}", std::process::id()));
    std::fs::create_dir_all(&dir).unwrap();
    for doc in docs {
        std::fs::write(dir.join(&doc.plan.source.file), &doc.text).unwrap();
    }
    let catalog = Catalog::embedded().unwrap();
    let files = docs.iter().map(Doc::file).collect();
    let checked = ingest::checked(files, Some(&dir), &catalog, &|_| {}).unwrap();
    let options = Options { store_texts, ..Options::default() };
    let report = ingest::load(db, &catalog, checked, options, &|_| {}).await.unwrap();
    std::fs::remove_dir_all(&dir).unwrap();
    report
}

#[sqlx::test]
async fn whole_texts_are_searched_line_by_line_from_the_release_that_stored_them(db: PgPool) {
    let dir = std::env::temp_dir().join(format!("plan-targets-docs-{}", std::process::id()));
    std::fs::create_dir_all(&dir).unwrap();
    let docs = with_texts(&dir);
    std::fs::remove_dir_all(&dir).unwrap();
    let report = load_texts(&db, &docs, false).await;
    assert_eq!((report.release, report.texts_stored), (1, 0));
    let query = "/v1/search?q=國民經濟&type=line";
    let without = get(&db, query).await;
    assert_eq!((total(&without), without.at("warnings/0/code")), (0, &"no_texts".into()));

    let report = load_texts(&db, &docs, true).await;
    assert_eq!((report.release, report.texts_stored), (2, 2));
    let answer = get(&db, query).await;
    assert_eq!(total(&answer), 2, "{}", answer.text);
    assert_eq!(
        shown(&answer)[0],
        "line line jiangan[国民经济]和社会发展第十四个五年规划和2035年远景目标纲要 0.24"
    );
    assert_eq!(answer.at("data/0/line"), 1);
    assert_eq!(answer.at("data/0/document"), docs[0].plan.source.sha256.as_str());
    assert_eq!(answer.at("warnings"), &serde_json::json!([]));
    // The texts are stored once; their lines make no new release.
    let report = load_texts(&db, &docs, true).await;
    assert!(!report.new_release);
    let line = get(&db, "/v1/search?q=口袋公园").await;
    assert_eq!(
        shown(&line),
        ["target label =新建[口袋公园] 0.86", "line line =新建[口袋公园]12个 0.24"]
    );
}

#[sqlx::test]
async fn texts_folded_by_an_older_program_are_folded_again(db: PgPool) {
    load_two_districts(&db).await;
    let before = get(&db, "/v1/search?q=绿化").await;
    let counted = get(&db, "/v1/targets?q=绿&limit=0").await;
    sqlx::raw_sql(
        "update observation set search_text = 'old', search_grams = '{old}';
         update section set search_text = '', search_grams = '{}';
         update revision set search_fold = 1",
    )
    .execute(&db)
    .await
    .unwrap();
    assert_eq!(total(&get(&db, "/v1/search?q=绿化").await), 0);
    store::migrate(&db).await.unwrap();
    let after = get(&db, "/v1/search?q=绿化").await;
    assert_eq!(after.at("data"), before.at("data"));
    assert_eq!(after.at("meta/release/id"), 1);
    let again = get(&db, "/v1/targets?q=绿&limit=0").await;
    assert_eq!((total(&counted), total(&again)), (2, 2));
    assert_eq!(total(&get(&db, "/v1/search?q=发展目标&type=section").await), 2);
}

//! `/v1/targets` and `/v1/actuals`: rows, filters, order, pages, CSV, evidence.

use crate::support::districts::{load, load_two_districts, qiaokou};
use crate::support::http::{Answer, get, get_with};
use serde_json::json;
use sqlx::PgPool;

/// `region label value` of each row.
fn rows(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, 200, "{}", answer.text);
    let rows = answer.at("data").as_array().expect("rows");
    let word = |value: &serde_json::Value| value.to_string().replace('"', "");
    rows.iter()
        .map(|row| {
            format!("{} {} {}", word(&row["region"]["id"]), word(&row["label"]), row["value"])
        })
        .collect()
}

#[sqlx::test]
async fn a_row_has_the_published_shape(db: PgPool) {
    load_two_districts(&db).await;
    let answer = get(&db, "/v1/targets?regions=jiangan&indicators=gdp&comparator=gt").await;
    let mut row = answer.at("data/0").clone();
    assert!(row["id"].as_str().is_some_and(|id| id.len() == 16));
    assert_eq!(row["evidence"]["document"].as_str().map(str::len), Some(64));
    row["id"] = json!("…");
    row["evidence"]["document"] = json!("…");
    // Compared as text: the order of fields is published too, and 2000 differs from 2000.0.
    assert_eq!(
        row.to_string(),
        json!({
            "id": "…", "kind": "target",
            "region": {"id": "jiangan", "name": "江岸区", "code": "420102"},
            "indicator": {"id": "gdp", "name": "地区生产总值"},
            "label": "地区生产总值", "period": "2021-2025", "year": 2025,
            "value": 2000, "value_high": null, "unit": "亿元", "unit_name": "亿元",
            "comparator": "gt", "measure": "level", "attribute": null, "status": "stated",
            "since": null, "direction": null,
            "printed": {"value": "0.2", "value_high": null, "unit": "万亿元", "text": null},
            "evidence": {"document": "…", "document_id": "jiangan-2021-2025", "line": 6,
                         "section": "1.1", "table": null,
                         "quote": "地区生产总值突破0.2万亿元", "rule": "test",
                         "confidence": 0.9, "flags": []},
        })
        .to_string()
    );
    assert_eq!(answer.at("page/total"), 1);
    assert_eq!(answer.at("meta/release/id"), 1);
    assert_eq!(
        answer.at("meta/filters"),
        &json!({"regions": ["jiangan"], "indicators": ["gdp"], "comparator": ["gt"]})
    );
    assert_eq!(answer.at("warnings"), &json!([]));
}

#[sqlx::test]
async fn ids_codes_names_and_aliases_ask_for_the_same(db: PgPool) {
    load_two_districts(&db).await;
    let by_id = get(&db, "/v1/targets?regions=qiaokou&indicators=gdp").await;
    assert_eq!(rows(&by_id), ["qiaokou 地区生产总值 1200", "qiaokou 地区生产总值 7.5"]);
    for query in [
        "regions=420104&indicators=GDP",
        "regions=硚口区&indicators=地区生产总值",
        "regions=qiaokou,420104,硚口&indicators=gdp",
    ] {
        let answer = get(&db, &format!("/v1/targets?{query}")).await;
        assert_eq!(answer.json, by_id.json, "{query}");
    }
}

#[sqlx::test]
async fn each_filter_narrows(db: PgPool) {
    load_two_districts(&db).await;
    for (query, total) in [
        ("", 8),
        ("regions=jiangan", 5),
        ("indicators=gdp", 4),
        ("domains=ecology", 2),
        ("domains=ecology,economy", 6),
        ("domains=ecology&indicators=gdp", 0),
        ("year=2025", 7),
        ("year=2020", 0),
        ("year=2020..2026", 7),
        ("year_min=2026", 0),
        ("year_max=2025", 7),
        ("period=2021-2025", 8),
        ("period=2016-2020", 0),
        ("measure=annual_growth", 1),
        ("measure=annual_growth,cumulative", 3),
        ("attribute=binding", 2),
        ("status=delegated", 1),
        ("comparator=approx,gt", 2),
        ("origin=prose", 4),
        ("min=1600", 2),
        ("min=1600&max=1600", 1),
        ("max=12", 2),
        ("q=绿", 2),
        ("q=公园", 2),
        ("q=口袋 公园", 1),
        ("q=ＰＭ2.5", 1),
        ("q=发展目标", 8),
        ("q=PM%25", 0),
    ] {
        let answer = get(&db, &format!("/v1/targets?{}", query.replace(' ', "%20"))).await;
        assert_eq!(answer.at("page/total"), total, "{query}: {}", answer.text);
        assert_eq!(rows(&answer).len(), total, "{query}");
    }
    assert_eq!(get(&db, "/v1/actuals").await.at("page/total"), 4);
}

#[sqlx::test]
async fn words_have_a_status_instead_of_a_value(db: PgPool) {
    load_two_districts(&db).await;
    let answer = get(&db, "/v1/targets?indicators=pm25").await;
    assert_eq!(answer.at("data/0/value"), &json!(null));
    assert_eq!(answer.at("data/0/status"), "delegated");
    assert_eq!(answer.at("data/0/printed/text"), "完成市下达目标");
    assert_eq!(answer.at("data/0/printed/value"), &json!(null));
}

#[sqlx::test]
async fn rows_are_sorted_and_those_without_the_key_come_last(db: PgPool) {
    load_two_districts(&db).await;
    let order = async |sort: &str, field: &str| -> Vec<String> {
        let answer = get(&db, &format!("/v1/targets?sort={sort}")).await;
        let data = answer.at("data").as_array().expect("rows").clone();
        data.iter().map(|row| row.pointer(field).unwrap_or(&json!(null)).to_string()).collect()
    };
    assert_eq!(
        order("value", "/value").await,
        ["7.5", "12", "30", "46.7", "1200", "1600", "2000", "null"]
    );
    assert_eq!(
        order("-value", "/value").await,
        ["2000", "1600", "1200", "46.7", "30", "12", "7.5", "null"]
    );
    assert_eq!(order("-year", "/year").await.last().unwrap(), "null");
    assert_eq!(order("-region", "/region/id").await[0], "\"qiaokou\"");
    assert_eq!(
        order("indicator", "/indicator/id").await[4..],
        ["\"green_coverage\"", "\"pm25\"", "null", "null"]
    );
    assert_eq!(order("-indicator", "/indicator/id").await[0], "\"pm25\"");
    assert_eq!(order("line", "/evidence/line").await, ["3", "3", "4", "4", "5", "5", "6", "7"]);
    assert_eq!(order("label", "/label").await[0], "\"=新建口袋公园\"");
}

#[sqlx::test]
async fn pages_in_every_order_contain_each_row_once(db: PgPool) {
    load_two_districts(&db).await;
    for sort in ["region", "indicator", "year", "value", "line", "label"] {
        for sign in ["", "-"] {
            let whole = rows(&get(&db, &format!("/v1/targets?sort={sign}{sort}")).await);
            let mut paged = Vec::new();
            let mut address = format!("/v1/targets?sort={sign}{sort}&limit=3");
            loop {
                let answer = get(&db, &address).await;
                assert_eq!(answer.at("page/total"), 8);
                assert_eq!(answer.at("page/limit"), 3);
                // The canonical form leaves out default values.
                assert_eq!(answer.at("links/self"), &address.replace("sort=region&", ""));
                paged.extend(rows(&answer));
                let Some(next) = answer.at("links/next").as_str() else { break };
                assert!(answer.header("link").contains(&format!("<{next}>; rel=\"next\"")));
                address = next.to_owned();
            }
            assert_eq!(paged, whole, "{sign}{sort}");
        }
    }
}

#[sqlx::test]
async fn a_limit_of_zero_returns_the_count(db: PgPool) {
    load_two_districts(&db).await;
    let answer = get(&db, "/v1/targets?limit=0").await;
    assert_eq!(answer.at("page"), &json!({"limit": 0, "count": 0, "total": 8, "next": null}));
    assert_eq!(answer.at("data"), &json!([]));
}

#[sqlx::test]
async fn pages_stay_in_the_release_of_the_first_one(db: PgPool) {
    load_two_districts(&db).await;
    let first = get(&db, "/v1/targets?limit=5").await;
    let mut changed = qiaokou();
    changed.plan.observations.truncate(2);
    load(&db, &[&changed]).await;
    assert_eq!(get(&db, "/v1/targets").await.at("page/total"), 6);
    let second = get(&db, first.at("links/next").as_str().unwrap()).await;
    assert_eq!(second.at("page/total"), 8);
    assert_eq!(second.at("meta/release/id"), 1);
    assert_eq!(rows(&second).len(), 3);
}

#[sqlx::test]
async fn a_cursor_that_does_not_fit_is_refused(db: PgPool) {
    load_two_districts(&db).await;
    let first = get(&db, "/v1/targets?limit=2").await;
    let cursor = first.at("page/next").as_str().unwrap().to_owned();
    let mut tampered = cursor.clone();
    tampered.replace_range(10..11, if &cursor[10..11] == "A" { "B" } else { "A" });
    // The size of the page and its format may change, nothing else.
    assert_eq!(
        get(&db, &format!("/v1/targets?limit=5&format=csv&cursor={cursor}")).await.status,
        200
    );
    for address in [
        "/v1/targets?cursor=nonsense".to_owned(),
        "/v1/targets?cursor=%F0%9F%98%80".to_owned(),
        format!("/v1/targets?cursor={}", "A".repeat(10_000)),
        format!("/v1/targets?cursor={tampered}"),
        format!("/v1/targets?regions=jiangan&cursor={cursor}"),
        format!("/v1/targets?sort=-value&cursor={cursor}"),
        format!("/v1/actuals?cursor={cursor}"),
    ] {
        let answer = get(&db, &address).await;
        assert_eq!(answer.status, 400, "{address}");
        assert!(answer.problem().starts_with("400 /problems/invalid-cursor"), "{address}");
    }
}

#[sqlx::test]
async fn unknown_values_are_refused_with_the_nearest_known(db: PgPool) {
    load_two_districts(&db).await;
    for (query, detail) in [
        ("region=qiaokou", "unknown-parameter unknown parameter `region`: did you mean `regions`?"),
        (
            "indicators=gpd",
            "invalid-parameter `indicators=gpd`: no indicator has this id or name: did you mean `gdp`?",
        ),
        (
            "regions=qiaoko",
            "invalid-parameter `regions=qiaoko`: no region has this id, code or name: did you mean `qiaokou`?",
        ),
        ("regions=", "invalid-parameter `regions=`: empty; leave the parameter out to ask for all"),
        (
            "regions=jiangan,,qiaokou",
            "invalid-parameter `regions=jiangan,,qiaokou`: an empty value between commas",
        ),
        (
            "regions=jiangan&regions=qiaokou",
            "invalid-parameter `regions=jiangan`: given 2 times; it may be given once, values separated by commas",
        ),
        ("limit=-1", "invalid-parameter `limit=-1`: not a whole number from 0 to 5000"),
        ("limit=5001", "invalid-parameter `limit=5001`: not a whole number from 0 to 5000"),
        (
            "year=2025..2020",
            "invalid-parameter `year=2025..2020`: not a year from 1949 to 2100, nor years from..to",
        ),
        (
            "year_min=2025&year_max=2020",
            "invalid-parameter `year_min=2025`: greater than year_max=2020",
        ),
        ("period=2021", "invalid-parameter `period=2021`: not a period; write 2021-2025"),
        ("min=ten", "invalid-parameter `min=ten`: not a decimal number of at most 28 digits"),
        ("min=2&max=1", "invalid-parameter `min=2`: greater than max=1"),
        (
            "sort=-valu",
            "invalid-parameter `sort=-valu`: not something rows can be ordered by: did you mean `-value`?",
        ),
        (
            "status=stat",
            "invalid-parameter `status=stat`: not one of the allowed values: did you mean `stated`?",
        ),
        (
            "domains=ecolgy",
            "invalid-parameter `domains=ecolgy`: not one of the allowed values: did you mean `ecology`?",
        ),
        ("q=%01", "invalid-parameter `q=\u{1}`: nothing in it to look for"),
        ("bom=yes", "invalid-parameter `bom=yes`: neither true nor false; allowed are true, false"),
        (
            "format=xml",
            "not-acceptable `format=xml`: not served here; allowed are json, csv, ndjson, xlsx, parquet, application/json, text/csv, application/x-ndjson, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, application/vnd.apache.parquet",
        ),
    ] {
        let problem = get(&db, &format!("/v1/targets?{query}")).await.problem();
        assert_eq!(problem[4..].strip_prefix("/problems/"), Some(detail), "{query}");
    }
}

#[sqlx::test]
async fn all_faults_of_a_request_are_named_at_once(db: PgPool) {
    load_two_districts(&db).await;
    let answer = get(&db, "/v1/targets?region=x&limit=-1&indicators=gdp,nonsense,gpd").await;
    let wrong: Vec<_> =
        answer.at("errors").as_array().unwrap().iter().map(|error| &error["parameter"]).collect();
    assert_eq!(wrong, ["region", "indicators", "indicators", "limit"]);
    assert_eq!(
        answer.at("errors/0"),
        &json!({"parameter": "region", "value": null, "reason": "unknown parameter", "nearest": "regions"})
    );
}

#[sqlx::test]
async fn a_huge_list_is_refused_in_few_words(db: PgPool) {
    load_two_districts(&db).await;
    let list = "jiangan,".repeat(3000);
    let answer = get(&db, &format!("/v1/targets?regions={}", list.trim_end_matches(','))).await;
    assert!(answer.problem().contains("3000 values; at most 500"), "{}", answer.text);
    assert!(answer.text.len() < 2000);
    let unknown = (0..500).map(|n| format!("x{n}")).collect::<Vec<_>>().join(",");
    let answer = get(&db, &format!("/v1/targets?regions={unknown}")).await;
    assert_eq!(answer.status, 400);
    assert!(answer.text.len() < 8000, "{}", answer.text.len());
}

#[sqlx::test]
async fn csv_has_the_same_rows_in_fixed_columns(db: PgPool) {
    load_two_districts(&db).await;
    let json = get(&db, "/v1/targets").await;
    let csv = get(&db, "/v1/targets?format=csv").await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8; header=present");
    assert_eq!(csv.header("content-disposition"), "attachment; filename=\"targets-release1.csv\"");
    assert_eq!(csv.header("x-total-count"), "8");
    let mut reader = csv::Reader::from_reader(csv.text.as_bytes());
    assert_eq!(
        reader.headers().unwrap().iter().collect::<Vec<_>>().join(","),
        "region_id,region_code,region_name,indicator_id,indicator_name,kind,period,year,value,value_high,unit,\
         comparator,measure,status,attribute,label,printed_value,printed_value_high,printed_unit,printed_text,\
         document,line,section,table,quote,rule,confidence,flags,id,release,since,\
         direction,document_id,unit_name"
    );
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let data = json.at("data").as_array().unwrap();
    assert_eq!(records.len(), data.len());
    for (record, row) in records.iter().zip(data) {
        assert_eq!(&record[0], row["region"]["id"]);
        assert_eq!(record[8], row["value"].as_number().map_or(String::new(), ToString::to_string));
        assert_eq!(&record[28], row["id"]);
        assert_eq!(&record[29], "1");
        // No cell is a formula for a spreadsheet.
        assert!(record.iter().all(|cell| !cell.starts_with(['=', '+', '@'])), "{record:?}");
    }
    assert!(csv.text.contains("'=新建口袋公园,"), "{}", csv.text);
}

#[sqlx::test]
async fn accept_selects_csv_and_format_overrides_it(db: PgPool) {
    load_two_districts(&db).await;
    let accept = [("accept", "text/csv")];
    let answer = get_with(&db, "/v1/targets?bom=true&limit=3", &accept).await;
    assert!(answer.text.starts_with("\u{feff}region_id,"));
    assert!(answer.header("link").contains("bom=true"), "{}", answer.header("link"));
    let answer = get_with(&db, "/v1/targets?format=json", &accept).await;
    assert_eq!(answer.header("content-type"), "application/json");
    let vary: Vec<_> = answer.headers.get_all("vary").iter().collect();
    assert!(vary.iter().any(|vary| vary.as_bytes().starts_with(b"accept,")), "{vary:?}");
}

#[sqlx::test]
async fn the_csv_link_of_a_page_leads_to_the_same_page(db: PgPool) {
    load_two_districts(&db).await;
    let first = get(&db, "/v1/targets?limit=3").await;
    let second = get(&db, first.at("links/next").as_str().unwrap()).await;
    let csv = get(&db, second.at("links/csv").as_str().unwrap()).await;
    let id = second.at("data/0/id").as_str().unwrap();
    assert!(csv.text.lines().nth(1).unwrap().contains(id), "{}", csv.text);
}

#[sqlx::test]
async fn a_row_is_found_by_its_id_and_kind(db: PgPool) {
    load_two_districts(&db).await;
    let list = get(&db, "/v1/targets?indicators=green_coverage").await;
    let row = list.at("data/0");
    let id = row["id"].as_str().unwrap();
    assert_eq!(get(&db, &format!("/v1/targets/{id}")).await.at("data"), row);
    let answer = get(&db, &format!("/v1/actuals/{id}")).await;
    assert_eq!(answer.problem(), format!("404 /problems/not-found there is no actual `{id}`"));
    for id in ["%00", "%ff"] {
        let problem = get(&db, &format!("/v1/targets/{id}")).await.problem();
        assert!(problem.starts_with("400 /problems/malformed-address"), "{problem}");
    }
    assert_eq!(get(&db, &format!("/v1/targets/{id}?year=2025")).await.status, 400);
}

#[sqlx::test]
async fn evidence_leads_to_the_table_row_as_printed(db: PgPool) {
    load_two_districts(&db).await;
    let list = get(&db, "/v1/targets?indicators=green_coverage").await;
    let id = list.at("data/0/id").as_str().unwrap().to_owned();
    let answer = get(&db, &format!("/v1/targets/{id}/evidence")).await;
    assert_eq!(answer.at("data/document/file"), "jiangan.txt");
    assert_eq!(answer.at("data/document/plan"), "jiangan-2021-2025");
    assert_eq!(
        answer.at("data/sections"),
        &json!([{"id": "1", "number": "第一章", "title": "主要目标", "line": 1},
                {"id": "1.1", "number": "第一节", "title": "发展目标", "line": 2}])
    );
    assert_eq!(
        answer.at("data/table_row/cells"),
        &json!({"base": "46.5", "target": "46.7", "growth": null, "actual": null, "actual_growth": null})
    );
    assert_eq!(answer.at("data/table_row/cell"), "target");
    let [start, end] = [0, 1].map(|at| answer.at(&format!("data/span/{at}")).as_u64().unwrap());
    let quote = answer.at("data/quote").as_str().unwrap();
    assert_eq!(quote.chars().count() as u64, end - start);
}

#[sqlx::test]
async fn evidence_in_running_text_has_no_table_row(db: PgPool) {
    load_two_districts(&db).await;
    let list = get(&db, "/v1/targets?comparator=gt").await;
    let id = list.at("data/0/id").as_str().unwrap().to_owned();
    let answer = get(&db, &format!("/v1/targets/{id}/evidence")).await;
    assert_eq!(answer.at("data/table_row"), &json!(null));
    assert_eq!(answer.at("data/quote"), "地区生产总值突破0.2万亿元");
    assert_eq!(get(&db, "/v1/targets/none/evidence").await.status, 404);
}

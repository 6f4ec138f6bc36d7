//! `/v1/compare` through the router: accepted and refused requests, and its two formats. The figures are
//! tested in `worked_example.rs` and beside the rules in `src/compare/`.

use crate::support::http::{Answer, get, get_with};
use crate::support::writing::{Writing, about, as_printed, bound, load, number, plan, words};
use plan_targets::catalog::Catalog;
use plan_targets::domain::Kind::{Actual, Target};
use plan_targets::domain::TableRole::Targets;
use plan_targets::domain::{Comparator, WordRule};
use serde_json::{Value, json};
use sqlx::PgPool;

const REGIONS: &str = r#"
    region = [
        { id = "shi", name_zh = "某市", name_en = "Shi", level = "city", codes = [{ code = "990100" }] },
        { id = "jia", name_zh = "甲区", name_en = "Jia", level = "district", parent = "shi", codes = [{ code = "990101" }] },
        { id = "yi", name_zh = "乙区", name_en = "Yi", level = "district", parent = "shi", codes = [{ code = "990102" }] },
        { id = "bing", name_zh = "丙区", name_en = "Bing", level = "zone", parent = "shi" },
    ]
"#;

const INDICATORS: &str = r#"
    domain = [
        { id = "economy", name_zh = "经济", name_en = "Economy" },
        { id = "ecology", name_zh = "生态", name_en = "Ecology" },
    ]
    indicator = [
        { id = "gdp", name_zh = "地区生产总值", name_en = "GDP", growth_names = ["地区生产总值增长"], former_ids = ["gdp_growth"], unit = "亿元", domain = "economy", direction = "higher", additive = true },
        { id = "pm25", name_zh = "细颗粒物浓度", name_en = "PM2.5", unit = "微克/立方米", domain = "ecology", direction = "lower" },
        { id = "green_coverage", name_zh = "绿化覆盖率", name_en = "Green coverage", unit = "%", domain = "ecology", direction = "higher" },
    ]
"#;

fn catalog() -> Catalog {
    Catalog::from_toml(REGIONS, INDICATORS, "regions", "indicators").unwrap()
}

/// 甲区 states figures; 乙区 leaves PM2.5 to the city, which states it; 丙区 has no plan.
fn plans() -> Vec<Writing> {
    vec![
        plan("shi").says(Actual, "gdp", "地区生产总值0.1万亿元", number("0.1", "万亿元")).says(
            Target,
            "pm25",
            "细颗粒物浓度降至33微克/立方米",
            number("33", "微克/立方米"),
        ),
        plan("jia")
            .row(
                Targets,
                "gdp",
                "地区生产总值",
                "亿元",
                &[
                    ("base", "100", as_printed),
                    ("target", "150左右", about),
                    ("growth", "8%", as_printed),
                ],
            )
            .says(Target, "gdp", "地区生产总值达到160亿元", number("160", "亿元"))
            .says(Target, "pm25", "细颗粒物浓度降至35微克/立方米", number("35", "微克/立方米")),
        plan("yi")
            .says(Actual, "gdp", "地区生产总值达到300亿元", number("300", "亿元"))
            .says(Target, "gdp", "地区生产总值突破400亿元", bound("400", "亿元", Comparator::Gt))
            .says(
                Target,
                "pm25",
                "细颗粒物浓度完成市下达目标",
                words("完成市下达目标", Some(WordRule::SetByParent)),
            ),
    ]
}

async fn compare(db: &PgPool, query: &str) -> Answer {
    load(db, &catalog(), &plans()).await;
    get(db, &format!("/v1/compare{query}")).await
}

/// Region ids of the cells of the first entry.
fn regions(answer: &Answer) -> Vec<&str> {
    assert_eq!(answer.status, 200, "{answer:?}");
    let cells = answer.at("data/0/cells").as_array().expect("cells");
    cells.iter().map(|cell| cell["region"]["id"].as_str().expect("an id")).collect()
}

#[sqlx::test]
async fn a_comparison_without_indicators_is_refused_with_advice(db: PgPool) {
    let answer = compare(&db, "").await;
    assert_eq!(
        answer.problem(),
        "400 /problems/invalid-parameter `indicators`: say what to compare: indicators=gdp,pm25 or domains=ecology; /v1/indicators lists them"
    );
    let answer = get(&db, "/v1/compare?indicators=").await;
    assert_eq!(answer.at("errors").as_array().map(Vec::len), Some(1), "{answer:?}");
}

#[sqlx::test]
async fn an_unknown_indicator_region_or_parameter_names_the_nearest(db: PgPool) {
    for (query, parameter, nearest) in [
        ("?indicators=gpd", "indicators", "gdp"),
        ("?indicators=gdp&regions=jiaa", "regions", "jia"),
        ("?indicators=gdp&region=jia", "region", "regions"),
        ("?domains=ecologie", "domains", "ecology"),
        ("?indicators=gdp&status=statd", "status", "stated"),
        ("?indicators=gdp&sort=-targt", "sort", "-target"),
    ] {
        let answer = compare(&db, query).await;
        assert_eq!(answer.status, 400, "{answer:?}");
        answer.problem();
        let error = answer.at("errors/0");
        assert_eq!((&error["parameter"], &error["nearest"]), (&json!(parameter), &json!(nearest)));
    }
    for query in [
        "?indicators=gdp&limit=0",
        "?indicators=gdp&period=2021",
        "?indicators=gdp&indicators=pm25",
    ] {
        assert_eq!(get(&db, &format!("/v1/compare{query}")).await.status, 400, "{query}");
    }
}

#[sqlx::test]
async fn ids_codes_and_names_give_the_same_answer(db: PgPool) {
    let by_id = compare(&db, "?indicators=gdp&regions=jia,yi").await;
    let by_name = get(&db, "/v1/compare?indicators=地区生产总值&regions=甲区,990102,jia").await;
    assert_eq!(by_name.json, by_id.json);
    assert_eq!(by_name.at("meta/filters/regions"), &json!(["jia", "yi"]));
}

#[sqlx::test]
async fn without_regions_all_with_a_plan_are_compared(db: PgPool) {
    assert_eq!(regions(&compare(&db, "?indicators=gdp").await), ["shi", "jia", "yi"]);
}

#[sqlx::test]
async fn a_region_without_a_plan_has_a_cell_with_that_status(db: PgPool) {
    let answer = compare(&db, "?indicators=gdp&regions=bing,jia").await;
    let cell = answer.at("data/0/cells/0");
    assert_eq!(
        (&cell["status"], &cell["plan"], &cell["base"]),
        (&json!("no_plan"), &Value::Null, &Value::Null)
    );
    assert_eq!(answer.at("warnings/0/code"), "no_plan");
    assert_eq!(answer.at("warnings/0/message"), "未载入以下地区 2021-2025 年的规划：丙区");
}

#[sqlx::test]
async fn domains_add_their_indicators_after_the_named(db: PgPool) {
    let answer = compare(&db, "?indicators=gdp,pm25&domains=ecology").await;
    let ids: Vec<_> = answer
        .at("data")
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["indicator"]["id"])
        .collect();
    assert_eq!(ids, ["gdp", "pm25", "green_coverage"]);
    assert_eq!(answer.at("page/total"), 3);
}

#[sqlx::test]
async fn a_delegated_target_leads_to_the_target_of_the_city_through_the_store(db: PgPool) {
    let answer = compare(&db, "?indicators=pm25&regions=yi").await;
    let resolution = answer.at("data/0/cells/0/resolution");
    assert_eq!(resolution["status"], "resolved");
    assert_eq!(resolution["target"]["value"], 33);
    let id = resolution["target"]["id"].as_str().unwrap();
    assert_eq!(id.len(), 16);
}

#[sqlx::test]
async fn the_table_is_used_and_running_text_kept_beside_it(db: PgPool) {
    let answer = compare(&db, "?indicators=gdp&regions=jia").await;
    let cell = answer.at("data/0/cells/0");
    assert_eq!(
        (&cell["target"]["value"], &cell["target"]["comparator"]),
        (&json!(150), &json!("approx"))
    );
    let other = &cell["target"]["alternatives"][0];
    assert_eq!((&other["value"], &other["agrees"]), (&json!(160), &json!(false)));
    assert_eq!(cell["warnings"][0]["code"], "candidates_differ");
    assert_eq!(cell["derived"]["share_of_parent"]["value"], 10);
}

#[sqlx::test]
async fn the_default_period_is_the_newest(db: PgPool) {
    let old = plan("jia").period(2016, 2020).says(
        Target,
        "gdp",
        "地区生产总值达到120亿元",
        |said| {
            number("120", "亿元")(said);
            said.year = Some(2020);
        },
    );
    load(&db, &catalog(), &[old]).await;
    let alone = get(&db, "/v1/compare?indicators=gdp").await;
    assert_eq!(alone.at("meta/filters/period"), "2016-2020");
    assert_eq!(alone.at("data/0/cells/0/target/value"), 120);

    let answer = compare(&db, "?indicators=gdp&regions=jia").await;
    assert_eq!(answer.at("meta/filters/period"), "2021-2025");
    assert_eq!(answer.at("data/0/period"), "2021-2025");
    assert_eq!(answer.at("data/0/cells/0/target/value"), 150);
    let answer = get(&db, "/v1/compare?indicators=gdp&period=2016-2020").await;
    assert_eq!(
        (regions(&answer), answer.at("data/0/cells/0/target/value")),
        (vec!["jia"], &json!(120))
    );
    let answer = get(&db, "/v1/compare?indicators=gdp&period=2011-2015").await;
    assert_eq!(regions(&answer), [""; 0]);
    assert_eq!(answer.at("warnings/0/message"), "未载入 2011-2015 年的任何规划");
}

#[sqlx::test]
async fn only_the_newest_release_is_compared(db: PgPool) {
    load(&db, &catalog(), &plans()).await;
    let corrected =
        plan("yi").says(Target, "gdp", "地区生产总值达到450亿元", number("450", "亿元"));
    load(&db, &catalog(), &[corrected]).await;
    let answer = get(&db, "/v1/compare?indicators=gdp&regions=yi").await;
    assert_eq!(answer.at("meta/release/id"), 2);
    let cell = answer.at("data/0/cells/0");
    assert_eq!((&cell["target"]["value"], &cell["base"]), (&json!(450), &Value::Null));
    assert_eq!(cell["candidates"].as_array().map(Vec::len), Some(1));
}

#[sqlx::test]
async fn cells_are_sorted_by_a_figure_with_those_without_it_last(db: PgPool) {
    for (query, order) in [
        ("sort=target", vec!["jia", "yi", "shi", "bing"]),
        ("sort=-target", vec!["yi", "jia", "shi", "bing"]),
        ("sort=-base", vec!["shi", "yi", "jia", "bing"]),
        ("sort=rank", vec!["yi", "jia", "shi", "bing"]),
        ("sort=-target&limit=1", vec!["yi"]),
        ("status=stated", vec!["jia", "yi"]),
        ("status=not_stated,no_plan", vec!["shi", "bing"]),
    ] {
        let answer =
            compare(&db, &format!("?indicators=gdp&regions=shi,jia,yi,bing&{query}")).await;
        assert_eq!(regions(&answer), order, "{query}");
        assert_eq!(answer.at("data/0/compared"), 4);
    }
}

#[sqlx::test]
async fn the_default_period_is_the_one_for_which_most_of_the_regions_have_a_plan(db: PgPool) {
    let mut plans = plans();
    for region in ["shi", "bing"] {
        plans.push(plan(region).period(2026, 2030).says(
            Actual,
            "gdp",
            "地区生产总值0.2万亿元",
            number("0.2", "万亿元"),
        ));
    }
    load(&db, &catalog(), &plans).await;
    for (regions, period) in [
        ("jia,yi,shi", "2021-2025"),
        ("bing,jia", "2026-2030"),
        ("shi", "2026-2030"),
        ("shi,jia&period=2026-2030", "2026-2030"),
    ] {
        let answer = get(&db, &format!("/v1/compare?indicators=gdp&regions={regions}")).await;
        assert_eq!(answer.at("data/0/period"), period, "{regions}");
    }
    // Without regions, those of the period with most plans: three for 2021–2025.
    let answer = get(&db, "/v1/compare?indicators=gdp").await;
    assert_eq!(regions(&answer), ["shi", "jia", "yi"]);
}

#[sqlx::test]
async fn csv_has_one_row_for_each_indicator_and_region(db: PgPool) {
    let answer = compare(&db, "?indicators=gdp,pm25&regions=jia,bing&format=csv").await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8; header=present");
    let mut reader = csv::Reader::from_reader(answer.text.as_bytes());
    insta::assert_snapshot!(reader.headers().unwrap().iter().collect::<Vec<_>>().join("\n"));
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 4);
    let headers = reader.headers().unwrap().clone();
    let field = |row: usize, name: &str| {
        rows[row].get(headers.iter().position(|header| header == name).expect(name)).unwrap()
    };
    let told = |row, names: &[&str]| {
        names.iter().map(|name| field(row, name)).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        told(0, &["region_id", "region_code", "indicator_id", "period"]),
        "jia 990101 gdp 2021-2025"
    );
    assert_eq!(told(0, &["base_year", "base_value", "base_comparator"]), "2020 100 eq");
    assert_eq!(
        told(0, &["target_year", "target_value", "target_comparator", "unit"]),
        "2025 150 approx 亿元"
    );
    assert_eq!(
        told(
            0,
            &["stated_growth", "change", "change_percent", "implied_growth", "derived_comparator"]
        ),
        "8 50 50 8.4 approx"
    );
    assert_eq!(told(0, &["status", "comparable", "rank", "ranked", "reasons"]), "stated true 1 1 ");
    assert_eq!(
        told(0, &["base_printed", "target_quote", "stated_growth_printed"]),
        "100亿元 150左右 8%"
    );
    assert_eq!(
        told(1, &["region_id", "region_code", "status", "base_value", "reasons"]),
        "bing  no_plan  no_plan"
    );
    assert_eq!(told(2, &["indicator_id", "target_value", "release"]), "pm25 35 1");
}

#[sqlx::test]
async fn accept_selects_csv_and_bom_adds_a_byte_order_mark(db: PgPool) {
    load(&db, &catalog(), &plans()).await;
    let address = "/v1/compare?indicators=gdp&bom=true";
    let answer = get_with(&db, address, &[("accept", "text/csv")]).await;
    assert!(answer.text.starts_with("\u{feff}region_id,"), "{}", answer.text);
    let answer = get_with(&db, "/v1/compare?indicators=gdp", &[("accept", "image/png")]).await;
    assert_eq!(answer.status, 406);
    let answer = get(&db, "/v1/compare?indicators=gdp&format=xml").await;
    assert_eq!(answer.status, 406);
}

#[sqlx::test]
async fn json_and_csv_agree_on_the_figures(db: PgPool) {
    let json = compare(&db, "?indicators=gdp,pm25,green_coverage").await;
    let csv = get(&db, "/v1/compare?indicators=gdp,pm25,green_coverage&format=csv").await;
    let mut reader = csv::Reader::from_reader(csv.text.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let mut rows = reader.records().map(Result::unwrap);
    for entry in json.at("data").as_array().unwrap() {
        for cell in entry["cells"].as_array().unwrap() {
            let row = rows.next().expect("a row for each cell");
            for (column, pointer) in [
                ("region_id", "/region/id"),
                ("base_value", "/base/value"),
                ("base_id", "/base/id"),
                ("target_value", "/target/value"),
                ("target_line", "/target/evidence/line"),
                ("stated_growth", "/stated_growth/value"),
                ("implied_growth", "/derived/annual_growth"),
                ("share_of_parent", "/derived/share_of_parent/value"),
                ("rank", "/rank"),
                ("comparable", "/comparable"),
                ("status", "/status"),
            ] {
                let at = headers.iter().position(|header| header == column).expect(column);
                let value = cell.pointer(pointer).unwrap_or(&Value::Null);
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                assert_eq!(
                    &row[at],
                    if value == "null" { "" } else { &value },
                    "{column} of {cell}"
                );
            }
        }
    }
    assert!(rows.next().is_none());
}

#[sqlx::test]
async fn before_the_first_load_it_is_unavailable(db: PgPool) {
    let answer = get(&db, "/v1/compare?indicators=gdp").await;
    assert_eq!(answer.status, 503);
    answer.problem();
}

#[sqlx::test]
async fn a_former_id_is_answered_with_a_notice(db: PgPool) {
    let former = compare(&db, "?indicators=gdp_growth,pm25&regions=jia").await;
    assert_eq!(former.at("data/0/indicator/id"), "gdp");
    assert_eq!(former.at("data/1/indicator/id"), "pm25");
    assert_eq!(former.at("meta/filters/indicators"), &json!(["gdp", "pm25"]));
    assert_eq!(former.at("warnings/0/code"), "former_indicator");
    let message = former.at("warnings/0/message").as_str().unwrap();
    assert!(message.contains("gdp_growth 是 gdp 的旧标识"), "{message}");
    // The notice belongs to the answer, so the two requests differ.
    let link = former.at("links/self").as_str().unwrap();
    assert!(link.contains("indicators=gdp_growth,pm25"), "{link}");
    let own = compare(&db, "?indicators=gdp,pm25&regions=jia").await;
    assert_ne!(own.header("etag"), former.header("etag"));
    assert_eq!(own.at("data"), former.at("data"));
    assert_eq!(own.at("warnings"), &json!([]));
    // The growth is a target besides the level.
    assert_eq!(own.at("data/0/cells/0/stated_growth/value"), 8);
}

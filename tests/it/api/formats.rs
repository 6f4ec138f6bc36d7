//! Every format of a list has the same rows in the same order; `fields=` and `labels=`.

use crate::support::committed::load_plans;
use crate::support::districts::load_two_districts;
use crate::support::http::{Answer, get, get_with};
use crate::support::sheets::{self, Cell, Sheet};
use serde_json::{Value, json};
use sqlx::PgPool;

/// The path in the JSON entry for each column of a row. `+` joins a list, `*` joins the codes of a list of
/// objects. `release` comes from the answer.
const ROW: &str = "region_id=region/id region_code=region/code region_name=region/name indicator_id=indicator/id \
    indicator_name=indicator/name kind=kind period=period year=year value=value value_high=value_high unit=unit \
    comparator=comparator measure=measure status=status attribute=attribute label=label printed_value=printed/value \
    printed_value_high=printed/value_high printed_unit=printed/unit printed_text=printed/text \
    document=evidence/document line=evidence/line section=evidence/section table=evidence/table quote=evidence/quote \
    rule=evidence/rule confidence=evidence/confidence flags=+evidence/flags id=id";
const REGION: &str = "region_id=id region_code=code region_name=name region_name_en=name_en level=level \
    parent_id=parent aliases=+aliases plans=+plans";
const INDICATOR: &str = "indicator_id=id indicator_name=name indicator_name_en=name_en unit=unit domain=domain \
    direction=direction definition=definition aliases=+aliases growth_names=+growth_names former_ids=+former_ids distinct_from=+distinct_from \
    related=+related targets=targets actuals=actuals regions=+regions";
const PLAN: &str = "region_id=region/id region_code=region/code region_name=region/name period=period \
    base_year=base_year horizon=horizon adopted=adopted title=title document=document/sha256 file=document/file \
    bytes=document/bytes encoding=document/encoding targets=targets actuals=actuals since_release=since_release id=id";
/// The columns of a comparison that are in the JSON unchanged.
const CELL: &str = "region_id=region/id region_code=region/code region_name=region/name base_year=base/year \
    target_year=target/year base_value=base/value base_value_high=base/value_high base_comparator=base/comparator \
    base_measure=base/measure target_value=target/value target_value_high=target/value_high \
    target_comparator=target/comparator target_measure=target/measure status=status stated_growth=stated_growth/value \
    stated_growth_high=stated_growth/value_high stated_growth_comparator=stated_growth/comparator \
    change=derived/change change_unit=derived/change_unit change_percent=derived/change_percent \
    implied_growth=derived/annual_growth derived_comparator=derived/comparator target_level=derived/target_level \
    share_of_parent=derived/share_of_parent/value rank=rank base_rank=base_rank comparable=comparable \
    reasons=*reasons resolution=resolution/status resolved_value=resolution/target/value attribute=target/attribute \
    warnings=*warnings base_line=base/evidence/line base_quote=base/evidence/quote target_line=target/evidence/line \
    target_quote=target/evidence/quote plan_id=plan base_id=base/id target_id=target/id candidates=+candidates";

/// The expected value of a column; `None` where the mapping lacks the column.
fn expected(mapping: &str, column: &str, entry: &Value) -> Option<Cell> {
    let pairs = mapping.split_whitespace().filter_map(|pair| pair.split_once('='));
    let (_, path) = pairs.into_iter().find(|(name, _)| *name == column)?;
    let plain = path.trim_start_matches(['+', '*']);
    let found = entry.pointer(&format!("/{plain}")).unwrap_or(&Value::Null);
    if plain == path {
        return Some(sheets::of_json(found));
    }
    let word = |one: &Value| if path.starts_with('*') { one["code"].clone() } else { one.clone() };
    let words = found.as_array().into_iter().flatten();
    let words: Vec<_> = words.map(|one| word(one).as_str().unwrap().to_owned()).collect();
    Some(if words.is_empty() { Cell::Empty } else { Cell::Text(words.join(" ")) })
}

/// Requests an address in every tabular format. The typed formats must be equal, and CSV must have the same
/// values as text. Returns the rows.
async fn in_every_format(db: &PgPool, address: &str) -> Sheet {
    let of = async |format: &str| {
        let answer = get(db, &format!("{address}&format={format}")).await;
        assert_eq!(answer.status, 200, "{address} {format}: {}", answer.text);
        answer
    };
    let mut sheet = sheets::xlsx(&of("xlsx").await.bytes, 1);
    let ndjson = sheets::ndjson(&of("ndjson").await.text);
    let (parquet, _) = sheets::parquet(&of("parquet").await.bytes);
    let (head, rows) = sheets::csv(&of("csv").await.text);
    assert_eq!(head, sheet.head, "{address}");
    assert_eq!(parquet.head, head, "{address}");
    assert!(ndjson.rows.is_empty() || ndjson.head == head, "{address}: {:?}", ndjson.head);
    assert_eq!(rows.len(), sheet.rows.len(), "{address}");
    // Spreadsheets and CSV cannot distinguish an empty text from an empty cell.
    let blank = |cell: &Cell| *cell == Cell::Text(String::new());
    let mut others = [parquet.rows, ndjson.rows];
    for rows in others.iter_mut().chain([&mut sheet.rows]) {
        rows.iter_mut().flatten().filter(|cell| blank(cell)).for_each(|cell| *cell = Cell::Empty);
    }
    for other in &others {
        assert_eq!(other.len(), sheet.rows.len(), "{address}");
        for (line, (one, other)) in sheet.rows.iter().zip(other).enumerate() {
            for ((one, other), name) in one.iter().zip(other).zip(&head) {
                assert_eq!(one, other, "{address}: {name} in row {line}");
            }
        }
    }
    for (line, (typed, texts)) in sheet.rows.iter().zip(&rows).enumerate() {
        for ((typed, text), name) in typed.iter().zip(texts).zip(&head) {
            let same = sheets::same(typed, text);
            assert!(same, "{address}: {name} in row {line} is {typed:?} and in CSV `{text}`");
        }
    }
    sheet
}

fn entries(answer: &Answer) -> Vec<Value> {
    answer.at("data").as_array().expect("a list").clone()
}

#[sqlx::test]
async fn every_format_has_the_rows_of_the_json_cell_by_cell_and_in_its_order(db: PgPool) {
    load_plans(&db).await;
    for (address, mapping) in [
        ("/v1/targets?limit=5000", ROW),
        ("/v1/targets?limit=7&sort=-value&regions=wedz,wuhan", ROW),
        ("/v1/actuals?limit=5000", ROW),
        ("/v1/regions?level=city,district,zone", REGION),
        ("/v1/indicators?domains=economy,ecology", INDICATOR),
        ("/v1/plans?period=2021-2025", PLAN),
    ] {
        let sheet = in_every_format(&db, address).await;
        let json = get(&db, address).await;
        let entries = entries(&json);
        assert!(entries.len() >= 5, "{address}");
        assert_eq!(sheet.rows.len(), entries.len(), "{address}");
        for (entry, row) in entries.iter().zip(&sheet.rows) {
            for (column, cell) in sheet.head.iter().zip(row) {
                if column == "release" {
                    assert_eq!(*cell, sheets::of_json(json.at("meta/release/id")));
                } else if let Some(expected) = expected(mapping, column, entry) {
                    assert_eq!(*cell, expected, "{address}: {column} of {entry}");
                }
            }
        }
        for known in mapping.split_whitespace().filter_map(|pair| pair.split('=').next()) {
            assert!(sheet.head.iter().any(|name| name == known), "{address} lost column {known}");
        }
    }
}

#[sqlx::test]
async fn a_comparison_has_a_row_for_each_cell_in_every_format(db: PgPool) {
    load_plans(&db).await;
    for address in [
        "/v1/compare?domains=economy,ecology",
        "/v1/compare?indicators=gdp,pm25&sort=-target&limit=2",
        "/v1/compare?indicators=green_coverage&regions=wuhan,caidian&status=unknown",
    ] {
        let sheet = in_every_format(&db, address).await;
        let json = get(&db, address).await;
        let mut rows = sheet.rows.iter();
        let mut values = 0;
        for entry in entries(&json) {
            for cell in entry["cells"].as_array().unwrap() {
                let row = rows.next().expect("a row for each cell");
                for (column, found) in sheet.head.iter().zip(row) {
                    let expected = match column.as_str() {
                        "indicator_id" => Some(sheets::of_json(&entry["indicator"]["id"])),
                        "indicator_name" => Some(sheets::of_json(&entry["indicator"]["name"])),
                        "unit" => Some(sheets::of_json(&entry["indicator"]["unit"])),
                        "period" => Some(sheets::of_json(&entry["period"])),
                        "ranked" => Some(sheets::of_json(&entry["ranked"])),
                        column => expected(CELL, column, cell),
                    };
                    if let Some(expected) = expected {
                        assert_eq!(*found, expected, "{address}: {column} of {cell}");
                        values += 1;
                    }
                }
            }
        }
        assert_eq!(rows.next(), None, "{address}");
        assert!(values > 0, "{address}");
    }
}

#[sqlx::test]
async fn an_empty_list_has_only_the_header(db: PgPool) {
    load_two_districts(&db).await;
    let sheet = in_every_format(&db, "/v1/targets?limit=0").await;
    assert_eq!(sheet.rows.len(), 0);
    assert_eq!(sheet.head.first().map(String::as_str), Some("region_id"));
    assert_eq!(get(&db, "/v1/targets?limit=0&format=csv").await.header("x-total-count"), "8");
}

#[sqlx::test]
async fn figures_keep_their_digits_and_text_is_never_a_formula(db: PgPool) {
    load_two_districts(&db).await;
    let address = "/v1/targets?q=口袋公园";
    let csv = get(&db, &format!("{address}&format=csv")).await;
    assert!(csv.text.contains(",'=新建口袋公园,"), "{}", csv.text);
    let sheet = in_every_format(&db, address).await;
    assert!(sheet.rows[0].contains(&Cell::Text("=新建口袋公园".to_owned())), "{sheet:?}");
    let line = get(&db, "/v1/targets?indicators=green_coverage&format=ndjson").await;
    assert!(line.text.contains("\"value\":46.7,"), "{}", line.text);
    assert!(line.text.contains("\"value_high\":null,"), "{}", line.text);
    let csv = get(&db, "/v1/targets?indicators=green_coverage&format=csv").await;
    assert!(csv.text.contains(",2025,46.7,,%,"), "{}", csv.text);
}

#[sqlx::test]
async fn a_workbook_has_a_frozen_header_and_its_origin(db: PgPool) {
    load_two_districts(&db).await;
    let address = "/v1/targets?regions=jiangan&format=xlsx";
    let answer = get(&db, address).await;
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"targets-release1.xlsx\""
    );
    assert!(sheets::part(&answer.bytes, "xl/workbook.xml").contains("name=\"targets\""));
    let sheet = sheets::part(&answer.bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("ySplit=\"1\"") && sheet.contains("state=\"frozen\""), "{sheet}");
    let told = sheets::xlsx(&answer.bytes, 2);
    let head: Vec<Cell> = told.head.iter().cloned().map(Cell::Text).collect();
    let told: Vec<_> = [&head]
        .into_iter()
        .chain(&told.rows)
        .map(|row: &Vec<Cell>| match &row[..] {
            [Cell::Text(name), Cell::Text(value)] => (name.as_str(), value.as_str()),
            other => panic!("{other:?}"),
        })
        .collect();
    for pair in [("release", "1"), ("licence", "CC-BY-4.0"), ("filter: regions", "jiangan")] {
        assert!(told.contains(&pair), "{told:?}");
    }
    assert_eq!(get(&db, address).await.bytes, answer.bytes, "the same answer has the same bytes");
    let parquet = get(&db, "/v1/targets?regions=jiangan&format=parquet").await;
    let (_, told) = sheets::parquet(&parquet.bytes);
    for pair in [("release", "1"), ("licence", "CC-BY-4.0"), ("filter: regions", "jiangan")] {
        assert!(told.iter().any(|(key, value)| (key.as_str(), value.as_str()) == pair), "{told:?}");
    }
}

#[sqlx::test]
async fn format_overrides_accept_and_an_unknown_type_is_406_with_the_served_ones(db: PgPool) {
    load_two_districts(&db).await;
    for (format, media_type) in [
        ("json", "application/json"),
        ("csv", "text/csv"),
        ("ndjson", "application/x-ndjson"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("parquet", "application/vnd.apache.parquet"),
        ("jsonstat", "application/vnd.json-stat+json"),
        ("svg", "image/svg+xml"),
    ] {
        let address = "/v1/compare?indicators=gdp";
        let accepted = get_with(&db, address, &[("accept", media_type)]).await;
        assert!(accepted.header("content-type").starts_with(media_type), "{format}");
        let other = [("accept", "image/png, application/json;q=0.1")];
        let asked = get_with(&db, &format!("{address}&format={format}"), &other).await;
        assert!(asked.header("content-type").starts_with(media_type), "{format}");
        if ["csv", "ndjson"].contains(&format) {
            assert_eq!(asked.bytes, accepted.bytes, "{format}");
        }
    }
    let refused = get(&db, "/v1/targets?format=jsonstat").await;
    assert_eq!(refused.status, 406);
    let allowed = refused.at("errors/0/allowed").as_array().unwrap().clone();
    for word in ["json", "csv", "ndjson", "xlsx", "parquet", "text/csv", "application/x-ndjson"] {
        assert!(allowed.contains(&json!(word)), "{word} in {allowed:?}");
    }
}

#[sqlx::test]
async fn labels_spell_out_coded_words_and_leave_the_columns(db: PgPool) {
    load_two_districts(&db).await;
    let address = "/v1/targets?q=突破&format=csv";
    let cells = async |labels: &str| {
        let (head, rows) = sheets::csv(&get(&db, &format!("{address}{labels}")).await.text);
        let cell = |name: &str| rows[0][head.iter().position(|one| one == name).unwrap()].clone();
        (head.clone(), [cell("comparator"), cell("measure"), cell("kind")])
    };
    let (head, codes) = cells("").await;
    assert_eq!(codes, ["gt", "level", "target"]);
    assert_eq!(cells("&labels=code").await, (head.clone(), codes));
    assert_eq!(cells("&labels=name").await.1, ["超过", "当年值", "目标"]);
    let both = cells("&labels=both").await;
    assert_eq!(both.1, ["gt: 超过", "level: 当年值", "target: 目标"]);
    assert_eq!(both.0, head);
    assert_eq!(
        get(&db, "/v1/targets?labels=nam").await.problem(),
        "400 /problems/invalid-parameter `labels=nam`: not one of the allowed values: did you mean `name`?"
    );
}

#[sqlx::test]
async fn fields_narrow_entries_items_and_columns_and_leave_the_ids(db: PgPool) {
    load_two_districts(&db).await;
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let sparse = get(&db, "/v1/targets?fields=value,region&limit=1").await;
    assert_eq!(keys(sparse.at("data/0")), ["id", "region", "value"]);
    assert_eq!(sparse.at("page/total"), 8);
    assert_eq!(sparse.at("links/self"), "/v1/targets?limit=1&fields=region,value");
    let id = sparse.at("data/0/id").as_str().unwrap().to_owned();
    let one = get(&db, &format!("/v1/targets/{id}?fields=label")).await;
    assert_eq!(keys(one.at("data")), ["id", "label"]);
    let plan = get(&db, "/v1/plans/jiangan-2021-2025?fields=sections,title").await;
    assert_eq!(keys(plan.at("data")), ["id", "title", "sections"]);
    let compared = get(&db, "/v1/compare?indicators=gdp&fields=base").await;
    assert_eq!(keys(compared.at("data/0")), ["indicator", "cells"]);
    assert_eq!(keys(compared.at("data/0/cells/0")), ["region", "base"]);

    let sheet = in_every_format(&db, "/v1/targets?fields=printed,quote,value").await;
    assert_eq!(
        sheet.head,
        [
            "value",
            "printed_value",
            "printed_value_high",
            "printed_unit",
            "printed_text",
            "quote",
            "id"
        ]
    );
    let refused = get(&db, "/v1/targets?fields=quote").await;
    assert_eq!(refused.status, 400, "columns are for tabular formats: {}", refused.text);
    assert_eq!(
        get(&db, "/v1/regions?fields=nam").await.problem(),
        "400 /problems/invalid-parameter `fields=nam`: no field of the answer: did you mean `name`?"
    );
}

#[sqlx::test]
async fn a_comparison_is_a_cube_with_a_reason_for_each_missing_number(db: PgPool) {
    load_two_districts(&db).await;
    let address = "/v1/compare?indicators=gdp,green_coverage,pm25&regions=jiangan,qiaokou";
    let cube = get(&db, &format!("{address}&format=jsonstat")).await;
    assert_eq!(cube.at("version"), "2.0");
    assert_eq!(cube.at("class"), "dataset");
    assert_eq!(cube.at("id"), &json!(["indicator", "region", "measure", "period"]));
    assert_eq!(
        cube.at("role"),
        &json!({"geo": ["region"], "metric": ["measure"], "time": ["period"]})
    );
    assert_eq!(cube.at("dimension/indicator/category/unit/gdp/label"), "亿元");
    let index = |dimension: &str| {
        cube.at(&format!("dimension/{dimension}/category/index")).as_array().unwrap().clone()
    };
    let (indicators, regions, measures) = (index("indicator"), index("region"), index("measure"));
    let sizes = [indicators.len(), regions.len(), measures.len(), 1];
    assert_eq!(cube.at("size"), &json!(sizes));
    let values = cube.at("value").as_array().unwrap();
    assert_eq!(values.len(), sizes.iter().product::<usize>());
    let json = get(&db, address).await;
    let paths = [
        "base/value",
        "target/value",
        "stated_growth/value",
        "derived/change",
        "derived/change_percent",
        "derived/annual_growth",
        "derived/target_level",
        "derived/share_of_parent/value",
        "rank",
        "base_rank",
        "derived/shares/base/value",
        "derived/shares/target/value",
        "derived/shares/change",
        "ambition/required_a_year",
        "ambition/required_percent_a_year",
        "ambition/improvement_a_year",
        "ambition/pace_rank",
        "ambition/to_best_target/value",
        "ambition/to_best_base/value",
        "ambition/to_best_pace/value",
        "ambition/to_parent_target/value",
        "ambition/to_parent_base/value",
    ];
    assert_eq!(measures.len(), paths.len(), "{measures:?}");
    for (i, _) in indicators.iter().enumerate() {
        for (r, region) in regions.iter().enumerate() {
            let cell = json.at(&format!("data/{i}/cells/{r}"));
            assert_eq!(&cell["region"]["id"], region);
            for (m, path) in paths.iter().enumerate() {
                let place = (i * regions.len() + r) * measures.len() + m;
                let expected = cell.pointer(&format!("/{path}")).unwrap_or(&Value::Null);
                assert_eq!(&values[place], expected, "{region} {path}");
                let status = cube.at(&format!("status/{place}"));
                assert!(!values[place].is_null() || status.is_string(), "{region} {path}");
            }
        }
    }
    let status = |i: usize, r: usize, m: usize| {
        cube.at(&format!("status/{}", (i * regions.len() + r) * measures.len() + m))
    };
    assert_eq!(status(1, 1, 1), "not_stated");
    assert_eq!(status(2, 0, 1), "delegated");
    assert_eq!(cube.at("extension/status/label/delegated"), "由上级下达");
}

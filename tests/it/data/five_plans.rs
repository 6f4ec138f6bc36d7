//! The five committed plans as a fresh checkout serves them: the output in README.md, and every row of
//! every indicator table.

use crate::support::committed::load_plans;
use crate::support::http::get;
use plan_targets::plan::parsed::ParsedDocument;
use sqlx::PgPool;
use std::collections::HashSet;
use std::fs;

const README: &str = include_str!("../../../README.md");

#[sqlx::test]
async fn the_readme_contains_the_answers_of_the_service(db: PgPool) {
    load_plans(&db).await;
    let address =
        "/v1/compare?indicators=gdp,green_coverage,pm25&regions=wuhan,jiangan,qiaokou,wedz,echeng";
    assert!(README.contains(address), "the README asks something else");

    let table = get(&db, &format!("{address}&format=csv")).await.text;
    let columns = [1, 4, 9, 11, 13, 15, 17, 18, 19, 25];
    let cut: Vec<String> = table
        .trim_start_matches('\u{feff}')
        .lines()
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            columns.map(|column| cells[column - 1]).join(",")
        })
        .collect();
    assert!(
        README.contains(&cut.join("\n")),
        "the README's table is out of date:\n{}",
        cut.join("\n")
    );

    let answer = get(&db, address).await;
    let base = &answer.json["data"][0]["cells"][0]["base"];
    let printed = [
        format!("\"id\": {}, \"year\": {}, \"value\": {}", base["id"], base["year"], base["value"]),
        format!("\"line\": {}", base["evidence"]["line"]),
        format!("\"quote\": {}", base["evidence"]["quote"]),
    ];
    for part in printed {
        assert!(README.contains(&part), "the README does not have {part}");
    }
}

#[sqlx::test]
async fn every_row_of_every_table_is_served_with_its_indicator(db: PgPool) {
    load_plans(&db).await;
    let (mut rows, mut silent) = (0, Vec::new());
    for file in fs::read_dir("data/plans").unwrap() {
        let plan: ParsedDocument =
            serde_json::from_str(&fs::read_to_string(file.unwrap().path()).unwrap()).unwrap();
        let region = &plan.document.region;
        let mut served = HashSet::new();
        for kind in ["targets", "actuals"] {
            let address = format!("/v1/{kind}?regions={region}&origin=table&limit=5000");
            let answer = get(&db, &address).await;
            for row in answer.json["data"].as_array().unwrap() {
                assert!(row["indicator"]["id"].is_string(), "{row}");
                served.insert(row["id"].as_str().unwrap().to_owned());
            }
        }
        for table in &plan.tables {
            let mut cells_printed = 0;
            for row in &table.rows {
                rows += 1;
                let cells = &row.cells;
                let printed = [
                    &cells.base,
                    &cells.target,
                    &cells.growth,
                    &cells.actual,
                    &cells.actual_growth,
                ]
                .iter()
                .filter(|cell| cell.is_some())
                .count();
                if printed == 0 {
                    silent.push(row.label.clone());
                }
                cells_printed += printed;
            }
            let read = plan.observations.iter();
            let read = read.filter(|said| said.table.as_ref() == Some(&table.id)).count();
            assert_eq!(read, cells_printed, "{region} {}: a cell without an observation", table.id);
        }
        let cells = plan.observations.iter().filter(|observation| observation.table.is_some());
        for observation in cells {
            assert!(served.contains(&observation.id), "{observation:?}");
        }
    }
    assert_eq!(rows, 139);
    // This row is printed with dashes only.
    assert_eq!(silent, ["数字经济核心产业增加值占GDP比重"]);
}

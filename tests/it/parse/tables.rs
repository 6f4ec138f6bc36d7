//! The indicator tables of whole plans (`../shared/plans`), and the annotations of two of them
//! (`../shared/gold`). Where these folders are missing, the tests report it and pass, except in CI, which
//! has them.

use plan_targets::catalog::Catalog;
use plan_targets::document::Source;
use plan_targets::domain::{Attribute, TableRole};
use plan_targets::plan::outline::Outline;
use plan_targets::plan::parsed::{Cells, Row};
use plan_targets::plan::table::TablesRead;
use plan_targets::plan::{head, table};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing", path.display());
    println!("skipped: {} is not here", path.display());
    None
}

fn read(name: &str) -> Option<(Source, head::Head, TablesRead)> {
    let bytes = std::fs::read(shared(&format!("plans/{name}.txt"))?).unwrap();
    let catalog = Catalog::embedded().unwrap();
    let source = Source::read(&bytes).unwrap();
    let outline = Outline::read(&source);
    let head = head::read(&source, &outline, &catalog, head::DocumentFacts::default()).unwrap();
    let tables = table::read(&source, &outline, &head.info, &catalog);
    Some((source, head, tables))
}

fn fold(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace()).collect()
}

/// The cells of a row by the names of their columns in the annotations.
fn columns(row: &Row, role: TableRole) -> Vec<(&'static str, Option<&String>)> {
    let Cells { base, target, growth, actual, actual_growth } = &row.cells;
    match role {
        TableRole::Targets => {
            vec![("2020", base.as_ref()), ("2025", target.as_ref()), ("growth", growth.as_ref())]
        }
        TableRole::Review | TableRole::Outcomes => vec![
            ("2015", base.as_ref()),
            ("target", target.as_ref()),
            ("target_growth", growth.as_ref()),
            ("actual", actual.as_ref()),
            ("actual_growth", actual_growth.as_ref()),
        ],
    }
}

#[test]
fn every_annotated_row_is_read_as_annotated() {
    for name in ["jiangan", "qiaokou"] {
        let (Some((_, _, read)), Some(gold)) =
            (read(name), shared(&format!("gold/{name}.tables.jsonl")))
        else {
            return;
        };
        let gold: Vec<Value> = std::fs::read_to_string(gold)
            .unwrap()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let rows: Vec<(TableRole, &Row)> = read
            .tables
            .iter()
            .flat_map(|table| table.rows.iter().map(|row| (table.role, row)))
            .collect();
        assert_eq!(rows.len(), gold.len(), "{name}");
        for ((role, row), want) in rows.into_iter().zip(&gold) {
            let text = |key: &str| want[key].as_str().map(fold);
            let own = |text: &Option<String>| text.as_deref().map(fold);
            assert_eq!(fold(&row.label), text("indicator").unwrap(), "{name} {}", want["line"]);
            assert_eq!(u64::from(row.line), want["line"].as_u64().unwrap(), "{name} {}", row.label);
            assert_eq!(own(&row.no), text("no"), "{name} {}", row.label);
            assert_eq!(own(&row.category), text("category"), "{name} {}", row.label);
            assert_eq!(own(&row.group), text("group"), "{name} {}", row.label);
            assert_eq!(own(&row.unit), text("unit"), "{name} {}", row.label);
            let attribute = match row.attribute {
                Some(Attribute::Binding) => Some("约束性".to_string()),
                Some(Attribute::Expected) => Some("预期性".to_string()),
                None => None,
            };
            assert_eq!(attribute, text("attribute"), "{name} {}", row.label);
            for (key, cell) in columns(row, role) {
                let want = want["columns"].get(key).and_then(Value::as_str).map(fold);
                assert_eq!(cell.map(|cell| fold(cell)), want, "{name} {} {key}", row.label);
            }
        }
    }
}

#[test]
fn the_five_plans_have_139_rows_with_an_indicator_each() {
    let mut rows = 0;
    for (name, want) in
        [("jiangan", 54), ("qiaokou", 46), ("wedz", 20), ("echeng", 19), ("wuhan", 0)]
    {
        let Some((source, _, read)) = read(name) else { return };
        assert_eq!(read.tables.iter().map(|table| table.rows.len()).sum::<usize>(), want, "{name}");
        rows += want;
        for observation in &read.observations {
            let place = format!("{name} line {} {}", observation.line, observation.label);
            assert!(observation.indicator.is_some(), "{place}");
            assert_eq!(source.slice(observation.span), observation.quote, "{place}");
            assert!(source.line(observation.line).contains(&observation.quote), "{place}");
        }
        let mut ids: Vec<_> = read.observations.iter().map(|o| o.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), read.observations.len(), "{name}: ids are unique");
    }
    assert_eq!(rows, 139);
}

/// The header of the table for the rows of `../shared/cases/tables.jsonl`.
const HEAD: [&str; 7] = ["序号", "指标", "单位", "2020年", "2025年", "年均增长（%）", "属性"];

/// A table in four forms: pipes, tabs, HTML, one cell a line.
fn forms(rows: &[Vec<String>]) -> [(&'static str, String); 4] {
    const TITLE: &str = "江岸区国民经济和社会发展第十四个五年规划纲要（2021-2025年）";
    let start = format!("{TITLE}\n\n第一章 发展目标\n\n表1 “十四五”时期主要指标\n\n");
    let head = HEAD.map(str::to_owned).to_vec();
    let all: Vec<&Vec<String>> = std::iter::once(&head).chain(rows).collect();
    let lines = |with: &str| all.iter().map(|row| row.join(with)).collect::<Vec<_>>();
    let mut pipes: Vec<String> = lines(" | ").iter().map(|row| format!("| {row} |")).collect();
    pipes.insert(1, "|---|---|---|---|---|---|---|".to_owned());
    let cells = |row: &&Vec<String>| {
        let cells: Vec<_> = row.iter().map(|cell| format!("<td>{cell}</td>")).collect();
        format!("<tr>{}</tr>", cells.concat())
    };
    let html: Vec<String> = all.iter().map(cells).collect();
    let page = format!(
        "<html><head><meta charset=\"utf-8\"><title>{TITLE}</title></head><body><h2>第一章 发展目标</h2><p>表1 “十四五”时期主要指标</p><table>{}</table></body></html>",
        html.join("\n")
    );
    [
        ("pipes", format!("{start}{}\n", pipes.join("\n"))),
        ("tabs", format!("{start}{}\n", lines("\t").join("\n"))),
        ("html", page),
        ("lines", format!("{start}{}\n", lines("\n").join("\n"))),
    ]
}

/// The word for a kind, comparator or measure in the parsed file.
fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

/// The figures of a table in one of [`forms`], one on each line.
fn figures(text: &str) -> Vec<String> {
    let catalog = Catalog::embedded().unwrap();
    let plan = plan_targets::plan::read::read(
        "table",
        text.as_bytes(),
        &plan_targets::plan::read::Options::default(),
        &catalog,
    )
    .unwrap();
    plan.observations
        .iter()
        .map(|it| {
            let value = it.value.map_or(it.text.clone().unwrap_or_default(), |it| it.to_string());
            let (unit, year) = (it.unit.as_deref().unwrap_or(""), it.year.unwrap_or_default());
            format!(
                "{} {} {value} {unit} {} {} {year}",
                word(it.kind),
                it.label,
                word(it.comparator),
                word(it.measure)
            )
        })
        .collect()
}

#[test]
fn every_case_of_a_table_is_read_in_every_form() {
    let Some(cases) = shared("cases/tables.jsonl") else { return };
    let cases: Vec<Value> = std::fs::read_to_string(cases)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let rows: Vec<Vec<String>> = cases
        .iter()
        .zip(1..)
        .map(|(case, number): (&Value, u32)| {
            let cells = case["row"].as_array().unwrap().iter().map(text);
            std::iter::once(number.to_string()).chain(cells).collect()
        })
        .collect();
    for (form, document) in forms(&rows) {
        let figures = figures(&document);
        let mut count = 0;
        for case in &cases {
            for want in case["want"].as_array().unwrap() {
                let measures: Vec<String> = match &want[4] {
                    Value::Array(any) => any.iter().map(text).collect(),
                    one => vec![text(one)],
                };
                let found = measures.iter().any(|measure| {
                    figures.contains(&format!(
                        "{} {} {} {} {} {measure} {}",
                        text(&want[0]),
                        text(&case["row"][0]),
                        want[1],
                        text(&want[2]),
                        text(&want[3]),
                        want[5]
                    ))
                });
                assert!(found, "{form}: {want} is not among {figures:#?}");
                count += 1;
            }
        }
        assert_eq!(figures.len(), count, "{form}: nothing else is read");
    }
}

#[test]
fn rows_like_the_cases_are_read_in_every_form() {
    let rows: Vec<Vec<String>> = [
        ["1", "社会消费品零售总额增速", "%", "4.1", "6左右", "—", "预期性"],
        ["2", "出生人口性别比增长率", "‰", "1.5", "0.8", "—", "预期性"],
        ["3", "固定资产投资增长", "%", "-3.2", "≥8", "—", "预期性"],
        ["4", "单位GDP能耗降低", "%", "—", "完成市下达目标", "—", "约束性"],
        ["5", "森林覆盖率", "%", "12.5*", "13.5", "[1]", "约束性"],
    ]
    .map(|row| row.map(str::to_owned).to_vec())
    .to_vec();
    for (form, document) in forms(&rows) {
        assert_eq!(
            figures(&document),
            [
                "actual 社会消费品零售总额增速 4.1 % eq annual_growth 2020",
                "target 社会消费品零售总额增速 6 % approx annual_growth 2025",
                "actual 出生人口性别比增长率 1.5 ‰ eq annual_growth 2020",
                "target 出生人口性别比增长率 0.8 ‰ eq annual_growth 2025",
                "actual 固定资产投资增长 -3.2 % eq annual_growth 2020",
                "target 固定资产投资增长 8 % ge annual_growth 2025",
                "target 单位GDP能耗降低 完成市下达目标 % eq change 2025",
                "actual 森林覆盖率 12.5 % eq level 2020",
                "target 森林覆盖率 13.5 % eq level 2025",
                "target 森林覆盖率 1 % eq change 2025",
            ],
            "{form}"
        );
    }
}

#[test]
fn the_five_plans_name_their_regions() {
    for (name, region, adopted) in [
        ("wuhan", "wuhan", None),
        ("jiangan", "jiangan", None),
        ("qiaokou", "qiaokou", Some("2020-12-30")),
        ("wedz", "wedz", None),
        ("echeng", "echeng", None),
    ] {
        let Some((_, head, _)) = read(name) else { return };
        let info = head.info;
        assert_eq!((info.region.as_str(), info.adopted.as_deref()), (region, adopted), "{name}");
        assert_eq!(
            (info.promises, info.base_year, info.horizon),
            (Some([2021, 2025]), Some(2020), Some(2035))
        );
    }
}

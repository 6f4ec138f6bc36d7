//! The indicator tables of whole plans, which stand beside the repository (`../shared/plans`), and
//! what a reader found in two of them (`../shared/gold`). Where they are absent the tests say so
//! and pass, but not in CI, which has them.

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
    let head = head::read(&source, &outline, &catalog, None, None).unwrap();
    let tables = table::read(&source, &outline, &head.info, &catalog);
    Some((source, head, tables))
}

fn fold(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace()).collect()
}

/// The cells of a row by the gold's name for their columns.
fn columns(row: &Row, role: TableRole) -> Vec<(&'static str, Option<&String>)> {
    let Cells { base, target, growth, actual, actual_growth } = &row.cells;
    match role {
        TableRole::Targets => {
            vec![("2020", base.as_ref()), ("2025", target.as_ref()), ("growth", growth.as_ref())]
        }
        TableRole::Review => vec![
            ("2015", base.as_ref()),
            ("target", target.as_ref()),
            ("target_growth", growth.as_ref()),
            ("actual", actual.as_ref()),
            ("actual_growth", actual_growth.as_ref()),
        ],
    }
}

#[test]
fn every_annotated_row_is_read_as_the_reader_read_it() {
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

#[test]
fn the_five_plans_say_whose_they_are() {
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

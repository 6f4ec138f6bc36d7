//! Compares the evidence check with the citations of a careful reader in `../shared/gold`, if that is
//! checked out beside the project.

use plan_targets::domain::figure;

use plan_targets::plan::evidence::holds_figure;
use rust_decimal::Decimal;
use serde_json::Value;
use std::{env, fs, path::Path};

/// Quote, values and unit.
type Statement = (String, Vec<Decimal>, Option<String>);

/// Every annotated statement; `None` where the folder is missing.
fn gold() -> Option<Vec<Statement>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gold");
    if !folder.is_dir() {
        assert!(env::var_os("CI").is_none(), "{} is missing, and this is CI", folder.display());
        eprintln!("skipped: {} is missing", folder.display());
        return None;
    }
    let mut statements = Vec::new();
    for name in ["jiangan", "qiaokou"] {
        let lines = fs::read_to_string(folder.join(format!("{name}.prose.jsonl"))).unwrap();
        for line in lines.lines() {
            let row: Value = serde_json::from_str(line).unwrap();
            let number = |key: &str| match &row[key] {
                Value::Number(number) => Some(figure::decimal(number).unwrap()),
                _ => None,
            };
            statements.push((
                row["quote"].as_str().unwrap().to_owned(),
                [number("value"), number("value_high")].into_iter().flatten().collect(),
                row["unit"].as_str().map(str::to_owned),
            ));
        }
    }
    Some(statements)
}

#[test]
fn every_annotated_quote_contains_its_figures() {
    let Some(statements) = gold() else { return };
    assert!(statements.len() > 150, "only {} statements", statements.len());
    let missing: Vec<_> = statements
        .iter()
        .flat_map(|(quote, values, unit)| values.iter().map(move |value| (quote, value, unit)))
        .filter(|(quote, value, unit)| !holds_figure(quote, **value, unit.as_deref()))
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn a_wrong_figure_is_found_in_few_annotated_quotes() {
    let Some(statements) = gold() else { return };
    let wrong: Vec<_> = statements
        .iter()
        .flat_map(|(quote, values, unit)| values.iter().map(move |value| (quote, value, unit)))
        .filter(|(quote, value, unit)| holds_figure(quote, **value + Decimal::ONE, unit.as_deref()))
        .collect();
    // Where one is found, the quote contains that number too: 3—4家, “一区两园”.
    assert!(
        wrong.len() * 20 < statements.len(),
        "{} of {}: {wrong:#?}",
        wrong.len(),
        statements.len()
    );
}

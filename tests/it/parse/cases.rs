//! Invented sentences with their correct reading, from `../shared/cases/clauses.jsonl`, if that is checked
//! out beside the project. Tests of `plan::prose` have variants of them.

use plan_targets::catalog::Catalog;
use plan_targets::plan::parsed::Observation;
use plan_targets::plan::read::{Options, read};
use serde_json::Value;
use std::fs;
use std::path::Path;

const TITLE: &str = "江岸区国民经济和社会发展第十四个五年规划纲要（2021-2025年）";

/// A value times the powers at the beginning of its unit, and the rest of the unit.
fn whole(value: f64, unit: &str) -> (f64, String) {
    let mut value = value;
    let mut rest = unit;
    while let Some(c) = rest.chars().next() {
        value *= match c {
            '万' => 1e4,
            '亿' => 1e8,
            _ => break,
        };
        rest = &rest[c.len_utf8()..];
    }
    (value, rest.to_owned())
}

fn words(wanted: &Value) -> Vec<String> {
    let many = wanted.as_array().cloned().unwrap_or_else(|| vec![wanted.clone()]);
    many.iter().map(|word| word.as_str().unwrap_or_default().to_owned()).collect()
}

fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap_or_default().to_owned()
}

/// Whether `got` has the kind, value or [low, high], unit, comparator, measure, year and indicator of the
/// case.
fn fits(got: &Observation, want: &[Value]) -> bool {
    let number = |text: String| text.parse::<f64>().unwrap();
    let value = got.value.map(|value| number(value.to_string()));
    let high = got.value_high.map(|value| number(value.to_string()));
    let (low, top) = match want[1].as_array() {
        Some(range) => (range[0].as_f64(), range[1].as_f64()),
        None => (want[1].as_f64(), None),
    };
    let unit = got.unit.clone().unwrap_or_default();
    let same = |a: Option<f64>, b: Option<f64>, other: &str| match (a, b) {
        (Some(a), Some(b)) => {
            let (a, b) = (whole(a, &unit), whole(b, other));
            a.1 == b.1 && (a.0 - b.0).abs() <= 1e-9 * b.0.abs().max(1.0)
        }
        (a, b) => a.is_none() && b.is_none(),
    };
    words(&want[0]).contains(&word(got.kind))
        && words(&want[2]).iter().any(|unit| same(value, low, unit) && same(high, top, unit))
        && words(&want[3]).contains(&word(got.comparator))
        && words(&want[4]).contains(&word(got.measure))
        && want[5].as_u64().is_none_or(|year| got.year.map(u64::from) == Some(year))
        && want.get(6).is_none_or(|indicator| got.indicator.as_deref() == indicator.as_str())
}

#[test]
fn sentences_of_the_cases_are_read_correctly() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases/clauses.jsonl");
    let Ok(text) = fs::read_to_string(&file) else {
        assert!(std::env::var_os("CI").is_none(), "{} is missing, and this is CI", file.display());
        eprintln!("skipped: {} is missing", file.display());
        return;
    };
    let cases: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let sentences: Vec<&str> = cases.iter().map(|case| case["text"].as_str().unwrap()).collect();
    let document = format!("{TITLE}\n\n第一章 发展目标\n\n{}\n", sentences.join("\n\n"));
    let catalog = Catalog::embedded().unwrap();
    let plan = read("cases.txt", document.as_bytes(), &Options::default(), &catalog).unwrap();
    let mut wrong = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        let line = u32::try_from(5 + 2 * number).unwrap();
        let mut left: Vec<&Observation> =
            plan.observations.iter().filter(|observation| observation.line == line).collect();
        let wanted = case["want"].as_array().unwrap();
        let missing = wanted.iter().any(|want| {
            let want = want.as_array().unwrap();
            let found = left.iter().position(|got| fits(got, want));
            found.map(|at| left.remove(at)).is_none()
        });
        let extra = left.iter().any(|got| got.value.is_some());
        if missing || extra && case["also"] != Value::Bool(true) {
            wrong.push(case["text"].to_string());
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} are read wrong:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

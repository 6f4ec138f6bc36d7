//! The checks on plain values: findings, figures that agree, and the limits of rounding. Each check has its
//! file.

mod differ;
mod finding;
mod growth;
mod names;
mod parts;
mod review;
mod shares;
mod side;

use super::{ChosenFigures, Code, Finding, Kind, Region, Role, Severity, Subject, findings};
use crate::catalog::Catalog;
use crate::domain::Kind as RowKind;
use crate::domain::testing;
use crate::domain::{Comparator, Measure, Origin, TableRole, WordRule};
use crate::domain::{Plan, Statement};
use rust_decimal::Decimal;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn plan(region: &str) -> Plan {
    testing::plan(region, [2021, 2025])
}

/// A level in running text of 江岸区's plan; each line is a different place.
fn statement(kind: RowKind, indicator: &str, value: &str, line: u32) -> Statement {
    let catalog = Catalog::embedded().unwrap();
    let known = catalog.indicator(indicator).unwrap();
    let unit: Option<std::sync::Arc<str>> = known.unit.as_deref().map(Into::into);
    let value = Some(decimal(value));
    Statement {
        id: format!("{line:016x}").into(),
        label: known.name_zh.as_str().into(),
        value,
        unit: unit.clone(),
        printed_value: value,
        printed_unit: unit,
        line,
        ..testing::statement(kind, indicator)
    }
}

fn target(indicator: &str, value: &str, line: u32) -> Statement {
    statement(RowKind::Target, indicator, value, line)
}

fn actual(indicator: &str, value: &str, line: u32) -> Statement {
    statement(RowKind::Actual, indicator, value, line)
}

fn bound(comparator: Comparator, statement: Statement) -> Statement {
    Statement { comparator, ..statement }
}

fn growth(indicator: &str, value: &str, line: u32) -> Statement {
    Statement {
        measure: Measure::AnnualGrowth,
        unit: Some("%".into()),
        printed_unit: Some("%".into()),
        ..target(indicator, value, line)
    }
}

/// The statement in a row of a table.
fn in_table(role: TableRole, row: i32, statement: Statement) -> Statement {
    let table = if role == TableRole::Review { "t1" } else { "t2" };
    Statement {
        origin: Origin::Table,
        table_role: Some(role),
        table: Some(table.into()),
        row: Some(row),
        ..statement
    }
}

/// Words that call the target of an outcome met.
fn claim(words: &str, statement: Statement) -> Statement {
    Statement {
        value: None,
        printed_value: None,
        text: Some(words.into()),
        rule: Some(WordRule::Met),
        ..statement
    }
}

fn found(statements: &[Statement]) -> Vec<Finding> {
    let (catalog, plan) = (Catalog::embedded().unwrap(), plan("jiangan"));
    let own =
        Region { plan: &plan, statements, chosen: &ChosenFigures::of(&catalog, &plan, statements) };
    findings(&Subject { catalog: &catalog, own, before: None, below: &[] })
}

/// The kinds and severities found.
fn kinds(statements: &[Statement]) -> Vec<(Kind, Severity)> {
    found(statements).iter().map(|finding| (finding.kind, finding.severity)).collect()
}

fn codes(finding: &Finding) -> Vec<Code> {
    finding.explanations.iter().map(|known| known.code).collect()
}

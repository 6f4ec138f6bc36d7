//! Indicator tables: pairs rows with annotated rows and compares their cells.

use super::alike::{SAME, alike, fold, unit};
use super::gold::{Columns, GoldRow};
use super::word::word as enum_word;
use crate::domain::TableRole;
use crate::plan::parsed::{Cells, ParsedDocument, Row};
use std::cmp::Ordering;

/// The largest distance between the lines of a row and its annotation. OCR puts every cell on its own line.
const LINE_SLACK: u32 = 12;

/// The comparison of a document's tables with its annotations, as counts.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Annotated rows.
    pub rows: usize,
    /// Rows in the parsed plan.
    pub rows_found: usize,
    /// Rows with the right unit and attribute.
    pub meta: usize,
    /// Annotated cells that are not empty.
    pub cells: usize,
    /// Cells in the parsed plan that are not empty.
    pub found: usize,
    /// Cells that agree with the annotation.
    pub hit: usize,
    pub wrong: Vec<WrongValue>,
}

/// A wrong field of a row.
#[derive(Debug, PartialEq, Eq)]
pub struct WrongValue {
    /// Line of the annotation, counted from 1.
    pub line: u32,
    pub label: String,
    /// `row`, `unit`, `attribute`, or the name of a cell.
    pub field: &'static str,
    /// `None` for no value.
    pub want: Option<String>,
    pub got: Option<String>,
}

/// Compares the tables of a plan with the annotated rows. Each annotation takes, in order, the row with the
/// most similar label in a table of its role, then the nearest; each row is taken once.
pub fn compare(gold: &[GoldRow], plan: &ParsedDocument) -> Outcome {
    let mut free: Vec<(TableRole, &Row)> = plan
        .tables
        .iter()
        .flat_map(|table| table.rows.iter().map(|row| (table.role, row)))
        .collect();
    let filled = |row: &Row| CELLS.iter().filter(|name| cell(&row.cells, name).is_some()).count();
    let mut outcome = Outcome {
        rows: gold.len(),
        rows_found: free.len(),
        found: free.iter().map(|(_, row)| filled(row)).sum(),
        ..Outcome::default()
    };
    for want in gold {
        let columns = want.table.cells().iter();
        let cells: Vec<(&'static str, &str)> = columns
            .filter_map(|(key, name)| Some((*name, want.columns.get(*key)?.as_deref()?)))
            .collect();
        outcome.cells += cells.len();
        match nearest(want, &free) {
            Some(index) => {
                let (_, got) = free.remove(index);
                row(want, got, &cells, &mut outcome);
            }
            None => outcome.wrong(want, "row", Some(&want.indicator), None),
        }
    }
    outcome
}

/// The index in `free` of the row that matches the annotation.
fn nearest(want: &GoldRow, free: &[(TableRole, &Row)]) -> Option<usize> {
    let review = want.table == Columns::Review;
    let mut best: Option<(f64, u32, usize)> = None;
    for (index, (role, row)) in free.iter().enumerate() {
        let away = row.line.abs_diff(want.line);
        if (*role == TableRole::Review) != review || away > LINE_SLACK {
            continue;
        }
        let alike = alike(&row.label, &want.indicator);
        let better = best.is_none_or(|(most, least, _)| {
            alike.total_cmp(&most).then(least.cmp(&away)) == Ordering::Greater
        });
        if alike >= SAME && better {
            best = Some((alike, away, index));
        }
    }
    best.map(|(_, _, index)| index)
}

fn row(want: &GoldRow, got: &Row, cells: &[(&'static str, &str)], outcome: &mut Outcome) {
    let wanted_unit = unit(want.unit.as_deref());
    let unit_right = wanted_unit.is_none() || wanted_unit == unit(got.unit.as_deref());
    if !unit_right {
        outcome.wrong(want, "unit", want.unit.as_deref(), got.unit.as_deref());
    }
    let attribute_right = want.attribute == got.attribute;
    if !attribute_right {
        let word = |attribute: Option<_>| attribute.map(enum_word);
        let (wanted, got) = (word(want.attribute), word(got.attribute));
        outcome.wrong(want, "attribute", wanted.as_deref(), got.as_deref());
    }
    outcome.meta += usize::from(unit_right && attribute_right);
    for (name, printed) in cells {
        let read = cell(&got.cells, name);
        if fold(printed) == fold(read.unwrap_or_default()) {
            outcome.hit += 1;
        } else {
            outcome.wrong(want, name, Some(printed), read);
        }
    }
}

impl Outcome {
    fn wrong(&mut self, row: &GoldRow, field: &'static str, want: Option<&str>, got: Option<&str>) {
        let (want, got) = (want.map(str::to_owned), got.map(str::to_owned));
        self.wrong.push(WrongValue {
            line: row.line,
            label: row.indicator.clone(),
            field,
            want,
            got,
        });
    }
}

const CELLS: [&str; 5] = ["base", "target", "growth", "actual", "actual_growth"];

fn cell<'c>(cells: &'c Cells, name: &str) -> Option<&'c str> {
    match name {
        "base" => &cells.base,
        "target" => &cells.target,
        "growth" => &cells.growth,
        "actual" => &cells.actual,
        _ => &cells.actual_growth,
    }
    .as_deref()
}

//! Annotations: the figures that a careful reader found in a document, one JSON object a line.
//!
//! `NAME.prose.jsonl` has a [`GoldStatement`] for every target and actual figure of the region itself in
//! the running text; `NAME.tables.jsonl` has a [`GoldRow`] for every row of the indicator tables. Empty
//! lines and unknown fields (`quote`, `note`, `category`) are ignored.

use crate::domain::figure;
use crate::domain::{Attribute, ChangeDirection, Comparator, Kind, Measure};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, de::Error as _};
use std::collections::BTreeMap;

/// The annotations of one document.
#[derive(Debug, Clone, Default)]
pub struct Gold {
    pub statements: Vec<GoldStatement>,
    pub rows: Vec<GoldRow>,
}

/// A figure of the running text.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldStatement {
    pub kind: Kind,
    /// The label, as close to the document's words as possible.
    pub indicator: String,
    /// As printed, in `unit`; the lower end of a range.
    #[serde(with = "figure::option")]
    pub value: Option<Decimal>,
    /// Upper end of a range; null where there is none.
    #[serde(default, with = "figure::option")]
    pub value_high: Option<Decimal>,
    /// Null where any unit is correct.
    pub unit: Option<String>,
    #[serde(deserialize_with = "sign")]
    pub comparator: Comparator,
    pub measure: Measure,
    /// Null where any year is correct.
    pub year: Option<u16>,
    /// Source line, counted from 1.
    pub line: u32,
    /// The year from which a growth, change, total or multiple counts; null where any year is correct.
    #[serde(default)]
    pub since: Option<u16>,
    /// Whether the words state a rise or a fall; null where either is correct.
    #[serde(default)]
    pub direction: Option<ChangeDirection>,
    /// Whether another reader might leave the figure out. Such a figure counts neither as missed nor as
    /// extra.
    #[serde(default)]
    pub optional: bool,
}

/// A row of an indicator table.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldRow {
    pub table: Columns,
    /// Name without unit.
    pub indicator: String,
    pub unit: Option<String>,
    #[serde(default, deserialize_with = "attribute")]
    pub attribute: Option<Attribute>,
    /// Cells as printed, by column; null where empty or absent.
    pub columns: BTreeMap<String, Option<String>>,
    /// Source line on which the row begins, counted from 1.
    pub line: u32,
}

/// The kind of a table, which decides its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Columns {
    /// Results of the plan for 2016–2020.
    #[serde(rename = "13fyp")]
    Review,
    /// Targets for 2025.
    #[serde(rename = "14fyp")]
    For2025,
    /// Targets for 2030.
    #[serde(rename = "15fyp")]
    For2030,
}

impl Columns {
    /// Pairs of a column's key in the annotation and the cell of the parsed plan that it is compared with.
    pub fn cells(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Review => &[
                ("2015", "base"),
                ("target", "target"),
                ("target_growth", "growth"),
                ("actual", "actual"),
                ("actual_growth", "actual_growth"),
            ],
            Self::For2025 => &[("2020", "base"), ("2025", "target"), ("growth", "growth")],
            Self::For2030 => &[("2025", "base"), ("2030", "target"), ("growth", "growth")],
        }
    }
}

fn sign<'de, D: Deserializer<'de>>(from: D) -> Result<Comparator, D::Error> {
    Ok(match String::deserialize(from)?.as_str() {
        "=" => Comparator::Eq,
        ">=" => Comparator::Ge,
        ">" => Comparator::Gt,
        "<=" => Comparator::Le,
        "<" => Comparator::Lt,
        "~" => Comparator::Approx,
        other => {
            return Err(D::Error::custom(format!("comparator `{other}` is none of = >= > <= < ~")));
        }
    })
}

fn attribute<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Attribute>, D::Error> {
    match Option::<String>::deserialize(from)?.as_deref() {
        None => Ok(None),
        Some("约束性") => Ok(Some(Attribute::Binding)),
        Some("预期性") => Ok(Some(Attribute::Expected)),
        Some(other) => {
            Err(D::Error::custom(format!("attribute `{other}` is neither 约束性 nor 预期性")))
        }
    }
}

/// A line that is no annotation.
#[derive(Debug, thiserror::Error)]
#[error("{file}:{line}: {reason}")]
pub struct GoldError {
    /// The file name as passed to [`lines`].
    pub file: String,
    /// Line in the file, counted from 1.
    pub line: usize,
    /// What was expected, and the column.
    pub reason: String,
}

/// The annotations in a file's text; `file` names it in errors.
///
/// # Errors
/// The first line that is no annotation of this kind.
pub fn lines<T: for<'de> Deserialize<'de>>(file: &str, text: &str) -> Result<Vec<T>, GoldError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let filled = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    filled
        .map(|(index, line)| {
            serde_json::from_str(line).map_err(|error| GoldError {
                file: file.to_owned(),
                line: index + 1,
                // serde was given a single line, so its `at line 1` would be wrong.
                reason: error.to_string().replace(" at line 1 column ", ", at column "),
            })
        })
        .collect()
}

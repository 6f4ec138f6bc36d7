//! Annotations: what a careful reader found in a document, one JSON object a line.
//!
//! `NAME.prose.jsonl` has a [`GoldStatement`] for every figure of the running text that is a target or an
//! actual of the region itself, `NAME.tables.jsonl` a [`GoldRow`] for every row of the indicator tables.
//! Empty lines, and fields that are none of those below (`quote`, `note`, `category`), are passed over.

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
    /// What is measured, as close to the document's words as possible.
    pub indicator: String,
    /// As printed, in `unit`; the lower end of a range.
    #[serde(with = "figure::option")]
    pub value: Option<Decimal>,
    /// Upper end of a range; null where there is none.
    #[serde(default, with = "figure::option")]
    pub value_high: Option<Decimal>,
    /// Null where any unit is right.
    pub unit: Option<String>,
    #[serde(deserialize_with = "sign")]
    pub comparator: Comparator,
    pub measure: Measure,
    /// Null where any year is right.
    pub year: Option<u16>,
    /// 1-based source line.
    pub line: u32,
    /// The year from which a growth, change, total or multiple counts; null where any is right.
    #[serde(default)]
    pub since: Option<u16>,
    /// Whether the words say a rise or a fall; null where either is right.
    #[serde(default)]
    pub direction: Option<ChangeDirection>,
    /// Whether a second reader might leave it out: it counts neither as missed nor as too much.
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
    /// 1-based source line the row begins on.
    pub line: u32,
}

/// Which columns a table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Columns {
    /// How the plan for 2016–2020 was fulfilled.
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
    /// Each column's key in the annotation, and the cell of a parsed plan it is compared with.
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
    /// As given to [`lines`].
    pub file: String,
    /// 1-based.
    pub line: usize,
    /// What was expected, and the column.
    pub reason: String,
}

/// The annotations in a file's text; `file` names it in errors.
///
/// # Errors
/// The first line that is not an annotation of this kind.
pub fn lines<T: for<'de> Deserialize<'de>>(file: &str, text: &str) -> Result<Vec<T>, GoldError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let filled = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    filled
        .map(|(index, line)| {
            serde_json::from_str(line).map_err(|error| GoldError {
                file: file.to_owned(),
                line: index + 1,
                // It was given one line; its own `at line 1` would mislead.
                reason: error.to_string().replace(" at line 1 column ", ", at column "),
            })
        })
        .collect()
}

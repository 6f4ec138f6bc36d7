//! The format of a file of corrections, `data/corrections/*.toml`. `apply` finds the places in the plan.

use crate::domain::{Attribute, ChangeDirection, Comparator, Kind, Measure};

use super::error::CorrectionError;
use crate::plan::parsed::Set;
use rust_decimal::Decimal;
use serde::Deserialize;

/// The corrections of one plan from one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Corrections {
    /// Path as passed by the caller, for errors.
    pub path: String,
    /// The file name without folders, for the parsed plan.
    pub(super) name: String,
    pub(super) content: Content,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Content {
    /// Id of the plan: `qiaokou-2021-2025`.
    pub plan: String,
    /// SHA-256 of the text that the corrections were written for. In any other text, lines and ids differ.
    pub document: String,
    #[serde(default)]
    pub set: Vec<Change>,
    #[serde(default)]
    pub withdraw: Vec<Withdrawal>,
    #[serde(default)]
    pub add: Vec<Addition>,
}

/// Corrected fields of one observation. Line and label help readers, and detect an id that now belongs to
/// another figure.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    pub id: String,
    pub line: u32,
    /// The label as read, not as set.
    pub label: String,
    pub to: Set,
    pub reason: String,
    pub by: Option<String>,
    pub on: Option<String>,
}

/// An observation to remove, identified as in `Change`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Withdrawal {
    pub id: String,
    pub line: u32,
    pub label: String,
    pub reason: String,
    pub by: Option<String>,
    pub on: Option<String>,
}

/// A figure that the parser missed. Value and unit are as printed.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Addition {
    pub line: u32,
    /// Must occur exactly once on the line, unchanged.
    pub quote: String,
    pub kind: Kind,
    pub label: String,
    pub indicator: Option<String>,
    #[serde(default, with = "crate::domain::figure::option")]
    pub value: Option<Decimal>,
    #[serde(default, with = "crate::domain::figure::option")]
    pub value_high: Option<Decimal>,
    pub unit: Option<String>,
    #[serde(default)]
    pub comparator: Comparator,
    #[serde(default)]
    pub measure: Measure,
    pub year: Option<u16>,
    pub since: Option<u16>,
    pub direction: Option<ChangeDirection>,
    pub attribute: Option<Attribute>,
    pub reason: String,
    pub by: Option<String>,
    pub on: Option<String>,
}

impl Corrections {
    /// Reads the corrections of a TOML text. `path` is for errors; without folders it is recorded in the
    /// parsed plan.
    ///
    /// # Errors
    /// The text is no file of corrections; the error names the line.
    pub fn from_toml(path: &str, text: &str) -> Result<Self, CorrectionError> {
        let content = toml::from_str(text).map_err(|error| {
            // The full error text of `toml` has several lines and quotes the source; one line is enough
            // here.
            let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
            CorrectionError {
                file: path.to_owned(),
                entry: format!("line {line}"),
                reason: error.message().replace('\n', ", "),
            }
        })?;
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned();
        Ok(Self { path: path.to_owned(), name, content })
    }

    /// Id of the plan: `qiaokou-2021-2025`.
    pub fn plan(&self) -> &str {
        &self.content.plan
    }
}

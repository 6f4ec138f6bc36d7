//! A file of corrections: what `data/corrections/*.toml` may say. Its place in the plan is found in
//! `apply`.

use crate::domain::{Attribute, ChangeDirection, Comparator, Kind, Measure};

use super::error::CorrectionError;
use crate::plan::parsed::Set;
use rust_decimal::Decimal;
use serde::Deserialize;

/// The corrections of one plan, as one file has them.
#[derive(Debug, Clone, PartialEq)]
pub struct Corrections {
    /// As named by the caller, for errors.
    pub path: String,
    /// The same without folders, for the parsed plan.
    pub(super) name: String,
    pub(super) content: Content,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Content {
    /// The plan they are for: `qiaokou-2021-2025`.
    pub plan: String,
    /// sha256 of the text they were written for: of any other text, lines and ids are others.
    pub document: String,
    #[serde(default)]
    pub set: Vec<Change>,
    #[serde(default)]
    pub withdraw: Vec<Withdrawal>,
    #[serde(default)]
    pub add: Vec<Addition>,
}

/// Fields of one observation. Line and label are for people, and guard against an id that became
/// another's.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    pub id: String,
    pub line: u32,
    /// As read, not as set.
    pub label: String,
    pub to: Set,
    pub reason: String,
    pub by: Option<String>,
    pub on: Option<String>,
}

/// One observation to take out, named as in `Change`.
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

/// A figure the reading missed. Value and unit are as printed, like any other's.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Addition {
    pub line: u32,
    /// Verbatim, once on that line.
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
    /// The corrections in a TOML text; `path` is for errors and, without folders, for the trace.
    ///
    /// # Errors
    /// A text that is no such file, with the line.
    pub fn from_toml(path: &str, text: &str) -> Result<Self, CorrectionError> {
        let content = toml::from_str(text).map_err(|error| {
            // The message alone spans lines and draws the source; one line is enough here.
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

    /// Id of the plan they are for: `qiaokou-2021-2025`.
    pub fn plan(&self) -> &str {
        &self.content.plan
    }
}

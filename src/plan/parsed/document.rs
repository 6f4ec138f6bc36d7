//! The parsed file: source, description and every figure of a document.

use super::correction::Withdrawn;
use super::info::DocumentInfo;
use super::observation::Observation;
use super::section::Section;
use super::table::Table;
use super::warning::Warning;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The format that is written. Files of the previous format can be read too, see `convert`.
pub const FORMAT: &str = "parsed-document/2";

/// A parsed document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ParsedDocument {
    /// Always `parsed-document/2`.
    pub format: String,
    pub source: SourceInfo,
    pub document: DocumentInfo,
    /// Whether the file contains everything that was read or only the figures; absent where it contains
    /// everything.
    #[serde(default, skip_serializing_if = "Contents::is_all")]
    pub contents: Contents,
    /// The outline in document order, titles only.
    #[serde(default)]
    pub sections: Vec<Section>,
    /// Indicator tables with cells as printed.
    #[serde(default)]
    pub tables: Vec<Table>,
    #[serde(default)]
    pub observations: Vec<Observation>,
    /// Observations that a person removed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withdrawn: Vec<Withdrawn>,
    /// For every line with an observation, its character offsets `[start, end)` in the decoded text or
    /// reading (see [`Observation::span`]). They make it possible to check a span without the source.
    #[serde(default)]
    pub lines: BTreeMap<u32, [u32; 2]>,
    /// Parts that could not be read, and parts that the text lacks.
    #[serde(default)]
    pub warnings: Vec<Warning>,
}

/// How much of the reading a file contains.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Contents {
    /// Everything that was read.
    #[default]
    All,
    /// Only the figures: each quote is the printed quantity (22147.35亿元), and there are neither sections
    /// nor goals in words. For texts of which only figures may be published.
    Figures,
}

impl Contents {
    /// Whether the file contains everything that was read.
    pub fn is_all(&self) -> bool {
        *self == Self::All
    }
}

/// The source file of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceInfo {
    /// File name without folders: `jiangan.txt`.
    pub file: String,
    /// SHA-256 of the original bytes, lower-case hex.
    pub sha256: String,
    pub bytes: u64,
    /// `UTF-8`, `UTF-16LE`, `GB18030`, …; `DOCX`, `PDF`.
    pub encoding: String,
}

//! The whole file: where the document came from, what it is, and every figure found in it.

use super::correction::Withdrawn;
use super::info::DocumentInfo;
use super::observation::Observation;
use super::section::Section;
use super::table::Table;
use super::warning::Warning;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The format that is written. Files of the format before it are read too: see `convert`.
pub const FORMAT: &str = "parsed-document/2";

/// One document, read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ParsedDocument {
    /// Always `parsed-document/2`.
    pub format: String,
    pub source: SourceInfo,
    pub document: DocumentInfo,
    /// Whether this is all that was read, or its figures alone; absent where it is all.
    #[serde(default, skip_serializing_if = "Contents::is_all")]
    pub contents: Contents,
    /// The outline, in document order; titles only.
    #[serde(default)]
    pub sections: Vec<Section>,
    /// Indicator tables, cells as printed.
    #[serde(default)]
    pub tables: Vec<Table>,
    #[serde(default)]
    pub observations: Vec<Observation>,
    /// Observations that were read and that a person took out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withdrawn: Vec<Withdrawn>,
    /// For every line an observation stands on: the character offsets `[start, end)` of that line
    /// in what was read (see [`Observation::span`]), so that a span can be checked without the
    /// source.
    #[serde(default)]
    pub lines: BTreeMap<u32, [u32; 2]>,
    /// What could not be read, and what the text lacks.
    #[serde(default)]
    pub warnings: Vec<Warning>,
}

/// How much of a reading a file holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Contents {
    /// All that was read.
    #[default]
    All,
    /// The figures alone: each quote is the printed quantity (22147.35亿元), and there are neither sections
    /// nor goals in words. For a text of which nothing else may be passed on.
    Figures,
}

impl Contents {
    /// Whether it is all that was read.
    pub fn is_all(&self) -> bool {
        *self == Self::All
    }
}

/// The file a document was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceInfo {
    /// File name without folders: `jiangan.txt`.
    pub file: String,
    /// Of the bytes as given, lower-case hex.
    pub sha256: String,
    pub bytes: u64,
    /// `UTF-8`, `UTF-16LE`, `GB18030`, …; `DOCX`, `PDF`.
    pub encoding: String,
}

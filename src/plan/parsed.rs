//! The parsed plan: what reading a document yields and what ingest loads.
//!
//! A person can read it, correct it, review it in a diff, and write one by hand for a plan that no
//! parser can read. `plan-targets schema` prints its JSON Schema. Lists are in document order.

use super::correction::{Correction, Withdrawn};
use crate::domain::{Attribute, Comparator, Kind, Measure, Origin, TableRole, WordRule};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The only format there is so far.
pub const FORMAT: &str = "parsed-plan/1";

/// One document, read: where it came from, what plan it is, and every figure found in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ParsedPlan {
    /// Always `parsed-plan/1`.
    pub format: String,
    pub source: SourceInfo,
    pub plan: PlanInfo,
    /// The outline, in document order; titles only.
    #[serde(default)]
    pub sections: Vec<Section>,
    /// Indicator tables, cells as printed.
    #[serde(default)]
    pub tables: Vec<Table>,
    #[serde(default)]
    pub observations: Vec<Observation>,
    /// What was read and a person took out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withdrawn: Vec<Withdrawn>,
    /// For every line an observation stands on: the character offsets `[start, end)` of that line
    /// in what was read (see [`Observation::span`]), so that a span can be checked without the
    /// source.
    #[serde(default)]
    pub lines: BTreeMap<u32, [u32; 2]>,
    /// What could not be read.
    #[serde(default)]
    pub warnings: Vec<Warning>,
}

/// The file a plan was read from.
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

/// What the document says it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanInfo {
    /// Id in the catalogue of regions.
    pub region: String,
    pub title: String,
    /// First and last year, both included.
    pub period: [u16; 2],
    /// The year targets are measured from: the one before the period.
    pub base_year: u16,
    /// Year of the long-range objectives (远景目标), where the document has them.
    pub horizon: Option<u16>,
    /// ISO date where the text states one.
    pub adopted: Option<String>,
}

impl PlanInfo {
    /// Region, first and last year: `jiangan-2021-2025`.
    pub fn id(&self) -> String {
        let [first, last] = self.period;
        format!("{}-{first}-{last}", self.region)
    }
}

/// A chapter, section or box of the outline (the table of contents is left out).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Position in the outline: `1` is the first chapter, `1.4` its fourth section; boxes (专栏) are `box3`.
    pub id: String,
    /// 1 chapter, 2 section, 3 subsection; a box has the level of its surroundings plus one.
    pub level: u8,
    /// As printed: 第四节, （三）, 专栏1; null where the heading has none.
    pub number: Option<String>,
    pub title: String,
    /// 1-based, both included.
    pub line: u32,
    pub end_line: u32,
}

/// An indicator table (主要指标). Project lists and other boxes are not indicator tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// `t1`, `t2`, … in document order.
    pub id: String,
    pub role: TableRole,
    pub title: Option<String>,
    /// The period its targets are for: the plan's, or in a review the one before.
    pub period: [u16; 2],
    /// Section id.
    pub section: Option<String>,
    /// Line of the first header cell, 1-based.
    pub line: u32,
    pub rows: Vec<Row>,
}

/// One indicator of a table; a row with sub-rows yields one `Row` for each sub-row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// 1-based line the row begins on.
    pub line: u32,
    /// Printed number, carried down to sub-rows.
    pub no: Option<String>,
    /// Category cell (经济发展), carried down to every row it spans.
    pub category: Option<String>,
    /// Label of the parent row where this is a sub-row.
    pub group: Option<String>,
    /// Without unit, without the asterisk of a footnote.
    pub label: String,
    pub unit: Option<String>,
    pub attribute: Option<Attribute>,
    pub cells: Cells,
}

/// Cells as printed; null where the cell is empty, absent or a dash.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cells {
    /// Value of the base year.
    pub base: Option<String>,
    /// Value planned for the last year.
    pub target: Option<String>,
    /// Planned growth a year, or in brackets the cumulative change.
    pub growth: Option<String>,
    /// Review tables: value reached.
    pub actual: Option<String>,
    /// Review tables: growth reached.
    pub actual_growth: Option<String>,
}

/// One number, or one goal in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// Deterministic: the same place of the same document has the same id for ever. Empty in a
    /// hand-written file; ingest then derives one from the place.
    #[serde(default)]
    pub id: String,
    pub origin: Origin,
    pub kind: Kind,
    /// What is measured, in the document's words.
    pub label: String,
    /// Id in the catalogue of indicators; null where it has none.
    pub indicator: Option<String>,
    /// As printed, in `unit`: 1.56 for 1.56万亿元. A JSON number, never rounded. Null where the
    /// goal is in words, which `text` then holds.
    #[serde(with = "crate::domain::figure::option")]
    #[schemars(with = "Option<f64>")]
    pub value: Option<Decimal>,
    /// Upper end of a range; null where there is none.
    #[serde(default, with = "crate::domain::figure::option")]
    #[schemars(with = "Option<f64>")]
    pub value_high: Option<Decimal>,
    /// A goal in words: 完成市下达目标.
    #[serde(default)]
    pub text: Option<String>,
    /// What the words mean; null where `value` is set or the words are none of the known.
    #[serde(default)]
    pub rule: Option<WordRule>,
    /// As printed: 亿元, 万人, 家. Null where none is printed.
    pub unit: Option<String>,
    pub comparator: Comparator,
    pub measure: Measure,
    /// The year the value holds or ends.
    pub year: Option<u16>,
    #[serde(default)]
    pub attribute: Option<Attribute>,
    /// 1-based source line of the number: of the decoded file for text, Markdown and HTML; for DOCX
    /// the paragraph or table row, for PDF the line of the extracted text.
    pub line: u32,
    /// 1-based page of a PDF, or of a DOCX that tells; absent where the document has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Character offsets `[start, end)` of the quote in what was read: the decoded text, or for
    /// HTML, DOCX and PDF the reading of it, free of markup, that the parser makes.
    pub span: [u32; 2],
    /// Verbatim, on `line`: the shortest clause that carries the figure.
    pub quote: String,
    /// Id of the section it stands in.
    #[serde(default)]
    pub section: Option<String>,
    /// Id of the table it stands in; null in running text.
    #[serde(default)]
    pub table: Option<String>,
    /// Table observations: which cell of the row: `base`, `target`, `growth`, `actual`, `actual_growth`.
    #[serde(default)]
    pub cell: Option<String>,
    /// The parser's rule that read it: `table/cell`, `prose/level`, …; `correction` where a person
    /// added it.
    #[serde(default)]
    pub read_by: Option<String>,
    /// 0 to 1.
    #[serde(default = "certain")]
    pub confidence: f64,
    /// Doubts: `digit_lost`, `unit_guessed`, `wrapped`, …; `corrected` where a person set a field.
    #[serde(default)]
    pub flags: Vec<String>,
    /// What a person says against the reading; absent where nobody did. All other fields are as read:
    /// `corrected` has what holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<Correction>,
}

fn certain() -> f64 {
    1.0
}

/// Something that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Warning {
    /// 1-based source line; null where it concerns the whole document.
    pub line: Option<u32>,
    pub message: String,
}

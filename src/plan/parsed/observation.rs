//! One number, or one goal in words, with the place it was read at.

use super::correction::Correction;
use crate::domain::{Attribute, ChangeDirection, Comparator, Kind, Measure, Origin, WordRule};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
    /// The year from which a growth, a change, a multiple or a total counts: 增长5.6% of 2025 counts
    /// from 2024. Null for a level, and where the text does not tell.
    #[serde(default)]
    pub since: Option<u16>,
    /// Whether the printed words say that the thing rises or falls (下降22.2%). `value` stays as
    /// printed. Null for a level, and where the words say neither.
    #[serde(default)]
    pub direction: Option<ChangeDirection>,
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
    /// Verbatim, on `line`: the shortest clause that carries the figure; the printed quantity alone where
    /// the file holds figures alone.
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

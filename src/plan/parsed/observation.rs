//! One number, or one goal in words, with its place in the document.

use super::correction::Correction;
use crate::domain::{Attribute, ChangeDirection, Comparator, Kind, Measure, Origin, WordRule};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One number, or one goal in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// The same place of the same document always has the same id. Empty in a hand-written file; ingest
    /// then derives it from the place.
    #[serde(default)]
    pub id: String,
    pub origin: Origin,
    pub kind: Kind,
    /// The label in the document's words.
    pub label: String,
    /// Id in the catalogue of indicators; null where there is none.
    pub indicator: Option<String>,
    /// As printed, in `unit`: 1.56 for 1.56万亿元. A JSON number that is never rounded. Null for a goal in
    /// words, which is in `text`.
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
    /// The rule that the words express; null where `value` is set or the words express no known rule.
    #[serde(default)]
    pub rule: Option<WordRule>,
    /// As printed: 亿元, 万人, 家. Null where none is printed.
    pub unit: Option<String>,
    pub comparator: Comparator,
    pub measure: Measure,
    /// The year to which the value refers, or in which it ends.
    pub year: Option<u16>,
    /// The year from which a growth, change, multiple or total counts: 增长5.6% of 2025 counts from 2024.
    /// Null for a level, and where the text does not name it.
    #[serde(default)]
    pub since: Option<u16>,
    /// Whether the printed words state a rise or a fall (下降22.2%). `value` stays as printed. Null for a
    /// level, and where the words state neither.
    #[serde(default)]
    pub direction: Option<ChangeDirection>,
    #[serde(default)]
    pub attribute: Option<Attribute>,
    /// Line of the number, counted from 1: in the decoded file for text, Markdown and HTML; the paragraph
    /// or table row for DOCX; the line of the extracted text for PDF.
    pub line: u32,
    /// Page of a PDF, or of a DOCX that records page breaks, counted from 1; absent for other documents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Character offsets `[start, end)` of the quote: in the decoded text, or for HTML, DOCX and PDF in the
    /// reading that the parser makes without markup.
    pub span: [u32; 2],
    /// The shortest clause on `line` that contains the figure, unchanged; only the printed quantity where
    /// the file contains figures alone.
    pub quote: String,
    /// Id of its section.
    #[serde(default)]
    pub section: Option<String>,
    /// Id of its table; null in running text.
    #[serde(default)]
    pub table: Option<String>,
    /// The cell of the row, for figures of tables: `base`, `target`, `growth`, `actual`, `actual_growth`.
    #[serde(default)]
    pub cell: Option<String>,
    /// The parser's rule that read the figure: `table/cell`, `prose/level`, …; `correction` for an
    /// observation that a person added.
    #[serde(default)]
    pub read_by: Option<String>,
    /// Confidence from 0 to 1.
    #[serde(default = "certain")]
    pub confidence: f64,
    /// Doubts: `digit_lost`, `unit_guessed`, `wrapped`, …; `corrected` where a person set a field.
    #[serde(default)]
    pub flags: Vec<String>,
    /// A person's correction; absent where there is none. All other fields are as read; `corrected` returns
    /// the correct values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<Correction>,
}

fn certain() -> f64 {
    1.0
}

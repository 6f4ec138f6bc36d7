//! What an evaluation says: counts, shares of them, and what was missed. `data/quality.json` holds it
//! and `/v1/quality` serves it, so every field is documented for callers.

use crate::domain::{DocumentKind, Kind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What the parser this program was built with found in the annotated documents; `scripts/quality` writes it.
pub const MEASURED: &str = include_str!("../../data/quality.json");

/// All evaluations, as `data/quality.json` holds them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quality {
    /// All annotated documents together first; where they are of several kinds, those of each kind; then
    /// each document.
    pub evaluations: Vec<Evaluation>,
    /// Plans nobody annotated: nothing is known of how well they were read.
    pub not_annotated: Vec<DocumentRef>,
}

/// How well documents were read, measured against the annotations of a careful reader.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QualityEvaluation)]
pub struct Evaluation {
    /// The document; null for several together.
    pub document: Option<DocumentRef>,
    /// The kind of the documents; null for all kinds together.
    #[serde(default)]
    pub kind: Option<DocumentKind>,
    /// Running text as a whole.
    pub prose: Figures,
    /// The same for `target` and `actual`.
    pub kinds: Vec<Figures>,
    /// The same for each of the parser's rules, by its name. What no rule found belongs to none, so
    /// `gold` and `recall` are null.
    pub rules: Vec<Figures>,
    /// What was taken for what, the most frequent first; empty where nothing was.
    pub confusion: Vec<Confusion>,
    /// Whether the parser's confidence means something: running text by confidence, the surest first.
    pub confidence: Vec<Confidence>,
    /// Indicator tables.
    pub tables: TableFigures,
    /// Annotated and not found; listed under each document, empty for all together.
    pub missed: Vec<Statement>,
    /// Found and not annotated; listed under each document, empty for all together.
    pub extra: Vec<Statement>,
    /// Found, with a field that is wrong; listed under each document, empty for all together.
    pub wrong: Vec<WrongField>,
}

/// A document that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QualityDocument)]
pub struct DocumentRef {
    /// Name of its file, without what follows the dot.
    #[schema(example = "jiangan")]
    pub name: String,
    /// Id of its region.
    #[schema(example = "jiangan")]
    pub region: String,
    /// First and last year of its plan.
    #[schema(example = "2021-2025")]
    pub period: String,
    /// Of its bytes, lower-case hex.
    pub sha256: String,
}

/// Statements of the running text. Shares are 0 to 1, to six decimals, null where they would be of nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QualityFigures)]
pub struct Figures {
    /// What they are the figures of: `all`, a kind, or a rule.
    #[schema(example = "target")]
    pub name: String,
    /// Statements annotated; null for a rule.
    #[schema(example = 111)]
    pub gold: Option<usize>,
    /// Observations made.
    #[schema(example = 108)]
    pub found: usize,
    /// Both: kind, value and place agree.
    #[schema(example = 108)]
    pub hit: usize,
    /// `hit` of `gold`.
    #[schema(example = 0.973)]
    pub recall: Option<f64>,
    /// `hit` of `found`.
    #[schema(example = 1.0)]
    pub precision: Option<f64>,
    /// Of the `hit`, how many have the field right.
    pub right: Fields,
    /// `right` as shares of `hit`.
    pub accuracy: Accuracy,
    /// `right.whole` of `gold`: found, and right in every field.
    #[schema(example = 0.946)]
    pub whole: Option<f64>,
}

/// Counts, field by field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QualityCounts)]
pub struct Fields {
    /// With the annotated unit.
    pub unit: usize,
    /// With the annotated comparator.
    pub comparator: usize,
    /// With the annotated measure.
    pub measure: usize,
    /// With the annotated year.
    pub year: usize,
    /// With the annotated label.
    pub label: usize,
    /// With the annotated year from which it counts and the annotated direction.
    #[serde(default)]
    pub span: usize,
    /// All of them.
    pub whole: usize,
}

/// Shares, field by field: 0 to 1, to six decimals, null where nothing was found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QualityAccuracy)]
pub struct Accuracy {
    /// Of the figures found, the share whose unit agrees.
    pub unit: Option<f64>,
    /// Of the figures found, the share whose comparator agrees.
    pub comparator: Option<f64>,
    /// Of the figures found, the share whose measure agrees.
    pub measure: Option<f64>,
    /// Of the figures found, the share whose year agrees.
    pub year: Option<f64>,
    /// Of the figures found, the share whose label agrees.
    pub label: Option<f64>,
    /// Of the figures found, the share whose `since` and `direction` agree.
    #[serde(default)]
    pub span: Option<f64>,
    /// All of them.
    pub whole: Option<f64>,
}

/// One word taken for another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QualityConfusion)]
pub struct Confusion {
    /// `kind`, `unit`, `comparator`, `measure`, `year`. A statement of the other kind counts as missed and
    /// as extra too.
    #[schema(example = "measure")]
    pub field: String,
    /// As annotated; null for nothing.
    #[schema(example = "cumulative")]
    pub want: Option<String>,
    /// As read; null for nothing.
    #[schema(example = "level")]
    pub got: Option<String>,
    /// How often.
    #[schema(example = 3)]
    pub times: usize,
}

/// Observations of the running text within bounds of confidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QualityConfidence)]
pub struct Confidence {
    /// Least confidence.
    #[schema(example = 0.9)]
    pub from: f64,
    /// Confidence stays under this; null where it may be 1.
    pub below: Option<f64>,
    /// Observations within the bounds.
    pub found: usize,
    /// Of the found: kind, value and place agree with an annotation.
    pub hit: usize,
    /// `hit` of `found`; null where nothing was found.
    #[schema(example = 0.994)]
    pub precision: Option<f64>,
    /// Of the found: right in every field.
    pub whole: usize,
}

/// Rows and cells of the indicator tables. Shares are 0 to 1, to six decimals, null where they would be of nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QualityTables)]
pub struct TableFigures {
    /// Rows annotated.
    #[schema(example = 54)]
    pub rows: usize,
    /// Rows read.
    #[schema(example = 54)]
    pub rows_found: usize,
    /// Rows with unit and attribute right.
    #[schema(example = 54)]
    pub rows_right: usize,
    /// Cells annotated, the empty ones apart.
    pub cells: usize,
    /// Cells read.
    pub found: usize,
    /// Cells that say the same.
    pub hit: usize,
    /// `hit` of `cells`.
    #[schema(example = 1.0)]
    pub recall: Option<f64>,
    /// `hit` of `found`.
    #[schema(example = 1.0)]
    pub precision: Option<f64>,
    /// `rows_right` of `rows`.
    #[schema(example = 1.0)]
    pub meta: Option<f64>,
}

/// A figure of the running text, in short.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QualityStatement)]
pub struct Statement {
    /// 1-based line of the document.
    #[schema(example = 498)]
    pub line: u32,
    /// `target` or `actual`.
    #[schema(value_type = String, example = "target")]
    pub kind: Kind,
    /// What is measured, as annotated or as read.
    #[schema(example = "绿化覆盖率")]
    pub label: String,
    /// Sign, figure and unit: `≥46.72%`.
    #[schema(example = "≥46.72%")]
    pub figure: String,
    /// The rule that read it; null for what was missed.
    pub rule: Option<String>,
    /// The parser's confidence; null for what was missed.
    pub confidence: Option<f64>,
}

/// A field that was read wrongly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QualityWrongField)]
pub struct WrongField {
    /// 1-based line of the document.
    #[schema(example = 120)]
    pub line: u32,
    /// As annotated.
    #[schema(example = "绿化覆盖率")]
    pub label: String,
    /// Running text: `unit`, `comparator`, `measure`, `year`, `label`, `span` (since and direction). Tables: `row` (missing), `unit`,
    /// `attribute`, or the name of a cell.
    #[schema(example = "label")]
    pub field: String,
    /// As annotated; null for nothing.
    pub want: Option<String>,
    /// As read; null for nothing.
    pub got: Option<String>,
    /// The rule that read it; null in tables.
    pub rule: Option<String>,
}

//! The result of an evaluation: counts, shares and missed statements. `data/quality.json` contains it and
//! `/v1/quality` returns it, so every field is documented for callers.

use crate::domain::{DocumentKind, Kind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The evaluation of the parser that this program was built with; `scripts/quality` writes the file.
pub const MEASURED: &str = include_str!("../../data/quality.json");

/// All evaluations, in the form of `data/quality.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quality {
    /// First the one of all annotated documents together, then one for each kind if there are several, then
    /// one for each document.
    pub evaluations: Vec<Evaluation>,
    /// Plans without annotations; the quality of their reading is unknown.
    pub not_annotated: Vec<DocumentRef>,
}

/// The quality of reading, measured against the annotations of a careful reader.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QualityEvaluation)]
pub struct Evaluation {
    /// The document; null for several together.
    pub document: Option<DocumentRef>,
    /// The kind of the documents; null for all kinds together.
    #[serde(default)]
    pub kind: Option<DocumentKind>,
    /// All running text.
    pub prose: Figures,
    /// The same figures for `target` and `actual`.
    pub kinds: Vec<Figures>,
    /// The same figures for each rule of the parser, by its name. A missed statement belongs to no rule, so
    /// `gold` and `recall` are null.
    pub rules: Vec<Figures>,
    /// Wrongly read values by field, the most frequent first; empty where there are none.
    pub confusion: Vec<Confusion>,
    /// Precision by the parser's confidence in running text, the surest first.
    pub confidence: Vec<Confidence>,
    /// Indicator tables.
    pub tables: TableFigures,
    /// Annotated but not found; listed for each document, empty for all together.
    pub missed: Vec<Statement>,
    /// Found but not annotated; listed for each document, empty for all together.
    pub extra: Vec<Statement>,
    /// Found with a wrong field; listed for each document, empty for all together.
    pub wrong: Vec<WrongField>,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QualityDocument)]
pub struct DocumentRef {
    /// Name of its file without the extension.
    #[schema(example = "jiangan")]
    pub name: String,
    /// Id of its region.
    #[schema(example = "jiangan")]
    pub region: String,
    /// First and last year of its plan.
    #[schema(example = "2021-2025")]
    pub period: String,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: String,
}

/// Statements of the running text. Shares are 0 to 1, to six decimals, null where the denominator is 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QualityFigures)]
pub struct Figures {
    /// The set that is counted: `all`, a kind, or a rule.
    #[schema(example = "target")]
    pub name: String,
    /// Annotated statements; null for a rule.
    #[schema(example = 111)]
    pub gold: Option<usize>,
    /// Observations of the parser.
    #[schema(example = 108)]
    pub found: usize,
    /// Observations that agree with an annotation in kind, value and place.
    #[schema(example = 108)]
    pub hit: usize,
    /// `hit` divided by `gold`.
    #[schema(example = 0.973)]
    pub recall: Option<f64>,
    /// `hit` divided by `found`.
    #[schema(example = 1.0)]
    pub precision: Option<f64>,
    /// The number of hits in which the field is right.
    pub right: Fields,
    /// `right` divided by `hit`.
    pub accuracy: Accuracy,
    /// `right.whole` divided by `gold`: statements that are found and right in every field.
    #[schema(example = 0.946)]
    pub whole: Option<f64>,
}

/// Counts, field by field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QualityCounts)]
pub struct Fields {
    /// Hits with the annotated unit.
    pub unit: usize,
    /// Hits with the annotated comparator.
    pub comparator: usize,
    /// Hits with the annotated measure.
    pub measure: usize,
    /// Hits with the annotated year.
    pub year: usize,
    /// Hits with the annotated label.
    pub label: usize,
    /// Hits with the annotated `since` and `direction`.
    #[serde(default)]
    pub span: usize,
    /// Hits that are right in every field.
    pub whole: usize,
}

/// Shares, field by field: 0 to 1, to six decimals, null where nothing was hit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QualityAccuracy)]
pub struct Accuracy {
    /// The share of hits whose unit agrees.
    pub unit: Option<f64>,
    /// The share of hits whose comparator agrees.
    pub comparator: Option<f64>,
    /// The share of hits whose measure agrees.
    pub measure: Option<f64>,
    /// The share of hits whose year agrees.
    pub year: Option<f64>,
    /// The share of hits whose label agrees.
    pub label: Option<f64>,
    /// The share of hits whose `since` and `direction` agree.
    #[serde(default)]
    pub span: Option<f64>,
    /// The share of hits that agree in every field.
    pub whole: Option<f64>,
}

/// A value that was read instead of the annotated one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QualityConfusion)]
pub struct Confusion {
    /// `kind`, `unit`, `comparator`, `measure`, `year`. A statement of the wrong kind also counts as missed
    /// and as extra.
    #[schema(example = "measure")]
    pub field: String,
    /// As annotated; null for no value.
    #[schema(example = "cumulative")]
    pub want: Option<String>,
    /// As read; null for no value.
    #[schema(example = "level")]
    pub got: Option<String>,
    /// The number of cases.
    #[schema(example = 3)]
    pub times: usize,
}

/// Observations of the running text within a range of confidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QualityConfidence)]
pub struct Confidence {
    /// The least confidence, included.
    #[schema(example = 0.9)]
    pub from: f64,
    /// The greatest confidence, excluded; null where there is no upper limit.
    pub below: Option<f64>,
    /// Observations within the range.
    pub found: usize,
    /// Of these, the number that agrees with an annotation in kind, value and place.
    pub hit: usize,
    /// `hit` divided by `found`; null where nothing was found.
    #[schema(example = 0.994)]
    pub precision: Option<f64>,
    /// Of these, the number that is right in every field.
    pub whole: usize,
}

/// Rows and cells of the indicator tables. Shares are 0 to 1, to six decimals, null where the denominator
/// is 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QualityTables)]
pub struct TableFigures {
    /// Annotated rows.
    #[schema(example = 54)]
    pub rows: usize,
    /// Rows in the parsed plan.
    #[schema(example = 54)]
    pub rows_found: usize,
    /// Rows with the right unit and attribute.
    #[schema(example = 54)]
    pub rows_right: usize,
    /// Annotated cells that are not empty.
    pub cells: usize,
    /// Cells in the parsed plan that are not empty.
    pub found: usize,
    /// Cells that agree with the annotation.
    pub hit: usize,
    /// `hit` divided by `cells`.
    #[schema(example = 1.0)]
    pub recall: Option<f64>,
    /// `hit` divided by `found`.
    #[schema(example = 1.0)]
    pub precision: Option<f64>,
    /// `rows_right` divided by `rows`.
    #[schema(example = 1.0)]
    pub meta: Option<f64>,
}

/// A short form of a figure of the running text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QualityStatement)]
pub struct Statement {
    /// Line of the document, counted from 1.
    #[schema(example = 498)]
    pub line: u32,
    /// `target` or `actual`.
    #[schema(value_type = String, example = "target")]
    pub kind: Kind,
    /// The label, as annotated or as read.
    #[schema(example = "绿化覆盖率")]
    pub label: String,
    /// Sign, figure and unit: `≥46.72%`.
    #[schema(example = "≥46.72%")]
    pub figure: String,
    /// The rule that read it; null for a missed statement.
    pub rule: Option<String>,
    /// The parser's confidence; null for a missed statement.
    pub confidence: Option<f64>,
}

/// A field that was read wrongly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QualityWrongField)]
pub struct WrongField {
    /// Line of the document, counted from 1.
    #[schema(example = 120)]
    pub line: u32,
    /// The annotated label.
    #[schema(example = "绿化覆盖率")]
    pub label: String,
    /// Running text: `unit`, `comparator`, `measure`, `year`, `label`, `span` (since and direction).
    /// Tables: `row` (missing), `unit`, `attribute`, or the name of a cell.
    #[schema(example = "label")]
    pub field: String,
    /// As annotated; null for no value.
    pub want: Option<String>,
    /// As read; null for no value.
    pub got: Option<String>,
    /// The rule that read it; null in tables.
    pub rule: Option<String>,
}

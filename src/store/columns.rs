//! The columns of an observation, as rows and downloads read them.

use super::database::Result;
use rust_decimal::Decimal;
use sqlx::FromRow;

/// Columns that [`ObservationRow`] takes from `observation`.
const OF_OBSERVATION: [&str; 34] = [
    "id",
    "kind",
    "origin",
    "region_id",
    "period_start",
    "period_end",
    "label",
    "indicator_id",
    "value",
    "value_high",
    "unit",
    "canonical_value",
    "canonical_high",
    "canonical_unit",
    "text",
    "rule",
    "status",
    "comparator",
    "measure",
    "year",
    "since",
    "direction",
    "attribute",
    "line",
    "quote",
    "section_id",
    "table_id",
    "table_role",
    "row_position",
    "row_group",
    "cell",
    "read_by",
    "confidence",
    "flags",
];

/// Columns that it takes from `revision`, under its own names.
pub(super) const OF_REVISION: &str =
    "revision.document_id, revision.plan_id, revision.document_sha256 as document";

/// The columns of an observation known as `alias`, for a select list.
pub(super) fn observation(alias: &str) -> String {
    OF_OBSERVATION.map(|column| format!("{alias}.{column}")).join(", ")
}

/// One observation of a document. Words are those of the parsed plan; `migrations/` explains
/// figures and nulls.
#[derive(Debug, Clone, FromRow)]
pub struct ObservationRow {
    pub id: String,
    pub document_id: String,
    /// Null where the document is no plan.
    pub plan_id: Option<String>,
    /// Sha256 of the file the document was read from.
    pub document: String,
    pub kind: String,
    pub origin: String,
    pub region_id: String,
    pub period_start: i32,
    pub period_end: i32,
    pub label: String,
    pub indicator_id: Option<String>,
    pub value: Option<Decimal>,
    pub value_high: Option<Decimal>,
    pub unit: Option<String>,
    pub canonical_value: Option<Decimal>,
    pub canonical_high: Option<Decimal>,
    pub canonical_unit: Option<String>,
    pub text: Option<String>,
    /// The rule that the words express.
    pub rule: Option<String>,
    pub status: String,
    pub comparator: String,
    pub measure: String,
    pub year: Option<i32>,
    pub since: Option<i32>,
    /// `up`, `down`.
    pub direction: Option<String>,
    pub attribute: Option<String>,
    pub line: i32,
    pub quote: String,
    pub section_id: Option<String>,
    pub table_id: Option<String>,
    pub table_role: Option<String>,
    pub row_position: Option<i32>,
    pub row_group: Option<String>,
    pub cell: Option<String>,
    pub read_by: Option<String>,
    pub confidence: f64,
    pub flags: Vec<String>,
}

/// A year as the pure rooms have it.
pub(super) fn year(year: i32) -> Result<u16> {
    u16::try_from(year).map_err(decode)
}

/// A stored value that this program cannot read.
pub(super) fn decode(error: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}

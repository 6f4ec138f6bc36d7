//! The columns of an observation: one list and one row type, read by rows, downloads, comparisons, checks and
//! scorecards.

use super::database::Result;
use crate::domain::Statement;
use crate::store::words;
use rust_decimal::Decimal;
use serde::de::DeserializeOwned;
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

/// An observation with the title of its table, as comparisons and checks read it.
#[derive(Debug, Clone, FromRow)]
pub(super) struct StatementRow {
    #[sqlx(flatten)]
    pub(super) row: ObservationRow,
    table_title: Option<String>,
}

impl StatementRow {
    /// With words as enumerations; `indicator` is empty where the catalogue has none.
    ///
    /// # Errors
    /// A word that no enumeration has.
    pub(super) fn statement(self) -> Result<Statement> {
        let Self { row, table_title } = self;
        Ok(Statement {
            id: row.id,
            plan: row.plan_id.unwrap_or(row.document_id),
            indicator: row.indicator_id.unwrap_or_default(),
            kind: word(&row.kind)?,
            origin: word(&row.origin)?,
            label: row.label,
            value: row.canonical_value,
            value_high: row.canonical_high,
            unit: row.canonical_unit,
            comparator: word(&row.comparator)?,
            measure: word(&row.measure)?,
            year: row.year.map(year).transpose()?,
            since: row.since.map(year).transpose()?,
            attribute: row.attribute.as_deref().map(word).transpose()?,
            text: row.text,
            rule: row.rule.as_deref().map(word).transpose()?,
            printed_value: row.value,
            printed_high: row.value_high,
            printed_unit: row.unit,
            table_role: row.table_role.as_deref().map(word).transpose()?,
            table: row.table_id,
            table_title,
            row: row.row_position,
            group: row.row_group,
            document: row.document,
            line: u32::try_from(row.line).map_err(decode)?,
            section: row.section_id,
            quote: row.quote,
            read_by: row.read_by,
            confidence: row.confidence,
            flags: row.flags,
        })
    }
}

/// The enumeration value of a stored word.
fn word<T: DeserializeOwned>(word: &str) -> Result<T> {
    words::read(word).ok_or_else(|| decode(UnknownWord(word.to_owned())))
}

/// A word that a newer program wrote.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is none of the known words")]
struct UnknownWord(String);

/// A year as the pure rooms have it.
pub(super) fn year(year: i32) -> Result<u16> {
    u16::try_from(year).map_err(decode)
}

/// A stored value that this program cannot read.
pub(super) fn decode(error: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}

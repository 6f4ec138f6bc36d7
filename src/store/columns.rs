//! The columns of an observation: as rows and downloads read them, and as statements for comparisons, checks, series
//! and scorecards.

use super::database::Result;
use crate::domain::Statement;
use crate::store::words;
use rust_decimal::Decimal;
use serde::de::DeserializeOwned;
use sqlx::postgres::{PgRow, Postgres};
use sqlx::{Column, Decode, FromRow, Row, Type};
use std::sync::Arc;

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

/// The values of a row, read in the order of its columns. A look-up by name would cost more than most values do, and so
/// would the type of each value: the rows of a result have the same types, which are compared in the first of them.
pub(super) struct Columns<'r> {
    row: &'r PgRow,
    next: usize,
    is_first: bool,
    repeated: &'r mut Vec<Option<Arc<str>>>,
}

/// Reads the rows of one result.
#[derive(Default)]
pub(super) struct RowReader {
    has_read: bool,
    /// The last text of each column whose texts repeat from row to row, by the place of the column.
    repeated: Vec<Option<Arc<str>>>,
}

impl RowReader {
    /// The columns of the next row. The same ones must be read of every row.
    pub(super) fn columns<'r>(&'r mut self, row: &'r PgRow) -> Columns<'r> {
        let is_first = !std::mem::replace(&mut self.has_read, true);
        Columns { row, next: 0, is_first, repeated: &mut self.repeated }
    }
}

impl<'r> Columns<'r> {
    /// The next value.
    pub(super) fn value<T: Decode<'r, Postgres> + Type<Postgres>>(&mut self) -> Result<T> {
        let place = self.next;
        self.next += 1;
        if self.is_first {
            let column = self.row.try_column(place)?;
            if !T::compatible(column.type_info()) {
                return Err(decode(OtherType {
                    column: column.name().to_owned(),
                    stored: column.type_info().to_string(),
                    read: T::type_info().to_string(),
                }));
            }
        }
        self.row.try_get_unchecked(place)
    }

    /// The next value, a text.
    fn text(&mut self) -> Result<Arc<str>> {
        Ok(self.value::<&str>()?.into())
    }

    /// The next value, a text or null.
    fn text_or_null(&mut self) -> Result<Option<Arc<str>>> {
        Ok(self.value::<Option<&str>>()?.map(Arc::from))
    }

    /// The next value, a text or null that the row before often has too.
    fn repeated_or_null(&mut self) -> Result<Option<Arc<str>>> {
        let Some(text) = self.value::<Option<&str>>()? else { return Ok(None) };
        let (repeated, place) = (&mut *self.repeated, self.next);
        if repeated.len() <= place {
            repeated.resize(place + 1, None);
        }
        if let Some(known) = repeated[place].as_ref().filter(|known| ***known == *text) {
            return Ok(Some(Arc::clone(known)));
        }
        let text = Arc::from(text);
        repeated[place] = Some(Arc::clone(&text));
        Ok(Some(text))
    }

    /// The same; empty for null.
    pub(super) fn repeated(&mut self) -> Result<Arc<str>> {
        Ok(self.repeated_or_null()?.unwrap_or_default())
    }

    /// The next value, a list of words.
    fn words(&mut self) -> Result<Vec<Arc<str>>> {
        Ok(self.value::<Vec<String>>()?.into_iter().map(Arc::from).collect())
    }

    /// The next value, a word of an enumeration.
    fn word<T: DeserializeOwned>(&mut self) -> Result<T> {
        word(self.value()?)
    }

    /// The next value, a word of an enumeration or null.
    fn word_or_null<T: DeserializeOwned>(&mut self) -> Result<Option<T>> {
        self.value::<Option<&str>>()?.map(word).transpose()
    }

    /// The next value, a year or null.
    fn year_or_null(&mut self) -> Result<Option<u16>> {
        self.value::<Option<i32>>()?.map(year).transpose()
    }

    /// The next value, a number from 0.
    fn number(&mut self) -> Result<u32> {
        u32::try_from(self.value::<i32>()?).map_err(decode)
    }
}

/// The columns of `observation` that a statement takes, each with its field and how it is read.
macro_rules! statement_columns {
    ($($column:literal => $field:ident: $read:ident,)*) => {
        /// The columns of a statement, for a select list; the title of its table follows them. `alias` is what
        /// `observation` is known as.
        pub(super) fn statement_columns(alias: &str) -> String {
            [$($column),*].map(|column| format!("{alias}.{column}")).join(", ")
        }

        impl Columns<'_> {
            /// The next values, a statement of a document: the columns of [`statement_columns()`] and the title of its table.
            ///
            /// # Errors
            /// A word that no enumeration has.
            pub(super) fn statement(&mut self, plan: Arc<str>, document: Arc<str>) -> Result<Statement> {
                $(let $field = self.$read()?;)*
                let table_title = self.repeated_or_null()?;
                Ok(Statement { plan, document, $($field,)* table_title })
            }
        }
    };
}

statement_columns! {
    "id" => id: text,
    "indicator_id" => indicator: repeated,
    "kind" => kind: word,
    "origin" => origin: word,
    "label" => label: text,
    "canonical_value" => value: value,
    "canonical_high" => value_high: value,
    "canonical_unit" => unit: repeated_or_null,
    "comparator" => comparator: word,
    "measure" => measure: word,
    "year" => year: year_or_null,
    "since" => since: year_or_null,
    "attribute" => attribute: word_or_null,
    "text" => text: text_or_null,
    "rule" => rule: word_or_null,
    "value" => printed_value: value,
    "value_high" => printed_high: value,
    "unit" => printed_unit: repeated_or_null,
    "table_role" => table_role: word_or_null,
    "table_id" => table: repeated_or_null,
    "row_position" => row: value,
    "row_group" => group: repeated_or_null,
    "line" => line: number,
    "section_id" => section: repeated_or_null,
    "quote" => quote: text,
    "read_by" => read_by: repeated_or_null,
    "confidence" => confidence: value,
    "flags" => flags: words,
}

/// The enumeration value of a stored word.
fn word<T: DeserializeOwned>(word: &str) -> Result<T> {
    words::read(word).ok_or_else(|| decode(UnknownWord(word.to_owned())))
}

/// A column that has another type than the value that is read from it.
#[derive(Debug, thiserror::Error)]
#[error("the column `{column}` is of type {stored}, not {read}")]
struct OtherType {
    column: String,
    stored: String,
    read: String,
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

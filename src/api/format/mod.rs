//! Formats: what an answer can be had in, and what all tabular ones share.
//!
//! A resource says once, by [`Flat`], what its columns and rows are. Every tabular format is written
//! from the [`Table`] made of that, so that all have the same rows in the same order:
//!
//! ```text
//! entries ─Flat─▶ Table ─┬─ csv       text; the words of the columns fixed and append-only
//!                        ├─ ndjson    an object a line, numbers as numbers
//!                        ├─ xlsx      typed cells
//!                        └─ parquet   typed columns
//! ```

use rust_decimal::Decimal;
use serde::Serialize;

pub mod csv;
pub mod ndjson;
pub mod negotiate;
pub mod table;

pub use table::Table;

/// What is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Json,
    Csv,
    Ndjson,
}

/// The formats of every list.
pub const TABULAR: &[Format] = &[Format::Json, Format::Csv, Format::Ndjson];

impl Format {
    /// As `format=` writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
        }
    }

    /// As `Accept` writes it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv",
            Self::Ndjson => "application/x-ndjson",
        }
    }

    /// As `Content-Type` writes it.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            other => other.media_type(),
        }
    }

    /// How a file of it is named.
    pub fn extension(self) -> &'static str {
        self.word()
    }
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A whole number.
    Integer,
    /// A decimal number.
    Number,
    Boolean,
    Text,
}

/// A column of a [`Flat`] form.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Never renamed or reused.
    pub name: &'static str,
    pub kind: Kind,
    /// The top-level field of the JSON entry that it comes from, which `fields=` names.
    pub field: &'static str,
}

impl Column {
    /// A column of text.
    pub const fn text(name: &'static str, field: &'static str) -> Self {
        Self { name, kind: Kind::Text, field }
    }

    /// A column of whole numbers.
    pub const fn integer(name: &'static str, field: &'static str) -> Self {
        Self { name, kind: Kind::Integer, field }
    }

    /// A column of decimal numbers.
    pub const fn number(name: &'static str, field: &'static str) -> Self {
        Self { name, kind: Kind::Number, field }
    }

    /// A column of yes and no.
    pub const fn boolean(name: &'static str, field: &'static str) -> Self {
        Self { name, kind: Kind::Boolean, field }
    }

    /// The column that most tables end with: the release the row is of.
    pub const RELEASE: Self = Self::integer("release", "release");
}

/// One cell; of the kind of its column, or empty.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Null: an empty cell.
    Empty,
    Integer(i64),
    /// A figure, exact.
    Number(Decimal),
    /// A share or a weight, which is no figure of a plan.
    Float(f64),
    Boolean(bool),
    Text(String),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Decimal> for Cell {
    fn from(figure: Decimal) -> Self {
        Self::Number(figure.normalize())
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Float(number)
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Self {
        Self::Boolean(flag)
    }
}

impl From<u64> for Cell {
    fn from(number: u64) -> Self {
        Self::Integer(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::Integer(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

macro_rules! whole_numbers {
    ($($whole:ty),*) => {
        $(impl From<$whole> for Cell {
            fn from(number: $whole) -> Self {
                Self::Integer(number.into())
            }
        })*
    };
}
whole_numbers!(u8, u16, u32, i16, i32, i64);

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Self::Empty, Into::into)
    }
}

/// Something that has a flat form: any number of rows under fixed columns.
pub trait Flat {
    /// The columns. Append-only: programs address them by position too.
    const COLUMNS: &'static [Column];

    /// The rows; each has a cell for each column, of its kind or empty. `release` is the last column's
    /// value where a row carries it.
    fn rows(&self, release: i32) -> Vec<Vec<Cell>>;
}

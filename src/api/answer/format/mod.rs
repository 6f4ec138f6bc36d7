//! Formats: what an answer can be had in, and what all tabular ones share.
//!
//! A resource says once, by [`Flat`], what its columns and rows are. Every tabular format is written
//! from the [`Table`] made of that, so that all have the same rows in the same order:
//!
//! ```text
//! entries ─Flat─▶ Table ─┬─ csv       text
//!            fields=     ├─ ndjson    an object a line, numbers as numbers
//!            labels=     ├─ xlsx      typed cells
//!                        └─ parquet   typed columns
//! ```
//! Columns are fixed and append-only. `jsonstat` is no table but a cube; comparisons have it.

use crate::domain::words;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value;

pub mod about;
pub mod csv;
pub mod fields;
pub mod jsonstat;
pub mod labels;
pub mod ndjson;
pub mod negotiate;
pub mod parquet;
pub mod table;
pub mod xlsx;

pub use about::About;
pub use fields::Fields;
pub use labels::Labels;
pub use table::Table;

/// What is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Json,
    Csv,
    Ndjson,
    Xlsx,
    Parquet,
    JsonStat,
}

/// The formats of every list.
pub const TABULAR: &[Format] =
    &[Format::Json, Format::Csv, Format::Ndjson, Format::Xlsx, Format::Parquet];

/// The formats of a list that is a cube too.
pub const CUBE: &[Format] =
    &[Format::Json, Format::Csv, Format::Ndjson, Format::Xlsx, Format::Parquet, Format::JsonStat];

impl Format {
    /// As `format=` writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
            Self::Xlsx => "xlsx",
            Self::Parquet => "parquet",
            Self::JsonStat => "jsonstat",
        }
    }

    /// As `Accept` writes it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv",
            Self::Ndjson => "application/x-ndjson",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::JsonStat => "application/vnd.json-stat+json",
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
        match self {
            Self::JsonStat => "jsonstat.json",
            other => other.word(),
        }
    }

    /// Whether it has rows and columns, so that columns can be named by `fields=`.
    pub fn is_tabular(self) -> bool {
        !matches!(self, Self::Json | Self::JsonStat)
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
    /// The field of the JSON entry that it comes from, which `fields=` names.
    pub field: &'static str,
    /// The words that stand in it, where it is coded: what `labels=` spells out.
    pub words: Option<&'static words::Set>,
    /// Whether several of the words may stand in one cell, with blanks between.
    pub several: bool,
    /// Whether it says which entry a row is of: it, and its field, are never left out.
    pub key: bool,
}

impl Column {
    const fn of(kind: Kind, name: &'static str, field: &'static str) -> Self {
        Self { name, kind, field, words: None, several: false, key: false }
    }

    /// A column of text.
    pub const fn text(name: &'static str, field: &'static str) -> Self {
        Self::of(Kind::Text, name, field)
    }

    /// A column of whole numbers.
    pub const fn integer(name: &'static str, field: &'static str) -> Self {
        Self::of(Kind::Integer, name, field)
    }

    /// A column of decimal numbers.
    pub const fn number(name: &'static str, field: &'static str) -> Self {
        Self::of(Kind::Number, name, field)
    }

    /// A column of yes and no.
    pub const fn boolean(name: &'static str, field: &'static str) -> Self {
        Self::of(Kind::Boolean, name, field)
    }

    /// The column of an id.
    pub const fn key(name: &'static str, field: &'static str) -> Self {
        Self { key: true, ..Self::of(Kind::Text, name, field) }
    }

    /// The same column, of words of this set.
    #[must_use]
    pub const fn coded(self, words: &'static words::Set) -> Self {
        Self { words: Some(words), ..self }
    }

    /// The same, where a cell may hold several of them and a descriptor has to say so.
    #[must_use]
    pub const fn several(self, words: &'static words::Set) -> Self {
        Self { words: Some(words), several: true, ..self }
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

    /// Where an entry is a list of cells, which the rows are made of: its field, and the fields of a cell.
    /// `fields=` may name these too.
    fn inner() -> Option<(&'static str, Vec<String>)> {
        None
    }

    /// The entries as a JSON-stat dataset, for a list that is a cube.
    fn cube(_entries: &[Self], _about: &About) -> Option<Value>
    where
        Self: Sized,
    {
        None
    }
}

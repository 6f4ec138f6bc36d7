//! The formats in which tables and files are written. Pure.
//!
//! A resource declares its columns and their values once ([`columns!`](columns), [`Flat`]). Every tabular
//! format is written from the same [`Table`], so all have the same rows in the same order:
//!
//! ```text
//! entries ─Flat─▶ Table ─┬─ csv       text
//!            fields=     ├─ ndjson    one object a line, numbers as numbers
//!            labels=     ├─ xlsx      typed values
//!                        └─ parquet   typed columns
//! ```
//! Columns are append-only. `jsonstat` writes a cube instead of a table.

mod about;
mod citation;
mod column;
pub mod csv;
mod error;
mod field_filter;
pub mod fields;
mod flat;
pub mod jsonstat;
mod labels;
mod media;
pub mod ndjson;
pub mod parquet;
mod table;
mod value;
pub mod xlsx;

pub use about::About;
pub use citation::{LICENCE, citation};
pub(crate) use column::columns;
pub use column::{Column, ColumnKind};
pub use error::FormatError;
pub use field_filter::FilteredValue;
pub use fields::Fields;
pub use flat::Flat;
pub use labels::Labels;
pub use media::{CUBE, Format, PICTURE, TABULAR};
pub use table::{Shape, Table};
pub use value::ColumnValue;

//! The flat form of an entry.

use super::about::About;
use super::column::Column;
use super::value::ColumnValue;
use serde_json::Value;

/// An entry that has a flat form: any number of rows under fixed columns.
pub trait Flat {
    /// The columns, as [`columns!`](super::columns) declares them.
    const COLUMNS: &'static [Column];

    /// The rows. Each has a value for each column, of its kind or empty. `release` is the release the
    /// entry is from.
    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>>;

    /// For an entry with a list that the rows are made of: the field of the list, and the fields of
    /// its elements, which `fields=` may name too.
    fn inner() -> Option<(&'static str, Vec<String>)> {
        None
    }

    /// The entries as a JSON-stat dataset; `None` for a list that is no cube.
    fn cube(_entries: &[Self], _about: &About) -> Option<Value>
    where
        Self: Sized,
    {
        None
    }
}

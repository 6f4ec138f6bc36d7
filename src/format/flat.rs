//! The flat form of an entry.

use super::about::About;
use super::column::Column;
use super::value::ColumnValue;
use crate::domain::text::Text;
use serde_json::Value;

/// An entry that has a flat form: any number of rows under fixed columns.
pub trait Flat {
    /// The columns, as [`columns!`](super::columns) declares them.
    const COLUMNS: &'static [Column];

    /// The rows. Each has a value for each column, of its kind or empty. `release` is the release of the
    /// entry.
    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>>;

    /// For an entry whose rows come from a list in it: the field of the list, and the fields of its
    /// elements, which `fields=` accepts too.
    fn inner() -> Option<(&'static str, Vec<String>)> {
        None
    }

    /// The fields and paths of the compact view: the figures that a chart or a table shows, with ids and
    /// lines. Empty where there is no such view.
    fn compact() -> Vec<String> {
        Vec::new()
    }

    /// The entries as a JSON-stat dataset; `None` for a list that is no cube.
    fn cube(_entries: &[Self], _about: &About) -> Option<Value>
    where
        Self: Sized,
    {
        None
    }

    /// The entries as a picture of this width, or the reason why there is none; `None` for a list that has
    /// no picture.
    fn picture(_entries: &[Self], _about: &About, _width: u32) -> Option<Result<String, Text>>
    where
        Self: Sized,
    {
        None
    }
}

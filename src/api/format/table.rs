//! A flat form, ready to be written in any tabular format.

use super::column::Column;
use super::fields::Fields;
use super::flat::Flat;
use super::labels::Labels;
use super::value::ColumnValue;
use crate::domain::lang::Lang;

/// How a table was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shape {
    pub labels: Labels,
    /// `None` for every field.
    pub fields: Option<Fields>,
}

/// Rows under columns; each row has a cell for each column, in its order.
#[derive(Debug, Clone)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<ColumnValue>>,
}

impl Table {
    /// The rows of all entries, in their order.
    pub fn of<T: Flat>(entries: &[T], release: i32) -> Self {
        Self::shaped(entries, release, &Shape::default(), Lang::default())
    }

    /// The same with the columns asked for, and coded words as asked for.
    pub fn shaped<T: Flat>(entries: &[T], release: i32, shape: &Shape, lang: Lang) -> Self {
        let kept: Vec<bool> = T::COLUMNS
            .iter()
            .map(|column| shape.fields.as_ref().is_none_or(|fields| fields.keep(column)))
            .collect();
        let row = |mut row: Vec<ColumnValue>| {
            shape.labels.apply(T::COLUMNS, &mut row, lang);
            let mut kept = kept.iter();
            row.retain(|_| kept.next().copied().unwrap_or(false));
            row
        };
        let columns = T::COLUMNS.iter().zip(&kept).filter(|(_, kept)| **kept);
        Self {
            columns: columns.map(|(column, _)| *column).collect(),
            rows: entries.iter().flat_map(|entry| entry.rows(release)).map(row).collect(),
        }
    }
}

//! The table that every tabular format is written from.

use super::column::Column;
use super::fields::Fields;
use super::flat::Flat;
use super::labels::Labels;
use super::value::ColumnValue;
use crate::domain::lang::Lang;

/// The requested columns and labels of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shape {
    pub labels: Labels,
    /// `None` for every field.
    pub fields: Option<Fields>,
    /// Width of a picture in pixels; `None` for the default width.
    pub width: Option<u32>,
}

/// Rows under columns. Each row has a value for each column, in their order.
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

    /// The rows with the requested columns and labels.
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

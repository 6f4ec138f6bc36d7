//! A flat form, ready to be written in any tabular format.

use super::{Cell, Column, Flat};

/// Rows under columns; each row has a cell for each column, in its order.
#[derive(Debug, Clone)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The rows of all entries, in their order.
    pub fn of<T: Flat>(entries: &[T], release: i32) -> Self {
        let rows = entries.iter().flat_map(|entry| entry.rows(release)).collect();
        Self { columns: T::COLUMNS.to_vec(), rows }
    }
}

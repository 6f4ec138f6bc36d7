//! NDJSON: one JSON object a line, with the columns of CSV as its fields, in their order.
//!
//! Numbers are numbers with the digits they have, and an empty cell is null, so that a program needs
//! to guess no types.

use super::{Cell, Column, Table};
use crate::api::problem::ApiError;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A line for each row.
///
/// # Errors
/// Only a fault in the program.
pub fn document(table: &Table) -> Result<Vec<u8>, ApiError> {
    let mut lines = Vec::new();
    for cells in &table.rows {
        serde_json::to_writer(&mut lines, &Row { columns: &table.columns, cells })
            .map_err(|error| ApiError::Internal(format!("NDJSON: {error}")))?;
        lines.push(b'\n');
    }
    Ok(lines)
}

struct Row<'t> {
    columns: &'t [Column],
    cells: &'t [Cell],
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut object = to.serialize_map(Some(self.columns.len()))?;
        for (column, cell) in self.columns.iter().zip(self.cells) {
            object.serialize_entry(column.name, cell)?;
        }
        object.end()
    }
}

impl Serialize for Cell {
    /// A number, a boolean, text, or null.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => to.serialize_none(),
            Self::Integer(number) => to.serialize_i64(*number),
            Self::Number(figure) => crate::domain::figure::number(*figure).serialize(to),
            Self::Float(number) => to.serialize_f64(*number),
            Self::Boolean(flag) => to.serialize_bool(*flag),
            Self::Text(text) => to.serialize_str(text),
        }
    }
}

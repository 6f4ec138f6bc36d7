//! NDJSON: one JSON object a line, with the columns of CSV as its fields, in their order.
//!
//! Numbers keep their digits and an empty value is null, so a program need not guess types.

use super::column::Column;
use super::error::FormatError;
use super::media::Format;
use super::table::Table;
use super::value::ColumnValue;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// One line for each row.
///
/// # Errors
/// Only a bug makes this fail.
pub fn document(table: &Table) -> Result<Vec<u8>, FormatError> {
    let mut lines = Vec::new();
    for cells in &table.rows {
        serde_json::to_writer(&mut lines, &RowObject { columns: &table.columns, cells })
            .map_err(|error| FormatError::new(Format::Ndjson, error))?;
        lines.push(b'\n');
    }
    Ok(lines)
}

struct RowObject<'t> {
    columns: &'t [Column],
    cells: &'t [ColumnValue],
}

impl Serialize for RowObject<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut object = to.serialize_map(Some(self.columns.len()))?;
        for (column, cell) in self.columns.iter().zip(self.cells) {
            object.serialize_entry(column.name, cell)?;
        }
        object.end()
    }
}

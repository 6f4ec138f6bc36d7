//! Parquet: typed columns, every one of them nullable, compressed with Snappy.
//!
//! Figures are doubles, which every reader supports; `printed_…` has the exact text of a printed figure.
//! The key-value metadata of the file has release, licence and citation. Row groups are written one by
//! one, so the memory does not grow with the file.

use super::about::About;
use super::column::{Column, ColumnKind};
use super::error::FormatError;
use super::media::Format;
use super::table::Table;
use super::value::ColumnValue;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;
use rust_decimal::prelude::ToPrimitive;
use std::io::Write;
use std::sync::Arc;

/// A file with one row group, or with none where there are no rows.
///
/// # Errors
/// Only a bug makes this fail.
pub fn document(table: &Table, about: &About) -> Result<Vec<u8>, FormatError> {
    let mut writer = ParquetWriter::new(&table.columns, about)?;
    writer.rows(&table.rows)?;
    writer.finish()
}

/// Writes a file in pieces.
pub struct ParquetWriter {
    to: SerializedFileWriter<Vec<u8>>,
    columns: Vec<Column>,
}

impl std::fmt::Debug for ParquetWriter {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_struct("ParquetWriter")
            .field("columns", &self.columns.len())
            .finish_non_exhaustive()
    }
}

impl ParquetWriter {
    /// A file of these columns.
    ///
    /// # Errors
    /// Only a bug makes this fail.
    pub fn new(columns: &[Column], about: &About) -> Result<Self, FormatError> {
        let metadata = about.pairs().into_iter();
        let metadata = metadata.map(|(key, value)| KeyValue { key, value: Some(value) }).collect();
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_key_value_metadata(Some(metadata))
            .build();
        let schema = schema(about.name, columns).map_err(failed)?;
        let to = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties));
        Ok(Self { to: to.map_err(failed)?, columns: columns.to_vec() })
    }

    /// Adds rows as one row group; no row group where there are no rows.
    ///
    /// # Errors
    /// Only a bug makes this fail: a value of another kind than its column.
    pub fn rows(&mut self, rows: &[Vec<ColumnValue>]) -> Result<(), FormatError> {
        if rows.is_empty() {
            return Ok(());
        }
        let mut group = self.to.next_row_group().map_err(failed)?;
        for (place, column) in self.columns.iter().enumerate() {
            write(&mut group, column, place, rows).map_err(failed)?;
        }
        group.close().map_err(failed)?;
        Ok(())
    }

    /// Takes the bytes written since the last call.
    ///
    /// # Errors
    /// Only a bug makes this fail.
    pub fn take(&mut self) -> Result<Vec<u8>, FormatError> {
        self.to.flush().map_err(|error| FormatError::new(Format::Parquet, error))?;
        Ok(std::mem::take(self.to.inner_mut()))
    }

    /// Takes the remaining bytes, the footer last.
    ///
    /// # Errors
    /// Only a bug makes this fail.
    pub fn finish(mut self) -> Result<Vec<u8>, FormatError> {
        self.to.finish().map_err(failed)?;
        self.take()
    }
}

fn failed(error: ParquetError) -> FormatError {
    FormatError::new(Format::Parquet, error)
}

fn schema(name: &str, columns: &[Column]) -> Result<Type, ParquetError> {
    let column = |column: &Column| {
        let physical = match column.kind {
            ColumnKind::Integer => Physical::INT64,
            ColumnKind::Number => Physical::DOUBLE,
            ColumnKind::Boolean => Physical::BOOLEAN,
            ColumnKind::Text => Physical::BYTE_ARRAY,
        };
        let logical = (column.kind == ColumnKind::Text).then_some(LogicalType::String);
        Type::primitive_type_builder(column.name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build()
            .map(Arc::new)
    };
    let columns = columns.iter().map(column).collect::<Result<Vec<_>, _>>()?;
    Type::group_type_builder(name).with_fields(columns).build()
}

fn write<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    column: &Column,
    place: usize,
    rows: &[Vec<ColumnValue>],
) -> Result<(), ParquetError> {
    match column.kind {
        ColumnKind::Integer => put::<Int64Type, W>(group, column, place, rows, |cell| match cell {
            ColumnValue::Integer(number) => Some(*number),
            _ => None,
        }),
        #[expect(
            clippy::cast_precision_loss,
            reason = "a column of doubles holds what doubles can"
        )]
        ColumnKind::Number => put::<DoubleType, W>(group, column, place, rows, |cell| match cell {
            ColumnValue::Number(figure) => figure.to_f64(),
            ColumnValue::Float(number) => Some(*number),
            ColumnValue::Integer(number) => Some(*number as f64),
            _ => None,
        }),
        ColumnKind::Boolean => put::<BoolType, W>(group, column, place, rows, |cell| match cell {
            ColumnValue::Boolean(flag) => Some(*flag),
            _ => None,
        }),
        ColumnKind::Text => {
            put::<ByteArrayType, W>(group, column, place, rows, |cell| match cell {
                ColumnValue::Text(text) => Some(ByteArray::from(text.as_str())),
                _ => None,
            })
        }
    }
}

fn put<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    column: &Column,
    place: usize,
    rows: &[Vec<ColumnValue>],
    value: impl Fn(&ColumnValue) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let mut values = Vec::with_capacity(rows.len());
    let mut there = Vec::with_capacity(rows.len());
    for cell in rows.iter().map(|row| row.get(place).unwrap_or(&ColumnValue::Empty)) {
        let found = value(cell);
        if found.is_none() && *cell != ColumnValue::Empty {
            let what = format!("{cell:?} in {:?} column {}", column.kind, column.name);
            return Err(ParquetError::General(what));
        }
        there.push(i16::from(found.is_some()));
        values.extend(found);
    }
    let Some(mut writer) = group.next_column()? else {
        return Err(ParquetError::General(format!("no room for column {}", column.name)));
    };
    writer.typed::<T>().write_batch(&values, Some(&there), None)?;
    writer.close()
}

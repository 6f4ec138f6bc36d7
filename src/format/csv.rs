//! CSV: RFC 4180, UTF-8, one header row, columns fixed and append-only.
//!
//! A text that a spreadsheet would run as a formula gets an apostrophe in front, which spreadsheets
//! hide and programs can strip. Numbers stay as they are.

use super::error::FormatError;
use super::media::Format;
use super::table::Table;
use super::value::ColumnValue;
use rust_decimal::Decimal;
use std::borrow::Cow;

/// The byte order mark of `bom=true`. Some spreadsheet programs detect UTF-8 only with it.
pub const BOM: &str = "\u{feff}";

/// A document with its header row.
///
/// # Errors
/// Only a bug makes this fail: a row without a value for each column.
pub fn document(table: &Table, bom: bool) -> Result<Vec<u8>, FormatError> {
    let start = if bom { BOM.as_bytes().to_vec() } else { Vec::new() };
    let names = table.columns.iter().map(|column| Cow::Borrowed(column.name));
    let head = record(start, [names])?;
    rows(head, &table.rows)
}

/// Appends rows to `written`.
///
/// # Errors
/// Those of [`document`].
pub fn rows(written: Vec<u8>, rows: &[Vec<ColumnValue>]) -> Result<Vec<u8>, FormatError> {
    record(written, rows.iter().map(|row| row.iter().map(text)))
}

fn record<'c, R: IntoIterator<Item = Cow<'c, str>>>(
    written: Vec<u8>,
    rows: impl IntoIterator<Item = R>,
) -> Result<Vec<u8>, FormatError> {
    let failed = |error: &dyn std::fmt::Display| FormatError::new(Format::Csv, error);
    let terminator = csv::Terminator::CRLF;
    let mut writer = csv::WriterBuilder::new().terminator(terminator).from_writer(written);
    for row in rows {
        for cell in row {
            writer.write_field(cell.as_bytes()).map_err(|error| failed(&error))?;
        }
        writer.write_record(None::<&[u8]>).map_err(|error| failed(&error))?;
    }
    writer.into_inner().map_err(|error| failed(&error))
}

/// A value in CSV, before quoting.
pub fn text(cell: &ColumnValue) -> Cow<'_, str> {
    match cell {
        ColumnValue::Empty => Cow::Borrowed(""),
        ColumnValue::Integer(number) => Cow::Owned(number.to_string()),
        ColumnValue::Number(figure) => Cow::Owned(figure.to_string()),
        ColumnValue::Float(number) => Cow::Owned(number.to_string()),
        ColumnValue::Boolean(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
        ColumnValue::Text(text) if runs_as_formula(text) => Cow::Owned(format!("'{text}")),
        ColumnValue::Text(text) => Cow::Borrowed(text),
    }
}

/// Whether a spreadsheet would run the text as a formula. A printed number (-0.5) is none.
fn runs_as_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
        && text.parse::<Decimal>().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{Column, Flat};

    struct Pair(&'static str, Option<Decimal>);
    impl Flat for Pair {
        const COLUMNS: &'static [Column] =
            &[Column::text("label", "label"), Column::number("value", "value")];
        fn rows(&self, _release: i32) -> Vec<Vec<ColumnValue>> {
            vec![vec![self.0.into(), self.1.into()]]
        }
    }

    #[test]
    fn csv_quotes_by_rfc_4180_and_disarms_formulas() {
        let rows = [
            Pair("绿化,\"覆盖率\"\n", "15600.0".parse().ok()),
            Pair("=1+1", "-0.5".parse().ok()),
            Pair("-0.5", None),
        ];
        let text = String::from_utf8(document(&Table::of(&rows, 1), true).unwrap()).unwrap();
        assert_eq!(
            text,
            "\u{feff}label,value\r\n\"绿化,\"\"覆盖率\"\"\n\",15600\r\n'=1+1,-0.5\r\n-0.5,\r\n"
        );
    }
}

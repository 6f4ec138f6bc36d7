//! XLSX: a workbook with the rows on one sheet and their origin on another.
//!
//! Cells are typed: numbers are numbers, and text is never a formula. The workbook has the date of its
//! release, so the same answer has the same bytes.

use super::about::About;
use super::column::{Column, ColumnKind};
use super::error::FormatError;
use super::table::Table;
use super::value::ColumnValue;
use chrono::{Datelike, Timelike};
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::borrow::Cow;

/// Most characters a cell can hold.
const LONGEST: usize = 32_767;
/// Bounds of a column's width, in characters.
const WIDTHS: (usize, usize) = (8, 60);
/// The number of rows that decide the width of a column.
const MEASURED: usize = 200;

/// A workbook.
///
/// # Errors
/// Only a bug makes this fail.
pub fn document(table: &Table, about: &About) -> Result<Vec<u8>, FormatError> {
    written(table, about).map_err(|error| FormatError::new(super::media::Format::Xlsx, error))
}

fn written(table: &Table, about: &About) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(about)?);
    let head = Format::new().set_bold();
    let sheet = workbook.add_worksheet();
    sheet.set_name(about.name)?;
    sheet.set_freeze_panes(1, 0)?;
    for (place, column) in table.columns.iter().enumerate() {
        let width = width(column, place, table);
        let place = u16::try_from(place).unwrap_or(u16::MAX);
        sheet.write_string_with_format(0, place, column.name, &head)?;
        sheet.set_column_width(place, width)?;
    }
    for (line, row) in (1..).zip(&table.rows) {
        for (place, cell) in (0..).zip(row) {
            write(sheet, line, place, cell)?;
        }
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name("about")?;
    sheet.set_column_width(0, 22)?;
    sheet.set_column_width(1, 90)?;
    for (line, (name, value)) in (0..).zip(about.pairs()) {
        sheet.write_string_with_format(line, 0, name, &head)?;
        sheet.write_string(line, 1, shortened(&value))?;
    }
    workbook.save_to_buffer()
}

fn properties(about: &About) -> Result<DocProperties, XlsxError> {
    let day = about.released.date_naive();
    let (year, month, date) = (day.year(), day.month(), day.day());
    let (hour, minute, second) =
        (about.released.hour(), about.released.minute(), about.released.second());
    // Parts of a date are small. `ExcelDateTime` refuses a part that does not fit.
    let small = |number: u32| u8::try_from(number).unwrap_or(u8::MAX);
    let made =
        ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or(0), small(month), small(date))?
            .and_hms(u16::try_from(hour).unwrap_or(0), small(minute), second)?;
    Ok(DocProperties::new()
        .set_title(format!("plan-targets: {}, release {}", about.name, about.release))
        .set_author("plan-targets")
        .set_comment(&about.citation)
        .set_creation_datetime(&made))
}

fn write(
    sheet: &mut Worksheet,
    line: u32,
    place: u16,
    cell: &ColumnValue,
) -> Result<(), XlsxError> {
    match cell {
        ColumnValue::Empty => {}
        // All numbers of a spreadsheet are doubles; a whole number below 2^53 is exact.
        #[expect(clippy::cast_precision_loss, reason = "years, lines and counts")]
        ColumnValue::Integer(number) => {
            sheet.write_number(line, place, *number as f64)?;
        }
        ColumnValue::Number(figure) => {
            sheet.write_number(line, place, figure.to_f64().unwrap_or_default())?;
        }
        ColumnValue::Float(number) => {
            sheet.write_number(line, place, *number)?;
        }
        ColumnValue::Boolean(flag) => {
            sheet.write_boolean(line, place, *flag)?;
        }
        ColumnValue::Text(text) => {
            sheet.write_string(line, place, shortened(text))?;
        }
    }
    Ok(())
}

/// The text, cut to the greatest length that a cell can contain; a cut text ends with `…`.
fn shortened(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST || text.chars().count() <= LONGEST {
        return Cow::Borrowed(text);
    }
    let mut cut: String = text.chars().take(LONGEST - 1).collect();
    cut.push('…');
    Cow::Owned(cut)
}

/// The width of a column: its longest text, within bounds. A Chinese character is two wide.
fn width(column: &Column, place: usize, table: &Table) -> f64 {
    let of_text = |text: &str| {
        text.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum::<usize>()
    };
    let of_cell = |row: &Vec<ColumnValue>| match row.get(place) {
        Some(ColumnValue::Text(text)) => of_text(text),
        _ => 0,
    };
    let text = table.rows.iter().take(MEASURED).map(of_cell).max().unwrap_or(0);
    let room = if column.kind == ColumnKind::Text { text } else { 0 };
    let room = room.max(column.name.len() + 1).clamp(WIDTHS.0, WIDTHS.1);
    u8::try_from(room).unwrap_or(u8::MAX).into()
}

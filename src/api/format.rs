//! Formats: which one a request gets, and CSV.
//!
//! CSV is RFC 4180, UTF-8, one header row, columns fixed and append-only. Text that a spreadsheet
//! would run as a formula gets an apostrophe in front, which spreadsheets hide and programs can
//! strip; numbers are never touched.

use super::problem::ApiError;
use rust_decimal::Decimal;

/// What is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Json,
    Csv,
}

impl Format {
    /// As `format=` writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }

    /// As `Accept` writes it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv",
        }
    }
}

/// The offered format an `Accept` header likes best; where it likes two the same, the first
/// offered. `None` where it accepts none of them.
pub fn preferred(accept: &str, offered: &[Format]) -> Option<Format> {
    let mut best: Option<(f32, Format)> = None;
    for format in offered {
        let quality = quality(accept, format.media_type());
        if quality > 0.0 && best.is_none_or(|(most, _)| quality > most) {
            best = Some((quality, *format));
        }
    }
    best.map(|(_, format)| format)
}

/// The weight an `Accept` header gives a media type: that of its most specific range (RFC 9110).
fn quality(accept: &str, media_type: &str) -> f32 {
    let family = media_type.split('/').next().unwrap_or_default();
    let mut found = (0, 0.0);
    for range in accept.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let specific = if name == media_type {
            3
        } else if name == format!("{family}/*") {
            2
        } else if name == "*/*" || name == "*" {
            1
        } else {
            continue;
        };
        let weight = parts
            .find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")))
            .map_or(1.0, |weight| weight.parse().unwrap_or(0.0));
        if specific > found.0 {
            found = (specific, weight);
        }
    }
    found.1
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Null: an empty cell.
    Empty,
    /// A number, written as it is in JSON.
    Number(String),
    /// Text, made safe for spreadsheets.
    Text(String),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Decimal> for Cell {
    fn from(figure: Decimal) -> Self {
        Self::Number(figure.normalize().to_string())
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Self {
        Self::Text(flag.to_string())
    }
}

macro_rules! whole_numbers {
    ($($whole:ty),*) => {
        $(impl From<$whole> for Cell {
            fn from(number: $whole) -> Self {
                Self::Number(number.to_string())
            }
        })*
    };
}
whole_numbers!(u8, u16, u32, u64, i16, i32, i64, f64);

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Self::Empty, Into::into)
    }
}

impl Cell {
    fn into_text(self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Number(number) => number,
            Self::Text(text) if runs_as_formula(&text) => format!("'{text}"),
            Self::Text(text) => text,
        }
    }
}

/// Whether a spreadsheet would take the text for a formula. A printed number (-0.5) is none.
fn runs_as_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
        && text.parse::<Decimal>().is_err()
}

/// Something that has a flat form: any number of rows under fixed columns.
pub trait Flat {
    /// Column names. Append-only: programs address them by position too.
    const COLUMNS: &'static [&'static str];

    /// The rows; each has a cell for each column. `release` is the last column's value where a
    /// row carries it.
    fn rows(&self, release: &str) -> Vec<Vec<Cell>>;
}

/// A CSV document with its header row.
///
/// # Errors
/// Only where a row has not a cell for each column, which is a fault in the program.
pub fn csv<T: Flat>(items: &[T], release: &str, bom: bool) -> Result<Vec<u8>, ApiError> {
    let failed = |error: csv::Error| ApiError::Internal(format!("CSV: {error}"));
    let start = if bom { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(start);
    writer.write_record(T::COLUMNS).map_err(failed)?;
    for item in items {
        for row in item.rows(release) {
            writer.write_record(row.into_iter().map(Cell::into_text)).map_err(failed)?;
        }
    }
    writer.into_inner().map_err(|error| ApiError::Internal(format!("CSV: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: &[Format] = &[Format::Json, Format::Csv];

    #[test]
    fn accept_decides_by_weight_and_by_the_most_specific_range() {
        for (accept, format) in [
            ("*/*", Some(Format::Json)),
            ("text/csv", Some(Format::Csv)),
            ("text/csv;q=0.5, application/json;q=0.4", Some(Format::Csv)),
            ("text/*;q=0.9, */*;q=0.1", Some(Format::Csv)),
            ("text/html,application/xhtml+xml,*/*;q=0.8", Some(Format::Json)),
            ("application/json;q=0, */*", Some(Format::Csv)),
            ("application/xml", None),
            ("*/*;q=0", None),
        ] {
            assert_eq!(preferred(accept, BOTH), format, "{accept}");
        }
    }

    struct Pair(&'static str, Option<Decimal>);
    impl Flat for Pair {
        const COLUMNS: &'static [&'static str] = &["label", "value"];
        fn rows(&self, _release: &str) -> Vec<Vec<Cell>> {
            vec![vec![self.0.into(), self.1.into()]]
        }
    }

    #[test]
    fn csv_quotes_by_rfc_4180_and_leaves_no_formula() {
        let rows = [
            Pair("绿化,\"覆盖率\"\n", "15600.0".parse().ok()),
            Pair("=1+1", "-0.5".parse().ok()),
            Pair("-0.5", None),
        ];
        let text = String::from_utf8(csv(&rows, "1", true).unwrap()).unwrap();
        assert_eq!(
            text,
            "\u{feff}label,value\r\n\"绿化,\"\"覆盖率\"\"\n\",15600\r\n'=1+1,-0.5\r\n-0.5,\r\n"
        );
    }
}

//! Reads tabular answers with readers that are independent of the service.

use axum::body::Bytes;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use quick_xml::events::Event;
use std::io::{Cursor, Read};

/// A cell of a typed format.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Empty,
    Number(f64),
    Boolean(bool),
    Text(String),
}

/// A header row and its rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    pub head: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

/// The text of a part of a workbook.
pub fn part(workbook: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).expect("a zip archive");
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("UTF-8");
    text
}

/// The shared strings of a workbook, to which cells refer.
fn shared(workbook: &[u8]) -> Vec<String> {
    let xml = part(workbook, "xl/sharedStrings.xml");
    let mut reader = quick_xml::Reader::from_str(&xml);
    let mut strings = Vec::new();
    loop {
        match reader.read_event().expect("XML") {
            Event::Start(tag) if tag.name().as_ref() == "si" => strings.push(String::new()),
            Event::Text(text) => {
                if let Some(last) = strings.last_mut() {
                    last.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                let letter = match &*name {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    "apos" => '\'',
                    other => panic!("entity {other}"),
                };
                strings.last_mut().expect("within a string").push(letter);
            }
            Event::Eof => return strings,
            _ => {}
        }
    }
}

/// The column of a cell's address: `AB12` is 27.
fn column(address: &str) -> usize {
    let letters = address.bytes().take_while(u8::is_ascii_uppercase);
    letters.fold(0, |number, letter| number * 26 + usize::from(letter - b'A') + 1) - 1
}

/// A sheet of a workbook, by its number counted from 1.
pub fn xlsx(workbook: &[u8], number: usize) -> Sheet {
    let strings = shared(workbook);
    let xml = part(workbook, &format!("xl/worksheets/sheet{number}.xml"));
    let mut reader = quick_xml::Reader::from_str(&xml);
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let (mut kind, mut value) = (String::new(), None);
    loop {
        match reader.read_event().expect("XML") {
            Event::Start(tag) if tag.name().as_ref() == "row" => rows.push(Vec::new()),
            Event::Start(tag) if tag.name().as_ref() == "c" => {
                let attribute = |name: &str| {
                    let found = tag.try_get_attribute(name).expect("attributes")?;
                    Some(found.value.into_owned())
                };
                kind = attribute("t").unwrap_or_default();
                let row = rows.last_mut().expect("a cell in a row");
                row.resize(column(&attribute("r").expect("an address")), Cell::Empty);
                value = None;
            }
            Event::Start(tag) if tag.name().as_ref() == "v" => value = Some(String::new()),
            Event::Start(tag) => assert_ne!(tag.name().as_ref(), "f", "a formula"),
            Event::Text(text) => {
                if let Some(value) = &mut value {
                    value.push_str(&text);
                }
            }
            Event::End(tag) if tag.name().as_ref() == "c" => {
                let text = value.take().expect("a value");
                rows.last_mut().expect("a row").push(match kind.as_str() {
                    "s" => Cell::Text(strings[text.parse::<usize>().expect("a place")].clone()),
                    "b" => Cell::Boolean(text == "1"),
                    "" => Cell::Number(text.parse().expect("a number")),
                    other => panic!("a cell of kind {other}"),
                });
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let head = rows.remove(0).into_iter().map(|cell| match cell {
        Cell::Text(name) => name,
        other => panic!("{other:?} in the header"),
    });
    let head: Vec<_> = head.collect();
    for row in &mut rows {
        row.resize(head.len(), Cell::Empty);
    }
    Sheet { head, rows }
}

/// A Parquet file with its key-value metadata.
pub fn parquet(file: &[u8]) -> (Sheet, Vec<(String, String)>) {
    let reader = SerializedFileReader::new(Bytes::copy_from_slice(file)).expect("a Parquet file");
    let about = reader.metadata().file_metadata();
    let head: Vec<_> =
        about.schema_descr().columns().iter().map(|column| column.name().to_owned()).collect();
    let told = about.key_value_metadata().expect("metadata").iter();
    let told = told.map(|pair| (pair.key.clone(), pair.value.clone().unwrap_or_default()));
    let cell = |field: &Field| match field {
        Field::Null => Cell::Empty,
        Field::Bool(flag) => Cell::Boolean(*flag),
        #[allow(clippy::cast_precision_loss)]
        Field::Long(number) => Cell::Number(*number as f64),
        Field::Double(number) => Cell::Number(*number),
        Field::Str(text) => Cell::Text(text.clone()),
        other => panic!("a field {other:?}"),
    };
    let rows = reader.get_row_iter(None).expect("rows").map(|row| {
        let row = row.expect("a row");
        row.get_column_iter().map(|(_, field)| cell(field)).collect()
    });
    (Sheet { head, rows: rows.collect() }, told.collect())
}

/// Reads NDJSON. The header is that of the first line, and each line must have the same.
pub fn ndjson(text: &str) -> Sheet {
    let mut head: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for line in text.lines() {
        let line: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(line).expect("an object a line");
        let names: Vec<_> = line.keys().cloned().collect();
        assert!(head.is_empty() || head == names, "{names:?}");
        head = names;
        rows.push(line.into_iter().map(|(_, value)| of_json(&value)).collect());
    }
    Sheet { head, rows }
}

/// A JSON value as a cell.
pub fn of_json(value: &serde_json::Value) -> Cell {
    match value {
        serde_json::Value::Null => Cell::Empty,
        serde_json::Value::Bool(flag) => Cell::Boolean(*flag),
        serde_json::Value::Number(number) => Cell::Number(number.as_f64().expect("a number")),
        serde_json::Value::String(text) => Cell::Text(text.clone()),
        other => panic!("{other} in a cell"),
    }
}

/// Reads CSV, which has no types: the header and the texts, without the apostrophe before a formula.
pub fn csv(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let head = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let plain = |cell: &str| cell.strip_prefix('\'').unwrap_or(cell).to_owned();
    let rows = reader.records().map(|row| row.expect("a row").iter().map(plain).collect());
    (head, rows.collect())
}

/// Whether a text of CSV equals a typed cell.
pub fn same(typed: &Cell, text: &str) -> bool {
    match typed {
        Cell::Empty => text.is_empty(),
        Cell::Number(number) => {
            text.parse::<f64>().is_ok_and(|text| text.total_cmp(number).is_eq())
        }
        Cell::Boolean(flag) => *text == flag.to_string(),
        // A leading apostrophe of the text itself cannot be distinguished from a guard.
        Cell::Text(typed) => typed.strip_prefix('\'').unwrap_or(typed) == text,
    }
}

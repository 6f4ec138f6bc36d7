//! DOCX: paragraphs, tables and footnotes of a Word document.
//!
//! ```text
//! bytes ─zip─▶ document.xml ─body─▶ blocks ─here─▶ a reading: a line for each paragraph
//!              footnotes.xml ┤
//!              numbering.xml ┘ (numbering)
//! ```
//! Numbers that Word computes (第一章, 一、, 1.) are written before their paragraphs. The printed number
//! counts paragraphs, rows of tables (one number for all cells of a row) and footnotes, which follow the
//! paragraph or table that refers to them. The page is known if the program that saved the document
//! recorded page breaks.
//! program that saved the document noted where its pages broke.

mod attribute;
mod body;
mod numbering;

use super::error::SourceError;
use super::reading::{PrintedPlace, Reading};
use body::{Block, Body, Cell, Paragraph, Table};
use numbering::Numbering;
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

const KIND: &str = "Word document";
/// The largest unpacked part. A plan with half a megabyte of text has ten megabytes of XML.
const LARGEST_PART: u64 = 64 * 1024 * 1024;

type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// The reading of a document.
///
/// # Errors
/// The ZIP archive is damaged, has a password, is no Word document, or unpacks to more than the limit.
pub(super) fn read(bytes: &[u8]) -> Result<Reading, SourceError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let main = main_part(&mut archive)?;
    let document = part(&mut archive, &main)?.ok_or_else(|| other(&archive))?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let notes = part(&mut archive, &format!("{folder}/footnotes.xml"))?;
    let notes = notes.map(|notes| body::notes(&notes)).transpose().map_err(broken)?;
    let lists = part(&mut archive, &format!("{folder}/numbering.xml"))?.unwrap_or_default();
    let styles = part(&mut archive, &format!("{folder}/styles.xml"))?.unwrap_or_default();
    let numbering = Numbering::read(&lists, &styles);
    let body = body::body(&document, numbering).map_err(broken)?;
    let mut writer = Writer { notes: notes.unwrap_or_default(), ..Writer::default() };
    writer.body(&body);
    Ok(writer.reading)
}

fn damaged(error: &dyn ToString) -> SourceError {
    SourceError::Damaged { kind: "ZIP archive (DOCX, …)", reason: error.to_string() }
}

fn broken(reason: String) -> SourceError {
    SourceError::Damaged { kind: KIND, reason }
}

/// The error for a ZIP archive without a Word document, by the kind of its content.
fn other(archive: &Archive<'_>) -> SourceError {
    let has = |start: &str| archive.file_names().flatten().any(|name| name.starts_with(start));
    SourceError::Unsupported(match () {
        () if has("OFD.xml") => "an OFD document",
        () if has("xl/") => "a spreadsheet",
        () if has("ppt/") => "a presentation",
        () if has("content.xml") => "an OpenDocument file",
        () => "a ZIP archive without a Word document in it",
    })
}

/// Name of the part that contains the text: `word/document.xml`, unless `_rels/.rels` names another.
fn main_part(archive: &mut Archive<'_>) -> Result<String, SourceError> {
    let named = part(archive, "_rels/.rels")?.and_then(|relations| body::main_part(&relations));
    Ok(named.unwrap_or_else(|| "word/document.xml".to_owned()))
}

/// The text of a part; `None` where the part is missing.
fn part(archive: &mut Archive<'_>, name: &str) -> Result<Option<String>, SourceError> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(ZipError::InvalidPassword) => return Err(SourceError::Encrypted(KIND)),
        Err(ZipError::UnsupportedArchive(reason)) if reason == ZipError::PASSWORD_REQUIRED => {
            return Err(SourceError::Encrypted(KIND));
        }
        Err(error) => return Err(damaged(&error)),
    };
    let mut bytes = Vec::new();
    file.take(LARGEST_PART + 1).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
    if bytes.len() as u64 > LARGEST_PART {
        return Err(SourceError::Bomb(KIND, LARGEST_PART / (1024 * 1024)));
    }
    let (text, _, _) = encoding_rs::UTF_8.decode(&bytes);
    Ok(Some(text.into_owned()))
}

#[derive(Default)]
struct Writer {
    reading: Reading,
    notes: HashMap<String, Vec<String>>,
    at: PrintedPlace,
    /// Ids of footnotes that were referred to and are not yet written.
    called: Vec<String>,
}

impl Writer {
    fn body(&mut self, body: &Body) {
        self.at.page = body.paged.then_some(1);
        self.blocks(&body.blocks);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    self.at.line += 1;
                    self.paragraph(paragraph);
                }
                Block::Table(table) if table.holds_data() => self.table(table),
                // A frame around text, such as a box (专栏).
                Block::Table(table) => {
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        self.blocks(&cell.blocks);
                    }
                }
            }
            self.write_notes();
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        for line in &paragraph.lines {
            self.turn(line.pages);
            if !line.text.trim().is_empty() {
                self.reading.line(&line.text, self.at);
            }
        }
        self.reading.blank(self.at);
        self.called.extend(paragraph.notes.iter().cloned());
    }

    fn turn(&mut self, pages: u32) {
        self.at.page = self.at.page.map(|page| page + pages);
    }

    fn table(&mut self, table: &Table) {
        let mut rows = table.rows.as_slice();
        // A first row of one cell is the title.
        while let Some((first, rest)) = rows.split_first()
            && let [cell] = first.cells.as_slice()
        {
            self.blocks(&cell.blocks);
            rows = rest;
        }
        self.at.line += 1;
        self.reading.open_table(self.at);
        let from = table.rows.len() - rows.len();
        for (at, row) in rows.iter().enumerate() {
            if at > 0 {
                self.at.line += 1;
            }
            self.reading.open_row(self.at);
            for _ in 0..row.before {
                self.reading.open_cell(1, 1, self.at);
            }
            for cell in row.cells.iter().filter(|cell| !cell.continues) {
                let down = table.rows_down(from + at, cell.column);
                self.reading.open_cell(cell.columns, down, self.at);
                self.cell(cell);
            }
        }
        self.reading.close_table(self.at);
    }

    fn cell(&mut self, cell: &Cell) {
        for paragraph in cell.paragraphs() {
            for line in &paragraph.lines {
                self.turn(line.pages);
                if !line.text.trim().is_empty() {
                    self.reading.line(&line.text, self.at);
                }
            }
            self.called.extend(paragraph.notes.iter().cloned());
        }
    }

    fn write_notes(&mut self) {
        for id in std::mem::take(&mut self.called) {
            // Each footnote is written once, even if several places refer to it.
            let Some(paragraphs) = self.notes.remove(&id) else { continue };
            self.at.line += 1;
            let text = paragraphs.join(" ");
            self.reading.line(&format!("[^{id}]: {}", text.trim()), self.at);
            self.reading.blank(self.at);
        }
    }
}

//! The XML of Word: `document.xml` and `footnotes.xml` as blocks.
//!
//! Deleted, moved, struck-out and hidden text, field codes and alternative forms of drawings are left out.
//! Text boxes become paragraphs before the one they are attached to.

use super::super::reading::is_power;
use super::attribute::value;
use super::numbering::{Numbering, Place};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::collections::HashMap;

/// Tables nested deeper than this are read as text of the outer table.
const DEEPEST: usize = 8;
/// The largest number of columns in Word.
const MOST_COLUMNS: usize = 63;

#[derive(Debug, Default)]
pub(super) struct Body {
    pub blocks: Vec<Block>,
    /// Whether the file records page breaks.
    pub paged: bool,
}

#[derive(Debug)]
pub(super) enum Block {
    Paragraph(Paragraph),
    Table(Table),
}

#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// One line, and another one after each line break.
    pub lines: Vec<Line>,
    /// Ids of the footnotes that the paragraph refers to.
    pub notes: Vec<String>,
    /// Its place in a list.
    place: Place,
}

#[derive(Debug, Default)]
pub(super) struct Line {
    pub text: String,
    /// The number of pages that began before its first character.
    pub pages: u32,
}

#[derive(Debug, Default)]
pub(super) struct Table {
    pub rows: Vec<TableRow>,
}

#[derive(Debug, Default)]
pub(super) struct TableRow {
    /// Empty columns before the first cell.
    pub before: usize,
    pub cells: Vec<Cell>,
}

#[derive(Debug, Default)]
pub(super) struct Cell {
    /// Column of its left edge, counted from 0.
    pub column: usize,
    pub columns: usize,
    /// Whether it continues the cell above.
    pub continues: bool,
    pub blocks: Vec<Block>,
}

impl Table {
    /// Whether the table contains data: it has at least two columns and no table within it. Other tables
    /// only lay out text.
    pub(super) fn holds_data(&self) -> bool {
        let widest = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let nested = |cell: &Cell| cell.blocks.iter().any(|it| matches!(it, Block::Table(_)));
        widest >= 2 && !self.rows.iter().flat_map(|row| &row.cells).any(nested)
    }

    /// The number of rows that the cell in this column spans, from this row on.
    pub(super) fn rows_down(&self, row: usize, column: usize) -> usize {
        let below = self.rows[row + 1..]
            .iter()
            .take_while(|row| row.cells.iter().any(|cell| cell.continues && cell.column == column));
        1 + below.count()
    }
}

impl Cell {
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        })
    }
}

/// The blocks of `document.xml`, with the numbers of list paragraphs.
///
/// # Errors
/// A message where the XML is not well formed.
pub(super) fn body(xml: &str, numbering: Numbering) -> Result<Body, String> {
    let mut builder = Builder { blocks: vec![Vec::new()], numbering, ..Builder::default() };
    builder.run(xml)?;
    while !builder.tables.is_empty() {
        builder.end_table();
    }
    Ok(Body { blocks: builder.blocks.into_iter().flatten().collect(), paged: builder.paged })
}

/// The paragraphs of each footnote, by id.
///
/// # Errors
/// As for [`body`].
pub(super) fn notes(xml: &str) -> Result<HashMap<String, Vec<String>>, String> {
    let mut builder = Builder { blocks: vec![Vec::new()], ..Builder::default() };
    builder.run(xml)?;
    Ok(builder.footnotes)
}

/// Name of the main document part in `_rels/.rels`.
pub(super) fn main_part(xml: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag)
                if value(&tag, "Type").is_some_and(|it| it.ends_with("/officeDocument")) =>
            {
                return value(&tag, "Target").map(|it| it.trim_start_matches('/').to_owned());
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a state of the run or the page being read"
)]
struct Builder {
    /// Blocks of the body, and of each open cell.
    blocks: Vec<Vec<Block>>,
    tables: Vec<Table>,
    /// The number of open tables that are nested too deeply, whose tags are ignored.
    flat: usize,
    paragraphs: Vec<Paragraph>,
    /// The tag whose content is skipped, and the number of open tags of that name.
    skipped: Option<(String, usize)>,
    in_text: bool,
    raised: bool,
    /// Whether the run is struck out or hidden.
    unseen: bool,
    paged: bool,
    pages: u32,
    footnote: Option<String>,
    footnotes: HashMap<String, Vec<String>>,
    numbering: Numbering,
}

impl Builder {
    fn run(&mut self, xml: &str) -> Result<(), String> {
        let mut reader = Reader::from_str(xml);
        loop {
            let event = reader.read_event().map_err(|error| error.to_string())?;
            match event {
                Event::Eof => return Ok(()),
                Event::Start(tag) if self.skipped.is_some() => self.skip(&tag, 1),
                Event::Start(tag) => self.start(&tag, false),
                Event::Empty(tag) if self.skipped.is_none() => self.start(&tag, true),
                Event::End(tag) => {
                    let name = tag.local_name();
                    match &mut self.skipped {
                        Some((skipped, depth)) if skipped.as_str() == name.as_ref() => {
                            *depth -= 1;
                            if *depth == 0 {
                                self.skipped = None;
                            }
                        }
                        Some(_) => {}
                        None => self.end(name.as_ref()),
                    }
                }
                Event::Text(text) if self.in_text => self.text(&text),
                Event::CData(text) if self.in_text => self.text(&text),
                Event::GeneralRef(name) if self.in_text => self.entity(&name),
                _ => {}
            }
        }
    }

    fn skip(&mut self, tag: &BytesStart<'_>, depth: usize) {
        let name = tag.local_name();
        match &mut self.skipped {
            Some((skipped, deep)) if skipped.as_str() == name.as_ref() => *deep += depth,
            Some(_) => {}
            None => self.skipped = Some((name.as_ref().to_owned(), depth)),
        }
    }

    /// Stores the style, list or level that the properties of a paragraph name.
    fn numbering(&mut self, property: &str, value: Option<String>) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        match property {
            "pStyle" => paragraph.place.style = value,
            "numId" => paragraph.place.list = value,
            _ => paragraph.place.level = value.and_then(|it| it.parse().ok()),
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, empty: bool) {
        match tag.local_name().as_ref() {
            // `tab` within `tabs` is a tab stop, not a tab.
            "del" | "moveFrom" | "Fallback" | "instrText" | "delText" | "tabs" | "pPrChange"
                if !empty =>
            {
                self.skip(tag, 1);
            }
            "p" if !empty => {
                let lines = vec![self.line()];
                self.paragraphs.push(Paragraph { lines, ..Paragraph::default() });
            }
            name @ ("pStyle" | "numId" | "ilvl") => self.numbering(name, value(tag, "val")),
            "p" => self.block(Block::Paragraph(Paragraph::default())),
            "r" => (self.raised, self.unseen) = (false, false),
            "strike" | "dstrike" | "vanish" => {
                let off = value(tag, "val")
                    .is_some_and(|it| matches!(it.as_str(), "0" | "false" | "off"));
                self.unseen |= !off;
            }
            "vertAlign" => self.raised = value(tag, "val").as_deref() == Some("superscript"),
            "t" => self.in_text = !empty,
            "tab" if !self.paragraphs.is_empty() => self.text_plain("\t"),
            "noBreakHyphen" => self.text_plain("-"),
            "br" | "cr" => {
                let line = self.line();
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.lines.push(line);
                }
            }
            "lastRenderedPageBreak" => {
                self.paged = true;
                self.pages += 1;
                // An empty line begins on the new page.
                if let Some(line) = self.paragraphs.last_mut().and_then(|it| it.lines.last_mut())
                    && line.text.is_empty()
                {
                    line.pages += std::mem::take(&mut self.pages);
                }
            }
            "footnoteReference" => {
                if let (Some(id), Some(paragraph)) = (value(tag, "id"), self.paragraphs.last_mut())
                {
                    paragraph.notes.push(id);
                }
            }
            "footnote" => self.footnote = value(tag, "id"),
            "tbl" if self.tables.len() >= DEEPEST => self.flat += usize::from(!empty),
            "tbl" if !empty => self.tables.push(Table::default()),
            _ if self.flat > 0 => {}
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push(TableRow::default());
                }
            }
            "gridBefore" => {
                let before = number(tag);
                if let Some(row) = self.tables.last_mut().and_then(|it| it.rows.last_mut()) {
                    row.before = before;
                }
            }
            "tc" if !empty && self.row().is_some() => self.open_cell(),
            "gridSpan" => {
                let columns = number(tag);
                if let Some(cell) = self.cell() {
                    cell.columns = columns.max(1);
                }
            }
            "vMerge" => {
                let continues = value(tag, "val").as_deref() != Some("restart");
                if let Some(cell) = self.cell() {
                    cell.continues = continues;
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => {
                if let Some(mut paragraph) = self.paragraphs.pop() {
                    self.number(&mut paragraph);
                    self.block(Block::Paragraph(paragraph));
                }
            }
            "t" => self.in_text = false,
            "footnote" => self.footnote = None,
            "tbl" if self.flat > 0 => self.flat -= 1,
            "tbl" => self.end_table(),
            "tc" if self.flat == 0 => self.end_cell(),
            _ => {}
        }
    }

    /// Writes the number of a list paragraph before its text. In a cell, the number may be the only text:
    /// the number of a row.
    fn number(&mut self, paragraph: &mut Paragraph) {
        let number = self.numbering.next(&paragraph.place);
        let printed = paragraph.lines.iter_mut().find(|line| !line.text.trim().is_empty());
        match printed {
            Some(line) => line.text.insert_str(0, &number),
            None if self.tables.is_empty() => {}
            None => {
                if let Some(line) = paragraph.lines.first_mut() {
                    line.text = number;
                }
            }
        }
    }

    fn line(&mut self) -> Line {
        Line { text: String::new(), pages: std::mem::take(&mut self.pages) }
    }

    fn row(&mut self) -> Option<&mut TableRow> {
        self.tables.last_mut()?.rows.last_mut()
    }

    fn cell(&mut self) -> Option<&mut Cell> {
        self.row()?.cells.last_mut()
    }

    fn open_cell(&mut self) {
        if let Some(row) = self.row() {
            // Cells beyond the largest number of columns are joined with the last cell.
            if row.cells.len() < MOST_COLUMNS {
                let column = row.cells.last().map_or(row.before, |cell| cell.column + cell.columns);
                row.cells.push(Cell { column, columns: 1, ..Cell::default() });
            }
            self.blocks.push(Vec::new());
        }
    }

    fn end_cell(&mut self) {
        if self.blocks.len() > 1
            && let Some(blocks) = self.blocks.pop()
            && let Some(cell) = self.cell()
        {
            cell.blocks.extend(blocks);
        }
    }

    fn end_table(&mut self) {
        if let Some(table) = self.tables.pop() {
            self.block(Block::Table(table));
        }
    }

    fn block(&mut self, block: Block) {
        if let (Some(id), Block::Paragraph(paragraph)) = (&self.footnote, &block) {
            let text = paragraph.lines.iter().map(|line| line.text.as_str()).collect::<String>();
            self.footnotes.entry(id.clone()).or_default().push(text);
        } else if let Some(blocks) = self.blocks.last_mut() {
            blocks.push(block);
        }
    }

    fn text(&mut self, text: &str) {
        let line = self.paragraphs.last().and_then(|paragraph| paragraph.lines.last());
        if self.unseen {
            return;
        }
        if !self.raised || line.is_some_and(|line| is_power(&line.text, text)) {
            self.text_plain(text);
        }
    }

    fn text_plain(&mut self, text: &str) {
        if let Some(line) = self.paragraphs.last_mut().and_then(|it| it.lines.last_mut()) {
            line.text.push_str(text);
        }
    }

    fn entity(&mut self, name: &BytesRef<'_>) {
        if self.unseen {
            return;
        }
        if let Ok(Some(sign)) = name.resolve_char_ref() {
            self.text_plain(sign.encode_utf8(&mut [0; 4]));
        } else if let Some(text) = resolve_predefined_entity(name) {
            self.text_plain(text);
        }
    }
}

fn number(tag: &BytesStart<'_>) -> usize {
    value(tag, "val").and_then(|it| it.parse().ok()).unwrap_or(1).min(MOST_COLUMNS)
}

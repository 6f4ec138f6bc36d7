//! An observation from a figure or goal in words in a cell of a table, with the place of its evidence.

use super::cell::{Content, Figure, content};
use super::grid::{Cell, Shape};
use super::measure::meaning;
use crate::catalog::{Catalog, Region};
use crate::document::{Source, compact};
use crate::domain::{ChangeDirection, Comparator, Kind, Measure, Origin};
use crate::plan::outline::Outline;
use crate::plan::parsed::{Observation, Row};
use crate::plan::{evidence, id};

/// Values that all observations of a table share.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'c> {
    pub source: &'c Source,
    pub outline: &'c Outline,
    pub catalog: &'c Catalog,
    /// The region of the document; its name before a label is removed.
    pub region: Option<&'c Region>,
    pub shape: Shape,
    /// Year of the figures with an asterisk, from a note.
    pub starred_year: Option<u16>,
    /// Id of the table.
    pub table: &'c str,
}

/// An interpreted cell.
#[derive(Debug)]
pub(super) struct Reading<'r> {
    pub row: &'r Row,
    /// The index of the row among the rows that begin on the same line, from 0.
    pub ordinal: usize,
    /// The cell of the row's label.
    pub label_cell: &'r Cell,
    pub cell: &'r Cell,
    /// The name of the cell's field in `Cells`.
    pub name: &'static str,
    /// `None` where the cell contains words.
    pub figure: Option<&'r Figure>,
    /// The full label of the figure.
    pub label: String,
    pub indicator: Option<String>,
    pub kind: Kind,
    pub measure: Measure,
    pub unit: Option<String>,
    pub year: u16,
    pub since: Option<u16>,
    pub direction: Option<ChangeDirection>,
    pub flags: Vec<String>,
    pub confidence: f64,
}

impl Reading<'_> {
    /// Adds a flag and lowers the confidence to at most this.
    pub(super) fn doubt(&mut self, flag: &str, at_most: f64) {
        self.flags.push(flag.to_owned());
        self.confidence = self.confidence.min(at_most);
    }

    /// The observation. Its id is computed from the document and the place of the cell.
    pub(super) fn observation(mut self, context: Context<'_>) -> Observation {
        let (span, quote) = place(context.source, &self);
        let words = self.figure.is_none().then(|| compact(&self.cell.text).into_owned());
        // A quote is on one line, so it contains only the first line of words over two lines.
        if words.as_deref().is_some_and(|words| {
            !evidence::holds_words(&quote, words) && evidence::is_part_of(&quote, words)
        }) {
            self.doubt("wrapped", 0.95);
        }
        let place = format!("{}/{}/{}", self.row.line, self.ordinal, self.name);
        let line = self.cell.line;
        Observation {
            id: id::observation(&context.source.sha256, Origin::Table, &place),
            origin: Origin::Table,
            kind: self.kind,
            indicator: self.indicator,
            label: self.label,
            value: self.figure.map(|figure| figure.value),
            value_high: self.figure.and_then(|figure| figure.high),
            rule: words.as_deref().and_then(|words| meaning(words, self.kind)),
            text: words,
            unit: self.unit,
            comparator: self.figure.map_or(Comparator::Eq, |figure| figure.comparator),
            measure: self.measure,
            year: Some(self.year),
            since: self.since,
            direction: self.direction,
            attribute: self.row.attribute,
            line,
            page: None,
            span,
            quote,
            section: context.outline.section_at(line).map(|section| section.id.clone()),
            table: Some(context.table.to_owned()),
            cell: Some(self.name.to_owned()),
            read_by: Some(context.shape.rule().to_owned()),
            confidence: self.confidence,
            flags: self.flags,
            correction: None,
        }
    }
}

/// The shortest part of the figure's line that contains the figure and, if the label is before it on the
/// same line, the label.
fn place(source: &Source, reading: &Reading<'_>) -> ([u32; 2], String) {
    let (cell, label) = (reading.cell, reading.label_cell);
    let line = source.line(cell.line);
    let mut bytes = cell.bytes.clone();
    // For words over two lines only the first part is quoted.
    let whole = cell.pieces.is_empty() || matches!(content(&cell.text), Content::Figure(_));
    if whole && label.line == cell.line && label.bytes.end <= bytes.start {
        let stretch = label.bytes.start..bytes.end;
        // In HTML and Markdown there is markup between cells, and no quote contains markup.
        let between = line.get(stretch.clone()).unwrap_or("");
        let html = between.contains(['<', '>', '&']) && line.contains("<td");
        if !html && !between.contains('|') {
            bytes = stretch;
        }
    }
    // In `&gt;2000` the sign is markup in the source, but the figure is not.
    let raw = line.get(bytes.clone()).unwrap_or("");
    if raw.contains('&')
        && let Some(digit) = raw.find(|sign: char| sign.is_ascii_digit())
    {
        let begin = raw[..digit].rfind(';').map_or(0, |at| at + 1);
        let end = raw[digit..].find('&').map_or(raw.len(), |at| digit + at);
        bytes = bytes.start + begin..bytes.start + end;
    }
    let quote = line.get(bytes.clone()).unwrap_or("").to_string();
    (source.span(cell.line, bytes), quote)
}

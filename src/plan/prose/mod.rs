//! Running text: every figure that a sentence states of the region, as a target or an actual.
//!
//! ```text
//! lines ─passage─▶ paragraphs ─scan─▶ quantities ─clause─▶ words around each ─rules─▶ figures
//!                              (leave: numbers in names)       (when: its year)     (label: its name)
//! ```
//! Tables are `plan::table`'s; headings and their kind are `plan::outline`'s.

mod clause;
mod doubt;
mod goals;
mod label;
mod leave;
mod passage;
mod rank;
mod ratio;
mod reader;
mod rules;
mod scan;
mod span;
mod when;
mod worded;

use crate::domain::{ChangeDirection, Comparator, Kind, Measure, WordRule};
use crate::plan::lexicon::time::{FIVE_YEARS, ONE_YEAR};
use crate::plan::outline::Stance;
use rust_decimal::Decimal;

/// What a line is to the reader of running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Body,
    Blank,
    /// In mid-sentence, and no part of it: footnotes, page numbers.
    Aside,
    /// Ends the paragraph and holds no running text: headings, tables, the table of contents.
    Apart,
}

/// One source line as this room sees it.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// 1-based.
    pub number: u32,
    /// Character offset of its beginning in the decoded source.
    pub start: u32,
    pub text: &'a str,
    pub role: Role,
    pub stance: Stance,
    /// Title of the box or section it stands in.
    pub heading: Option<&'a str>,
}

/// The plan a document is of.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    pub first: u16,
    pub last: u16,
    pub base: u16,
}

/// A figure read in running text.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    pub kind: Kind,
    pub label: String,
    /// Null for a goal in words.
    pub value: Option<Decimal>,
    pub value_high: Option<Decimal>,
    /// A goal in words, as printed, and what it means.
    pub text: Option<String>,
    pub rule: Option<WordRule>,
    pub unit: Option<String>,
    pub comparator: Comparator,
    pub measure: Measure,
    /// Null for the value that something moved away from, where the text does not date it.
    pub year: Option<u16>,
    /// The year from which growth, totals, changes and multiples count, where the text tells.
    pub since: Option<u16>,
    /// Which way a change moves, where words say so.
    pub direction: Option<ChangeDirection>,
    /// Index of its line among those given; columns of the number and of the quote in it.
    pub line: usize,
    pub number: usize,
    pub quote: (usize, usize),
    /// The rule that read it.
    pub read_by: &'static str,
    pub confidence: f64,
    pub flags: Vec<String>,
}

/// Reads every figure of the body lines, in document order.
pub fn read(lines: &[Line<'_>], frame: Frame) -> Vec<Statement> {
    let mut term = Term::default();
    passage::passages(lines)
        .iter()
        .flat_map(|passage| reader::read(passage, frame, term.years_reviewed(passage, frame)))
        .collect()
}

/// How far the look back of a report reaches: a year, or the term that a paragraph begins to speak of
/// (本届政府任期的五年), up to the next heading.
#[derive(Debug, Default)]
struct Term {
    heading: Option<String>,
    five: bool,
}

impl Term {
    fn years_reviewed(&mut self, passage: &passage::Passage, frame: Frame) -> u16 {
        if frame.last > frame.first {
            return frame.last + 1 - frame.first;
        }
        let heading = passage.heading.as_ref();
        let says = |words: &[&str], text: &str| words.iter().any(|word| text.contains(word));
        if heading != self.heading.as_ref() {
            self.heading = heading.cloned();
            let title = heading.map(String::as_str).unwrap_or_default();
            self.five = says(FIVE_YEARS, title) && !says(ONE_YEAR, title) && !title.contains('和');
        }
        let begins: String = passage.text.iter().take(30).collect();
        if says(FIVE_YEARS, &begins) {
            self.five = true;
        } else if says(ONE_YEAR, &begins) {
            self.five = false;
        }
        if self.five { 5 } else { 1 }
    }
}

#[cfg(test)]
mod cases;
#[cfg(test)]
mod tests;

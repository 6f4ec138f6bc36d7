//! What running text is read from, and what is read from it.

use crate::domain::{ChangeDirection, Comparator, Kind, Measure, WordRule};
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

//! What running text is read from, and what is read from it.

use crate::domain::{ChangeDirection, Comparator, Kind, Measure, WordRule};
use crate::plan::lexicon::ranks::OTHERS;
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

/// The years a document is about.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// First and last year of its own goals: of the plan's period, or the year a report promises.
    pub first: u16,
    pub last: u16,
    /// The year that outcomes are of.
    pub base: u16,
    /// Last year of the goals for several years that a report names beside those of its year.
    pub ahead: u16,
    /// A report about a year, not a plan for five.
    pub report: bool,
    /// How many years an evaluation is of; 0 for other documents.
    pub evaluated: u16,
    /// Words for others than the region itself, which their statistics begin with: 全国 for a city.
    pub others: &'static [&'static str],
}
impl Frame {
    /// The frame of a plan for these years.
    pub fn of_plan(first: u16, last: u16, base: u16) -> Self {
        Self { first, last, base, ahead: last, report: false, evaluated: 0, others: OTHERS }
    }

    /// The frame of a report on the year `base` that promises the next, and others up to `ahead`.
    pub fn of_report(base: u16, ahead: u16) -> Self {
        Self {
            first: base + 1,
            last: base + 1,
            base,
            ahead,
            report: true,
            evaluated: 0,
            others: OTHERS,
        }
    }

    /// The frame of an evaluation of so many years, the last of which is `base`.
    pub fn of_evaluation(base: u16, years: u16) -> Self {
        Self { evaluated: years, ..Self::of_report(base, base + 1) }
    }

    /// The same frame for a region of this name: 全国 is the nation's own, 全省 a province's.
    #[must_use]
    pub fn of_region(self, name: &str) -> Self {
        let others = match name {
            "中国" | "全国" | "国家" | "中华人民共和国" => &OTHERS[4..],
            name if name.ends_with(['省']) || name.ends_with("自治区") => &OTHERS[1..],
            _ => OTHERS,
        };
        Self { others, ..self }
    }
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

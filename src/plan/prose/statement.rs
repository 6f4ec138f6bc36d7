//! The input and the result of reading running text.

use crate::domain::{ChangeDirection, Comparator, Kind, Measure, WordRule};
use crate::plan::lexicon::ranks::OTHERS;
use crate::plan::outline::Stance;
use rust_decimal::Decimal;

/// The role of a line for the reader of running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Body,
    Blank,
    /// May interrupt a sentence without being part of it: footnotes, page numbers.
    Aside,
    /// Ends the paragraph and contains no running text: headings, tables, the table of contents.
    Apart,
}

/// A source line with its role.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// Line in the source, counted from 1.
    pub number: u32,
    /// Character offset of its beginning in the decoded source.
    pub start: u32,
    pub text: &'a str,
    pub role: Role,
    pub stance: Stance,
    /// Title of its box or section.
    pub heading: Option<&'a str>,
}

/// The years that a document is about.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// First and last year of its targets: of the plan's period, or the year after a report's.
    pub first: u16,
    pub last: u16,
    /// The year of outcomes.
    pub base: u16,
    /// Last year of targets for several years, which a report may name besides those of its year.
    pub ahead: u16,
    /// Whether the document is a report about a year rather than a plan for five.
    pub report: bool,
    /// The number of years that an evaluation covers; 0 for other documents.
    pub evaluated: u16,
    /// Words before statistics that belong to others than the region: 全国 for a city.
    pub others: &'static [&'static str],
}
impl Frame {
    /// The frame of a plan for these years.
    pub fn of_plan(first: u16, last: u16, base: u16) -> Self {
        Self { first, last, base, ahead: last, report: false, evaluated: 0, others: OTHERS }
    }

    /// The frame of a report on the year `base`, with targets for the next year and others up to `ahead`.
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

    /// The frame of an evaluation of `years` years, the last of which is `base`.
    pub fn of_evaluation(base: u16, years: u16) -> Self {
        Self { evaluated: years, ..Self::of_report(base, base + 1) }
    }

    /// The frame for a region with this name: 全国 belongs to the nation, 全省 to a province.
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
    /// Whether it is a later item of a list after 新增: 新增线路8条、车站20座.
    pub added: bool,
    /// `None` for a goal in words.
    pub value: Option<Decimal>,
    pub value_high: Option<Decimal>,
    /// A goal in words as printed.
    pub text: Option<String>,
    pub rule: Option<WordRule>,
    pub unit: Option<String>,
    pub comparator: Comparator,
    pub measure: Measure,
    /// `None` for a value that something moved away from, where the text does not date it.
    pub year: Option<u16>,
    /// The year from which growth, totals, changes and multiples count; `None` where the text does not name
    /// it.
    pub since: Option<u16>,
    /// The direction of a change; `None` where the words name none.
    pub direction: Option<ChangeDirection>,
    /// Index of its line in the input; columns of the number and of the quote in that line.
    pub line: usize,
    pub number: usize,
    pub quote: (usize, usize),
    /// The name of the rule that read it.
    pub read_by: &'static str,
    pub confidence: f64,
    pub flags: Vec<String>,
}

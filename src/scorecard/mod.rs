//! Plan against outcome: each row of a review table, what had been set, what was reached, what the document
//! says of it in words, and what the figures say.
//!
//! The words (达标, 视同完成, 可比口径完成) and the arithmetic stand apart. A verdict is `met` or `missed` only
//! where the figures decide it; where only words say that a target was met, it is `claimed`.
//!
//! # Order of the arithmetic
//! Level against level; total or change over the period against the same; growth a year against growth a year:
//! the first pair that is printed on both sides decides, the others are given beside it. Direction and
//! comparator are the target's: more than 1400 is not met by 1400, a limit of 3.8 is met by 3.2, and a fall of
//! 23 meets a fall of 5 although the level is better when lower.

mod answer;
mod judge;
#[cfg(test)]
mod tests;

pub use answer::{
    Arithmetic, Claim, ClaimKind, Elsewhere, Planned, Result, Row, Said, Scorecard, Summary,
    Verdict,
};
pub use judge::scorecard;

use crate::catalog::Catalog;
use crate::compare::{Plan, Statement};

/// What a scorecard is made from.
#[derive(Debug, Clone, Copy)]
pub struct Review<'r> {
    pub catalog: &'r Catalog,
    /// The plan whose document holds the review.
    pub plan: &'r Plan,
    /// First and last year of the period reviewed.
    pub period: [u16; 2],
    /// Rows of the review tables of that period, in document order.
    pub rows: &'r [TableRow],
    /// Everything the plan says of figures, review tables included; `cells` has the cell of each.
    pub statements: &'r [Statement],
    /// Cell of each statement, null in running text; as many as `statements`.
    pub cells: &'r [Option<String>],
    /// The plan for the period reviewed, and what it says; `None` where it is not loaded.
    pub before: Option<(&'r Plan, &'r [Statement])>,
}

/// A row of a review table as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    pub table: String,
    /// Order in the table, from 0.
    pub position: i32,
    /// 1-based.
    pub line: u32,
    pub no: Option<String>,
    pub group: Option<String>,
    pub label: String,
    pub unit: Option<String>,
    /// `binding` or `expected`.
    pub attribute: Option<String>,
}

//! The input of a scorecard.

use crate::catalog::Catalog;
use crate::domain::lang::Lang;
use crate::domain::{Plan, Statement};

/// The input of a scorecard.
#[derive(Debug, Clone, Copy)]
pub struct Review<'r> {
    pub catalog: &'r Catalog,
    /// The language of the arithmetic.
    pub lang: Lang,
    /// The plan whose document contains the review.
    pub plan: &'r Plan,
    /// First and last year of the period reviewed.
    pub period: [u16; 2],
    /// Rows of the review tables of that period, in document order.
    pub rows: &'r [TableRow],
    /// All statements of the plan, those of review tables too; `cells` has the cell of each.
    pub statements: &'r [Statement],
    /// Cell of each statement, null in running text; as many as `statements`.
    pub cells: &'r [Option<String>],
    /// The plan for the reviewed period and its statements; `None` where it is not loaded.
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

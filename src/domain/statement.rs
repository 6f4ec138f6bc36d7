//! What a plan says of one indicator, as comparisons, checks and scorecards read it.

use super::attribute::Attribute;
use super::comparator::Comparator;
use super::kind::Kind;
use super::measure::Measure;
use super::origin::Origin;
use super::table_role::TableRole;
use super::word_rule::WordRule;
use rust_decimal::Decimal;

/// One observation of a release, its figure in the indicator's canonical unit and as printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    pub id: String,
    /// Id of the plan that says it.
    pub plan: String,
    /// Indicator id; observations without one take no part in comparisons.
    pub indicator: String,
    pub kind: Kind,
    pub origin: Origin,
    /// In words of the document.
    pub label: String,
    /// In `unit`; null where the goal is in words.
    pub value: Option<Decimal>,
    /// Upper end of a range, in `unit`.
    pub value_high: Option<Decimal>,
    /// Canonical for levels and totals; `%`, 倍 or 百分点 for growth, multiples and changes.
    pub unit: Option<String>,
    pub comparator: Comparator,
    pub measure: Measure,
    pub year: Option<u16>,
    /// For growth, totals, changes and multiples the year from which they count; `None` where the text does
    /// not tell, and for levels.
    pub since: Option<u16>,
    pub attribute: Option<Attribute>,
    /// The goal in words.
    pub text: Option<String>,
    /// What the words mean.
    pub rule: Option<WordRule>,
    /// As printed, in `printed_unit`.
    pub printed_value: Option<Decimal>,
    pub printed_high: Option<Decimal>,
    pub printed_unit: Option<String>,
    /// Whether the table it stands in sets targets or reviews the plan before; null in running text.
    pub table_role: Option<TableRole>,
    /// Id of that table in its document.
    pub table: Option<String>,
    /// Title of that table, where one is printed.
    pub table_title: Option<String>,
    /// Which row of that table, from 0.
    pub row: Option<i32>,
    /// Label of the parent row where the row is a sub-row.
    pub group: Option<String>,
    /// Id of the document.
    pub document: String,
    /// 1-based.
    pub line: u32,
    pub section: Option<String>,
    /// Verbatim.
    pub quote: String,
    /// The parser's rule.
    pub read_by: Option<String>,
    /// 0 to 1.
    pub confidence: f64,
    pub flags: Vec<String>,
}

impl Statement {
    /// Whether the parser doubts the number, its unit, or which column it stands in.
    pub fn is_doubtful(&self) -> bool {
        self.flags.iter().any(|flag| is_doubt(flag))
    }

    /// Whether it stands in a table that reviews the plan before.
    pub fn is_of_review(&self) -> bool {
        self.table_role == Some(TableRole::Review)
    }
}

/// Whether a flag doubts the number, its unit, or which column it stands in. Other flags (`wrapped`) tell
/// how it was read.
pub fn is_doubt(flag: &str) -> bool {
    ["digit_lost", "unit_guessed", "column_guessed", "implausible"].contains(&flag)
}

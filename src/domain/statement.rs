//! A figure or goal of a plan for one indicator, as comparisons, checks and scorecards use it.

use super::attribute::Attribute;
use super::comparator::Comparator;
use super::kind::Kind;
use super::measure::Measure;
use super::origin::Origin;
use super::price_basis::PriceBasis;
use super::shown::{Evidence, PrintedFigure, Shown};
use super::table_role::TableRole;
use super::word_rule::WordRule;
use rust_decimal::Decimal;
use std::sync::Arc;

/// One observation of a release, with its figure in the indicator's canonical unit and as printed. Answers share its texts.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    pub id: Arc<str>,
    /// Id of the plan.
    pub plan: Arc<str>,
    /// Indicator id. Observations without an indicator are not compared.
    pub indicator: Arc<str>,
    pub kind: Kind,
    pub origin: Origin,
    /// The label in the document's words.
    pub label: Arc<str>,
    /// In `unit`; `None` where the goal is in words.
    pub value: Option<Decimal>,
    /// Upper end of a range, in `unit`.
    pub value_high: Option<Decimal>,
    /// The canonical unit for levels and totals; `%`, 倍 or 百分点 for growth, multiples and changes.
    pub unit: Option<Arc<str>>,
    pub comparator: Comparator,
    pub measure: Measure,
    pub year: Option<u16>,
    /// The year from which growth, totals, changes and multiples count; `None` for levels, and where the
    /// text does not name it.
    pub since: Option<u16>,
    pub attribute: Option<Attribute>,
    /// The goal in words.
    pub text: Option<Arc<str>>,
    /// The rule that the words express.
    pub rule: Option<WordRule>,
    /// As printed, in `printed_unit`.
    pub printed_value: Option<Decimal>,
    pub printed_high: Option<Decimal>,
    pub printed_unit: Option<Arc<str>>,
    /// The role of the figure's table; `None` in running text.
    pub table_role: Option<TableRole>,
    /// Id of the table in its document.
    pub table: Option<Arc<str>>,
    /// Title of the table; `None` where none is printed.
    pub table_title: Option<Arc<str>>,
    /// Row of the table, counted from 0.
    pub row: Option<i32>,
    /// Label of the parent row; `None` for a row that has none.
    pub group: Option<Arc<str>>,
    /// Id of the document.
    pub document: Arc<str>,
    /// Line in the document, counted from 1.
    pub line: u32,
    pub section: Option<Arc<str>>,
    /// The printed text, unchanged.
    pub quote: Arc<str>,
    /// The name of the parser's rule.
    pub read_by: Option<Arc<str>>,
    /// Confidence from 0 to 1.
    pub confidence: f64,
    pub flags: Vec<Arc<str>>,
    /// What answers show of it, as far as one did.
    pub shown: Shown,
}

impl Statement {
    /// The figure in the document's own words.
    pub fn printed(&self) -> &Arc<PrintedFigure> {
        self.shown.printed.get_or_init(|| {
            let value = match (self.printed_value, self.printed_high) {
                (Some(low), Some(high)) => Some(format!("{low}-{high}")),
                (low, _) => low.map(|low| low.to_string()),
            };
            Arc::new(PrintedFigure {
                value,
                unit: self.printed_unit.clone(),
                text: self.text.clone(),
                label: Arc::clone(&self.label),
            })
        })
    }

    /// The place of the figure in its document.
    pub fn evidence(&self) -> &Arc<Evidence> {
        self.shown.evidence.get_or_init(|| {
            Arc::new(Evidence {
                document: Arc::clone(&self.document),
                line: self.line,
                section: self.section.clone(),
                table: self.table.clone(),
                quote: Arc::clone(&self.quote),
                rule: self.read_by.clone(),
                confidence: self.confidence,
                flags: self.flags.clone(),
            })
        })
    }

    /// The price basis that the document states for the figure: in its label, else its quote, else the
    /// title of its table. `None` where the first text that names prices names two kinds.
    pub fn price_basis(&self) -> Option<&PriceBasis> {
        let read = || {
            PriceBasis::in_texts([Some(&self.label), Some(&self.quote), self.table_title.as_ref()])
        };
        self.shown.prices.get_or_init(read).as_ref()
    }

    /// Whether a flag doubts the number, its unit or its column.
    pub fn is_doubtful(&self) -> bool {
        self.flags.iter().any(|flag| is_doubt(flag))
    }

    /// Whether the parser set this flag.
    pub fn has_flag(&self, wanted: &str) -> bool {
        self.flags.iter().any(|flag| **flag == *wanted)
    }

    /// Whether the figure is in a table that reviews the previous plan.
    pub fn is_of_review(&self) -> bool {
        self.table_role == Some(TableRole::Review)
    }
}

/// Whether a flag doubts the number, its unit or its column. Other flags (`wrapped`) only describe how the
/// figure was read.
pub fn is_doubt(flag: &str) -> bool {
    ["digit_lost", "unit_guessed", "column_guessed", "implausible"].contains(&flag)
}

#[cfg(test)]
mod tests {
    use super::super::testing;
    use super::*;

    #[test]
    fn what_is_shown_is_made_once_and_a_copy_makes_its_own() {
        let one = Statement {
            printed_value: Some("8.0".parse().unwrap()),
            label: "地区生产总值（2020年不变价）".into(),
            ..testing::statement(Kind::Target, "gdp")
        };
        assert!(Arc::ptr_eq(one.printed(), one.printed()));
        assert!(Arc::ptr_eq(one.evidence(), one.evidence()));
        assert_eq!(one.printed().value.as_deref(), Some("8.0"));
        assert_eq!(one.price_basis().and_then(|basis| basis.year), Some(2020));

        let mut other = one.clone();
        assert_eq!(one, other);
        (other.label, other.line) = ("地区生产总值".into(), 7);
        assert_eq!(&*other.printed().label, "地区生产总值");
        assert_eq!((one.evidence().line, other.evidence().line), (1, 7));
        assert_eq!(other.price_basis(), None);
    }
}

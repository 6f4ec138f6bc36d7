//! The choice between several figures of one year.
//!
//! # Order of choice
//! An earlier line of the table outweighs all later ones.
//!
//! | | first |
//! |---|---|
//! | `doubt` | a figure whose reading the parser does not doubt |
//! | `definition` | a figure of the indicator itself, not of a narrower or otherwise defined variant |
//! | `prices` | a figure that is not in constant prices |
//! | `exact` | a figure that is neither a bound nor a range |
//! | `source` | communiqué, evaluation, report, plan |
//! | `later` | the document that became known later |
//! | `final` | a figure that the document does not call an estimate |
//! | `digits` | the figure printed with more digits |
//! | `place` | a table before running text, then higher confidence, earlier line, smaller id |
//!
//! A level or total is rejected if another figure has at least two more digits and rounds to it: 2万亿元 in
//! a later report loses to 20011 in an earlier one.

use super::answer::ChosenFor;
use super::input::ReportedStatement;
use crate::arithmetic::Span;
use crate::catalog::Indicator;
use crate::checks::slack;
use crate::domain::{Comparator, DocumentKind, Measure, Origin, PriceKind};
use std::cmp::Reverse;

const CRITERIA: [ChosenFor; 8] = [
    ChosenFor::Doubt,
    ChosenFor::Definition,
    ChosenFor::Prices,
    ChosenFor::Exact,
    ChosenFor::Source,
    ChosenFor::Later,
    ChosenFor::Final,
    ChosenFor::Digits,
];

/// Sorts figures of one thing and year, the used one first, and returns the criterion that decided.
pub fn choose(indicator: &Indicator, figures: &mut [&ReportedStatement]) -> ChosenFor {
    figures.sort_by_key(|figure| (key(indicator, figure), place(figure)));
    let Some((first, others)) = figures.split_first() else { return ChosenFor::Only };
    let finer = others.iter().position(|other| is_rounding_of(indicator, first, other));
    if let Some(at) = finer {
        figures[..=at + 1].rotate_right(1);
        return ChosenFor::Rounding;
    }
    let Some(next) = others.first() else { return ChosenFor::Only };
    let (used, next) = (key(indicator, first), key(indicator, next));
    let decided = used.iter().zip(next).position(|(used, next)| *used != next);
    decided.map_or(ChosenFor::Place, |at| CRITERIA[at])
}

/// The criteria of the order as numbers; smaller is better.
fn key(indicator: &Indicator, figure: &ReportedStatement) -> [i64; 8] {
    let statement = &figure.statement;
    let constant = statement.price_basis().is_some_and(|basis| basis.kind == PriceKind::Constant);
    let source = match figure.document.kind {
        DocumentKind::Communique => 0,
        DocumentKind::Evaluation => 1,
        DocumentKind::WorkReport | DocumentKind::PlanReport => 2,
        DocumentKind::Plan => 3,
    };
    [
        statement.is_doubtful().into(),
        indicator.variant(&statement.label).is_some().into(),
        constant.into(),
        (!is_exact(figure)).into(),
        source,
        -i64::from(figure.document.known_in()),
        figure.is_preliminary().into(),
        -digits(figure),
    ]
}

fn place(figure: &ReportedStatement) -> (bool, Reverse<i64>, u32, &str) {
    let statement = &figure.statement;
    #[expect(clippy::cast_possible_truncation, reason = "0 to 1, to three decimals")]
    let confidence = (statement.confidence * 1000.0).round() as i64;
    (statement.origin == Origin::Prose, Reverse(confidence), statement.line, &statement.id)
}

/// Whether a figure is a point, exact or about.
pub fn is_exact(figure: &ReportedStatement) -> bool {
    let statement = &figure.statement;
    statement.value_high.is_none()
        && matches!(statement.comparator, Comparator::Eq | Comparator::Approx)
}

/// Digits printed, without zeros at the end of a whole number.
fn digits(figure: &ReportedStatement) -> i64 {
    let Some(printed) = figure.statement.printed_value else { return 0 };
    let text = printed.normalize().abs().to_string();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_matches('0');
    i64::try_from(digits.len()).unwrap_or(i64::MAX)
}

/// Whether two figures can both be true: rounding, 左右 and bounds considered. `None` where one is in words.
pub fn agree(one: &ReportedStatement, other: &ReportedStatement) -> Option<bool> {
    Some(span(one)?.meets(&span(other)?))
}

fn span(figure: &ReportedStatement) -> Option<Span> {
    let statement = &figure.statement;
    Some(Span::of(statement.value?, statement.value_high, statement.comparator, slack(statement)?))
}

/// Whether `fine` is the same figure with more digits, from a source without further faults.
fn is_rounding_of(
    indicator: &Indicator,
    round: &ReportedStatement,
    fine: &ReportedStatement,
) -> bool {
    let faults = |figure| {
        let [doubt, definition, prices, exact, ..] = key(indicator, figure);
        [doubt, definition, prices, exact]
    };
    is_exact(fine)
        && faults(round) == faults(fine)
        && matches!(fine.statement.measure, Measure::Level | Measure::Cumulative)
        && digits(fine) > digits(round) + 1
        && round.document.id != fine.document.id
        && agree(round, fine) == Some(true)
}

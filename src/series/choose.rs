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
use super::input::Reported;
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
pub fn choose(indicator: &Indicator, figures: &mut [&Reported]) -> ChosenFor {
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
fn key(indicator: &Indicator, figure: &Reported) -> [i64; 8] {
    let said = &figure.said;
    let constant = said.price_basis().is_some_and(|basis| basis.kind == PriceKind::Constant);
    let source = match figure.document.kind {
        DocumentKind::Communique => 0,
        DocumentKind::Evaluation => 1,
        DocumentKind::WorkReport | DocumentKind::PlanReport => 2,
        DocumentKind::Plan => 3,
    };
    [
        said.is_doubtful().into(),
        indicator.variant(&said.label).is_some().into(),
        constant.into(),
        (!is_exact(figure)).into(),
        source,
        -i64::from(figure.document.known_in()),
        figure.is_preliminary().into(),
        -digits(figure),
    ]
}

fn place(figure: &Reported) -> (bool, Reverse<i64>, u32, &str) {
    let said = &figure.said;
    #[expect(clippy::cast_possible_truncation, reason = "0 to 1, to three decimals")]
    let confidence = (said.confidence * 1000.0).round() as i64;
    (said.origin == Origin::Prose, Reverse(confidence), said.line, &said.id)
}

/// Whether a figure is a point, exact or about.
pub fn is_exact(figure: &Reported) -> bool {
    let said = &figure.said;
    said.value_high.is_none() && matches!(said.comparator, Comparator::Eq | Comparator::Approx)
}

/// Digits printed, without zeros at the end of a whole number.
fn digits(figure: &Reported) -> i64 {
    let Some(printed) = figure.said.printed_value else { return 0 };
    let text = printed.normalize().abs().to_string();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_matches('0');
    i64::try_from(digits.len()).unwrap_or(i64::MAX)
}

/// Whether two figures can both be true: rounding, 左右 and bounds considered. `None` where one is in words.
pub fn agree(one: &Reported, other: &Reported) -> Option<bool> {
    Some(span(one)?.meets(&span(other)?))
}

fn span(figure: &Reported) -> Option<Span> {
    let said = &figure.said;
    Some(Span::of(said.value?, said.value_high, said.comparator, slack(said)?))
}

/// Whether `fine` is the same figure with more digits, from a source without further faults.
fn is_rounding_of(indicator: &Indicator, round: &Reported, fine: &Reported) -> bool {
    let faults = |figure| {
        let [doubt, definition, prices, exact, ..] = key(indicator, figure);
        [doubt, definition, prices, exact]
    };
    is_exact(fine)
        && faults(round) == faults(fine)
        && matches!(fine.said.measure, Measure::Level | Measure::Cumulative)
        && digits(fine) > digits(round) + 1
        && round.document.id != fine.document.id
        && agree(round, fine) == Some(true)
}

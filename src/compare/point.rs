//! Figures as points of arithmetic, and the words for their form in reasons.

use super::answer::Figure;
use crate::domain::{Comparator, Measure};
use rust_decimal::Decimal;

/// The unit of a difference of percentages.
pub(super) const POINTS: &str = "百分点";

/// One number, exact, about or a bound.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    pub value: Decimal,
    pub comparator: Comparator,
}

/// The number of a figure that is neither words nor a range.
pub(super) fn point(figure: &Figure) -> Option<Point> {
    if figure.value_high.is_some() {
        return None;
    }
    let value = figure.value?.normalize();
    Some(Point { value, comparator: figure.comparator.unwrap_or_default() })
}

/// Ids behind a figure: its own, or those it was derived from.
pub(super) fn ids(figure: &Figure) -> Vec<String> {
    match &figure.derived {
        Some(how) => how.inputs.clone(),
        None => figure.id.iter().cloned().collect(),
    }
}

pub(super) fn form(figure: &Figure) -> &'static str {
    if figure.value_high.is_some() { "a range" } else { "in words" }
}

pub(super) fn word(measure: Measure) -> &'static str {
    match measure {
        Measure::Level => "a level",
        Measure::Cumulative => "a total over the period",
        Measure::AnnualGrowth => "a growth a year",
        Measure::Change => "a change over the period",
        Measure::RatioMultiple => "a multiple",
    }
}

pub(super) fn sign(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Eq => "exact",
        Comparator::Ge | Comparator::Gt => "a lower bound",
        Comparator::Le | Comparator::Lt => "an upper bound",
        Comparator::Approx => "approximate",
    }
}

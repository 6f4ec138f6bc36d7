//! One figure under the names of two indicators that must not be mixed: 4.79万元 of all residents
//! at one place and of urban residents at another.

use super::explain::because;
use super::finding::{Code, Finding, Kind, Role, Severity};
use super::subject::{Facts, Found, Topic};
use super::term::{Amount, written};
use crate::domain::text::{Text, phrase};
use crate::domain::{Comparator, Measure, Statement};
use rust_decimal::Decimal;

pub(super) fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, one) in facts.topics.iter().enumerate() {
        for other in &facts.topics[at + 1..] {
            if distinct(one, other) {
                found.extend(of_two(facts, one, other));
            }
        }
    }
    found
}

/// Whether the catalogue says that the two must not be mixed.
fn distinct(one: &Topic<'_>, other: &Topic<'_>) -> bool {
    one.indicator.distinct_from.contains(&other.indicator.id)
        || other.indicator.distinct_from.contains(&one.indicator.id)
}

/// The first figure that both have.
fn of_two(facts: &Facts<'_>, one: &Topic<'_>, other: &Topic<'_>) -> Option<Finding> {
    let pairs = one.said.iter().flat_map(|said| other.said.iter().map(move |same| (said, same)));
    let (said, same) = pairs.into_iter().find(|(said, same)| is_same_figure(said, same))?;
    let (stated, implied) =
        (Amount::printed(Role::Statement, said)?, Amount::printed(Role::Other, same)?);
    Some(facts.finding(
        Kind::FigureUnderTwoNames,
        one.indicator,
        Found {
            severity: Severity::Caution,
            summary: phrase!(
                "{figure} is given for “{one}” and for “{other}”, which are two indicators.",
                "“{one}”与“{other}”是两个指标，所印数字却同为 {figure}。",
                figure = written(said),
                one = said.label,
                other = same.label,
            ),
            unit: said.unit.clone(),
            arithmetic: phrase!(
                "{one} − {other} = 0",
                "{one} − {other} = 0",
                one = written(said),
                other = written(same),
            ),
            stated,
            implied,
            explanations: vec![because(
                Code::DifferentScope,
                Text::of(
                    "One of the two names may be shortened, or another one may be meant: both figures are of one thing.",
                    "其中一个名称可能是简称或另有所指：两个数字说的是同一事物。",
                ),
            )],
        },
    ))
}

/// Whether two figures are the same number of the same year with three digits or more, which two
/// things hardly share.
fn is_same_figure(one: &Statement, other: &Statement) -> bool {
    let level = one.measure == Measure::Level && one.comparator == Comparator::Eq;
    let same = (one.kind, one.year, one.measure, one.comparator, one.value, one.value_high)
        == (other.kind, other.year, other.measure, other.comparator, other.value, other.value_high)
        && one.unit == other.unit;
    level && same && one.printed_value.is_some_and(has_three_digits)
}

/// Whether a number has three digits or more without the zeros at both ends: 4.79 and 10.5 have,
/// 100 and 0.75 have not.
fn has_three_digits(value: Decimal) -> bool {
    let mut digits = value.mantissa().unsigned_abs();
    while digits != 0 && digits.is_multiple_of(10) {
        digits /= 10;
    }
    digits >= 100
}

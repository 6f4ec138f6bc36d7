//! The same figure under the names of two indicators that must not be confused: 4.79万元 for all residents
//! in one place and for urban residents in another.

use super::explain::because;
use super::finding::{Code, Finding, Kind, Role, Severity};
use super::subject::{CheckResult, Facts, Topic};
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

/// Whether the catalogue lists the two as distinct.
fn distinct(one: &Topic<'_>, other: &Topic<'_>) -> bool {
    one.indicator.distinct_from.contains(&other.indicator.id)
        || other.indicator.distinct_from.contains(&one.indicator.id)
}

/// A finding for the first figure that both indicators have.
fn of_two(facts: &Facts<'_>, one: &Topic<'_>, other: &Topic<'_>) -> Option<Finding> {
    let pairs = one
        .statements
        .iter()
        .flat_map(|statement| other.statements.iter().map(move |same| (statement, same)));
    let (statement, same) =
        pairs.into_iter().find(|(statement, same)| is_same_figure(statement, same))?;
    let (stated, implied) =
        (Amount::printed(Role::Statement, statement)?, Amount::printed(Role::Other, same)?);
    Some(facts.finding(
        Kind::FigureUnderTwoNames,
        one.indicator,
        CheckResult {
            severity: Severity::Caution,
            summary: phrase!(
                "{figure} is given for “{one}” and for “{other}”, which are two indicators.",
                "“{one}”与“{other}”是两个指标，所印数字却同为 {figure}。",
                figure = written(statement),
                one = statement.label,
                other = same.label,
            ),
            unit: statement.unit.as_deref().map(str::to_owned),
            arithmetic: phrase!(
                "{one} − {other} = 0",
                "{one} − {other} = 0",
                one = written(statement),
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

/// Whether two figures have the same year and the same number with at least three digits. Two different
/// things rarely have the same such number.
fn is_same_figure(one: &Statement, other: &Statement) -> bool {
    let level = one.measure == Measure::Level && one.comparator == Comparator::Eq;
    let same = (one.kind, one.year, one.measure, one.comparator, one.value, one.value_high)
        == (other.kind, other.year, other.measure, other.comparator, other.value, other.value_high)
        && one.unit == other.unit;
    level && same && one.printed_value.is_some_and(has_three_digits)
}

/// Whether a number has at least three digits without the zeros at both ends: 4.79 and 10.5 do, 100 and
/// 0.75 do not.
fn has_three_digits(value: Decimal) -> bool {
    let mut digits = value.mantissa().unsigned_abs();
    while digits != 0 && digits.is_multiple_of(10) {
        digits /= 10;
    }
    digits >= 100
}

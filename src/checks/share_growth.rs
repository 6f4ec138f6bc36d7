//! Compares a printed annual growth of a share with the shares at both ends. There is a finding only if the
//! growth fits neither in percent nor in percentage points.

use super::explain::{because, changed_definition};
use super::finding::{Code, Finding, Kind, Role, Severity};
use super::growth::growth_span;
use super::subject::{CheckResult, Facts, Topic};
use super::term::{Amount, allowed, written};
use crate::arithmetic::{Span, growth, rounding};
use crate::domain::Kind as RowKind;
use crate::domain::text::{Text, phrase};
use crate::domain::{Comparator, Measure, Statement};
use rust_decimal::Decimal;

pub(super) fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let shares = facts.topics.iter().filter(|topic| topic.indicator.unit.as_deref() == Some("%"));
    shares.flat_map(|topic| of_topic(facts, topic)).collect()
}

fn of_topic(facts: &Facts<'_>, topic: &Topic<'_>) -> Vec<Finding> {
    if topic.indicator.is_change() {
        return Vec::new();
    }
    // Targets of shares are levels or points, so only actual figures are checked.
    let moved = topic.statements.iter().filter(|statement| {
        statement.measure == Measure::AnnualGrowth && statement.kind == RowKind::Actual
    });
    moved.filter_map(|statement| of_growth(facts, topic, statement)).collect()
}

fn of_growth(facts: &Facts<'_>, topic: &Topic<'_>, statement: &Statement) -> Option<Finding> {
    let levels = || {
        topic.statements.iter().copied().filter(|level| {
            level.measure == Measure::Level
                && level.value.is_some()
                && level.value_high.is_none()
                && level.unit.as_deref() == Some("%")
        })
    };
    let last =
        levels().find(|level| level.kind == statement.kind && level.year == statement.year)?;
    let earlier = |level: &&Statement| {
        level.kind == RowKind::Actual
            && level.id != last.id
            && level.year.map_or(level.line == statement.line, |year| Some(year) < statement.year)
    };
    let base = levels().find(earlier)?;
    // 由60%提高到93% names no year: 60% is the share at the start of the period.
    let [first, end] = facts.plan().period;
    let years = match base.year {
        Some(year) => statement.year?.checked_sub(year).filter(|years| *years > 0)?,
        None => end + 1 - first,
    };
    let stated = Amount::printed(Role::Growth, statement)?;
    let (from, to) = (Amount::printed(Role::Base, base)?, Amount::printed(Role::Outcome, last)?);
    let relative = growth_span(&from.span, &to.span, years);
    let points = points_span(&from.span, &to.span, years)?;
    if stated.span.meets(&relative) || stated.span.meets(&points) {
        return None;
    }
    let rate = growth::rate(from.value?, to.value?, years)?;
    let a_year = rounding::one_decimal(
        to.value?.checked_sub(from.value?)?.checked_div(Decimal::from(years))?,
    );
    let mut inputs = from.inputs;
    inputs.extend(to.inputs);
    Some(facts.finding(
        Kind::GrowthAgainstLevels,
        topic.indicator,
        CheckResult {
            severity: Severity::Caution,
            summary: phrase!(
                "Growth of {stated} % a year is stated for a share; from {from} % to {to} % in {years} years it \
                 grows by {rate} % or {a_year} points a year.",
                "某比重所述年均增速为 {stated}%；{years} 年间由 {from}% 到 {to}%，每年增长 {rate}% 或 {a_year} 个百分点。",
                stated = stated.value?,
                from = from.value?,
                to = to.value?,
                years = years,
                rate = rate,
                a_year = a_year,
            ),
            unit: Some("%".to_owned()),
            arithmetic: phrase!(
                "({last} ÷ {base})^(1/{years}) − 1 = {rate} % (allowed {relative}); in points {a_year} a year \
                 (allowed {points}). Stated: {statement}.",
                "({last} ÷ {base})^(1/{years}) − 1 = {rate} %（允许 {relative}）；以百分点计每年 {a_year}（允许 {points}）。\
                 所述：{statement}。",
                last = written(last),
                base = written(base),
                years = years,
                rate = rate,
                relative = allowed(&relative, "%"),
                a_year = a_year,
                points = allowed(&points, "百分点"),
                statement = written(statement),
            ),
            stated,
            implied: Amount::computed(rate, Comparator::Eq, relative, Decimal::ZERO, inputs),
            explanations: vec![
                because(
                    Code::DifferentScope,
                    Text::of(
                        "The growth may be of the amount whose share is given, not of the share.",
                        "该增速可能指占比所对应的总量，而非比重本身。",
                    ),
                ),
                changed_definition(),
            ],
        },
    ))
}

/// The annual difference of two shares, in percentage points.
fn points_span(from: &Span, to: &Span, years: u16) -> Option<Span> {
    let years = Decimal::from(years);
    (!years.is_zero())
        .then(|| Span::of_difference(to, from, |to, from| to.checked_sub(from)?.checked_div(years)))
}

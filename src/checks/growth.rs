//! Growth and change against the levels at both ends.

use super::bases::bases;
use super::explain::{because, constant_prices, preliminary_base};
use super::finding::{Code, Explanation, Finding, Input, Kind, Role, Severity};
use super::subject::{CheckResult, Facts, Topic};
use super::term::{Amount, allowed, round, short, written};
use crate::arithmetic::{Span, bound, growth};
use crate::compare::is_base_year;
use crate::domain::Kind as RowKind;
use crate::domain::text::{Text, phrase};
use crate::domain::written::figure;
use crate::domain::{Comparator, Measure, Statement, TableRole};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

const POINTS: &str = "百分点";

pub(super) fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for topic in &facts.topics {
        found.extend(of_the_plan(facts, topic));
        for row in rows(topic).values() {
            found.extend(of_a_row(facts, topic, row));
        }
        found.extend(multiples(facts, topic));
    }
    found
}

/// The statements of each row of the plan's tables.
fn rows<'s>(topic: &Topic<'s>) -> BTreeMap<(&'s str, i32), Vec<&'s Statement>> {
    let mut rows: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for statement in &topic.statements {
        if let (Some(table), Some(row)) = (statement.table.as_deref(), statement.row) {
            rows.entry((table, row)).or_default().push(*statement);
        }
    }
    rows
}

fn of_the_plan(facts: &Facts<'_>, topic: &Topic<'_>) -> Option<Finding> {
    let cell = topic.cell;
    let base = facts.printed(cell.base.as_ref()?)?;
    let last = facts.printed(cell.target.as_ref()?)?;
    let stated = facts.printed(cell.stated_growth.as_ref()?)?;
    annual(facts, topic, [base, last, stated], Role::Target)
}

/// Checks a row with its own base, or a row of a review without a base.
fn of_a_row(facts: &Facts<'_>, topic: &Topic<'_>, row: &[&Statement]) -> Vec<Finding> {
    let pick = |kind, measures: &[Measure], early: bool| {
        row.iter().copied().find(|statement| {
            let start = is_base_year(statement, facts.plan());
            statement.kind == kind
                && measures.contains(&statement.measure)
                && statement.value.is_some()
                && start == early
        })
    };
    let review = row.iter().any(|statement| statement.table_role == Some(TableRole::Review));
    let moved = [Measure::Cumulative, Measure::Change];
    let level = [Measure::Level];
    let growth = [Measure::AnnualGrowth];
    // In a review the outcome is an actual of the last year; in other tables the only actual is the base.
    let base = pick(RowKind::Actual, &level, review);
    let aim = pick(RowKind::Target, &level, false);
    let (aim_growth, aim_change) =
        (pick(RowKind::Target, &growth, false), pick(RowKind::Target, &moved, false));
    let mut found = Vec::new();
    if let (Some(base), Some(aim)) = (base, aim) {
        // `of_the_plan` checks the plan's own growth with the figures of a comparison.
        if let Some(growth) = aim_growth.filter(|_| review) {
            found.extend(annual(facts, topic, [base, aim, growth], Role::Target));
        }
        if let Some(change) = aim_change {
            found.extend(difference(facts, topic, [base, aim, change], Role::Target));
        }
    }
    if !review {
        return found;
    }
    let outcome = pick(RowKind::Actual, &level, false);
    let (growth, change) =
        (pick(RowKind::Actual, &growth, false), pick(RowKind::Actual, &moved, false));
    match (base, outcome) {
        (Some(base), Some(outcome)) => {
            if let Some(growth) = growth {
                found.extend(annual(facts, topic, [base, outcome, growth], Role::Outcome));
            }
            if let Some(change) = change {
                found.extend(difference(facts, topic, [base, outcome, change], Role::Outcome));
            }
        }
        (None, Some(outcome)) => {
            let planned = aim.zip(aim_growth.or(aim_change));
            let reached = growth.or(change).map(|moved| (outcome, moved));
            if let (Some(planned), Some(reached)) = (planned, reached) {
                found.extend(bases(facts, topic, planned, reached));
            }
        }
        (_, None) => {}
    }
    found
}

/// Compares a printed annual growth with the growth between two levels.
fn annual(
    facts: &Facts<'_>,
    topic: &Topic<'_>,
    [base, last, growth]: [&Statement; 3],
    role: Role,
) -> Option<Finding> {
    let indicator = topic.indicator;
    if indicator.is_change() || indicator.unit.as_deref() == Some("%") {
        return None;
    }
    let years = apart(base, last)?;
    let stated = Amount::printed(Role::Growth, growth)?;
    let (from, to) = (Amount::printed(Role::Base, base)?, Amount::printed(role, last)?);
    let implied = implied_growth(&from, &to, years)?;
    let gap = stated.span.gap(&implied.span)?;
    let (printed, computed) = (stated.value?, implied.value?);
    let (from_text, to_text) = (short(base)?, short(last)?);
    let stated_text = figure(printed, growth.value_high, growth.comparator, Some("%"));
    let implied_text = figure(computed, None, implied.comparator, Some("%"));
    let mut explanations = Vec::new();
    explanations.extend(constant_prices(indicator, printed, computed));
    explanations.extend(rounded(&stated, base, last, years));
    if let Some(needed) = growth::level_before(to.value?, printed, years) {
        explanations.extend(preliminary_base(facts.plan(), base, &topic.statements, needed));
    }
    let half = Decimal::new(5, 1);
    Some(facts.finding(
        Kind::GrowthAgainstLevels,
        indicator,
        CheckResult {
            severity: if gap < half { Severity::Notice } else { Severity::Caution },
            summary: phrase!(
                "Growth of {stated} a year is stated; from {from} in {base_year} to {to} in {last_year} it is \
                 {implied} a year.",
                "所述年均增速为 {stated}；由 {base_year} 年的 {from} 到 {last_year} 年的 {to}，年均增速为 {implied}。",
                stated = stated_text,
                from = from_text,
                base_year = base.year?,
                to = to_text,
                last_year = last.year?,
                implied = implied_text,
            ),
            unit: Some("%".to_owned()),
            arithmetic: phrase!(
                "({last} ÷ {base})^(1/{years}) − 1 = {implied} a year, compound, from the figures as printed, 1 \
                 decimal; their rounding allows {implied_span}. Stated: {growth}, which allows {stated_span}.",
                "({last} ÷ {base})^(1/{years}) − 1 = 每年 {implied}（复合增长，按原文数字，保留 1 位小数）；其四舍五入允许 \
                 {implied_span}。所述：{growth}，允许 {stated_span}。",
                last = written(last),
                base = written(base),
                years = years,
                implied = implied_text,
                implied_span = allowed(&implied.span, "%"),
                growth = written(growth),
                stated_span = allowed(&stated.span, "%"),
            ),
            stated,
            implied,
            explanations,
        },
    ))
}

/// The annual growth between two levels, with the values that the two allow.
fn implied_growth(from: &Amount, to: &Amount, years: u16) -> Option<Amount> {
    let value = growth::rate(from.value?, to.value?, years)?;
    let exact = growth::exact_rate(from.value?, to.value?, years)?;
    let span = growth_span(&from.span, &to.span, years);
    // The effect of rounding on the sides that are no bounds.
    let slack = [from, to]
        .iter()
        .filter_map(|amount| {
            let moved = amount.value?.checked_sub(amount.slack)?;
            let other = if std::ptr::eq(*amount, from) {
                growth::exact_rate(moved, to.value?, years)
            } else {
                growth::exact_rate(from.value?, moved, years)
            };
            other?.checked_sub(exact).map(|apart| apart.abs().round_dp(3))
        })
        .sum();
    let comparator =
        bound::of_difference(to.comparator, from.comparator).unwrap_or(Comparator::Approx);
    let mut inputs = from.inputs.clone();
    inputs.extend(to.inputs.clone());
    Some(Amount::computed(value, comparator, span, slack, inputs))
}

pub(super) fn growth_span(from: &Span, to: &Span, years: u16) -> Span {
    Span::of_difference(to, from, |to, from| growth::exact_rate(from, to, years))
}

/// The years between two levels. `None` unless both have the same unit and a year, are no ranges, and
/// differ in year.
fn apart(base: &Statement, last: &Statement) -> Option<u16> {
    let levels = [base, last]
        .iter()
        .all(|statement| statement.measure == Measure::Level && statement.value_high.is_none());
    let years = last.year?.checked_sub(base.year?)?;
    (levels && base.unit == last.unit && years > 0).then_some(years)
}

fn rounded(stated: &Amount, base: &Statement, last: &Statement, years: u16) -> Option<Explanation> {
    let (from, to) = (round(base), round(last));
    if from.is_none() && to.is_none() {
        return None;
    }
    let plain = |statement| Amount::printed(Role::Statement, statement).map(|amount| amount.span);
    let span = growth_span(&from.or_else(|| plain(base))?, &to.or_else(|| plain(last))?, years);
    span.meets(&stated.span).then(|| {
        because(
            Code::Rounding,
            phrase!(
                "If the round figures were rounded to their last digit that is not zero, growth lies at {span}.",
                "若整数是取整到最后一个非零位的结果，增速为 {span}。",
                span = allowed(&span, "%"),
            ),
        )
    })
}

/// Compares a printed change over the period with the difference of two levels in the same row of a table.
fn difference(
    facts: &Facts<'_>,
    topic: &Topic<'_>,
    [base, last, change]: [&Statement; 3],
    role: Role,
) -> Option<Finding> {
    if topic.indicator.is_change() || base.measure != Measure::Level {
        return None;
    }
    apart(base, last)?;
    let unit = last.unit.as_deref();
    let same =
        change.unit == last.unit || (unit == Some("%") && change.unit.as_deref() == Some(POINTS));
    if !same {
        return None;
    }
    let stated = Amount::printed(Role::Change, change)?;
    let (from, to) = (Amount::printed(Role::Base, base)?, Amount::printed(role, last)?);
    let moved = to.value?.checked_sub(from.value?)?;
    let slack = from.slack + to.slack;
    // Brackets contain the size of the change; the label names its direction.
    let comparator = bound::of_difference(to.comparator, from.comparator)?;
    let size = moved.abs().normalize();
    let mut inputs = from.inputs;
    inputs.extend(to.inputs);
    let span = Span::of(size, None, comparator, slack);
    let implied = Amount::computed(size, comparator, span, slack, inputs);
    stated.span.gap(&implied.span)?;
    Some(facts.finding(
        Kind::ChangeAgainstLevels,
        topic.indicator,
        CheckResult {
            severity: Severity::Conflict,
            summary: phrase!(
                "A change of {stated} is printed; from {from} to {to} it is {size}.",
                "所印变化为 {stated}；由 {from} 到 {to}，变化为 {size}。",
                stated = stated.value?,
                from = from.value?,
                to = to.value?,
                size = size,
            ),
            unit: last.unit.as_deref().map(str::to_owned),
            arithmetic: phrase!(
                "{last} − {base} = {moved}; printed: {change}. Rounding allows the two to be {slack} apart.",
                "{last} − {base} = {moved}；所印：{change}。四舍五入允许两者相差 {slack}。",
                last = written(last),
                base = written(base),
                moved = moved,
                change = written(change),
                slack = (stated.slack + slack).normalize(),
            ),
            stated,
            implied,
            explanations: vec![super::explain::changed_definition()],
        },
    ))
}

/// Compares a printed multiple (翻一番, 是2015年的1.6倍) with last level ÷ first level.
fn multiples(facts: &Facts<'_>, topic: &Topic<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for statement in
        topic.statements.iter().filter(|statement| statement.measure == Measure::RatioMultiple)
    {
        let levels = || {
            topic.statements.iter().copied().filter(|level| {
                level.measure == Measure::Level && level.value.is_some() && level.id != statement.id
            })
        };
        let last =
            levels().find(|level| level.kind == statement.kind && level.year == statement.year);
        // The multiple of a target refers to the base, that of an outcome to the year in its quote.
        let base = match statement.kind {
            RowKind::Target => topic.cell.base.as_ref().and_then(|base| facts.printed(base)),
            RowKind::Actual => levels().find(|level| {
                level.kind == RowKind::Actual
                    && level.year.is_some_and(|year| {
                        Some(year) < statement.year && statement.quote.contains(&year.to_string())
                    })
            }),
        };
        if let (Some(base), Some(last)) = (base, last) {
            found.extend(multiple(facts, topic, [base, last, statement]));
        }
    }
    found
}

fn multiple(
    facts: &Facts<'_>,
    topic: &Topic<'_>,
    [base, last, statement]: [&Statement; 3],
) -> Option<Finding> {
    apart(base, last)?;
    let mut stated = Amount::printed(Role::Multiple, statement)?;
    if statement.quote.contains('番') || statement.quote.contains("倍增") {
        // 翻一番 is not a figure rounded to whole numbers, so its slack is smaller.
        stated.slack = Decimal::new(1, 1);
        stated.span = Span::of(stated.value?, None, statement.comparator, stated.slack);
    }
    let role = if statement.kind == RowKind::Target { Role::Target } else { Role::Outcome };
    let (from, to) = (Amount::printed(Role::Base, base)?, Amount::printed(role, last)?);
    let span = Span::of_difference(&to.span, &from.span, |to, from| {
        to.checked_div(from).filter(|_| from > Decimal::ZERO)
    });
    stated.span.gap(&span)?;
    let ratio = to.value?.checked_div(from.value?)?;
    let (shown, slack) = (ratio.round_dp(2).normalize(), ratio.checked_sub(span.low?.value)?.abs());
    let comparator = bound::of_difference(last.comparator, base.comparator)?;
    let mut inputs: Vec<Input> = from.inputs;
    inputs.extend(to.inputs);
    let would_be = from.value?.checked_mul(stated.value?)?.normalize();
    Some(facts.finding(
        Kind::ChangeAgainstLevels,
        topic.indicator,
        CheckResult {
            severity: Severity::Caution,
            summary: phrase!(
                "{stated} times as much is stated; {to} after {from} is {shown} times, and {stated} times would \
                 be {would_be}.",
                "所述为 {stated} 倍；由 {from} 到 {to} 为 {shown} 倍，{stated} 倍应为 {would_be}。",
                stated = stated.value?,
                to = to.value?,
                from = from.value?,
                shown = shown,
                would_be = would_be,
            ),
            unit: Some("倍".to_owned()),
            arithmetic: phrase!(
                "{last} ÷ {base} = {shown}, 2 decimals; stated: {statement}.",
                "{last} ÷ {base} = {shown}（保留 2 位小数）；所述：{statement}。",
                last = written(last),
                base = written(base),
                shown = shown,
                statement = written(statement),
            ),
            stated,
            implied: Amount::computed(shown, comparator, span, slack.round_dp(3), inputs),
            explanations: vec![
                because(
                    Code::DifferentScope,
                    Text::of(
                        "The multiple may be of another start than the base, or the figures of another group.",
                        "该倍数的起点可能不是基数，或两个数字的统计对象不同。",
                    ),
                ),
                super::explain::changed_definition(),
            ],
        },
    ))
}

//! A target that is worse than its base.

use super::explain::{because, changed_definition, unusual_base_year};
use super::finding::{Code, Finding, Kind, Role, Severity};
use super::subject::{CheckResult, Facts, Topic};
use super::term::{Amount, better, input, is_bound, written};
use crate::arithmetic::Span;
use crate::catalog::Direction;
use crate::domain::Kind as RowKind;
use crate::domain::text::{Text, phrase};
use crate::domain::written::figure;
use crate::domain::{Comparator, Measure, Statement, TableRole, WordRule};
use rust_decimal::Decimal;

pub(super) fn find(facts: &Facts<'_>) -> Vec<Finding> {
    facts.topics.iter().filter_map(|topic| of(facts, topic)).collect()
}

fn of(facts: &Facts<'_>, topic: &Topic<'_>) -> Option<Finding> {
    if topic.indicator.is_change() {
        return None;
    }
    let target = facts.printed(topic.cell.target.as_ref()?)?;
    let aim = Amount::printed(Role::Target, target)?;
    let (base, year, method) = base(facts, topic, target)?;
    let (to, from) = (aim.value?, base.value?);
    let worse = match topic.indicator.direction {
        Direction::Higher => to < from,
        Direction::Lower => to > from,
        Direction::Neutral => false,
    };
    let apart = to.checked_sub(from)?.abs();
    if !worse || apart <= aim.slack + base.slack {
        return None;
    }
    let meets = aim.span.meets(&base.span);
    let total = target.measure == Measure::Cumulative;
    let severity = if meets || total { Severity::Notice } else { Severity::Caution };
    let mut explanations = Vec::new();
    if is_bound(target.comparator) && meets {
        explanations.push(because(
            Code::BoundOnly,
            Text::of(
                "The target is a limit, not an aim: a figure as good as the base satisfies it.",
                "该目标是限值而非努力方向：与基数相同的数字即满足它。",
            ),
        ));
    }
    if total {
        explanations.push(because(
            Code::PeriodTotal,
            Text::of(
                "Totals of two periods: less is planned than was done, which need not be a step back in the level.",
                "两个时期的累计数：计划少于已完成的数，但水平未必下降。",
            ),
        ));
    } else {
        explanations.extend(unusual_base_year(topic.indicator, year));
        if !meets {
            explanations.push(changed_definition());
        }
    }
    let unit = target.unit.as_deref();
    let (shown_to, shown_from) = (
        figure(to, target.value_high, target.comparator, unit),
        figure(from, None, base.comparator, unit),
    );
    let good = better(topic.indicator);
    Some(facts.finding(
        Kind::TargetWorseThanBase,
        topic.indicator,
        CheckResult {
            severity,
            summary: phrase!(
                "The target for {year} is {to}, the base {from}; {good} is better.",
                "{year} 年的目标为 {to}，基数为 {from}；{good}为好。",
                year = target.year.unwrap_or(facts.plan().period[1]),
                to = shown_to,
                from = shown_from,
                good = good,
            ),
            unit: target.unit.as_deref().map(str::to_owned),
            arithmetic: phrase!(
                "{target} − {method} = {difference}; for this indicator {good} is better.",
                "{target} − {method} = {difference}；此指标{good}为好。",
                target = written(target),
                method = method,
                difference = to.checked_sub(from)?.normalize(),
                good = good,
            ),
            stated: aim,
            implied: base,
            explanations,
        },
    ))
}

/// The base, its year, and its text. The base is printed, computed, or a target that a review calls met.
fn base(
    facts: &Facts<'_>,
    topic: &Topic<'_>,
    target: &Statement,
) -> Option<(Amount, Option<u16>, Text)> {
    let comparable = |statement: &Statement| {
        statement.measure == target.measure && statement.unit == target.unit
    };
    if let Some(cell) = &topic.cell.base
        && let Some(value) = cell.value
    {
        if let Some(statement) = facts.printed(cell) {
            let amount =
                Amount::printed(Role::Base, statement).filter(|_| comparable(statement))?;
            return Some((amount, statement.year, written(statement)));
        }
        let behind = facts.behind(cell);
        let method = topic.cell.base_method.as_ref()?;
        let parts: Vec<Amount> =
            behind.iter().filter_map(|statement| Amount::printed(Role::Base, statement)).collect();
        let slack = parts.iter().map(|part| part.slack).sum::<Decimal>();
        let comparator = cell.comparator.unwrap_or_default();
        let span = Span::of(value, None, comparator, slack);
        let inputs = parts.into_iter().flat_map(|part| part.inputs).collect();
        let amount = Amount::computed(value, comparator, span, slack, inputs);
        let fits = cell.measure == target.measure && cell.unit == target.unit;
        return fits.then(|| {
            (
                amount,
                cell.year,
                phrase!(
                    "{value} ({method})",
                    "{value}（{method}）",
                    value = value,
                    method = method,
                ),
            )
        });
    }
    // There is no figure. The outcome of a target that a review calls met is at least as good as the
    // target.
    let claim = topic.statements.iter().find(|statement| {
        statement.kind == RowKind::Actual
            && statement.rule == Some(WordRule::Met)
            && statement.table_role == Some(TableRole::Review)
    })?;
    let met = topic.statements.iter().find(|statement| {
        statement.kind == RowKind::Target
            && (&statement.table, statement.row) == (&claim.table, claim.row)
            && statement.measure == Measure::Level
            && statement.value.is_some()
            && comparable(statement)
    })?;
    let amount = claimed(topic, met, claim)?;
    let words = claim.text.as_deref().unwrap_or_default();
    let method = phrase!(
        "{target}, of which the review says “{words}”",
        "{target}（回顾称“{words}”）",
        target = written(met),
        words = words,
    );
    Some((amount, claim.year, method))
}

/// The values that an outcome may have if a review calls its target met.
pub(super) fn claimed(topic: &Topic<'_>, met: &Statement, claim: &Statement) -> Option<Amount> {
    let mut amount = Amount::printed(Role::Target, met)?;
    let comparator = match (met.comparator, topic.indicator.direction) {
        (_, Direction::Neutral) => return None,
        (Comparator::Eq | Comparator::Approx, Direction::Higher) => Comparator::Ge,
        (Comparator::Eq | Comparator::Approx, Direction::Lower) => Comparator::Le,
        (bound, _) => bound,
    };
    // Rounding may put the outcome slightly below the printed target.
    let edge = match comparator {
        Comparator::Ge | Comparator::Gt => amount.value?.checked_sub(amount.slack)?,
        _ => amount.value?.checked_add(amount.slack)?,
    };
    amount.comparator = comparator;
    amount.span = Span::of(edge, None, comparator, Decimal::ZERO);
    amount.inputs.push(input(Role::Claim, claim));
    Some(amount)
}

//! Compares a review of the previous period with the plan of that period and with the base of this plan.

use super::explain::{because, changed_definition, different_scope};
use super::finding::{Code, Finding, Kind, Role, Severity};
use super::subject::{CheckResult, Facts, Subject, Topic};
use super::term::{Amount, better, is_worse, written};
use crate::compare::is_base_year;
use crate::domain::Kind as RowKind;
use crate::domain::text::{Text, phrase};
use crate::domain::{Measure, Statement, TableRole};

pub(super) fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> =
        facts.topics.iter().filter_map(|topic| fallen_back(facts, topic)).collect();
    if let Some(before) = &facts.subject.before {
        let subject = Subject { own: *before, before: None, below: &[], ..*facts.subject };
        let earlier = Facts::new(&subject);
        for topic in &facts.topics {
            found.extend(review(facts, topic, &earlier));
        }
    }
    found
}

/// Finds a base of the targets that is worse than the level at the start of the previous period, where the
/// review prints no outcome.
fn fallen_back(facts: &Facts<'_>, topic: &Topic<'_>) -> Option<Finding> {
    if topic.indicator.is_change() {
        return None;
    }
    let plan = facts.plan();
    let levels = |role| {
        topic.statements.iter().copied().filter(move |statement| {
            statement.kind == RowKind::Actual
                && statement.measure == Measure::Level
                && statement.value.is_some()
                && statement.table_role == Some(role)
        })
    };
    let base =
        levels(TableRole::Targets).find(|statement| statement.year == Some(plan.base_year))?;
    if levels(TableRole::Review).any(|statement| statement.year == Some(plan.base_year)) {
        return None;
    }
    let start = levels(TableRole::Review)
        .find(|statement| is_base_year(statement, plan) && statement.unit == base.unit)?;
    let (stated, implied) =
        (Amount::printed(Role::Base, base)?, Amount::printed(Role::Other, start)?);
    if !is_worse(topic.indicator, &stated.span, &implied.span) {
        return None;
    }
    let change = base.value?.checked_sub(start.value?)?.normalize();
    let mut explanations = vec![changed_definition()];
    explanations.extend(different_scope(base, start));
    Some(facts.finding(
        Kind::BaseAgainstOutcome,
        topic.indicator,
        CheckResult {
            severity: Severity::Caution,
            summary: phrase!(
                "The base of the targets is {base}; the period before began with {start}, and its review prints no \
                 outcome; {good} is better.",
                "目标的基数为 {base}；上一时期开始时为 {start}，其回顾未印完成值；{good}为好。",
                base = written(base),
                start = written(start),
                good = better(topic.indicator),
            ),
            unit: base.unit.as_deref().map(str::to_owned),
            arithmetic: phrase!(
                "{base} − {start} = {change}",
                "{base} − {start} = {change}",
                base = written(base),
                start = written(start),
                change = change,
            ),
            stated,
            implied,
            explanations,
        },
    ))
}

/// Compares the targets and bases that the review repeats with the previous plan.
fn review(facts: &Facts<'_>, topic: &Topic<'_>, earlier: &Facts<'_>) -> Vec<Finding> {
    let Some(then) = earlier.topic(&topic.indicator.id) else { return Vec::new() };
    let cell = then.cell;
    let figures = [&cell.target, &cell.base, &cell.stated_growth].into_iter().flatten();
    let originals = figures.filter_map(|figure| earlier.printed(figure));
    let restated =
        topic.statements.iter().filter(|statement| statement.table_role == Some(TableRole::Review));
    let mut found = Vec::new();
    for original in originals {
        let same = restated.clone().find(|statement| {
            (statement.kind, statement.year, statement.measure, &statement.unit)
                == (original.kind, original.year, original.measure, &original.unit)
        });
        found.extend(same.and_then(|statement| restatement(facts, topic, statement, original)));
    }
    found
}

fn restatement(
    facts: &Facts<'_>,
    topic: &Topic<'_>,
    statement: &Statement,
    original: &Statement,
) -> Option<Finding> {
    let stated = Amount::printed(Role::Statement, statement)?;
    let implied = Amount::printed(Role::Other, original)?;
    stated.span.gap(&implied.span)?;
    let change = statement.value?.checked_sub(original.value?)?.normalize();
    let mut explanations = vec![because(
        Code::ChangedDefinition,
        Text::of(
            "The target may have been set anew in mid-term, or told by another definition since.",
            "该目标可能在中期作过调整，或此后改用了其他口径。",
        ),
    )];
    explanations.extend(different_scope(statement, original));
    Some(facts.finding(
        Kind::ReviewAgainstPlan,
        topic.indicator,
        CheckResult {
            severity: Severity::Caution,
            summary: phrase!(
                "The review gives {statement}, the plan before has {original}.",
                "回顾中为 {statement}，上一期规划中为 {original}。",
                statement = written(statement),
                original = written(original),
            ),
            unit: statement.unit.as_deref().map(str::to_owned),
            arithmetic: phrase!(
                "{statement} − {original} = {change}",
                "{statement} − {original} = {change}",
                statement = written(statement),
                original = written(original),
                change = change,
            ),
            stated,
            implied,
            explanations,
        },
    ))
}

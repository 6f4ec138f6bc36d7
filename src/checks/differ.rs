//! Two statements of the same figure: table and text, base and outcome, claim and figure.

use super::explain::{because, changed_definition, different_scope};
use super::finding::{Code, Explanation, Finding, Kind, Role, Severity};
use super::side::claimed;
use super::subject::{CheckResult, Facts, Topic};
use super::term::{Amount, round, written};
use crate::arithmetic::percent;
use crate::catalog::Direction;
use crate::domain::Kind as RowKind;
use crate::domain::text::{Text, phrase};
use crate::domain::{Measure, Origin, Statement, TableRole, WordRule};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

pub(super) fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for topic in &facts.topics {
        found.extend(statements(facts, topic));
        found.extend(claims(facts, topic));
    }
    found
}

/// Statements with the same key state the same figure.
type StatementKey<'s> = (RowKind, u16, Measure, Option<&'s str>);

fn thing(statement: &Statement) -> Option<StatementKey<'_>> {
    let comparable =
        matches!(statement.measure, Measure::Level | Measure::Cumulative | Measure::AnnualGrowth);
    let year = statement.year.filter(|_| statement.value.is_some() && comparable)?;
    // An actual growth may be that of one year or of the five years before; only the words say which.
    let reached = statement.kind == RowKind::Actual && statement.measure == Measure::AnnualGrowth;
    if reached
        && !statement.quote.contains("年均")
        && statement.table_role != Some(TableRole::Review)
    {
        return None;
    }
    Some((statement.kind, year, statement.measure, statement.unit.as_deref()))
}

/// Order of statements, as in a comparison: tables of targets, then reviews, then text; each by line.
fn rank(statement: &Statement) -> (bool, u8, u32) {
    let place = match (statement.origin, statement.table_role) {
        (Origin::Table, Some(TableRole::Review)) => 1,
        (Origin::Table, _) => 0,
        (Origin::Prose, _) => 2,
    };
    (statement.is_doubtful(), place, statement.line)
}

fn statements(facts: &Facts<'_>, topic: &Topic<'_>) -> Vec<Finding> {
    let mut things: BTreeMap<String, Vec<&Statement>> = BTreeMap::new();
    for statement in &topic.statements {
        if let Some(thing) = thing(statement) {
            things.entry(format!("{thing:?}")).or_default().push(statement);
        }
    }
    let mut found = Vec::new();
    for mut same in things.into_values() {
        same.sort_by_key(|statement| rank(statement));
        let (first, others) = (same[0], &same[1..]);
        let mut printed = Vec::new();
        for other in others {
            let figure = (other.value, other.value_high, other.comparator);
            if !printed.contains(&figure) {
                printed.push(figure);
                found.extend(pair(facts, topic, first, other));
            }
        }
    }
    found
}

fn pair(
    facts: &Facts<'_>,
    topic: &Topic<'_>,
    one: &Statement,
    other: &Statement,
) -> Option<Finding> {
    let plan = facts.plan();
    let table_of = |statement: &Statement, role| statement.table_role == Some(role);
    let base_and_outcome = one.kind == RowKind::Actual
        && one.year == Some(plan.base_year)
        && table_of(one, TableRole::Targets)
        && table_of(other, TableRole::Review);
    let kind = match (one.origin, other.origin) {
        _ if base_and_outcome => Kind::BaseAgainstOutcome,
        (Origin::Table, Origin::Prose) | (Origin::Prose, Origin::Table) => Kind::TableAgainstText,
        _ => Kind::StatementsDiffer,
    };
    let (one_role, other_role) =
        if base_and_outcome { (Role::Base, Role::Outcome) } else { (Role::Statement, Role::Other) };
    let stated = Amount::printed(one_role, one)?;
    let implied = Amount::printed(other_role, other)?;
    stated.span.gap(&implied.span)?;
    let wide = |statement| {
        round(statement).or_else(|| Amount::printed(Role::Other, statement).map(|a| a.span))
    };
    let by_rounding = wide(one)?.meets(&wide(other)?);
    let scope = different_scope(one, other);
    let severity = match (by_rounding, &scope) {
        (true, _) => Severity::Notice,
        (false, Some(_)) => Severity::Caution,
        (false, None) => Severity::Conflict,
    };
    let mut explanations: Vec<Explanation> = Vec::new();
    if by_rounding {
        explanations.push(because(
            Code::Rounding,
            Text::of(
                "One of the two is a round figure of the other.",
                "其中一个是另一个的取整数。",
            ),
        ));
    }
    explanations.extend(scope);
    explanations.extend(estimate(plan.base_year, one, other));
    if one.kind == RowKind::Actual {
        explanations.push(changed_definition());
    }
    let (a, b) = (stated.value?, implied.value?);
    let what = if base_and_outcome {
        phrase!(
            "The base of the targets is {base}, the outcome in the review {outcome}.",
            "目标的基数为 {base}，回顾中的完成值为 {outcome}。",
            base = written(one),
            outcome = written(other),
        )
    } else {
        phrase!(
            "The document gives {one} and {other}.",
            "文件中有 {one} 和 {other} 两个数字。",
            one = written(one),
            other = written(other),
        )
    };
    Some(facts.finding(
        kind,
        topic.indicator,
        CheckResult {
            severity,
            summary: what,
            unit: one.unit.as_deref().map(str::to_owned),
            arithmetic: phrase!(
                "{one} − {other} = {difference}; rounding and 左右 allow the two to be {slack} apart.",
                "{one} − {other} = {difference}；四舍五入和“左右”允许两者相差 {slack}。",
                one = written(one),
                other = written(other),
                difference = a.checked_sub(b)?.normalize(),
                slack = (stated.slack + implied.slack).normalize(),
            ),
            stated,
            implied,
            explanations,
        },
    ))
}

/// Explains two figures of the base year that are so close that one may be the final figure of the other.
fn estimate(base_year: u16, one: &Statement, other: &Statement) -> Option<Explanation> {
    let (a, b) = (one.value?, other.value?);
    let apart = percent::rounded(a.checked_sub(b)?, b)?;
    let base = one.kind == RowKind::Actual && one.year == Some(base_year);
    (base && apart.abs() <= Decimal::from(5)).then(|| {
        because(
            Code::PreliminaryBase,
            phrase!(
                "Figures of {base_year} were not final when the plan was written; the two are {apart} % apart.",
                "编制规划时 {base_year} 年的数字尚未最终核定；两者相差 {apart}%。",
                base_year = base_year,
                apart = apart,
            ),
        )
    })
}

/// Compares words that call a target met with every worse figure of the same year.
fn claims(facts: &Facts<'_>, topic: &Topic<'_>) -> Vec<Finding> {
    if topic.indicator.is_change() {
        return Vec::new();
    }
    let claims = topic.statements.iter().filter(|statement| {
        statement.kind == RowKind::Actual
            && statement.rule == Some(WordRule::Met)
            && statement.table_role == Some(TableRole::Review)
    });
    claims.flat_map(|claim| falls_short(facts, topic, claim)).collect()
}

fn falls_short(facts: &Facts<'_>, topic: &Topic<'_>, claim: &Statement) -> Vec<Finding> {
    let met = topic.statements.iter().find(|statement| {
        statement.kind == RowKind::Target
            && (&statement.table, statement.row) == (&claim.table, claim.row)
            && statement.measure == Measure::Level
            && statement.value.is_some()
    });
    let Some(met) = met else { return Vec::new() };
    let figures = topic.statements.iter().filter(|statement| {
        statement.kind == RowKind::Actual
            && statement.year == claim.year
            && statement.measure == Measure::Level
            && statement.unit == met.unit
            && statement.value.is_some()
    });
    figures.filter_map(|figure| short_of(facts, topic, met, claim, figure)).collect()
}

fn short_of(
    facts: &Facts<'_>,
    topic: &Topic<'_>,
    met: &Statement,
    claim: &Statement,
    figure: &Statement,
) -> Option<Finding> {
    let implied = claimed(topic, met, claim)?;
    let stated = Amount::printed(Role::Outcome, figure)?;
    let short = match topic.indicator.direction {
        Direction::Higher => stated.span.is_below(&implied.span),
        Direction::Lower => implied.span.is_below(&stated.span),
        Direction::Neutral => false,
    };
    if !short {
        return None;
    }
    let words = claim.text.clone().unwrap_or_default();
    let mut explanations = vec![because(
        Code::ChangedDefinition,
        phrase!(
            "The claim is in words ({words}); it may hold by a definition or scope other than the figure's.",
            "该说法是文字（{words}），可能按与该数字不同的定义或口径成立。",
            words = words,
        ),
    )];
    explanations.extend(different_scope(met, figure));
    Some(facts.finding(
        Kind::ClaimAgainstFigure,
        topic.indicator,
        CheckResult {
            severity: Severity::Caution,
            summary: phrase!(
                "The review says “{words}” of the target {target}; elsewhere the plan gives {figure}.",
                "回顾对目标 {target} 写“{words}”，规划别处的数字为 {figure}。",
                words = words,
                target = written(met),
                figure = written(figure),
            ),
            unit: met.unit.as_deref().map(str::to_owned),
            arithmetic: phrase!(
                "{figure} − {target} = {difference}; the claim is on line {line}.",
                "{figure} − {target} = {difference}；该说法在第 {line} 行。",
                figure = written(figure),
                target = written(met),
                difference = figure.value?.checked_sub(met.value?)?.normalize(),
                line = claim.line,
            ),
            stated,
            implied,
            explanations,
        },
    ))
}

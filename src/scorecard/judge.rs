//! The verdict of each row.

use super::answer::{
    Claim, ClaimKind, OtherStatement, PlannedTarget, Result, ReviewedStatement, Scorecard,
    ScorecardRow, Summary, Verdict,
};
use super::decide::{arithmetic, compared, figure};
use super::review::{Review, TableRow};
use crate::arithmetic::Span;
use crate::catalog::Indicator;
use crate::compare::{self, CompareInput};
use crate::domain::{Kind, Measure, Statement, TableRole};
use rust_decimal::Decimal;
use std::sync::Arc;

/// The scorecard of a review.
#[must_use]
pub fn scorecard(review: &Review<'_>) -> Scorecard {
    let rows: Vec<ScorecardRow> = review.rows.iter().map(|row| judged(review, row)).collect();
    Scorecard {
        region: review.plan.region.to_string(),
        period: crate::domain::Period::from(review.period).to_string(),
        reviewed_in: review.plan.id.to_string(),
        plan: review.before.map(|(plan, _)| plan.id.to_string()),
        summary: summary(&rows),
        rows,
    }
}

fn summary(rows: &[ScorecardRow]) -> Summary {
    let count = |is: &dyn Fn(&ScorecardRow) -> bool| rows.iter().filter(|row| is(row)).count();
    let binding = |row: &ScorecardRow| row.attribute.as_deref() == Some("binding");
    Summary {
        rows: rows.len(),
        met: count(&|row| row.verdict == Verdict::Met),
        missed: count(&|row| row.verdict == Verdict::Missed),
        claimed: count(&|row| row.verdict == Verdict::Claimed),
        unknown: count(&|row| row.verdict == Verdict::Unknown),
        words_of_success: count(&|row| row.claim.kind.is_success()),
        decided_by_figures: count(&|row| row.arithmetic.result != Result::Unknown),
        binding: count(&binding),
        binding_met_or_claimed: count(&|row| {
            binding(row) && matches!(row.verdict, Verdict::Met | Verdict::Claimed)
        }),
    }
}

/// The statements of the row, each with its cell.
fn of_row<'r>(review: &Review<'r>, row: &TableRow) -> Vec<(&'r Statement, Option<&'r str>)> {
    (review.statements.iter().zip(review.cells))
        .filter(|(statement, _)| {
            statement.table.as_deref() == Some(row.table.as_str())
                && statement.row == Some(row.position)
        })
        .map(|(statement, cell)| (statement, cell.as_deref()))
        .collect()
}

fn judged(review: &Review<'_>, row: &TableRow) -> ScorecardRow {
    let statements = of_row(review, row);
    let id =
        statements.iter().map(|(statement, _)| &*statement.indicator).find(|id| !id.is_empty());
    let indicator = id.and_then(|id| review.catalog.indicator(id));
    let is_base = |cell: Option<&str>| cell == Some("base");
    let targets: Vec<_> =
        statements.iter().filter(|(statement, _)| statement.kind == Kind::Target).collect();
    let outcomes: Vec<_> = (statements.iter())
        .filter(|(statement, cell)| statement.kind == Kind::Actual && !is_base(*cell))
        .collect();
    let base = statements
        .iter()
        .find(|(statement, cell)| statement.kind == Kind::Actual && is_base(*cell));
    let claim = claim(outcomes.iter().map(|(statement, _)| *statement));
    let figures = |all: &[&(&'_ Statement, Option<&str>)]| -> Vec<Statement> {
        all.iter().map(|(statement, _)| (*statement).clone()).collect()
    };
    let (set, reached) = (figures(&targets), figures(&outcomes));
    let arithmetic = arithmetic(review.lang, indicator, row, &set, &reached);
    let verdict = match (arithmetic.result, claim.kind) {
        (Result::Met, _) => Verdict::Met,
        (_, kind) if kind.is_success() => Verdict::Claimed,
        (Result::Missed, _) | (_, ClaimKind::Missed) => Verdict::Missed,
        _ => Verdict::Unknown,
    };
    ScorecardRow {
        indicator: indicator.map(|known| known.id.clone()),
        label: row.label.clone(),
        group: row.group.clone(),
        no: row.no.clone(),
        attribute: row.attribute.clone(),
        table: row.table.clone(),
        line: row.line,
        targets: targets.iter().map(|(statement, cell)| stated(statement, *cell)).collect(),
        outcomes: outcomes.iter().map(|(statement, cell)| stated(statement, *cell)).collect(),
        base: base.map(|(statement, cell)| stated(statement, *cell)),
        claim,
        verdict,
        elsewhere: elsewhere(review, indicator, row, &set),
        planned: planned(review, indicator, &set),
        arithmetic,
    }
}

fn stated(statement: &Statement, cell: Option<&str>) -> ReviewedStatement {
    let canonical = statement.value.is_some();
    ReviewedStatement {
        id: statement.id.clone(),
        cell: cell.map(str::to_owned),
        value: statement.value.or(statement.printed_value).map(|value| value.normalize()),
        value_high: if canonical { statement.value_high } else { statement.printed_high },
        unit: if canonical { statement.unit.clone() } else { statement.printed_unit.clone() },
        comparator: statement.comparator,
        measure: statement.measure,
        year: statement.year,
        text: statement.text.clone(),
        line: statement.line,
        flags: statement.flags.clone(),
    }
}

/// The claim in the words of the outcomes.
fn claim<'r>(outcomes: impl Iterator<Item = &'r Statement>) -> Claim {
    let words = outcomes.into_iter().find(|statement| statement.text.is_some());
    let text = words.and_then(|statement| statement.text.as_deref());
    Claim {
        kind: text.map_or(ClaimKind::None, claim_kind),
        text: text.map(Arc::from),
        id: words.map(|statement| statement.id.clone()),
        line: words.map(|statement| statement.line),
    }
}

const MISSED: [&str; 9] =
    ["未完成", "未能", "未达", "难以完成", "没有完成", "没有达到", "不达标", "不及", "滞后"];
const MET: [&str; 8] =
    ["完成", "达标", "达到", "实现", "控制在", "好于预期", "超过预期", "符合预期"];

/// The kind of a claim in words. Denials come first, because 未完成 contains 完成.
pub fn claim_kind(text: &str) -> ClaimKind {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&MISSED) {
        ClaimKind::Missed
    } else if has(&["视同"]) {
        ClaimKind::DeemedMet
    } else if has(&["可比口径", "同口径"]) {
        ClaimKind::MetOnComparableBasis
    } else if has(&MET) {
        ClaimKind::Met
    } else {
        ClaimKind::Other
    }
}

/// Levels of the same thing in the last year of the period, printed outside the review's tables.
fn elsewhere(
    review: &Review<'_>,
    indicator: Option<&Indicator>,
    row: &TableRow,
    targets: &[Statement],
) -> Vec<OtherStatement> {
    let level =
        |statement: &&Statement| statement.measure == Measure::Level && figure(statement).is_some();
    let (Some(indicator), Some(target)) = (indicator, targets.iter().find(level)) else {
        return Vec::new();
    };
    (review.statements.iter().zip(review.cells))
        .filter(|(statement, _)| {
            *statement.indicator == *indicator.id
                && statement.kind == Kind::Actual
                && statement.table_role != Some(TableRole::Review)
                && statement.year == Some(review.period[1])
                && statement.measure == Measure::Level
                && statement.value.is_some()
        })
        .map(|(statement, cell)| {
            let judged = compared(review.lang, Some(indicator), row, target, statement);
            OtherStatement {
                statement: stated(statement, cell.as_deref()),
                label: statement.label.clone(),
                result: judged.result,
                method: judged.method,
            }
        })
        .collect()
}

/// The target of the reviewed plan for the indicator.
fn planned(
    review: &Review<'_>,
    indicator: Option<&Indicator>,
    targets: &[Statement],
) -> Option<PlannedTarget> {
    let (plan, statements) = review.before?;
    let region = review.catalog.regions.iter().find(|region| *region.id == *plan.region)?;
    let input = CompareInput {
        catalog: review.catalog,
        indicators: vec![indicator?],
        regions: vec![region],
        period: plan.period,
        lang: review.lang,
    };
    let entries = compare::table(&input, std::slice::from_ref(plan), statements);
    let id = entries.first()?.cells.first()?.target.as_ref()?.id.clone()?;
    let then = statements.iter().find(|statement| statement.id == id)?;
    let same = targets.iter().find(|statement| statement.measure == then.measure);
    let agrees = same.and_then(|statement| {
        let (one, other) = (figure(statement)?, figure(then)?);
        let span = |(value, high, _), statement: &Statement| {
            Span::of(value, high, statement.comparator, Decimal::ZERO)
        };
        (one.2 == other.2).then(|| span(one, statement).meets(&span(other, then)))
    });
    Some(PlannedTarget {
        id,
        value: then.value.map(|value| value.normalize()),
        unit: then.unit.clone(),
        comparator: then.comparator,
        measure: then.measure,
        text: then.text.clone(),
        line: then.line,
        agrees,
    })
}

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

/// The scorecard of a review.
#[must_use]
pub fn scorecard(review: &Review<'_>) -> Scorecard {
    let rows: Vec<ScorecardRow> = review.rows.iter().map(|row| judged(review, row)).collect();
    Scorecard {
        region: review.plan.region.clone(),
        period: crate::domain::Period::from(review.period).to_string(),
        reviewed_in: review.plan.id.clone(),
        plan: review.before.map(|(plan, _)| plan.id.clone()),
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
        .filter(|(said, _)| {
            said.table.as_deref() == Some(row.table.as_str()) && said.row == Some(row.position)
        })
        .map(|(said, cell)| (said, cell.as_deref()))
        .collect()
}

fn judged(review: &Review<'_>, row: &TableRow) -> ScorecardRow {
    let said = of_row(review, row);
    let id = said.iter().map(|(said, _)| said.indicator.as_str()).find(|id| !id.is_empty());
    let indicator = id.and_then(|id| review.catalog.indicator(id));
    let is_base = |cell: Option<&str>| cell == Some("base");
    let targets: Vec<_> = said.iter().filter(|(said, _)| said.kind == Kind::Target).collect();
    let outcomes: Vec<_> =
        (said.iter()).filter(|(said, cell)| said.kind == Kind::Actual && !is_base(*cell)).collect();
    let base = said.iter().find(|(said, cell)| said.kind == Kind::Actual && is_base(*cell));
    let claim = claim(outcomes.iter().map(|(said, _)| *said));
    let figures = |all: &[&(&'_ Statement, Option<&str>)]| -> Vec<Statement> {
        all.iter().map(|(said, _)| (*said).clone()).collect()
    };
    let (set, reached) = (figures(&targets), figures(&outcomes));
    let arithmetic = arithmetic(indicator, row, &set, &reached);
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
        targets: targets.iter().map(|(said, cell)| stated(said, *cell)).collect(),
        outcomes: outcomes.iter().map(|(said, cell)| stated(said, *cell)).collect(),
        base: base.map(|(said, cell)| stated(said, *cell)),
        claim,
        verdict,
        elsewhere: elsewhere(review, indicator, row, &set),
        planned: planned(review, indicator, &set),
        arithmetic,
    }
}

fn stated(said: &Statement, cell: Option<&str>) -> ReviewedStatement {
    let canonical = said.value.is_some();
    ReviewedStatement {
        id: said.id.clone(),
        cell: cell.map(str::to_owned),
        value: said.value.or(said.printed_value).map(|value| value.normalize()),
        value_high: if canonical { said.value_high } else { said.printed_high },
        unit: if canonical { said.unit.clone() } else { said.printed_unit.clone() },
        comparator: said.comparator,
        measure: said.measure,
        year: said.year,
        text: said.text.clone(),
        line: said.line,
        flags: said.flags.clone(),
    }
}

/// The claim in the words of the outcomes.
fn claim<'r>(outcomes: impl Iterator<Item = &'r Statement>) -> Claim {
    let words = outcomes.into_iter().find(|said| said.text.is_some());
    let text = words.and_then(|said| said.text.as_deref());
    Claim {
        kind: text.map_or(ClaimKind::None, claim_kind),
        text: text.map(str::to_owned),
        id: words.map(|said| said.id.clone()),
        line: words.map(|said| said.line),
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
    let level = |said: &&Statement| said.measure == Measure::Level && figure(said).is_some();
    let (Some(indicator), Some(target)) = (indicator, targets.iter().find(level)) else {
        return Vec::new();
    };
    (review.statements.iter().zip(review.cells))
        .filter(|(said, _)| {
            said.indicator == indicator.id
                && said.kind == Kind::Actual
                && said.table_role != Some(TableRole::Review)
                && said.year == Some(review.period[1])
                && said.measure == Measure::Level
                && said.value.is_some()
        })
        .map(|(said, cell)| {
            let judged = compared(Some(indicator), row, target, said);
            OtherStatement {
                said: stated(said, cell.as_deref()),
                label: said.label.clone(),
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
    let region = review.catalog.regions.iter().find(|region| region.id == plan.region)?;
    let input = CompareInput {
        catalog: review.catalog,
        indicators: vec![indicator?],
        regions: vec![region],
        period: plan.period,
    };
    let entries = compare::table(&input, std::slice::from_ref(plan), statements);
    let id = entries.first()?.cells.first()?.target.as_ref()?.id.clone()?;
    let then = statements.iter().find(|said| said.id == id)?;
    let same = targets.iter().find(|said| said.measure == then.measure);
    let agrees = same.and_then(|said| {
        let (one, other) = (figure(said)?, figure(then)?);
        let span = |(value, high, _), said: &Statement| {
            Span::of(value, high, said.comparator, Decimal::ZERO)
        };
        (one.2 == other.2).then(|| span(one, said).meets(&span(other, then)))
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

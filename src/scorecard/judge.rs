//! The verdict of each row.

use super::answer::{
    Arithmetic, Claim, ClaimKind, Elsewhere, Planned, Result, Row, Said, Scorecard, Summary,
    Verdict,
};
use super::{Review, TableRow};
use crate::arithmetic::span::End;
use crate::catalog::{Direction, Indicator};
use crate::compare::{self, Question, Span, Statement};
use crate::domain::{Comparator, Kind, Measure, TableRole};
use rust_decimal::Decimal;

/// The scorecard of a review.
#[must_use]
pub fn scorecard(review: &Review<'_>) -> Scorecard {
    let rows: Vec<Row> = review.rows.iter().map(|row| judged(review, row)).collect();
    Scorecard {
        region: review.plan.region.clone(),
        period: crate::domain::Period::from(review.period).to_string(),
        reviewed_in: review.plan.id.clone(),
        plan: review.before.map(|(plan, _)| plan.id.clone()),
        summary: summary(&rows),
        rows,
    }
}

fn summary(rows: &[Row]) -> Summary {
    let count = |is: &dyn Fn(&Row) -> bool| rows.iter().filter(|row| is(row)).count();
    let binding = |row: &Row| row.attribute.as_deref() == Some("binding");
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

/// What the row says, with the cell of each.
fn of_row<'r>(review: &Review<'r>, row: &TableRow) -> Vec<(&'r Statement, Option<&'r str>)> {
    (review.statements.iter().zip(review.cells))
        .filter(|(said, _)| {
            said.table.as_deref() == Some(row.table.as_str()) && said.row == Some(row.position)
        })
        .map(|(said, cell)| (said, cell.as_deref()))
        .collect()
}

fn judged(review: &Review<'_>, row: &TableRow) -> Row {
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
    Row {
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

fn stated(said: &Statement, cell: Option<&str>) -> Said {
    let canonical = said.value.is_some();
    Said {
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

/// What the words among the outcomes say.
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

/// What words in an outcome say. What denies is looked for first: 未完成 holds 完成.
pub(super) fn claim_kind(text: &str) -> ClaimKind {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["未完成", "未达", "难以完成", "没有完成", "不达标"]) {
        ClaimKind::Missed
    } else if has(&["视同"]) {
        ClaimKind::DeemedMet
    } else if has(&["可比口径", "同口径"]) {
        ClaimKind::MetOnComparableBasis
    } else if has(&["完成", "达标", "达到", "实现", "控制在"]) {
        ClaimKind::Met
    } else {
        ClaimKind::Other
    }
}

/// Measures in the order in which the first printed on both sides decides.
const ORDER: [&[Measure]; 3] =
    [&[Measure::Level], &[Measure::Cumulative, Measure::Change], &[Measure::AnnualGrowth]];

fn arithmetic(
    indicator: Option<&Indicator>,
    row: &TableRow,
    targets: &[Statement],
    outcomes: &[Statement],
) -> Arithmetic {
    let number = |all: &'_ [Statement], measures: &[Measure]| -> Option<Statement> {
        all.iter().find(|said| measures.contains(&said.measure) && figure(said).is_some()).cloned()
    };
    let mut pairs = ORDER.iter().filter_map(|measures| {
        let (target, outcome) = (number(targets, measures)?, number(outcomes, measures)?);
        Some(compared(indicator, row, &target, &outcome))
    });
    let Some(mut first) = pairs.next() else {
        return nothing(why_not(targets, outcomes));
    };
    first.also = pairs.collect();
    first
}

fn nothing(method: String) -> Arithmetic {
    Arithmetic {
        result: Result::Unknown,
        measure: None,
        difference: None,
        unit: None,
        method,
        inputs: Vec::new(),
        also: Vec::new(),
    }
}

fn why_not(targets: &[Statement], outcomes: &[Statement]) -> String {
    let has = |all: &[Statement]| all.iter().any(|said| figure(said).is_some());
    match (has(targets), has(outcomes)) {
        (false, _) if targets.is_empty() => "no target is printed",
        (_, false) if outcomes.is_empty() => "no outcome is printed",
        (false, false) => "target and outcome are in words",
        (false, true) => "the target is in words",
        (true, false) => "the outcome is in words",
        (true, true) => "target and outcome are different measures",
    }
    .to_owned()
}

/// A number in the unit both sides share: canonical where the catalogue has one, else as printed.
fn figure(said: &Statement) -> Option<(Decimal, Option<Decimal>, Option<&str>)> {
    match said.value {
        Some(value) => Some((value, said.value_high, said.unit.as_deref())),
        None => Some((said.printed_value?, said.printed_high, said.printed_unit.as_deref())),
    }
}

/// Which way is good for a figure of this measure. A fall is good by its size where the level is better
/// lower; what only the label tells to be a fall is one.
fn way(indicator: Option<&Indicator>, row: &TableRow, measure: Measure) -> Option<Direction> {
    let direction = indicator?.direction;
    let falls =
        |text: &str| ["降低", "下降", "减少", "降幅"].iter().any(|word| text.contains(word));
    let fall = falls(&row.label) || row.group.as_deref().is_some_and(falls);
    match (direction, measure) {
        (Direction::Neutral, _) => None,
        (_, Measure::Level | Measure::AnnualGrowth | Measure::RatioMultiple)
        | (Direction::Higher, _) => Some(direction),
        (Direction::Lower, _) if fall => Some(Direction::Higher),
        (Direction::Lower, _) => None,
    }
}

/// What satisfies a target; `None` where it does not say on which side.
fn satisfying(target: &Statement, way: Option<Direction>) -> Option<Span> {
    let (value, high, _) = figure(target)?;
    let bound = |low, high| Some(Span { low, high });
    let closed = |value| Some(End::closed(value));
    match (target.comparator, way) {
        (Comparator::Ge | Comparator::Gt | Comparator::Le | Comparator::Lt, _) => {
            Some(Span::of(value, high, target.comparator, Decimal::ZERO))
        }
        (_, Some(Direction::Higher)) => {
            bound(closed(value.checked_sub(about(target, value)?)?), None)
        }
        (_, Some(Direction::Lower)) => {
            bound(None, closed(high.unwrap_or(value).checked_add(about(target, value)?)?))
        }
        _ => None,
    }
}

/// How far below its figure 左右 still reaches: 1 %, half a point of a percentage.
fn about(target: &Statement, value: Decimal) -> Option<Decimal> {
    if target.comparator != Comparator::Approx {
        return Some(Decimal::ZERO);
    }
    let percentage = target.measure == Measure::AnnualGrowth || target.unit.as_deref() == Some("%");
    if percentage {
        return Some(Decimal::new(5, 1));
    }
    value.abs().checked_div(Decimal::ONE_HUNDRED)
}

/// Whether all of what the outcome allows satisfies the target, or none of it.
fn result(wanted: &Span, outcome: &Span) -> Result {
    if !wanted.meets(outcome) {
        return Result::Missed;
    }
    let within_low = match (wanted.low, outcome.low) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(end), Some(own)) => {
            own.value > end.value || (own.value == end.value && (end.closed || !own.closed))
        }
    };
    let within_high = match (wanted.high, outcome.high) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(end), Some(own)) => {
            own.value < end.value || (own.value == end.value && (end.closed || !own.closed))
        }
    };
    if within_low && within_high { Result::Met } else { Result::Unknown }
}

fn compared(
    indicator: Option<&Indicator>,
    row: &TableRow,
    target: &Statement,
    outcome: &Statement,
) -> Arithmetic {
    let inputs = vec![target.id.clone(), outcome.id.clone()];
    let (Some((set, set_high, set_unit)), Some((got, got_high, got_unit))) =
        (figure(target), figure(outcome))
    else {
        return nothing("target or outcome is in words".to_owned());
    };
    let written = format!(
        "{} against {}",
        text(got, got_high, outcome.comparator, got_unit),
        text(set, set_high, target.comparator, set_unit)
    );
    let unknown = |why: &str| Arithmetic {
        measure: Some(target.measure),
        inputs: inputs.clone(),
        ..nothing(format!("{written}: {why}"))
    };
    if set_unit != got_unit {
        return unknown("different units");
    }
    let way = way(indicator, row, target.measure);
    let Some(wanted) = satisfying(target, way) else {
        let exact = [target, outcome].iter().all(|said| said.comparator == Comparator::Eq);
        if exact && (set, set_high) == (got, got_high) {
            return Arithmetic {
                result: Result::Met,
                difference: Some(Decimal::ZERO),
                unit: set_unit.map(str::to_owned),
                ..unknown("equal; neither side is better")
            };
        }
        return unknown("neither side of the target is known to be better");
    };
    // 左右 of an outcome is as near as it says; rounding is not counted, the digits printed decide.
    let reached = Span::of(got, got_high, outcome.comparator, Decimal::ZERO);
    let difference = got.checked_sub(set).map(|apart| apart.normalize());
    let result = result(&wanted, &reached);
    let word = match (result, difference.map(|apart| apart.cmp(&Decimal::ZERO))) {
        (Result::Unknown, _) => "left open by the bounds".to_owned(),
        (_, Some(std::cmp::Ordering::Equal)) => "equal".to_owned(),
        (_, Some(std::cmp::Ordering::Less)) => {
            format!("below it by {}", difference.unwrap_or_default().abs())
        }
        _ => format!("above it by {}", difference.unwrap_or_default()),
    };
    let side = match way {
        Some(Direction::Lower) => "lower is better",
        Some(_) => "higher is better",
        None => "the comparator decides",
    };
    Arithmetic {
        result,
        measure: Some(target.measure),
        difference,
        unit: set_unit.map(str::to_owned),
        method: format!("{written}: {word}; {side}"),
        inputs,
        also: Vec::new(),
    }
}

fn text(
    value: Decimal,
    high: Option<Decimal>,
    comparator: Comparator,
    unit: Option<&str>,
) -> String {
    let sign = match comparator {
        Comparator::Eq => "",
        Comparator::Ge => "≥",
        Comparator::Gt => ">",
        Comparator::Le => "≤",
        Comparator::Lt => "<",
        Comparator::Approx => "about ",
    };
    let high = high.map_or(String::new(), |high| format!("–{}", high.normalize()));
    let unit = unit.map_or(String::new(), |unit| format!(" {unit}"));
    format!("{sign}{}{high}{unit}", value.normalize())
}

/// Levels of the same thing in the last year of the period, printed outside the review's tables.
fn elsewhere(
    review: &Review<'_>,
    indicator: Option<&Indicator>,
    row: &TableRow,
    targets: &[Statement],
) -> Vec<Elsewhere> {
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
            Elsewhere {
                said: stated(said, cell.as_deref()),
                label: said.label.clone(),
                result: judged.result,
                method: judged.method,
            }
        })
        .collect()
}

/// What the plan that was reviewed had set for the indicator.
fn planned(
    review: &Review<'_>,
    indicator: Option<&Indicator>,
    targets: &[Statement],
) -> Option<Planned> {
    let (plan, statements) = review.before?;
    let region = review.catalog.regions.iter().find(|region| region.id == plan.region)?;
    let question = Question {
        catalog: review.catalog,
        indicators: vec![indicator?],
        regions: vec![region],
        period: plan.period,
    };
    let entries = compare::table(&question, std::slice::from_ref(plan), statements);
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
    Some(Planned {
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

//! The arithmetic of a row: the outcome against the target, in the first measure that both have.

use super::answer::{Arithmetic, Result};
use super::review::TableRow;
use crate::arithmetic::{End, Span, tolerance};
use crate::catalog::{Direction, Indicator};
use crate::domain::lang::Lang;
use crate::domain::text::{Text, phrase};
use crate::domain::written;
use crate::domain::{ChangeDirection, Comparator, Measure, Statement};
use rust_decimal::Decimal;
use std::sync::Arc;

/// Measures in the order in which the first printed on both sides decides.
const ORDER: [&[Measure]; 3] =
    [&[Measure::Level], &[Measure::Cumulative, Measure::Change], &[Measure::AnnualGrowth]];

pub(super) fn arithmetic(
    lang: Lang,
    indicator: Option<&Indicator>,
    row: &TableRow,
    targets: &[Statement],
    outcomes: &[Statement],
) -> Arithmetic {
    let number = |all: &'_ [Statement], measures: &[Measure]| -> Option<Statement> {
        all.iter()
            .find(|statement| measures.contains(&statement.measure) && figure(statement).is_some())
            .cloned()
    };
    let mut pairs = ORDER.iter().filter_map(|measures| {
        let (target, outcome) = (number(targets, measures)?, number(outcomes, measures)?);
        Some(compared(lang, indicator, row, &target, &outcome))
    });
    let Some(mut first) = pairs.next() else {
        return nothing(lang, why_not(targets, outcomes));
    };
    first.also = pairs.collect();
    first
}

fn nothing(lang: Lang, method: Text) -> Arithmetic {
    Arithmetic {
        result: Result::Unknown,
        measure: None,
        difference: None,
        unit: None,
        method: method.message(lang),
        inputs: Vec::new(),
        also: Vec::new(),
    }
}

fn why_not(targets: &[Statement], outcomes: &[Statement]) -> Text {
    let has = |all: &[Statement]| all.iter().any(|statement| figure(statement).is_some());
    match (has(targets), has(outcomes)) {
        (false, _) if targets.is_empty() => Text::of("no target is printed", "未印目标"),
        (_, false) if outcomes.is_empty() => Text::of("no outcome is printed", "未印完成值"),
        (false, false) => Text::of("target and outcome are in words", "目标和完成值均为文字"),
        (false, true) => Text::of("the target is in words", "目标为文字"),
        (true, false) => Text::of("the outcome is in words", "完成值为文字"),
        (true, true) => {
            Text::of("target and outcome are different measures", "目标与完成值的度量不同")
        }
    }
}

/// A number in the unit both sides share: canonical where the catalogue has one, else as printed.
pub(super) fn figure(statement: &Statement) -> Option<(Decimal, Option<Decimal>, Option<&str>)> {
    match statement.value {
        Some(value) => Some((value, statement.value_high, statement.unit.as_deref())),
        None => Some((
            statement.printed_value?,
            statement.printed_high,
            statement.printed_unit.as_deref(),
        )),
    }
}

/// The good direction of a figure of this measure. Where a lower level is better, a greater fall is
/// better; the label says whether the figure is a fall.
fn way(indicator: Option<&Indicator>, row: &TableRow, measure: Measure) -> Option<Direction> {
    let direction = indicator?.direction;
    let fall = [Some(row.label.as_str()), row.group.as_deref()]
        .into_iter()
        .flatten()
        .any(|text| ChangeDirection::named_in(text) == Some(ChangeDirection::Down));
    match (direction, measure) {
        (Direction::Neutral, _) => None,
        (_, Measure::Level | Measure::AnnualGrowth | Measure::RatioMultiple)
        | (Direction::Higher, _) => Some(direction),
        (Direction::Lower, _) if fall => Some(Direction::Higher),
        (Direction::Lower, _) => None,
    }
}

/// The values that satisfy a target; `None` where neither side is good. `reach` is the distance
/// that 左右 allows.
pub fn satisfying(
    value: Decimal,
    high: Option<Decimal>,
    comparator: Comparator,
    reach: Decimal,
    way: Option<Direction>,
) -> Option<Span> {
    let bound = |low, high| Some(Span { low, high });
    let closed = |value| Some(End::closed(value));
    match (comparator, way) {
        (Comparator::Ge | Comparator::Gt | Comparator::Le | Comparator::Lt, _) => {
            Some(Span::of(value, high, comparator, Decimal::ZERO))
        }
        (_, Some(Direction::Higher)) => bound(closed(value.checked_sub(reach)?), None),
        (_, Some(Direction::Lower)) => {
            bound(None, closed(high.unwrap_or(value).checked_add(reach)?))
        }
        _ => None,
    }
}

/// The values that satisfy a statement.
fn satisfying_statement(target: &Statement, way: Option<Direction>) -> Option<Span> {
    let (value, high, _) = figure(target)?;
    let unit = target.unit.as_deref();
    let reach = tolerance::about(value, target.comparator, target.measure, unit)?;
    satisfying(value, high, target.comparator, reach, way)
}

/// `Met` where all values of the outcome satisfy the target, `Missed` where none does.
pub fn result(allowed: &Span, outcome: &Span) -> Result {
    if !allowed.meets(outcome) {
        return Result::Missed;
    }
    let within_low = match (allowed.low, outcome.low) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(end), Some(own)) => {
            own.value > end.value || (own.value == end.value && (end.closed || !own.closed))
        }
    };
    let within_high = match (allowed.high, outcome.high) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(end), Some(own)) => {
            own.value < end.value || (own.value == end.value && (end.closed || !own.closed))
        }
    };
    if within_low && within_high { Result::Met } else { Result::Unknown }
}

pub(super) fn compared(
    lang: Lang,
    indicator: Option<&Indicator>,
    row: &TableRow,
    target: &Statement,
    outcome: &Statement,
) -> Arithmetic {
    let inputs = vec![target.id.clone(), outcome.id.clone()];
    let (Some((set, set_high, set_unit)), Some((got, got_high, got_unit))) =
        (figure(target), figure(outcome))
    else {
        return nothing(lang, Text::of("target or outcome is in words", "目标或完成值为文字"));
    };
    let written = phrase!(
        "{outcome} against {target}",
        "{outcome} 对照 {target}",
        outcome = written::figure(got, got_high, outcome.comparator, got_unit),
        target = written::figure(set, set_high, target.comparator, set_unit),
    );
    let unknown = |why: Text| Arithmetic {
        measure: Some(target.measure),
        inputs: inputs.clone(),
        ..nothing(
            lang,
            phrase!("{written}: {why}", "{written}：{why}", written = written, why = why),
        )
    };
    if set_unit != got_unit {
        return unknown(Text::of("different units", "单位不同"));
    }
    let way = way(indicator, row, target.measure);
    let Some(allowed) = satisfying_statement(target, way) else {
        let exact =
            [target, outcome].iter().all(|statement| statement.comparator == Comparator::Eq);
        if exact && (set, set_high) == (got, got_high) {
            return Arithmetic {
                result: Result::Met,
                difference: Some(Decimal::ZERO),
                unit: set_unit.map(Arc::from),
                ..unknown(Text::of("equal; neither side is better", "相等；无所谓高低好坏"))
            };
        }
        return unknown(Text::of(
            "neither side of the target is known to be better",
            "无法判断目标的哪一侧为好",
        ));
    };
    // An outcome counts with its printed digits: neither 左右 nor rounding widens it.
    let reached = Span::of(got, got_high, outcome.comparator, Decimal::ZERO);
    let difference = got.checked_sub(set).map(|apart| apart.normalize());
    let result = result(&allowed, &reached);
    let apart = difference.unwrap_or_default();
    let word = match (result, difference.map(|apart| apart.cmp(&Decimal::ZERO))) {
        (Result::Unknown, _) => Text::of("left open by the bounds", "限值无法定论"),
        (_, Some(std::cmp::Ordering::Equal)) => Text::of("equal", "相等"),
        (_, Some(std::cmp::Ordering::Less)) => {
            phrase!("below it by {apart}", "低 {apart}", apart = apart.abs())
        }
        _ => phrase!("above it by {apart}", "高 {apart}", apart = apart),
    };
    let side = match way {
        Some(Direction::Lower) => Text::of("lower is better", "越低越好"),
        Some(_) => Text::of("higher is better", "越高越好"),
        None => Text::of("the comparator decides", "由比较符决定"),
    };
    Arithmetic {
        result,
        measure: Some(target.measure),
        difference,
        unit: set_unit.map(Arc::from),
        method: phrase!(
            "{written}: {word}; {side}",
            "{written}：{word}；{side}",
            written = written,
            word = word,
            side = side,
        )
        .message(lang),
        inputs,
        also: Vec::new(),
    }
}

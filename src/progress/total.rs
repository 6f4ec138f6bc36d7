//! Totals: the sum of the years reported.

use super::answer::{ProgressVerdict, UnknownReason};
use super::facts::{Facts, OpenBound};
use super::parts::Parts;
use super::verdict::{Assessment, Goal, on_the_way, share, two_decimals};
use super::written::{dated, figure, not_reported, years};
use crate::arithmetic::rounding::one_decimal;
use crate::domain::Measure;
use crate::domain::text::{Text, phrase};
use crate::domain::written;
use crate::scorecard::Result;
use crate::series::answer::ReportedFigure;
use rust_decimal::Decimal;

/// A total over a span.
pub(super) fn judge(facts: &Facts<'_>, target: &ReportedFigure, span: [u16; 2]) -> Assessment {
    let Some(goal) = Goal::of(target, facts.way()) else {
        return Assessment::unknown(UnknownReason::OtherUnit);
    };
    let over = |span| facts.over(Measure::Cumulative, span);
    let parts = match over(span) {
        Some(whole) => Parts { span, figures: vec![(span, whole)] },
        None => Parts::covering(span, over),
    };
    let Some(judged) = parts.judged() else {
        return Assessment::unknown(facts.why_none(Measure::Cumulative));
    };
    if parts.figures.iter().any(|(_, one)| one.unit != target.unit) {
        return judged.because(UnknownReason::OtherUnit);
    }
    match sum(&parts) {
        Some(sum) => against(&parts, judged, target, goal, sum),
        None => judged.because(UnknownReason::BoundOnly),
    }
}

fn sum(parts: &Parts<'_>) -> Option<(Decimal, OpenBound)> {
    let mut all = (Decimal::ZERO, OpenBound::EXACT);
    for (_, one) in &parts.figures {
        all = (all.0.checked_add(one.value?)?, all.1.with(one)?);
    }
    Some(all)
}

/// A sum against the target.
fn against(
    parts: &Parts<'_>,
    judged: Assessment,
    target: &ReportedFigure,
    goal: Goal,
    (sum, open): (Decimal, OpenBound),
) -> Assessment {
    let [since, end] = parts.span;
    let (count, whole) = (judged.years_reported.len(), usize::from(end - since));
    let hundred = Decimal::ONE_HUNDRED;
    let done = sum.checked_mul(hundred).and_then(|sum| sum.checked_div(goal.value));
    let done = done.map(one_decimal);
    let elapsed = share(count, whole);
    let method = phrase!(
        "{terms} = {total} in {reported} against {target} in {span}; {side}{missing}",
        "{terms} = {total}（{reported} 年），对照 {target}（{span} 年）；{side}{missing}",
        terms = Text::join(parts.figures.iter().map(|(_, one)| dated(one)), " + ", " + "),
        total = written::figure(sum, None, open.0, target.unit.as_deref()),
        reported = years(&judged.years_reported),
        target = figure(target),
        span = years(&(since + 1..=end).collect::<Vec<_>>()),
        side = goal.side(),
        missing = not_reported(&judged.years_missing),
    );
    let left = Decimal::from(whole - count);
    let judged = Assessment {
        reached: Some(sum.normalize()),
        done,
        elapsed: Some(elapsed),
        pace_so_far: sum.checked_div(count.into()).map(two_decimals),
        pace_needed: (goal.value - sum).checked_div(left).map(two_decimals),
        pace_unit: target.unit.clone(),
        method: Some(method),
        ..judged
    };
    let result = match goal.result(sum, None, open.0) {
        Ok(result) => result,
        Err(reason) => return judged.because(reason),
    };
    if count == whole {
        return judged.at_end(result);
    }
    // A total never shrinks: a floor stays reached, and a ceiling stays broken.
    match (result, goal.is_floor(), done) {
        (Result::Met, true, _) => judged.decided(ProgressVerdict::Met),
        (Result::Missed, false, _) => judged.decided(ProgressVerdict::Missed),
        (_, true, Some(done)) => judged.decided(on_the_way(done, elapsed)),
        // Below a ceiling less is better.
        (_, false, Some(done)) => judged.decided(on_the_way(elapsed, done)),
        (_, _, None) => judged.because(UnknownReason::NoBase),
    }
}

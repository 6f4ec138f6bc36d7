//! Changes: the change over the same span as printed, or from levels, or from the changes of the years.

use super::answer::{ProgressVerdict, UnknownReason};
use super::facts::{Facts, OpenBound, factor, is_points, other_prices, same_unit};
use super::parts::{Parts, power};
use super::verdict::{Assessment, Goal, on_the_way, share, two_decimals};
use super::written::{dated, figure, not_reported, years};
use crate::arithmetic::fall::Bounds;
use crate::arithmetic::rounding::one_decimal;
use crate::domain::text::{Text, phrase};
use crate::domain::written;
use crate::domain::{Measure, names_fall};
use crate::scorecard::Result;
use crate::series::answer::ReportedFigure;
use rust_decimal::Decimal;

/// A change over a span.
pub(super) fn judge(facts: &Facts<'_>, target: &ReportedFigure, span: [u16; 2]) -> Assessment {
    let target = signed(facts, target);
    let Some(goal) = Goal::of(&target, facts.way()) else {
        return Assessment::unknown(UnknownReason::OtherUnit);
    };
    let found = printed(facts, &target, span)
        .or_else(|| from_levels(facts, &target, span))
        .or_else(|| from_years(facts, &target, span));
    let Some(found) = found else { return Assessment::unknown(why_none(facts, &target, span)) };
    against(found, &target, goal, span)
}

/// A figure in the sign of its indicator: where the label names the fall (降低率 13.5) and the indicator does not, the
/// figure is a negative change.
fn signed(facts: &Facts<'_>, one: &ReportedFigure) -> ReportedFigure {
    let mut one = one.clone();
    let Some(value) = one.value else { return one };
    if names_fall(&one.printed.label) && !names_fall(&facts.indicator.name_zh) {
        let comparator = one.comparator.unwrap_or_default();
        let bounds = Bounds { value, high: one.value_high, comparator }.fallen();
        one.value = Some(bounds.value);
        one.value_high = bounds.high;
        one.comparator = Some(bounds.comparator);
    }
    one
}

/// A change up to some year, comparable with the target.
struct ComparableChange {
    value: Decimal,
    open: OpenBound,
    figures: Vec<ReportedFigure>,
    reported: Vec<u16>,
    missing: Vec<u16>,
    /// The arithmetic up to the value.
    words: Text,
    base: Option<ReportedFigure>,
}

/// The change over the whole span as a document prints it.
fn printed(facts: &Facts<'_>, target: &ReportedFigure, span: [u16; 2]) -> Option<ComparableChange> {
    let one = signed(facts, facts.over(Measure::Change, span)?);
    if !same_unit(one.unit.as_deref(), target.unit.as_deref()) {
        return None;
    }
    Some(ComparableChange {
        value: one.value?,
        open: OpenBound::EXACT.with(&one)?,
        reported: (span[0] + 1..=span[1]).collect(),
        missing: Vec::new(),
        words: dated(&one),
        figures: vec![one],
        base: None,
    })
}

/// The difference of two levels in the unit of the change, or in percent of the first.
fn from_levels(
    facts: &Facts<'_>,
    target: &ReportedFigure,
    [since, end]: [u16; 2],
) -> Option<ComparableChange> {
    let base = if since == facts.base_year { facts.base() } else { facts.level(since) }?;
    let latest = (since + 1..=end).rev().find_map(|year| facts.level(year))?;
    if base.unit != latest.unit || other_prices(base, latest) {
        return None;
    }
    let (from, to, year) = (base.value?, latest.value?, latest.year?);
    let apart = to.checked_sub(from)?;
    let difference =
        phrase!("{to} − {from}", "{to} − {from}", to = dated(latest), from = dated(base));
    let of_shares = base.unit.as_deref() == Some("%");
    let (value, words) = match target.unit.as_deref() {
        unit if of_shares && is_points(unit) => (apart, difference),
        unit if unit == base.unit.as_deref() && !of_shares => (apart, difference),
        Some("%") if !of_shares => {
            let percent = apart.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(from)?;
            let words = phrase!(
                "({difference}) ÷ {from}",
                "({difference}) ÷ {from}",
                difference = difference,
                from = from.normalize(),
            );
            (percent, words)
        }
        _ => return None,
    };
    // A bound of the base would turn around, so only exact bases are used.
    OpenBound::EXACT.with(base).filter(|open| *open == OpenBound::EXACT)?;
    Some(ComparableChange {
        value: two_decimals(value),
        open: OpenBound::EXACT.with(latest)?,
        reported: (since + 1..=year).collect(),
        missing: Vec::new(),
        words,
        figures: vec![latest.clone(), base.clone()],
        base: Some(base.clone()),
    })
}

/// The changes of single years: points added up, percents compounded.
fn from_years(
    facts: &Facts<'_>,
    target: &ReportedFigure,
    span: [u16; 2],
) -> Option<ComparableChange> {
    let in_points = is_points(target.unit.as_deref());
    let alike = |one: &&ReportedFigure| same_unit(one.unit.as_deref(), target.unit.as_deref());
    let over = |span| {
        let growth = || facts.over(Measure::AnnualGrowth, span).filter(|_| !in_points);
        facts.over(Measure::Change, span).filter(alike).or_else(growth)
    };
    let parts = Parts::covering(span, over);
    let (_, last) = parts.latest()?;
    // The size of a fall compounds as a fall.
    let falls = names_fall(&facts.indicator.name_zh);
    let (mut sum, mut product, mut open) = (Decimal::ZERO, Decimal::ONE, OpenBound::EXACT);
    let mut figures = Vec::new();
    for ([since, year], one) in &parts.figures {
        let one = signed(facts, one);
        let value = one.value?;
        // A mean growth a year counts once for each year; a change over several years is one step.
        let times =
            if one.measure == Measure::AnnualGrowth { usize::from(year - since) } else { 1 };
        let step = factor(if falls { -value } else { value })?;
        sum = sum.checked_add(value.checked_mul(times.into())?)?;
        product = product.checked_mul(power(step, times)?)?;
        open = open.with(&one)?;
        figures.push(one);
    }
    let percent = (product - Decimal::ONE) * Decimal::ONE_HUNDRED;
    let compounded = if falls { -percent } else { percent };
    let is_sum = in_points || target.unit.as_deref() != Some("%");
    let (sign, sign_zh) =
        if is_sum { (" + ", " + ") } else { (", compounded with ", " 与之复合 ") };
    Some(ComparableChange {
        value: two_decimals(if is_sum { sum } else { compounded }),
        open,
        reported: parts.reported(),
        missing: parts.missing(last),
        words: Text::join(figures.iter().map(dated), sign, sign_zh),
        figures,
        base: None,
    })
}

fn why_none(facts: &Facts<'_>, target: &ReportedFigure, [since, _]: [u16; 2]) -> UnknownReason {
    // A level would give the change if the level of its first year were known.
    let in_levels = match target.unit.as_deref() {
        unit if is_points(unit) => facts.indicator.unit.as_deref() == Some("%"),
        unit => unit == Some("%") || unit == facts.indicator.unit.as_deref(),
    };
    let base = if since == facts.base_year { facts.base() } else { facts.level(since) };
    if in_levels && base.is_none() && facts.latest_level().is_some() {
        UnknownReason::NoBase
    } else {
        facts.why_none(Measure::Change)
    }
}

/// A change against the target.
fn against(
    found: ComparableChange,
    target: &ReportedFigure,
    goal: Goal,
    [since, end]: [u16; 2],
) -> Assessment {
    let ComparableChange { value, open, figures, reported, missing, words, base } = found;
    let whole = usize::from(end - since);
    let elapsed = share(reported.len(), whole);
    let done =
        value.checked_mul(Decimal::ONE_HUNDRED).and_then(|part| part.checked_div(goal.value));
    let method = phrase!(
        "{words} = {value} in {reported} against {target} in {span}; {side}{missing}",
        "{words} = {value}（{reported} 年），对照 {target}（{span} 年）；{side}{missing}",
        words = words,
        value = written::figure(value, None, open.0, target.unit.as_deref()),
        reported = years(&reported),
        target = figure(target),
        span = years(&(since + 1..=end).collect::<Vec<_>>()),
        side = goal.side(),
        missing = not_reported(&missing),
    );
    let ended = reported.last() == Some(&end) && missing.is_empty();
    let left = Decimal::from(end - reported.last().copied().unwrap_or(since));
    let judged = Assessment {
        latest: figures.iter().max_by_key(|one| one.year).cloned(),
        reached: Some(value.normalize()),
        unit: target.unit.clone(),
        done: done.map(one_decimal),
        elapsed: Some(elapsed),
        pace_so_far: value.checked_div(reported.len().into()).map(two_decimals),
        pace_needed: (goal.value - value).checked_div(left).map(two_decimals),
        pace_unit: target.unit.clone(),
        years_reported: reported,
        years_missing: missing,
        method: Some(method),
        inputs: figures.iter().map(|one| one.id.clone()).collect(),
        base,
        ..Assessment::default()
    };
    let result = match goal.result(value, None, open.0) {
        Ok(result) => result,
        Err(reason) => return judged.because(reason),
    };
    if ended {
        return judged.at_end(result);
    }
    match (result, judged.done) {
        (Result::Met, _) => judged.decided(ProgressVerdict::Ahead),
        (_, Some(done)) => judged.decided(on_the_way(done, elapsed)),
        (_, None) => judged.because(UnknownReason::NoBase),
    }
}

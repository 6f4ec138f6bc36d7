//! Levels: the latest level against the target, and the share of the way from the base.

use super::answer::{ProgressVerdict, UnknownReason};
use super::facts::{Facts, OpenBound, other_prices};
use super::verdict::{Assessment, Goal, on_the_way, share, two_decimals};
use super::written::{dated, figure};
use crate::arithmetic::rounding::one_decimal;
use crate::domain::Measure;
use crate::domain::text::{Text, phrase};
use crate::domain::written;
use crate::scorecard::Result;
use crate::series::answer::ReportedFigure;
use rust_decimal::Decimal;
use std::sync::Arc;

/// A level set for the target year.
pub(super) fn judge(facts: &Facts<'_>, target: &ReportedFigure) -> Assessment {
    let Some(goal) = Goal::of(target, facts.way()) else {
        return Assessment::unknown(UnknownReason::OtherUnit);
    };
    towards(facts, target, goal, &figure(target))
}

/// A multiple of the base: 翻一番 of 1000 is a level of 2000.
pub(super) fn judge_multiple(facts: &Facts<'_>, target: &ReportedFigure) -> Assessment {
    let (Some(goal), Some(times)) = (Goal::of(target, facts.way()), target.value) else {
        return Assessment::unknown(UnknownReason::OtherUnit);
    };
    let Some(base) = facts.base() else { return Assessment::unknown(UnknownReason::NoBase) };
    let Some(level) = base.value.and_then(|base| base.checked_mul(times)) else {
        return Assessment::unknown(UnknownReason::NoBase);
    };
    let level = level.normalize();
    let words = phrase!(
        "{set} ({times} times {base})",
        "{set}（{base}的 {times} 倍）",
        set = written::figure(level, None, goal.comparator, base.unit.as_deref()),
        times = times,
        base = dated(base),
    );
    towards(facts, base, goal.at(level), &words)
}

/// The latest level against a goal. `alike` is a figure in the prices and the unit of the goal, `words` the goal itself.
fn towards(facts: &Facts<'_>, alike: &ReportedFigure, goal: Goal, words: &Text) -> Assessment {
    let Some(latest) = facts.latest_level() else {
        let by_change = by_change(facts, alike, goal, words);
        return by_change.unwrap_or_else(|| Assessment::unknown(facts.why_none(Measure::Level)));
    };
    let (Some(value), Some(year)) = (latest.value, latest.year) else {
        return Assessment::unknown(UnknownReason::NoActual);
    };
    let judged = Assessment {
        latest: Some(latest.clone()),
        reached: Some(value),
        unit: latest.unit.clone(),
        base: facts.base().cloned(),
        inputs: vec![latest.id.clone()],
        ..Assessment::default()
    };
    if alike.measure == Measure::Level && latest.unit != alike.unit {
        return judged.because(UnknownReason::OtherUnit);
    }
    if other_prices(latest, alike) {
        return judged.because(UnknownReason::OtherPriceBasis);
    }
    let held = goal.of_figure(latest);
    let outcome = match held {
        Ok(Result::Met) => Text::of("satisfied", "达到"),
        Ok(Result::Missed) => Text::of("not satisfied", "未达到"),
        _ => Text::of("left open", "无法定论"),
    };
    let against = phrase!(
        "{latest} against {words}: {outcome}; {side}",
        "{latest} 对照 {words}：{outcome}；{side}",
        latest = dated(latest),
        words = words,
        outcome = outcome,
        side = goal.side(),
    );
    let way = PathToTarget::of(facts, goal, value, year);
    let mut judged = Assessment { method: Some(against), ..judged };
    if let Some(way) = &way {
        way.tell(&mut judged, facts, goal, value, year);
    }
    let result = match held {
        Ok(result) => result,
        Err(reason) => return judged.because(reason),
    };
    if year == facts.target_year {
        return judged.at_end(result);
    }
    match (result, way) {
        (Result::Met, Some(PathToTarget { done: None, .. })) => {
            judged.decided(ProgressVerdict::OnTrack)
        }
        (Result::Met, _) => judged.decided(ProgressVerdict::Ahead),
        (Result::Unknown, _) => judged.because(UnknownReason::BoundOnly),
        (Result::Missed, None) => judged.because(UnknownReason::NoBase),
        (Result::Missed, Some(PathToTarget { done: None, .. })) => {
            judged.decided(ProgressVerdict::Behind)
        }
        (Result::Missed, Some(PathToTarget { done: Some(done), elapsed, .. })) => {
            judged.decided(on_the_way(done, elapsed))
        }
    }
}

/// A level that no document prints: the base and the change since then (提高4个百分点).
fn by_change(
    facts: &Facts<'_>,
    alike: &ReportedFigure,
    goal: Goal,
    words: &Text,
) -> Option<Assessment> {
    let (base, change) = (facts.base()?, facts.change_since_base()?);
    let (from, year) = (base.value?, change.year?);
    let is_exact = OpenBound::EXACT.with(base) == Some(OpenBound::EXACT);
    if !is_exact || base.unit != alike.unit || other_prices(base, alike) {
        return None;
    }
    let open = OpenBound::EXACT.with(change)?;
    let value = from.checked_add(change.value?)?;
    let reached = written::figure(value, None, open.0, base.unit.as_deref());
    let elapsed =
        share((year - facts.base_year).into(), (facts.target_year - facts.base_year).into());
    let judged = Assessment {
        base: Some(base.clone()),
        latest: Some(change.clone()),
        reached: Some(value),
        unit: base.unit.clone(),
        elapsed: Some(elapsed),
        method: Some(phrase!(
            "{base} + {change} since {since} = {reached} against {words}; {side}",
            "{base} + {since} 年以来 {change} = {reached} 对照 {words}；{side}",
            base = dated(base),
            change = dated(change),
            since = facts.base_year,
            reached = reached,
            words = words,
            side = goal.side(),
        )),
        inputs: vec![change.id.clone(), base.id.clone()],
        ..Assessment::default()
    };
    let result = match goal.result(value, None, open.0) {
        Ok(result) => result,
        Err(reason) => return Some(judged.because(reason)),
    };
    Some(match result {
        _ if year == facts.target_year => judged.at_end(result),
        Result::Met => judged.decided(ProgressVerdict::Ahead),
        Result::Unknown => judged.because(UnknownReason::BoundOnly),
        Result::Missed => {
            let way = goal.value.checked_sub(from).filter(|way| !way.is_zero())?;
            let part = (value - from).checked_mul(Decimal::ONE_HUNDRED)?;
            let done = one_decimal(part.checked_div(way)?);
            Assessment { done: Some(done), ..judged.decided(on_the_way(done, elapsed)) }
        }
    })
}

/// The way from the base to the target.
struct PathToTarget {
    base: ReportedFigure,
    from: Decimal,
    /// In percent; `None` where the base satisfies the target, so that there is no way to go.
    done: Option<Decimal>,
    elapsed: Decimal,
}

impl PathToTarget {
    /// `None` without a base that can be compared; a base that is a bound (超过60%) begins no way.
    fn of(facts: &Facts<'_>, goal: Goal, value: Decimal, year: u16) -> Option<Self> {
        let base = facts.base()?.clone();
        let latest = facts.latest_level()?;
        let is_exact = OpenBound::EXACT.with(&base) == Some(OpenBound::EXACT);
        if !is_exact || base.unit != latest.unit || other_prices(&base, latest) {
            return None;
        }
        let from = base.value?;
        let years = facts.target_year.checked_sub(facts.base_year)?;
        let elapsed = share((year - facts.base_year).into(), years.into());
        let held = matches!(goal.of_figure(&base), Ok(Result::Met));
        let whole = goal.value.checked_sub(from).filter(|whole| !held && !whole.is_zero());
        let done = whole.and_then(|whole| {
            let part = value.checked_sub(from)?.checked_mul(Decimal::ONE_HUNDRED)?;
            Some(one_decimal(part.checked_div(whole)?))
        });
        Some(Self { base, from, done, elapsed })
    }

    /// Adds shares and paces, and the arithmetic behind them.
    fn tell(
        &self,
        judged: &mut Assessment,
        facts: &Facts<'_>,
        goal: Goal,
        value: Decimal,
        year: u16,
    ) {
        let unit = self.base.unit.as_deref();
        judged.base = Some(self.base.clone());
        judged.inputs.push(self.base.id.clone());
        judged.done = self.done;
        judged.elapsed = Some(self.elapsed);
        judged.pace_unit =
            if unit == Some("%") { Some("百分点".into()) } else { unit.map(Arc::from) };
        let passed = Decimal::from(year - facts.base_year);
        let left = Decimal::from(facts.target_year - year);
        judged.pace_so_far = (value - self.from).checked_div(passed).map(two_decimals);
        judged.pace_needed = (goal.value - value).checked_div(left).map(two_decimals);
        let Some((done, method)) = self.done.zip(judged.method.as_mut()) else { return };
        let (from, to) = (self.from.normalize(), goal.value.normalize());
        let (passed, years) = (year - facts.base_year, facts.target_year - facts.base_year);
        *method = phrase!(
            "{before}; ({value} − {from}) ÷ ({to} − {from}) = {done} % of the way in {passed} of {years} years",
            "{before}；({value} − {from}) ÷ ({to} − {from}) = 进度 {done}%，{years} 年中已过 {passed} 年",
            before = *method,
            value = value.normalize(),
            from = from,
            to = to,
            done = done,
            passed = passed,
            years = years,
        );
    }
}

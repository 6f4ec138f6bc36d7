//! Growth a year: the growth of the years reported, compounded.

use super::answer::{ProgressVerdict, UnknownReason};
use super::facts::{Facts, OpenBound, factor};
use super::parts::{Parts, power};
use super::verdict::{Assessment, Goal, share, two_decimals};
use super::written::{dated, figure, not_reported, years};
use crate::domain::Measure;
use crate::domain::text::{Text, ToText, phrase};
use crate::scorecard::Result;
use crate::series::answer::ReportedFigure;
use rust_decimal::Decimal;

/// How far above the target the growth so far must be to be ahead, in points.
const AHEAD: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// A growth a year over a span.
pub(super) fn judge(facts: &Facts<'_>, target: &ReportedFigure, span: [u16; 2]) -> Assessment {
    let Some(goal) = Goal::of(target, facts.way()) else {
        return Assessment::unknown(UnknownReason::OtherUnit);
    };
    if let Some(whole) = facts.over(Measure::AnnualGrowth, span) {
        return of_whole(target, goal, whole, span);
    }
    let parts = Parts::covering(span, |span| facts.over(Measure::AnnualGrowth, span));
    let Some(judged) = parts.judged() else {
        return Assessment::unknown(facts.why_none(Measure::AnnualGrowth));
    };
    let judged = Assessment { unit: Some("%".into()), ..judged };
    let Some((product, open)) = parts.product() else {
        return judged.because(UnknownReason::BoundOnly);
    };
    of_parts(&parts, judged, target, goal, (product, open))
}

/// The growth of the whole span as one document prints it.
fn of_whole(
    target: &ReportedFigure,
    goal: Goal,
    whole: &ReportedFigure,
    span: [u16; 2],
) -> Assessment {
    let [since, year] = span;
    let judged = Assessment {
        latest: Some(whole.clone()),
        reached: whole.value,
        unit: whole.unit.clone(),
        elapsed: Some(Decimal::ONE_HUNDRED),
        years_reported: (since + 1..=year).collect(),
        method: Some(phrase!(
            "{whole} a year since {since} against {target} a year; {side}",
            "自 {since} 年起年均 {whole}，对照年均 {target}；{side}",
            whole = dated(whole),
            since = since,
            target = figure(target),
            side = goal.side(),
        )),
        inputs: vec![whole.id.clone()],
        ..Assessment::default()
    };
    match goal.of_figure(whole) {
        Ok(result) => judged.at_end(result),
        Err(reason) => judged.because(reason),
    }
}

/// The growth of the years reported against the target.
fn of_parts(
    parts: &Parts<'_>,
    judged: Assessment,
    target: &ReportedFigure,
    goal: Goal,
    (product, open): (Decimal, OpenBound),
) -> Assessment {
    let [since, end] = parts.span;
    let (count, whole) = (judged.years_reported.len(), usize::from(end - since));
    let Some(mean) = root(product, count).map(two_decimals) else {
        return judged.because(UnknownReason::NoActual);
    };
    let factors = parts.figures.iter().map(|(span, one)| written(*span, one));
    let method = phrase!(
        "{factors} → {mean} % a year over {reported} against {target} a year; {side}{missing}",
        "{factors} → {reported} 年年均 {mean}%，对照年均 {target}；{side}{missing}",
        factors = Text::join(factors, " × ", " × "),
        mean = mean,
        reported = years(&judged.years_reported),
        target = figure(target),
        side = goal.side(),
        missing = not_reported(&judged.years_missing),
    );
    let needed = factor(goal.value)
        .and_then(|factor| power(factor, whole)?.checked_div(product))
        .filter(|_| count < whole)
        .and_then(|rest| root(rest, whole - count))
        .map(two_decimals);
    let judged = Assessment {
        reached: Some(mean),
        elapsed: Some(share(count, whole)),
        pace_so_far: Some(mean),
        pace_needed: needed,
        pace_unit: Some("%".into()),
        method: Some(method),
        ..judged
    };
    let result = match goal.result(mean, None, open.0) {
        Ok(result) => result,
        Err(reason) => return judged.because(reason),
    };
    if count == whole {
        return judged.at_end(result);
    }
    // Years are missing, or are still to come: the mean of the years reported is on its way.
    match result {
        Result::Met if (mean - goal.value).abs() > AHEAD => judged.decided(ProgressVerdict::Ahead),
        Result::Met => judged.decided(ProgressVerdict::OnTrack),
        Result::Missed => judged.decided(ProgressVerdict::Behind),
        Result::Unknown => judged.because(UnknownReason::BoundOnly),
    }
}

/// `(1 + 5.6 %)` of one year, `(1 + 5 %)^3 of 2021–2023` of several.
fn written([since, year]: [u16; 2], one: &ReportedFigure) -> Text {
    let value = one.value.unwrap_or_default().normalize();
    let sign = if value.is_sign_negative() { "−" } else { "+" };
    let value = value.abs();
    let factor = format!("(1 {sign} {value} %)");
    if since + 1 == year {
        return factor.to_text();
    }
    phrase!(
        "{factor}^{count} of {first}–{year}",
        "{factor}^{count}（{first}–{year} 年）",
        factor = factor,
        count = year - since,
        first = since + 1,
        year = year,
    )
}

/// The growth a year in percent of a factor over so many years.
fn root(product: Decimal, years: usize) -> Option<Decimal> {
    let years = u16::try_from(years).ok()?;
    crate::arithmetic::growth::exact_rate(Decimal::ONE, product, years)
}

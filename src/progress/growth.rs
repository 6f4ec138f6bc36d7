//! Growth a year: the growth of the years reported, compounded.

use super::answer::{ProgressVerdict, UnknownReason};
use super::facts::{Facts, Open, factor};
use super::verdict::{Goal, Judged, at_the_end, share, two_decimals};
use super::written::{dated, figure, not_reported, years};
use crate::domain::text::{Text, ToText, phrase};
use crate::domain::{Comparator, Measure};
use crate::scorecard::Result;
use crate::series::answer::ReportedFigure;
use rust_decimal::Decimal;

/// How far above the target the growth so far must be to be ahead, in points.
const AHEAD: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// A growth a year over a span.
pub(super) fn judge(facts: &Facts<'_>, target: &ReportedFigure, span: [u16; 2]) -> Judged {
    let Some(goal) = Goal::of(target, facts.way()) else {
        return Judged::unknown(UnknownReason::OtherUnit);
    };
    if let Some(whole) = facts.over(Measure::AnnualGrowth, span) {
        return of_whole(target, goal, whole, span);
    }
    let parts = Parts::of(facts, span);
    let Some((latest, last)) = parts.latest() else {
        let other = facts.has(Measure::AnnualGrowth);
        let levels = facts.has_any();
        return Judged::unknown(match (other, levels) {
            (true, _) => UnknownReason::OtherSpan,
            (false, true) => UnknownReason::OtherMeasure,
            (false, false) => UnknownReason::NoActual,
        });
    };
    let judged = Judged {
        latest: Some(latest.clone()),
        unit: Some("%".to_owned()),
        years_reported: parts.reported(),
        years_missing: parts.missing(last),
        inputs: parts.figures.iter().map(|(_, one)| one.id.clone()).collect(),
        ..Judged::default()
    };
    let Some((product, open)) = parts.product() else {
        return judged.because(UnknownReason::BoundOnly);
    };
    of_parts(&parts, judged, target, goal, (product, open))
}

/// The growth of the whole span as one document prints it.
fn of_whole(target: &ReportedFigure, goal: Goal, whole: &ReportedFigure, span: [u16; 2]) -> Judged {
    let [since, year] = span;
    let judged = Judged {
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
        ..Judged::default()
    };
    match goal.of_figure(whole).and_then(at_the_end) {
        Ok(verdict) => judged.decided(verdict),
        Err(reason) => judged.because(reason),
    }
}

/// The growth of the years reported against the target.
fn of_parts(
    parts: &Parts<'_>,
    judged: Judged,
    target: &ReportedFigure,
    goal: Goal,
    (product, open): (Decimal, Open),
) -> Judged {
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
    let judged = Judged {
        reached: Some(mean),
        elapsed: Some(share(count, whole)),
        pace_so_far: Some(mean),
        pace_needed: needed,
        pace_unit: Some("%".to_owned()),
        method: Some(method),
        ..judged
    };
    let result = match goal.result(mean, None, open.0) {
        Ok(result) => result,
        Err(reason) => return judged.because(reason),
    };
    if count == whole {
        return match at_the_end(result) {
            Ok(verdict) => judged.decided(verdict),
            Err(reason) => judged.because(reason),
        };
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

/// The figures that cover a span, without overlap, by year.
pub(super) struct Parts<'f> {
    pub(super) span: [u16; 2],
    /// Each with the span it covers.
    pub(super) figures: Vec<([u16; 2], &'f ReportedFigure)>,
}

impl<'f> Parts<'f> {
    /// Growth of single years; where some of them are not reported, the longest growth from the beginning that a
    /// document prints, and the years after it.
    fn of(facts: &'f Facts<'_>, [since, end]: [u16; 2]) -> Self {
        let measure = Measure::AnnualGrowth;
        Self::covering([since, end], |span| facts.over(measure, span))
    }

    /// The same for any measure.
    pub(super) fn covering(
        [since, end]: [u16; 2],
        over: impl Fn([u16; 2]) -> Option<&'f ReportedFigure>,
    ) -> Self {
        let singles = |from: u16| -> Vec<_> {
            let spans = (from..end).map(|year| [year, year + 1]);
            spans.filter_map(|span| Some((span, over(span)?))).collect()
        };
        let mut figures = singles(since);
        for last in (since + 2..end).rev() {
            let Some(several) = over([since, last]) else { continue };
            let covered = figures.iter().filter(|([_, year], _)| *year <= last).count();
            if covered < usize::from(last - since) {
                figures = singles(last);
                figures.insert(0, ([since, last], several));
            }
            break;
        }
        Self { span: [since, end], figures }
    }

    pub(super) fn latest(&self) -> Option<(&'f ReportedFigure, u16)> {
        self.figures.last().map(|([_, year], one)| (*one, *year))
    }

    pub(super) fn reported(&self) -> Vec<u16> {
        self.figures.iter().flat_map(|([since, year], _)| since + 1..=*year).collect()
    }

    /// Years up to the latest reported without a figure.
    pub(super) fn missing(&self, last: u16) -> Vec<u16> {
        let reported = self.reported();
        (self.span[0] + 1..=last).filter(|year| !reported.contains(year)).collect()
    }

    /// The growth of all of them as one factor, and the side on which it is a bound.
    fn product(&self) -> Option<(Decimal, Open)> {
        let mut all = (Decimal::ONE, Open::EXACT);
        for ([since, year], one) in &self.figures {
            let own = power(factor(one.value?)?, usize::from(year - since))?;
            all = (all.0.checked_mul(own)?, all.1.with(one)?);
        }
        Some(all)
    }
}

/// The growth a year in percent of a factor over so many years.
fn root(product: Decimal, years: usize) -> Option<Decimal> {
    let years = u16::try_from(years).ok()?;
    crate::arithmetic::growth::exact_rate(Decimal::ONE, product, years)
}

pub(super) fn power(factor: Decimal, times: usize) -> Option<Decimal> {
    (0..times).try_fold(Decimal::ONE, |all, _| all.checked_mul(factor))
}

/// Comparator of a figure; `Eq` for words.
pub(super) fn comparator(one: &ReportedFigure) -> Comparator {
    one.comparator.unwrap_or_default()
}

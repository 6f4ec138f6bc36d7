//! Numbers computed from printed ones, with their arithmetic and inputs.
//!
//! Sums and percents are decimal arithmetic; the compound annual growth needs a root and is computed
//! in `f64` (15 digits) and rounded to 1 decimal. Rounding is half away from zero. Growth is nominal:
//! base and target as printed, no deflator, so it differs from a stated growth at constant prices.

use super::answer::{Derived, Figure, MissingCode, MissingFigure, Why};
use super::input::Facts;
use super::point::{POINTS, form, ids, point, sign, word};
use super::share::share;
use crate::arithmetic::{bound, growth, percent, rounding};
use crate::catalog::{Indicator, Region};
use crate::domain::text::{Text, ToText, phrase};
use crate::domain::{ChangeDirection, Comparator, Measure, Plan};
use rust_decimal::Decimal;

/// All derived figures of a cell.
pub(super) fn derived(
    facts: &Facts<'_>,
    region: &Region,
    plan: &Plan,
    indicator: &Indicator,
    base: Option<&Figure>,
    target: Option<&Figure>,
) -> Derived {
    let mut derived = Derived::default();
    let mut methods = Vec::new();
    let level = target_level(indicator, base, target);
    match level.as_ref().map_or_else(|| pair(base, target), |(pair, _)| Ok(*pair)) {
        Ok(pair) => {
            if let Some((_, method)) = level {
                derived.target_level = Some(pair.to);
                methods.push(method);
            }
            pair.fill(indicator, &mut derived, &mut methods);
        }
        Err(why) => derived
            .missing
            .push(MissingFigure::new(vec!["change", "change_percent", "annual_growth"], why)),
    }
    match share(facts, region, plan, indicator, base, target) {
        Ok(shared) => {
            methods.push(shared.method);
            derived.inputs.extend(shared.inputs);
            derived.share_of_parent = Some(shared.used);
            derived.shares = Some(shared.shares);
        }
        Err(why) => {
            derived.missing.push(MissingFigure::new(vec!["share_of_parent", "shares"], why));
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    derived.inputs.retain(|id| seen.insert(id.clone()));
    if !methods.is_empty() {
        derived.method = Some(Text::join(methods, "; ", "；").into());
    }
    derived
}

/// Explains a difference with more digits than `Decimal` allows.
pub(super) const TOO_LARGE: Why = (
    MissingCode::TooLarge,
    Text::of("the figures are too large to be subtracted", "数字过大，无法相减"),
);
/// The years of base or target are unknown.
pub(super) const YEARS_UNKNOWN: Why = (
    MissingCode::YearUnknown,
    Text::of("the years of base and target are not both known", "基数与目标的年份并非都已知"),
);

/// A base and a target that can be subtracted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair<'f> {
    base: &'f Figure,
    target: &'f Figure,
    /// Value of the base.
    pub from: Decimal,
    /// Value of the target.
    pub to: Decimal,
    /// Comparator of `to − from`.
    pub comparator: Comparator,
}

/// Base and target, or the reason why they cannot be subtracted.
pub(super) fn pair<'f>(
    base: Option<&'f Figure>,
    target: Option<&'f Figure>,
) -> Result<Pair<'f>, Why> {
    let (base, target) = match (base, target) {
        (Some(base), Some(target)) => (base, target),
        (Some(_), None) => {
            return Err((MissingCode::NoTarget, Text::of("there is no target", "没有目标")));
        }
        (None, Some(_)) => {
            return Err((MissingCode::NoBase, Text::of("there is no base", "没有基数")));
        }
        (None, None) => {
            let reason = Text::of("there is neither base nor target", "既没有基数也没有目标");
            return Err((MissingCode::NoFigure, reason));
        }
    };
    let from = point(base).ok_or_else(|| {
        let (code, form) = form(base);
        (code, phrase!("the base is {form}", "基数为{form}", form = form))
    })?;
    let to = point(target).ok_or_else(|| {
        let (code, form) = form(target);
        (code, phrase!("the target is {form}", "目标为{form}", form = form))
    })?;
    if base.measure != target.measure {
        let reason = phrase!(
            "base and target are different measures: {base} and {target}",
            "基数与目标的度量不同：{base}与{target}",
            base = word(base.measure),
            target = word(target.measure),
        );
        return Err((MissingCode::Measure, reason));
    }
    if base.unit != target.unit {
        let reason = Text::of("base and target are in different units", "基数与目标的单位不同");
        return Err((MissingCode::Unit, reason));
    }
    if let (Some(one), Some(other)) = (&base.price_basis, &target.price_basis)
        && one.differs(other)
    {
        let reason = phrase!(
            "base and target are in different prices: {one} and {other}",
            "基数与目标的价格口径不同：{one}与{other}",
            one = one.words,
            other = other.words,
        );
        return Err((MissingCode::PriceBasis, reason));
    }
    let comparator = bound::of_difference(to.comparator, from.comparator).ok_or_else(|| {
        let reason = phrase!(
            "a base that is {base} and a target that is {target} leave the difference open",
            "基数为{base}、目标为{target}时，差额无法确定",
            base = sign(from.comparator),
            target = sign(to.comparator),
        );
        (MissingCode::BoundOnly, reason)
    })?;
    Ok(Pair { base, target, from: from.value, to: to.value, comparator })
}

impl Pair<'_> {
    fn fill(&self, indicator: &Indicator, derived: &mut Derived, methods: &mut Vec<Text>) {
        let (from, to) = (self.from, self.to);
        let Some(change) = to.checked_sub(from).map(|change| change.normalize()) else {
            let fields = vec!["change", "change_percent", "annual_growth"];
            derived.missing.push(MissingFigure::new(fields, TOO_LARGE));
            return;
        };
        let percentages = self.base.unit.as_deref() == Some("%");
        derived.change = Some(change);
        derived.change_unit =
            if percentages { Some(POINTS.to_owned()) } else { self.base.unit.clone() };
        derived.comparator = Some(self.comparator);
        derived.inputs.extend(ids(self.base));
        derived.inputs.extend(ids(self.target));
        methods.push(format!("change: {to} − {from} = {change}").to_text());
        let mut missing = |fields, why| derived.missing.push(MissingFigure::new(fields, why));
        if percentages || indicator.is_change() {
            missing(
                vec!["change_percent", "annual_growth"],
                (
                    MissingCode::Percentage,
                    Text::of(
                        "percentages are compared by their difference in points",
                        "百分比以百分点之差比较",
                    ),
                ),
            );
            return;
        }
        if from <= Decimal::ZERO {
            missing(
                vec!["change_percent", "annual_growth"],
                (MissingCode::NotPositive, Text::of("the base is not above zero", "基数不大于零")),
            );
            return;
        }
        if let Some(percent) = percent::rounded(change, from) {
            derived.change_percent = Some(percent);
            methods.push(format!("change_percent: {change} ÷ {from} = {percent} %").to_text());
        }
        let years = match (self.base.year, self.target.year) {
            (Some(first), Some(last)) if last > first => last - first,
            _ => {
                missing(vec!["annual_growth"], YEARS_UNKNOWN);
                return;
            }
        };
        derived.years = Some(years);
        if self.target.measure == Measure::AnnualGrowth {
            derived.annual_growth = self.target.value.map(|growth| growth.normalize());
            methods.push(Text::of("annual_growth: as stated", "annual_growth: 按原文所述"));
            return;
        }
        if self.base.measure != Measure::Level {
            missing(
                vec!["annual_growth"],
                (
                    MissingCode::PeriodTotal,
                    Text::of("totals over a period have no growth a year", "时期累计没有年均增速"),
                ),
            );
        } else if let Some(a_year) = growth::rate(from, to, years) {
            derived.annual_growth = Some(a_year);
            let line = format!("annual_growth: ({to} ÷ {from})^(1/{years}) − 1 = {a_year} %");
            methods.push(phrase!(
                "{line}, compound, nominal",
                "{line}，复合增长，名义值",
                line = line
            ));
        } else {
            missing(
                vec!["annual_growth"],
                (
                    MissingCode::NotPositive,
                    Text::of("the target is not above zero", "目标不大于零"),
                ),
            );
        }
    }
}

/// Base and target where only annual growth is stated, at the prices of the base. The level of a bound is a
/// bound if the base is exact. It has the decimals of the base, at least one.
fn grown_level<'f>(base: &'f Figure, target: &'f Figure) -> Option<(Pair<'f>, Text)> {
    let (from, by) = (point(base)?, point(target)?);
    let comparator = match from.comparator {
        Comparator::Eq => by.comparator,
        about => bound::of_points(about, by.comparator)?,
    };
    let years = target.year?.checked_sub(base.year?).filter(|years| *years > 0)?;
    let to = growth::level_after(from.value, by.value, years)?;
    let to = rounding::rounded(to, from.value.scale().max(1));
    let method = format!("target_level: {} × (1 + {} %)^{years} = {to}", from.value, by.value);
    Some((Pair { base, target, from: from.value, to, comparator }, method.to_text()))
}

/// Base and target where the target is stated as a change or a multiple of the base, with the computation
/// of its level. The base must be a level, both figures exact or approximate, and the direction certain:
/// brackets beside a percentage mean points up unless the label names a fall; other figures need words.
fn target_level<'f>(
    indicator: &Indicator,
    base: Option<&'f Figure>,
    target: Option<&'f Figure>,
) -> Option<(Pair<'f>, Text)> {
    let (base, target) = (base?, target?);
    let (from, by) = (point(base)?, point(target)?);
    if base.measure != Measure::Level || indicator.is_change() {
        return None;
    }
    let percentage = base.unit.as_deref() == Some("%");
    if target.measure == Measure::AnnualGrowth {
        return (!percentage).then(|| grown_level(base, target)).flatten();
    }
    let comparator = bound::of_points(from.comparator, by.comparator)?;
    let same_unit = target.unit == base.unit;
    let label = target.printed.as_ref().map(|printed| printed.label.as_str());
    let quote = target.evidence.as_ref().map(|place| place.quote.as_str());
    let way = match target.measure {
        Measure::RatioMultiple => {
            let to = from.value.checked_mul(by.value)?.normalize();
            let method = format!("target_level: {} × {} = {to}", from.value, by.value);
            let pair = Pair { base, target, from: from.value, to, comparator };
            return Some((pair, method.to_text()));
        }
        Measure::Cumulative if percentage && same_unit => {
            ChangeDirection::named_first([label]).unwrap_or(ChangeDirection::Up)
        }
        Measure::Change if percentage && target.unit.as_deref() == Some(POINTS) => {
            ChangeDirection::named_first([label, quote])?
        }
        Measure::Change | Measure::Cumulative if !percentage && same_unit => {
            ChangeDirection::named_first([label, quote])?
        }
        _ => return None,
    };
    let (to, operator) = match way {
        ChangeDirection::Up => (from.value.checked_add(by.value)?, "+"),
        ChangeDirection::Down => (from.value.checked_sub(by.value)?, "−"),
    };
    let to = to.normalize();
    let method = format!("target_level: {} {operator} {} = {to}", from.value, by.value);
    Some((Pair { base, target, from: from.value, to, comparator }, method.to_text()))
}

//! Numbers computed from printed ones, with their arithmetic and inputs.
//!
//! Sums and percents are decimal arithmetic; the compound annual growth needs a root and is computed
//! in `f64` (15 digits) and rounded to 1 decimal. Rounding is half away from zero. Growth is nominal:
//! base and target as printed, no deflator, so it differs from a stated growth at constant prices.

use super::answer::{Derived, Figure, MissingCode, MissingFigure, Why};
use super::input::Facts;
use super::method;
use super::point::{POINTS, form, ids, keep_first, point, sign, word};
use super::share::share;
use crate::arithmetic::{bound, growth, percent, rounding};
use crate::catalog::{Indicator, Region};
use crate::domain::lang::Lang;
use crate::domain::message::{Message, message};
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
    let lang = facts.lang;
    let level = target_level(indicator, base, target);
    match level.as_ref().map_or_else(|| pair(lang, base, target), |(pair, _)| Ok(*pair)) {
        Ok(pair) => {
            if let Some((_, method)) = level {
                derived.target_level = Some(pair.to);
                method::add(&mut derived.method, lang, method);
            }
            pair.fill(lang, indicator, &mut derived);
        }
        Err(why) => derived
            .missing
            .push(MissingFigure::new(&["change", "change_percent", "annual_growth"], why)),
    }
    match share(facts, region, plan, indicator, base, target) {
        Ok(shared) => {
            method::add(&mut derived.method, lang, shared.method);
            derived.inputs.extend(shared.inputs);
            derived.share_of_parent = Some(shared.used);
            derived.shares = Some(shared.shares);
        }
        Err(why) => {
            derived.missing.push(MissingFigure::new(&["share_of_parent", "shares"], why));
        }
    }
    keep_first(&mut derived.inputs);
    derived
}

/// Explains a difference with more digits than `Decimal` allows.
pub(super) fn too_large(lang: Lang) -> Why {
    let reason =
        Message::of(lang, "the figures are too large to be subtracted", "数字过大，无法相减");
    (MissingCode::TooLarge, reason)
}

/// The years of base or target are unknown.
pub(super) fn years_unknown(lang: Lang) -> Why {
    let reason = Message::of(
        lang,
        "the years of base and target are not both known",
        "基数与目标的年份并非都已知",
    );
    (MissingCode::YearUnknown, reason)
}

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
    lang: Lang,
    base: Option<&'f Figure>,
    target: Option<&'f Figure>,
) -> Result<Pair<'f>, Why> {
    let (base, target) = match (base, target) {
        (Some(base), Some(target)) => (base, target),
        (Some(_), None) => {
            return Err((
                MissingCode::NoTarget,
                Message::of(lang, "there is no target", "没有目标"),
            ));
        }
        (None, Some(_)) => {
            return Err((MissingCode::NoBase, Message::of(lang, "there is no base", "没有基数")));
        }
        (None, None) => {
            let reason =
                Message::of(lang, "there is neither base nor target", "既没有基数也没有目标");
            return Err((MissingCode::NoFigure, reason));
        }
    };
    let from = point(base).ok_or_else(|| {
        let (code, form) = form(base, lang);
        (code, message!(lang, "the base is {form}", "基数为{form}"))
    })?;
    let to = point(target).ok_or_else(|| {
        let (code, form) = form(target, lang);
        (code, message!(lang, "the target is {form}", "目标为{form}"))
    })?;
    if base.measure != target.measure {
        let reason = message!(
            lang,
            "base and target are different measures: {base} and {target}",
            "基数与目标的度量不同：{base}与{target}",
            base = word(base.measure, lang),
            target = word(target.measure, lang),
        );
        return Err((MissingCode::Measure, reason));
    }
    if base.unit != target.unit {
        let reason =
            Message::of(lang, "base and target are in different units", "基数与目标的单位不同");
        return Err((MissingCode::Unit, reason));
    }
    if let (Some(one), Some(other)) = (&base.price_basis, &target.price_basis)
        && one.differs(other)
    {
        let reason = message!(
            lang,
            "base and target are in different prices: {one} and {other}",
            "基数与目标的价格口径不同：{one}与{other}",
            one = one.words,
            other = other.words,
        );
        return Err((MissingCode::PriceBasis, reason));
    }
    let comparator = bound::of_difference(to.comparator, from.comparator).ok_or_else(|| {
        let reason = message!(
            lang,
            "a base that is {base} and a target that is {target} leave the difference open",
            "基数为{base}、目标为{target}时，差额无法确定",
            base = sign(from.comparator, lang),
            target = sign(to.comparator, lang),
        );
        (MissingCode::BoundOnly, reason)
    })?;
    Ok(Pair { base, target, from: from.value, to: to.value, comparator })
}

impl Pair<'_> {
    fn fill(&self, lang: Lang, indicator: &Indicator, derived: &mut Derived) {
        let (from, to) = (self.from, self.to);
        let Some(change) = to.checked_sub(from).map(|change| change.normalize()) else {
            let fields = &["change", "change_percent", "annual_growth"];
            derived.missing.push(MissingFigure::new(fields, too_large(lang)));
            return;
        };
        let percentages = self.base.unit.as_deref() == Some("%");
        derived.change = Some(change);
        derived.change_unit =
            if percentages { Some(POINTS.into()) } else { self.base.unit.clone() };
        derived.comparator = Some(self.comparator);
        derived.inputs.extend_from_slice(ids(self.base));
        derived.inputs.extend_from_slice(ids(self.target));
        let method = &mut derived.method;
        method::add(method, lang, format_args!("change: {to} − {from} = {change}"));
        let missing = &mut derived.missing;
        let mut missing =
            |fields: &'static [&'static str], why| missing.push(MissingFigure::new(fields, why));
        if percentages || indicator.is_change() {
            missing(
                &["change_percent", "annual_growth"],
                (
                    MissingCode::Percentage,
                    Message::of(
                        lang,
                        "percentages are compared by their difference in points",
                        "百分比以百分点之差比较",
                    ),
                ),
            );
            return;
        }
        if from <= Decimal::ZERO {
            missing(
                &["change_percent", "annual_growth"],
                (
                    MissingCode::NotPositive,
                    Message::of(lang, "the base is not above zero", "基数不大于零"),
                ),
            );
            return;
        }
        if let Some(percent) = percent::rounded(change, from) {
            derived.change_percent = Some(percent);
            let step = format_args!("change_percent: {change} ÷ {from} = {percent} %");
            method::add(method, lang, step);
        }
        let years = match (self.base.year, self.target.year) {
            (Some(first), Some(last)) if last > first => last - first,
            _ => {
                missing(&["annual_growth"], years_unknown(lang));
                return;
            }
        };
        derived.years = Some(years);
        self.fill_growth(lang, years, derived);
    }

    /// The growth a year over these years.
    fn fill_growth(&self, lang: Lang, years: u16, derived: &mut Derived) {
        let (from, to) = (self.from, self.to);
        if self.target.measure == Measure::AnnualGrowth {
            derived.annual_growth = self.target.value.map(|growth| growth.normalize());
            let step = Message::of(lang, "annual_growth: as stated", "annual_growth: 按原文所述");
            method::add(&mut derived.method, lang, step);
            return;
        }
        let why = if self.base.measure != Measure::Level {
            let en = "totals over a period have no growth a year";
            (MissingCode::PeriodTotal, Message::of(lang, en, "时期累计没有年均增速"))
        } else if let Some(a_year) = growth::rate(from, to, years) {
            derived.annual_growth = Some(a_year);
            let step = message!(
                lang,
                "annual_growth: ({to} ÷ {from})^(1/{years}) − 1 = {a_year} %, compound, nominal",
                "annual_growth: ({to} ÷ {from})^(1/{years}) − 1 = {a_year} %，复合增长，名义值",
            );
            method::add(&mut derived.method, lang, step);
            return;
        } else {
            let reason = Message::of(lang, "the target is not above zero", "目标不大于零");
            (MissingCode::NotPositive, reason)
        };
        derived.missing.push(MissingFigure::new(&["annual_growth"], why));
    }
}

/// Base and target where only annual growth is stated, at the prices of the base. The level of a bound is a
/// bound if the base is exact. It has the decimals of the base, at least one.
fn grown_level<'f>(base: &'f Figure, target: &'f Figure) -> Option<(Pair<'f>, String)> {
    let (from, by) = (point(base)?, point(target)?);
    let comparator = match from.comparator {
        Comparator::Eq => by.comparator,
        about => bound::of_points(about, by.comparator)?,
    };
    let years = target.year?.checked_sub(base.year?).filter(|years| *years > 0)?;
    let to = growth::level_after(from.value, by.value, years)?;
    let to = rounding::rounded(to, from.value.scale().max(1));
    let method = format!("target_level: {} × (1 + {} %)^{years} = {to}", from.value, by.value);
    Some((Pair { base, target, from: from.value, to, comparator }, method))
}

/// Base and target where the target is stated as a change or a multiple of the base, with the computation
/// of its level. The base must be a level, both figures exact or approximate, and the direction certain:
/// brackets beside a percentage mean points up unless the label names a fall; other figures need words.
fn target_level<'f>(
    indicator: &Indicator,
    base: Option<&'f Figure>,
    target: Option<&'f Figure>,
) -> Option<(Pair<'f>, String)> {
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
    let label = target.printed.as_ref().map(|printed| &*printed.label);
    let quote = target.evidence.as_ref().map(|place| &*place.quote);
    let way = match target.measure {
        Measure::RatioMultiple => {
            let to = from.value.checked_mul(by.value)?.normalize();
            let method = format!("target_level: {} × {} = {to}", from.value, by.value);
            let pair = Pair { base, target, from: from.value, to, comparator };
            return Some((pair, method));
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
    Some((Pair { base, target, from: from.value, to, comparator }, method))
}

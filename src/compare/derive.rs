//! Numbers computed from printed ones, with their arithmetic and inputs.
//!
//! Sums and percents are decimal arithmetic; the compound annual growth needs a root and is computed
//! in `f64` (15 digits) and rounded to 1 decimal. Rounding is half away from zero. Growth is nominal:
//! base and target as printed, no deflator, so it differs from a stated growth at constant prices.

use super::answer::{Derived, Figure, Missing};
use super::base::way;
use super::choose::is_change;
use super::input::Facts;
use super::share::share;
use crate::catalog::{Indicator, Region};
use crate::domain::{Comparator, Measure};
use rust_decimal::{Decimal, RoundingStrategy};

const HUNDRED: Decimal = Decimal::ONE_HUNDRED;

/// Units between percentages.
pub(super) const POINTS: &str = "百分点";

/// Decimals of percents and growth.
const DECIMALS: u32 = 1;

/// Everything derived for a cell.
pub(super) fn derived(
    facts: &Facts<'_>,
    region: &Region,
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
        Err(reason) => derived
            .missing
            .push(Missing { fields: vec!["change", "change_percent", "annual_growth"], reason }),
    }
    match share(facts, region, indicator, base, target) {
        Ok(shared) => {
            methods.push(shared.method);
            derived.inputs.extend(shared.inputs);
            derived.share_of_parent = Some(shared.used);
            derived.shares = Some(shared.shares);
        }
        Err(reason) => {
            derived.missing.push(Missing { fields: vec!["share_of_parent", "shares"], reason });
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    derived.inputs.retain(|id| seen.insert(id.clone()));
    if !methods.is_empty() {
        derived.method = Some(methods.join("; "));
    }
    derived
}

/// A base and a target that can be subtracted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair<'f> {
    base: &'f Figure,
    target: &'f Figure,
    /// Of the base.
    pub from: Decimal,
    /// Of the target.
    pub to: Decimal,
    /// Of `to − from`.
    pub comparator: Comparator,
}

/// Base and target, or why they cannot be subtracted.
pub(super) fn pair<'f>(
    base: Option<&'f Figure>,
    target: Option<&'f Figure>,
) -> Result<Pair<'f>, String> {
    let (base, target) = match (base, target) {
        (Some(base), Some(target)) => (base, target),
        (Some(_), None) => return Err("there is no target".to_owned()),
        (None, Some(_)) => return Err("there is no base".to_owned()),
        (None, None) => return Err("there is neither base nor target".to_owned()),
    };
    let from = point(base).ok_or_else(|| format!("the base is {}", form(base)))?;
    let to = point(target).ok_or_else(|| format!("the target is {}", form(target)))?;
    if base.measure != target.measure {
        return Err(format!(
            "base and target are different measures: {} and {}",
            word(base.measure),
            word(target.measure)
        ));
    }
    if base.unit != target.unit {
        return Err("base and target are in different units".to_owned());
    }
    if let (Some(one), Some(other)) = (&base.price_basis, &target.price_basis)
        && one.differs(other)
    {
        return Err(format!(
            "base and target are in different prices: {} and {}",
            one.words, other.words
        ));
    }
    let comparator = combine(to.comparator, from.comparator).ok_or_else(|| {
        format!(
            "a base that is {} and a target that is {} leave the difference open",
            sign(from.comparator),
            sign(to.comparator)
        )
    })?;
    Ok(Pair { base, target, from: from.value, to: to.value, comparator })
}

impl Pair<'_> {
    fn fill(&self, indicator: &Indicator, derived: &mut Derived, methods: &mut Vec<String>) {
        let (from, to) = (self.from, self.to);
        let Some(change) = to.checked_sub(from).map(|change| change.normalize()) else {
            derived.missing.push(Missing {
                fields: vec!["change", "change_percent", "annual_growth"],
                reason: "the figures are too large to be subtracted".to_owned(),
            });
            return;
        };
        let percentages = self.base.unit.as_deref() == Some("%");
        derived.change = Some(change);
        derived.change_unit =
            if percentages { Some(POINTS.to_owned()) } else { self.base.unit.clone() };
        derived.comparator = Some(self.comparator);
        derived.inputs.extend(ids(self.base));
        derived.inputs.extend(ids(self.target));
        methods.push(format!("change: {to} − {from} = {change}"));
        let mut missing = |fields, reason: &str| {
            derived.missing.push(Missing { fields, reason: reason.to_owned() });
        };
        if percentages || is_change(indicator) {
            missing(
                vec!["change_percent", "annual_growth"],
                "percentages are compared by their difference in points",
            );
            return;
        }
        if from <= Decimal::ZERO {
            missing(vec!["change_percent", "annual_growth"], "the base is not above zero");
            return;
        }
        if let Some(percent) = percent(change, from) {
            derived.change_percent = Some(percent);
            methods.push(format!("change_percent: {change} ÷ {from} = {percent} %"));
        }
        let years = match (self.base.year, self.target.year) {
            (Some(first), Some(last)) if last > first => last - first,
            _ => {
                missing(vec!["annual_growth"], "the years of base and target are not both known");
                return;
            }
        };
        derived.years = Some(years);
        if self.base.measure != Measure::Level {
            missing(vec!["annual_growth"], "totals over a period have no growth a year");
        } else if let Some(growth) = compound(from, to, years) {
            derived.annual_growth = Some(growth);
            methods.push(format!(
                "annual_growth: ({to} ÷ {from})^(1/{years}) − 1 = {growth} %, compound, nominal"
            ));
        } else {
            missing(vec!["annual_growth"], "the target is not above zero");
        }
    }
}

/// The compound growth a year in percent, 1 decimal; `None` unless both are above zero.
pub(crate) fn compound(from: Decimal, to: Decimal, years: u16) -> Option<Decimal> {
    if from <= Decimal::ZERO || to <= Decimal::ZERO || years == 0 {
        return None;
    }
    let ratio = f64::try_from(to.checked_div(from)?).ok()?;
    let growth = (ratio.powf(1.0 / f64::from(years)) - 1.0) * 100.0;
    Decimal::from_f64_retain(growth).map(rounded)
}

/// Part of the whole in percent, 1 decimal; `None` where the whole is nothing or the figures are too large
/// for 28 digits.
pub(super) fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    part.checked_div(whole)?.checked_mul(HUNDRED).map(rounded)
}

/// Base and target where the target is stated as a change of the base or a multiple of it, and how
/// its level follows. Only from a level, where both are exact or about, and it is certain which way:
/// brackets at a percentage are points up unless the label says down; elsewhere words must say it.
fn target_level<'f>(
    indicator: &Indicator,
    base: Option<&'f Figure>,
    target: Option<&'f Figure>,
) -> Option<(Pair<'f>, String)> {
    let (base, target) = (base?, target?);
    let (from, by) = (point(base)?, point(target)?);
    let comparator = both_points(from.comparator, by.comparator)?;
    if base.measure != Measure::Level || is_change(indicator) {
        return None;
    }
    let percentage = base.unit.as_deref() == Some("%");
    let same_unit = target.unit == base.unit;
    let label = target.printed.as_ref().map(|printed| printed.label.as_str());
    let quote = target.evidence.as_ref().map(|place| place.quote.as_str());
    let sign = match target.measure {
        Measure::RatioMultiple => {
            let to = from.value.checked_mul(by.value)?.normalize();
            let method = format!("target_level: {} × {} = {to}", from.value, by.value);
            return Some((Pair { base, target, from: from.value, to, comparator }, method));
        }
        Measure::Cumulative if percentage && same_unit => {
            way([label, None]).unwrap_or(Decimal::ONE)
        }
        Measure::Change if percentage && target.unit.as_deref() == Some(POINTS) => {
            way([label, quote])?
        }
        Measure::Change | Measure::Cumulative if !percentage && same_unit => way([label, quote])?,
        _ => return None,
    };
    let to = from.value.checked_add(sign.checked_mul(by.value)?)?.normalize();
    let operator = if sign.is_sign_negative() { "−" } else { "+" };
    let method = format!("target_level: {} {operator} {} = {to}", from.value, by.value);
    Some((Pair { base, target, from: from.value, to, comparator }, method))
}

/// The comparator of a sum of figures that are exact or about; `None` where one is a bound.
pub(super) fn both_points(one: Comparator, other: Comparator) -> Option<Comparator> {
    match (one, other) {
        (Comparator::Eq, Comparator::Eq) => Some(Comparator::Eq),
        (Comparator::Eq | Comparator::Approx, Comparator::Eq | Comparator::Approx) => {
            Some(Comparator::Approx)
        }
        _ => None,
    }
}

fn rounded(number: Decimal) -> Decimal {
    rounded_to(number, DECIMALS)
}

/// Half away from zero.
pub(super) fn rounded_to(number: Decimal, decimals: u32) -> Decimal {
    number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero).normalize()
}

/// The comparator of `left − right`, and of `left ÷ right` where both are above zero: more than 2000
/// less 1247.04 is more than 752.96. `None` where the two leave it open: both lower bounds, or a
/// bound and an about.
pub(crate) fn combine(left: Comparator, right: Comparator) -> Option<Comparator> {
    use Comparator::{Approx, Eq, Ge, Gt, Le, Lt};
    // A larger right side makes the result smaller, so its bound turns round.
    let turned = match right {
        Ge => Le,
        Gt => Lt,
        Le => Ge,
        Lt => Gt,
        Eq | Approx => right,
    };
    match (left, turned) {
        (Eq, other) | (other, Eq) => Some(other),
        (Approx, Approx) => Some(Approx),
        (Gt, Gt | Ge) | (Ge, Gt) => Some(Gt),
        (Ge, Ge) => Some(Ge),
        (Lt, Lt | Le) | (Le, Lt) => Some(Lt),
        (Le, Le) => Some(Le),
        _ => None,
    }
}

/// One number, exact, about or a bound.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    pub value: Decimal,
    pub comparator: Comparator,
}

/// The number of a figure that is neither words nor a range.
pub(super) fn point(figure: &Figure) -> Option<Point> {
    if figure.value_high.is_some() {
        return None;
    }
    let value = figure.value?.normalize();
    Some(Point { value, comparator: figure.comparator.unwrap_or_default() })
}

/// Ids behind a figure: its own, or those it was derived from.
pub(super) fn ids(figure: &Figure) -> Vec<String> {
    match &figure.derived {
        Some(how) => how.inputs.clone(),
        None => figure.id.iter().cloned().collect(),
    }
}

fn form(figure: &Figure) -> &'static str {
    if figure.value_high.is_some() { "a range" } else { "in words" }
}

pub(super) fn word(measure: Measure) -> &'static str {
    match measure {
        Measure::Level => "a level",
        Measure::Cumulative => "a total over the period",
        Measure::AnnualGrowth => "a growth a year",
        Measure::Change => "a change over the period",
        Measure::RatioMultiple => "a multiple",
    }
}

fn sign(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Eq => "exact",
        Comparator::Ge | Comparator::Gt => "a lower bound",
        Comparator::Le | Comparator::Lt => "an upper bound",
        Comparator::Approx => "approximate",
    }
}

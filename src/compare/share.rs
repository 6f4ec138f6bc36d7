//! Part of the region above: its target where both state one for the same year, else its base; both
//! beside each other, and how the part changes.

use super::answer::{Figure, MissingCode, RegionRef, Share, ShareOf, Shares, Why};
use super::choose::{bases, targets};
use super::input::Facts;
use super::point::{ids, point};
use super::printed::figure;
use crate::arithmetic::{bound, percent, rounding};
use crate::catalog::{Indicator, Region};
use crate::domain::text::{Text, ToText, phrase};
use crate::domain::{Comparator, Measure, Plan};
use rust_decimal::Decimal;

/// The shares with their arithmetic.
pub(super) struct ParentShares {
    /// The share of the target, else of the base.
    pub used: Share,
    pub shares: Shares,
    /// The arithmetic.
    pub method: Text,
    /// Ids of the observations behind it.
    pub inputs: Vec<String>,
}

/// The catalogue has no region above.
pub(super) const NO_REGION_ABOVE: Why =
    (MissingCode::NoParent, Text::of("there is no region above", "没有上级地区"));

/// The region has no plan of the period.
pub(super) fn no_plan_of(region: &Region) -> Why {
    let reason = phrase!(
        "no plan of {region} for this period is loaded",
        "未载入{region}该时期的规划",
        region = region.name(),
    );
    (MissingCode::ParentNoPlan, reason)
}

/// The part, or why there is none.
pub(super) fn share(
    facts: &Facts<'_>,
    region: &Region,
    plan: &Plan,
    indicator: &Indicator,
    base: Option<&Figure>,
    target: Option<&Figure>,
) -> Result<ParentShares, Why> {
    if !indicator.additive {
        let reason = Text::of(
            "the districts' figures do not add up to the whole",
            "各区的数字不能加总为总体",
        );
        return Err((MissingCode::NotAdditive, reason));
    }
    let parent = region.parent.as_deref().and_then(|id| facts.region(id));
    let Some(parent) = parent else { return Err(NO_REGION_ABOVE) };
    let Some(plan) = facts.plan_above(&parent.id, plan.basis) else {
        return Err(no_plan_of(parent));
    };
    let aims = targets(facts, plan, indicator);
    let starts = bases(facts, plan, indicator, aims.first().copied());
    let (aim, start) = (figure(&aims), figure(&starts));
    let of_target = divided(target, aim.as_ref(), ShareOf::Target, parent);
    let of_base = divided(base, start.as_ref(), ShareOf::Base, parent);
    let Some(used) = of_target.as_ref().or(of_base.as_ref()) else {
        let reason = phrase!(
            "the plan of {parent} and this one state no figure of the same year and measure that can be divided",
            "{parent}的规划与本规划没有可以相除的同年、同度量的数字",
            parent = parent.name(),
        );
        return Err((MissingCode::ParentDiffers, reason));
    };
    let mut methods = vec![format!("share_of_parent: {}", used.method).to_text()];
    let mut inputs = used.inputs.clone();
    let mut shares = Shares {
        base: of_base.as_ref().map(|part| part.share.clone()),
        target: of_target.as_ref().map(|part| part.share.clone()),
        ..Shares::default()
    };
    if let (Some(before), Some(after)) = (&of_base, &of_target) {
        methods.push(format!("shares.base: {}", before.method).to_text());
        inputs.extend(before.inputs.iter().cloned());
        if let Some((change, comparator, method)) = moved(before, after) {
            methods.push(method);
            (shares.change, shares.comparator) = (Some(change), Some(comparator));
        }
    }
    let method = Text::join(methods, "; ", "；");
    Ok(ParentShares { used: used.share.clone(), shares, method, inputs })
}

/// By how much the share changes, from the shares before rounding; `None` where bounds leave it open.
fn moved(before: &Part, after: &Part) -> Option<(Decimal, Comparator, Text)> {
    let comparator = bound::of_difference(after.share.comparator, before.share.comparator)?;
    let change = rounding::one_decimal(after.exact.checked_sub(before.exact)?);
    let (to, from) = (after.share.value?, before.share.value?);
    let method = phrase!(
        "shares.change: {to} − {from} = {change} points, before rounding",
        "shares.change: {to} − {from} = {change} 百分点，按取整前的数计算",
        to = to,
        from = from,
        change = change,
    );
    Some((change, comparator, method))
}

/// One division.
struct Part {
    share: Share,
    /// Percent, not rounded.
    exact: Decimal,
    method: String,
    inputs: Vec<String>,
}

fn divided(
    own: Option<&Figure>,
    whole: Option<&Figure>,
    of: ShareOf,
    parent: &Region,
) -> Option<Part> {
    let (own, whole) = (own?, whole?);
    if own.measure == Measure::AnnualGrowth {
        return None;
    }
    let same = own.year == whole.year && own.measure == whole.measure && own.unit == whole.unit;
    let prices = own.price_basis.as_ref().zip(whole.price_basis.as_ref());
    let (part, total) = (point(own)?, point(whole)?);
    let known_to_differ = prices.is_some_and(|(one, other)| one.differs(other));
    if !same || known_to_differ || total.value <= Decimal::ZERO {
        return None;
    }
    let comparator = bound::of_difference(part.comparator, total.comparator)?;
    let (part, total) = (part.value, total.value);
    let exact = percent::exact(part, total)?;
    let value = rounding::one_decimal(exact);
    let share = Share {
        value: Some(value),
        comparator,
        of,
        year: own.year?,
        parent: RegionRef::from(parent),
        parent_observation: whole.id.clone()?,
    };
    let mut inputs = ids(own);
    inputs.extend(ids(whole));
    Some(Part { share, exact, method: format!("{part} ÷ {total} = {value} %"), inputs })
}

//! Part of the region above: its target where both state one for the same year, else its base; both
//! beside each other, and how the part changes.

use super::above::figures_above;
use super::answer::{Figure, MissingCode, Share, ShareOf, Shares, Why};
use super::input::Facts;
use super::method;
use super::point::{ids, point};
use crate::arithmetic::{bound, percent, rounding};
use crate::catalog::{Indicator, Region};
use crate::domain::lang::Lang;
use crate::domain::message::{Message, message};
use crate::domain::{Comparator, Measure, Plan};
use rust_decimal::Decimal;
use std::sync::Arc;

/// The shares with their arithmetic.
pub(super) struct ParentShares {
    /// The share of the target, else of the base.
    pub used: Share,
    pub shares: Shares,
    /// The arithmetic.
    pub method: Message,
    /// Ids of the observations behind it.
    pub inputs: Vec<Arc<str>>,
}

/// The catalogue has no region above.
pub(super) fn no_region_above(lang: Lang) -> Why {
    (MissingCode::NoParent, Message::of(lang, "there is no region above", "没有上级地区"))
}

/// The region has no plan of the period.
pub(super) fn no_plan_of(lang: Lang, region: &Region) -> Why {
    let reason = message!(
        lang,
        "no plan of {region} for this period is loaded",
        "未载入{region}该时期的规划",
        region = region.name_in(lang),
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
    let lang = facts.lang;
    if !indicator.additive {
        let reason = Message::of(
            lang,
            "the districts' figures do not add up to the whole",
            "各区的数字不能加总为总体",
        );
        return Err((MissingCode::NotAdditive, reason));
    }
    let parent = region.parent.as_deref().and_then(|id| facts.region(id));
    let Some(parent) = parent else { return Err(no_region_above(lang)) };
    let Some(plan) = facts.plan_above(&parent.id, plan.basis) else {
        return Err(no_plan_of(lang, parent));
    };
    let whole = figures_above(facts, plan, indicator);
    let of_target = divided(facts, target, whole.target.as_ref(), ShareOf::Target, parent);
    let of_base = divided(facts, base, whole.base.as_ref(), ShareOf::Base, parent);
    let Some(used) = of_target.as_ref().or(of_base.as_ref()) else {
        let reason = message!(
            lang,
            "the plan of {parent} and this one state no figure of the same year and measure that can be divided",
            "{parent}的规划与本规划没有可以相除的同年、同度量的数字",
            parent = parent.name_in(lang),
        );
        return Err((MissingCode::ParentDiffers, reason));
    };
    let mut method = Message::made(format_args!("share_of_parent: {}", used.method));
    let mut inputs = used.inputs.clone();
    let mut shares = Shares {
        base: of_base.as_ref().map(|part| part.share.clone()),
        target: of_target.as_ref().map(|part| part.share.clone()),
        ..Shares::default()
    };
    if let (Some(before), Some(after)) = (&of_base, &of_target) {
        method::append(&mut method, lang, format_args!("shares.base: {}", before.method));
        inputs.extend(before.inputs.iter().cloned());
        if let Some((change, comparator, step)) = moved(lang, before, after) {
            method::append(&mut method, lang, step);
            (shares.change, shares.comparator) = (Some(change), Some(comparator));
        }
    }
    Ok(ParentShares { used: used.share.clone(), shares, method, inputs })
}

/// By how much the share changes, from the shares before rounding; `None` where bounds leave it open.
fn moved(lang: Lang, before: &Part, after: &Part) -> Option<(Decimal, Comparator, Message)> {
    let comparator = bound::of_difference(after.share.comparator, before.share.comparator)?;
    let change = rounding::one_decimal(after.exact.checked_sub(before.exact)?);
    let (to, from) = (after.share.value?, before.share.value?);
    let step = message!(
        lang,
        "shares.change: {to} − {from} = {change} points, before rounding",
        "shares.change: {to} − {from} = {change} 百分点，按取整前的数计算",
    );
    Some((change, comparator, step))
}

/// One division.
struct Part {
    share: Share,
    /// Percent, not rounded.
    exact: Decimal,
    method: String,
    inputs: Vec<Arc<str>>,
}

fn divided(
    facts: &Facts<'_>,
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
        parent: facts.shown(parent),
        parent_observation: whole.id.clone()?,
    };
    let inputs = [ids(own), ids(whole)].concat();
    Some(Part { share, exact, method: format!("{part} ÷ {total} = {value} %"), inputs })
}

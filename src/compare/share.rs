//! Part of the region above: its target where both state one for the same year, else its base.

use super::answer::{Figure, RegionRef, Share, ShareOf};
use super::choose::{self, bases, is_change, targets};
use super::derive::{combine, ids, percent, point};
use super::input::Facts;
use crate::catalog::unit::{self, Dimension};
use crate::catalog::{Indicator, Region};
use rust_decimal::Decimal;

/// The share, its arithmetic, and the ids it was computed from.
type Shared = (Share, String, Vec<String>);

/// The part, or why there is none.
pub(super) fn share(
    facts: &Facts<'_>,
    region: &Region,
    indicator: &Indicator,
    base: Option<&Figure>,
    target: Option<&Figure>,
) -> Result<Shared, String> {
    if !is_additive(indicator) {
        return Err("the districts' figures do not add up to the whole".to_owned());
    }
    let parent = region.parent.as_deref().and_then(|id| facts.region(id));
    let Some(parent) = parent else { return Err("there is no region above".to_owned()) };
    let Some(plan) = facts.plan(&parent.id) else {
        return Err(format!("no plan of {} for this period is loaded", parent.name_zh));
    };
    let aims = targets(facts, plan, indicator);
    let starts = bases(facts, plan, indicator, aims.first().copied());
    let (aim, start) = (choose::figure(&aims), choose::figure(&starts));
    divided(target, aim.as_ref(), ShareOf::Target, parent)
        .or_else(|| divided(base, start.as_ref(), ShareOf::Base, parent))
        .ok_or_else(|| {
            format!(
                "the plan of {} and this one state no figure of the same year and measure that \
                 can be divided",
                parent.name_zh
            )
        })
}

fn divided(
    own: Option<&Figure>,
    whole: Option<&Figure>,
    of: ShareOf,
    parent: &Region,
) -> Option<Shared> {
    let (own, whole) = (own?, whole?);
    let same = own.year == whole.year && own.measure == whole.measure && own.unit == whole.unit;
    let (part, total) = (point(own)?, point(whole)?);
    if !same || total.value <= Decimal::ZERO {
        return None;
    }
    let comparator = combine(part.comparator, total.comparator)?;
    let (part, total) = (part.value, total.value);
    let value = percent(part, total)?;
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
    Some((share, format!("share_of_parent: {part} ÷ {total} = {value} %"), inputs))
}

/// Whether the parts add up to the whole: an amount or a count, not a rate, a price or a figure per
/// head.
pub(crate) fn is_additive(indicator: &Indicator) -> bool {
    use Dimension::{
        Area, CoalEquivalent, Dollars, Energy, Households, Length, Mass, Money, People,
        PersonTimes, Things, Times, Volume,
    };
    const PER: [&str; 5] = ["人均", "每", "平均", "户均", "率"];
    let amount = indicator.unit.as_deref().and_then(unit::parse).is_some_and(|unit| {
        matches!(
            unit.dimension,
            Money
                | Dollars
                | People
                | PersonTimes
                | Households
                | Things
                | Times
                | Area
                | Length
                | Mass
                | CoalEquivalent
                | Volume
                | Energy
        )
    });
    amount && !is_change(indicator) && !PER.iter().any(|word| indicator.name_zh.contains(word))
}

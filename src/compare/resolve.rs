//! What a target in words leads to: the parent's figure, or the plan's own growth of GDP.

use super::GDP;
use super::answer::{Figure, RegionRef, Resolution, ResolutionMethod, ResolutionStatus, Status};
use super::choose::{figure, growths, targets};
use super::input::{Facts, Plan};
use crate::catalog::{Indicator, Region};

/// The figure behind a delegated or relative target. `None` where the status is neither.
pub(super) fn resolution(
    facts: &Facts<'_>,
    region: &Region,
    plan: &Plan,
    indicator: &Indicator,
    status: Status,
) -> Option<Resolution> {
    match status {
        Status::Delegated => Some(of_parent(facts, region, plan, indicator)),
        Status::Relative => Some(own_growth(facts, region, plan)),
        _ => None,
    }
}

fn of_parent(facts: &Facts<'_>, region: &Region, plan: &Plan, indicator: &Indicator) -> Resolution {
    let parent = region.parent.as_deref().and_then(|id| facts.region(id));
    let found = match parent {
        None => Err(format!("{} has no region above it in the catalogue", region.name_zh)),
        Some(parent) => match facts.plan(&parent.id) {
            None => Err(format!(
                "no plan of {} for {}–{} is loaded",
                parent.name_zh, plan.period[0], plan.period[1]
            )),
            Some(above) => match figure(&targets(facts, above, indicator)) {
                Some(target) if target.value.is_some() => Ok(target),
                Some(_) => Err(format!("the plan of {} has a goal in words too", parent.name_zh)),
                None => Err(format!(
                    "the plan of {} was read and states no target for {}",
                    parent.name_zh, indicator.name_zh
                )),
            },
        },
    };
    answer(found, ResolutionMethod::ParentTarget, parent, &indicator.id)
}

fn own_growth(facts: &Facts<'_>, region: &Region, plan: &Plan) -> Resolution {
    let growth = facts.indicator(GDP).and_then(|gdp| figure(&growths(facts, plan, gdp)));
    let found = growth
        .filter(|growth| growth.value.is_some())
        .ok_or_else(|| "the same plan states no growth of GDP a year".to_owned());
    answer(found, ResolutionMethod::OwnGdpGrowth, Some(region), GDP)
}

fn answer(
    found: Result<Figure, String>,
    method: ResolutionMethod,
    region: Option<&Region>,
    indicator: &str,
) -> Resolution {
    let status =
        if found.is_ok() { ResolutionStatus::Resolved } else { ResolutionStatus::Unresolved };
    let (target, reason) = match found {
        Ok(target) => (Some(target), None),
        Err(reason) => (None, Some(reason)),
    };
    let region = region.map(RegionRef::from);
    Resolution { status, method, region, indicator: indicator.to_owned(), target, reason }
}

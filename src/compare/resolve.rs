//! What a target in words leads to: the figure of a region above, or the growth of GDP that the same
//! plan states. The figure stands beside the words and takes no place in ranks and summaries: the plan
//! has not printed it.

use super::answer::{
    Figure, RegionRef, Resolution, ResolutionMethod, ResolutionStatus, ResolutionStep, Status,
    UnresolvedCode,
};
use super::choose::{growths, targets};
use super::input::Facts;
use super::printed::figure;
use crate::catalog::{GDP, Indicator, Region};
use crate::domain::Plan;
use crate::domain::lang::Lang;

/// Regions above each other, at most: a catalogue restored from the store is not checked for circles.
pub(super) const LEVELS: usize = 8;

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
        Status::Relative => {
            let (found, method) = (own_growth(facts, plan), ResolutionMethod::OwnGdpGrowth);
            Some(answer(found, method, Some(region), GDP, Vec::new()))
        }
        _ => None,
    }
}

/// A figure, or why there is none.
type Found = Result<Figure, (UnresolvedCode, String)>;

/// Goes up from plan to plan while each leaves the target to the region above it.
fn of_parent(facts: &Facts<'_>, region: &Region, plan: &Plan, indicator: &Indicator) -> Resolution {
    let method = ResolutionMethod::ParentTarget;
    let mut steps: Vec<ResolutionStep> = Vec::new();
    let mut at = region;
    loop {
        let above = at.parent.as_deref().and_then(|id| facts.region(id));
        let Some(above) = above.filter(|_| steps.len() < LEVELS) else {
            let nothing = format!("{} has no region above it in the catalogue", at.name_zh);
            let told = if steps.is_empty() {
                nothing
            } else {
                format!(
                    "the plan of {} leaves it to the region above too, and {nothing}",
                    at.name_zh
                )
            };
            let whose = (!steps.is_empty()).then_some(at);
            let none = Err((UnresolvedCode::NoParent, told));
            return answer(none, method, whose, &indicator.id, steps);
        };
        let held = facts.plan(&above.id);
        let said = held.and_then(|held| figure(&targets(facts, held, indicator)));
        let status = match (held, said.as_ref().and_then(|said| said.status)) {
            (None, _) => Status::NoPlan,
            (Some(held), status) => status.unwrap_or_else(|| Status::of_silence(held)),
        };
        steps.push(ResolutionStep {
            region: RegionRef::from(above),
            plan: held.map(|held| held.id.clone()),
            status,
            observation: said.as_ref().and_then(|said| said.id.clone()),
        });
        let name = &above.name_zh;
        let found = match (status, said, held) {
            (Status::Delegated, ..) => {
                at = above;
                continue;
            }
            (Status::Stated, Some(target), _) => Ok(target),
            (Status::Relative, _, Some(held)) => {
                let method = ResolutionMethod::ParentGdpGrowth;
                return answer(own_growth(facts, held), method, Some(above), GDP, steps);
            }
            (Status::NoPlan, ..) => Err((
                UnresolvedCode::ParentNoPlan,
                format!("no plan of {name} for {}–{} is loaded", plan.period[0], plan.period[1]),
            )),
            (_, Some(_), _) => Err((
                UnresolvedCode::ParentWords,
                format!("the plan of {name} has a goal in words too"),
            )),
            (_, None, held) => Err(parent_silent(name, held, indicator)),
        };
        return answer(found, method, Some(above), &indicator.id, steps);
    }
}

/// What the plan of a region above that states no target leaves open.
fn parent_silent(
    name: &str,
    held: Option<&Plan>,
    indicator: &Indicator,
) -> (UnresolvedCode, String) {
    let of = &indicator.name_zh;
    match held.and_then(|held| held.missing_parts(Lang::En)) {
        Some(missing) => (
            UnresolvedCode::ParentUnknown,
            format!(
                "the text of the plan of {name} states no target for {of}, and it is incomplete: {missing}"
            ),
        ),
        None => (
            UnresolvedCode::ParentNotStated,
            format!("the plan of {name} was read and states no target for {of}"),
        ),
    }
}

/// The growth of GDP a year that a plan states: a rate, never a level.
fn own_growth(facts: &Facts<'_>, plan: &Plan) -> Found {
    let growth = facts.indicator(GDP).and_then(|gdp| figure(&growths(facts, plan, gdp)));
    match growth {
        Some(growth) if growth.value.is_some() => Ok(growth),
        Some(_) => Err((
            UnresolvedCode::GdpGrowthWords,
            "the same plan has words for its growth of GDP too".to_owned(),
        )),
        None => Err(match plan.missing_parts(Lang::En) {
            Some(missing) => (
                UnresolvedCode::GdpGrowthUnknown,
                format!(
                    "the text of the same plan states no growth of GDP a year, and it is incomplete: {missing}"
                ),
            ),
            None => (
                UnresolvedCode::NoGdpGrowth,
                "the same plan states no growth of GDP a year".to_owned(),
            ),
        }),
    }
}

fn answer(
    found: Found,
    method: ResolutionMethod,
    region: Option<&Region>,
    indicator: &str,
    steps: Vec<ResolutionStep>,
) -> Resolution {
    let status =
        if found.is_ok() { ResolutionStatus::Resolved } else { ResolutionStatus::Unresolved };
    let (target, code, reason) = match found {
        Ok(target) => (Some(target), None, None),
        Err((code, reason)) => (None, Some(code), Some(reason)),
    };
    let region = region.map(RegionRef::from);
    let indicator = indicator.to_owned();
    Resolution { status, method, region, indicator, target, reason, code, steps }
}

//! The figure that a target in words leads to: the target of a region above, or the growth of GDP in the
//! same plan. It is listed beside the words but not used in ranks and summaries, because the plan has not
//! printed it.

use super::answer::{
    Figure, Resolution, ResolutionMethod, ResolutionStatus, ResolutionStep, Status, UnresolvedCode,
};
use super::choose::{growths, targets};
use super::input::Facts;
use super::printed::figure;
use crate::catalog::{GDP, Indicator, Region};
use crate::domain::lang::Lang;
use crate::domain::message::{Message, message};
use crate::domain::{Measure, Plan};

/// Regions above each other, at most: a catalogue restored from the store is not checked for circles.
pub(super) const LEVELS: usize = 8;

/// The figure behind a delegated or relative target of this measure. `None` where the status is neither.
pub(super) fn resolution(
    facts: &Facts<'_>,
    region: &Region,
    plan: &Plan,
    indicator: &Indicator,
    status: Status,
    measure: Option<Measure>,
) -> Option<Resolution> {
    match status {
        Status::Delegated => {
            let is_growth = measure == Some(Measure::AnnualGrowth) && !indicator.is_change();
            Some(of_parent(facts, region, plan, indicator, is_growth))
        }
        Status::Relative => {
            let (found, method) = (own_growth(facts, plan), ResolutionMethod::OwnGdpGrowth);
            Some(answer(facts, found, method, Some(region), GDP, Vec::new()))
        }
        _ => None,
    }
}

/// A figure, or why there is none.
type ParentFigure = Result<Figure, (UnresolvedCode, Message)>;

/// Goes up from plan to plan while each leaves the target to the region above it.
/// A growth of a level leads to the growth that they state.
fn of_parent(
    facts: &Facts<'_>,
    region: &Region,
    plan: &Plan,
    indicator: &Indicator,
    is_growth: bool,
) -> Resolution {
    let lang = facts.lang;
    let statements = if is_growth { growths } else { targets };
    let method = ResolutionMethod::ParentTarget;
    let mut steps: Vec<ResolutionStep> = Vec::new();
    let mut at = region;
    loop {
        let above = at.parent.as_deref().and_then(|id| facts.region(id));
        let Some(above) = above.filter(|_| steps.len() < LEVELS) else {
            let nothing = message!(
                lang,
                "{region} has no region above it in the catalogue",
                "目录中{region}没有上级地区",
                region = at.name_in(lang),
            );
            let reason = if steps.is_empty() {
                nothing
            } else {
                message!(
                    lang,
                    "the plan of {region} leaves it to the region above too, and {nothing}",
                    "{region}的规划也由上级下达，而{nothing}",
                    region = at.name_in(lang),
                )
            };
            let whose = (!steps.is_empty()).then_some(at);
            let none = Err((UnresolvedCode::NoParent, reason));
            return answer(facts, none, method, whose, &indicator.id, steps);
        };
        let held = facts.plan_above(&above.id, plan.basis);
        let stated = held.and_then(|held| figure(&statements(facts, held, indicator)));
        let status = match (held, stated.as_ref().and_then(|statement| statement.status)) {
            (None, _) => Status::NoPlan,
            (Some(held), status) => status.unwrap_or_else(|| Status::of_silence(held)),
        };
        steps.push(ResolutionStep {
            region: facts.shown(above),
            plan: held.map(|held| held.id.clone()),
            status,
            observation: stated.as_ref().and_then(|statement| statement.id.clone()),
        });
        let name = above.name_in(lang);
        let found = match (status, stated, held) {
            (Status::Delegated, ..) => {
                at = above;
                continue;
            }
            (Status::Stated, Some(target), _) => Ok(target),
            (Status::Relative, _, Some(held)) => {
                let method = ResolutionMethod::ParentGdpGrowth;
                return answer(facts, own_growth(facts, held), method, Some(above), GDP, steps);
            }
            (Status::NoPlan, ..) => Err((
                UnresolvedCode::ParentNoPlan,
                message!(
                    lang,
                    "no plan of {name} for {first}–{last} is loaded",
                    "未载入{name} {first}–{last} 年的规划",
                    first = plan.period[0],
                    last = plan.period[1],
                ),
            )),
            (_, Some(_), _) => Err((
                UnresolvedCode::ParentWords,
                message!(
                    lang,
                    "the plan of {name} has a goal in words too",
                    "{name}的规划也是文字目标",
                ),
            )),
            (_, None, held) => Err(parent_silent(lang, name, held, indicator)),
        };
        return answer(facts, found, method, Some(above), &indicator.id, steps);
    }
}

/// What the plan of a region above that states no target leaves open.
fn parent_silent(
    lang: Lang,
    name: &str,
    held: Option<&Plan>,
    indicator: &Indicator,
) -> (UnresolvedCode, Message) {
    let of = indicator.name_in(lang);
    match held.and_then(|held| held.missing_text(lang)) {
        Some(missing) => (
            UnresolvedCode::ParentUnknown,
            message!(
                lang,
                "the text of the plan of {name} states no target for {of}, and it is incomplete: {missing}",
                "{name}的规划文本未述{of}的目标，且文本不完整：{missing}",
            ),
        ),
        None => (
            UnresolvedCode::ParentNotStated,
            message!(
                lang,
                "the plan of {name} was read and states no target for {of}",
                "{name}的规划已读取，未述{of}的目标",
            ),
        ),
    }
}

/// The growth of GDP a year that a plan states: a rate, never a level.
fn own_growth(facts: &Facts<'_>, plan: &Plan) -> ParentFigure {
    let lang = facts.lang;
    let growth = facts.indicator(GDP).and_then(|gdp| figure(&growths(facts, plan, gdp)));
    match growth {
        Some(growth) if growth.value.is_some() => Ok(growth),
        Some(_) => Err((
            UnresolvedCode::GdpGrowthWords,
            Message::of(
                lang,
                "the same plan has words for its growth of GDP too",
                "同一规划的地区生产总值增速也是文字表述",
            ),
        )),
        None => Err(match plan.missing_text(lang) {
            Some(missing) => (
                UnresolvedCode::GdpGrowthUnknown,
                message!(
                    lang,
                    "the text of the same plan states no growth of GDP a year, and it is incomplete: {missing}",
                    "同一规划的文本未述地区生产总值的年均增速，且文本不完整：{missing}",
                ),
            ),
            None => (
                UnresolvedCode::NoGdpGrowth,
                Message::of(
                    lang,
                    "the same plan states no growth of GDP a year",
                    "同一规划未述地区生产总值的年均增速",
                ),
            ),
        }),
    }
}

fn answer(
    facts: &Facts<'_>,
    found: ParentFigure,
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
    let region = region.map(|region| facts.shown(region));
    let indicator = indicator.into();
    Resolution { status, method, region, indicator, target, reason, code, steps }
}

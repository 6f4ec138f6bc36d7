//! The figures of a region above, which the regions below it share.

use super::choose::{bases, targets};
use super::input::{Facts, PlanFigures};
use super::printed::figure;
use crate::catalog::Indicator;
use crate::domain::Plan;
use std::ptr;
use std::rc::Rc;

/// Target and base of a plan for an indicator. They are chosen for the first region below that asks.
pub(super) fn figures_above(
    facts: &Facts<'_>,
    plan: &Plan,
    indicator: &Indicator,
) -> Rc<PlanFigures> {
    let place = (ptr::from_ref(plan), ptr::from_ref(indicator));
    if let Some(known) = facts.above.borrow().get(&place) {
        return Rc::clone(known);
    }
    let aims = targets(facts, plan, indicator);
    let starts = bases(facts, plan, indicator, aims.first().copied());
    let found = Rc::new(PlanFigures { target: figure(&aims), base: figure(&starts) });
    facts.above.borrow_mut().insert(place, Rc::clone(&found));
    found
}

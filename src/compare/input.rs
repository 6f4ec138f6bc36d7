//! The input of a comparison, as plain values.

use super::answer::{Figure, RegionRef};
use crate::catalog::{Catalog, GDP, Indicator, Region};
use crate::domain::lang::Lang;
use crate::domain::{Basis, Measure, Plan, PrintedFigure, Statement};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// The input of a comparison.
#[derive(Debug, Clone)]
pub struct CompareInput<'c> {
    pub catalog: &'c Catalog,
    /// In the order of the answer.
    pub indicators: Vec<&'c Indicator>,
    /// In the order of the answer.
    pub regions: Vec<&'c Region>,
    /// First and last year of the plans to compare.
    pub period: [u16; 2],
    /// The language of names and messages.
    pub lang: Lang,
}

/// The indicators and regions whose statements a comparison reads: related indicators, GDP and regions above too.
/// Sorted, without repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Indicator ids.
    pub indicators: Vec<String>,
    /// Region ids.
    pub regions: Vec<String>,
}

impl CompareInput<'_> {
    /// The indicators, their related ones and GDP; the regions and all above them.
    #[must_use]
    pub fn scope(&self) -> Scope {
        let mut indicators = BTreeSet::from([GDP]);
        for indicator in &self.indicators {
            indicators.insert(&indicator.id);
            indicators.extend(indicator.related.iter().map(String::as_str));
        }
        // A target may be left to the region above more than once.
        let above = |id: &str| self.catalog.region(id)?.parent.as_deref();
        let mut regions = BTreeSet::new();
        for region in &self.regions {
            let mut next = Some(region.id.as_str());
            while let Some(id) = next.filter(|id| regions.insert(*id)) {
                next = above(id);
            }
        }
        Scope { indicators: owned(indicators), regions: owned(regions) }
    }
}

fn owned(ids: BTreeSet<&str>) -> Vec<String> {
    ids.into_iter().map(str::to_owned).collect()
}

/// The input with its plans and statements, indexed.
pub(super) struct Facts<'a> {
    pub input: &'a CompareInput<'a>,
    /// The language of the answer.
    pub lang: Lang,
    /// The regions that are asked for, as they stand in cells.
    regions: FxHashMap<&'a str, RegionRef>,
    plans: FxHashMap<&'a str, &'a Plan>,
    outlooks: FxHashMap<&'a str, Vec<&'a Plan>>,
    statements: FxHashMap<(&'a str, &'a str), Vec<&'a Statement>>,
    /// Figures of plans above, by the places of plan and indicator in memory: the regions below one share them.
    pub(super) above: RefCell<FxHashMap<(*const Plan, *const Indicator), Rc<PlanFigures>>>,
}

/// The figures of a plan for an indicator, as printed.
pub(super) struct PlanFigures {
    pub target: Option<Figure>,
    pub base: Option<Figure>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(
        input: &'a CompareInput<'a>,
        plans: impl IntoIterator<Item = &'a Plan>,
        statements: impl IntoIterator<Item = &'a Statement>,
    ) -> Facts<'a> {
        let mut by_region = FxHashMap::default();
        let mut outlooks: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for plan in plans.into_iter().filter(|plan| plan.period == input.period) {
            if plan.basis == Basis::Outlook {
                outlooks.entry(&*plan.region).or_default().push(plan);
            } else {
                by_region.entry(&*plan.region).or_insert(plan);
            }
        }
        let mut by_place: FxHashMap<_, Vec<_>> = FxHashMap::default();
        let mut statements = statements.into_iter().peekable();
        while let Some(first) = statements.next() {
            let place = (&*first.plan, &*first.indicator);
            let of_place = by_place.entry(place).or_default();
            of_place.push(first);
            // Those of one place mostly follow each other.
            let is_here = |next: &&Statement| (&*next.plan, &*next.indicator) == place;
            while let Some(next) = statements.next_if(is_here) {
                of_place.push(next);
            }
        }
        let lang = input.lang;
        let shown = |region: &&'a Region| (region.id.as_str(), RegionRef::new(region, lang));
        let regions = input.regions.iter().map(shown).collect();
        Facts {
            input,
            lang,
            regions,
            plans: by_region,
            outlooks,
            statements: by_place,
            above: RefCell::default(),
        }
    }

    /// The plan of the region, or the review of it in a later one.
    pub(super) fn plan(&self, region: &str) -> Option<&'a Plan> {
        self.plans.get(region).copied()
    }

    /// The texts that state targets of the region: its plan alone; without one the review of it, then the outlooks in
    /// their order.
    pub(super) fn texts(&self, region: &str) -> impl Iterator<Item = &'a Plan> {
        let plan = self.plan(region);
        let outlooks = match plan.map(|plan| plan.basis) {
            Some(Basis::Plan) => None,
            _ => self.outlooks.get(region),
        };
        plan.into_iter().chain(outlooks.into_iter().flatten().copied())
    }

    /// The plan of a region above, for figures of this basis: a plan is held against plans only, so that its
    /// figures do not depend on other documents.
    pub(super) fn plan_above(&self, region: &str, basis: Basis) -> Option<&'a Plan> {
        self.plan(region).filter(|above| basis != Basis::Plan || above.basis == Basis::Plan)
    }

    /// The indicator that the printed name of a figure of this measure means by the catalogue.
    pub(super) fn meaning(
        &self,
        printed: &PrintedFigure,
        measure: Measure,
    ) -> Option<&'a Indicator> {
        self.input.catalog.meaning(&printed.label, printed.unit.as_ref(), measure)
    }

    /// The region as answers show it.
    pub(super) fn shown(&self, region: &Region) -> RegionRef {
        let known = self.regions.get(region.id.as_str());
        known.cloned().unwrap_or_else(|| RegionRef::new(region, self.lang))
    }

    pub(super) fn region(&self, id: &str) -> Option<&'a Region> {
        self.input.catalog.region(id)
    }

    pub(super) fn indicator(&self, id: &str) -> Option<&'a Indicator> {
        self.input.catalog.indicator(id)
    }

    /// The statements of the plan on the indicator.
    pub(super) fn of<'s>(
        &'s self,
        plan: &'s Plan,
        indicator: &'s Indicator,
    ) -> &'s [&'a Statement] {
        let place = (&*plan.id, indicator.id.as_str());
        self.statements.get(&place).map_or(&[], Vec::as_slice)
    }

    /// The plan's statements about annual growth of an indicator.
    pub(super) fn growth_of<'s>(
        &'s self,
        plan: &'s Plan,
        indicator: &'s Indicator,
    ) -> impl Iterator<Item = &'a Statement> + 's {
        let found = self.of(plan, indicator).iter().copied();
        found.filter(|statement| statement.measure == Measure::AnnualGrowth)
    }
}

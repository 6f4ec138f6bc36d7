//! The input of a comparison, as plain values.

use crate::catalog::{Catalog, GDP, Indicator, Region};
use crate::domain::{Basis, Measure, Plan, Statement};
use std::collections::{BTreeSet, HashMap};

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
    plans: HashMap<&'a str, &'a Plan>,
    outlooks: HashMap<&'a str, Vec<&'a Plan>>,
    statements: HashMap<(&'a str, &'a str), Vec<&'a Statement>>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(
        input: &'a CompareInput<'a>,
        plans: &'a [Plan],
        statements: &'a [Statement],
    ) -> Facts<'a> {
        let mut by_region = HashMap::new();
        let mut outlooks: HashMap<_, Vec<_>> = HashMap::new();
        for plan in plans.iter().filter(|plan| plan.period == input.period) {
            if plan.basis == Basis::Outlook {
                outlooks.entry(plan.region.as_str()).or_default().push(plan);
            } else {
                by_region.entry(plan.region.as_str()).or_insert(plan);
            }
        }
        let mut by_place: HashMap<_, Vec<_>> = HashMap::new();
        for statement in statements {
            let place = (statement.plan.as_str(), statement.indicator.as_str());
            by_place.entry(place).or_default().push(statement);
        }
        Facts { input, plans: by_region, outlooks, statements: by_place }
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
        let place = (plan.id.as_str(), indicator.id.as_str());
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

//! Improvements a year, and their order. The order comes from the figures as printed, not from those rounded
//! for the answer.

use super::answer::{Ambition, Cell};
use crate::arithmetic::growth;
use crate::catalog::{Direction, Indicator};
use crate::domain::{Comparator, Measure};
use rust_decimal::Decimal;
use std::sync::Arc;

/// The greatest number of regions named for the best figure; `summary.best_regions` has all.
pub(super) const HOLDERS: usize = 5;

/// The comparable improvements a year of an entry.
pub(super) struct Paces {
    /// The pace of each cell, rounded as in the answer; positive is better.
    own: Vec<Option<Decimal>>,
    /// The same from the figures as printed, for the order.
    exact: Vec<Option<Decimal>>,
    /// The exact improvements without empty cells, the least first.
    pub sorted: Vec<Decimal>,
    /// Places of the cells with the best, at most [`HOLDERS`].
    pub holders: Vec<usize>,
    /// `%`, or the indicator's unit of change.
    pub unit: Arc<str>,
}

impl Paces {
    /// In percent a year where the first comparable cell has one, else in the unit of change.
    pub(super) fn new(indicator: &Indicator, cells: &[Cell], all: &[Ambition]) -> Self {
        let sign = match indicator.direction {
            Direction::Higher => Decimal::ONE,
            Direction::Lower => Decimal::NEGATIVE_ONE,
            Direction::Neutral => Decimal::ZERO,
        };
        let paces: Vec<_> = cells.iter().zip(all).map(|(cell, own)| pace(cell, own)).collect();
        let unit =
            paces.iter().flatten().next().map_or_else(|| "".into(), |pace| pace.unit.clone());
        let alike = |of: fn(&Pace) -> Decimal| -> Vec<Option<Decimal>> {
            let known = |pace: &Option<Pace>| {
                pace.as_ref().filter(|pace| pace.unit == unit).map(|pace| of(pace) * sign)
            };
            paces.iter().map(known).collect()
        };
        let (own, exact) = (alike(|pace| pace.shown), alike(|pace| pace.exact));
        let mut sorted: Vec<_> = exact.iter().flatten().copied().collect();
        sorted.sort_unstable();
        let best = sorted.last().copied();
        let holders = (0..exact.len()).filter(|at| best.is_some() && exact[*at] == best);
        let holders = holders.take(HOLDERS).collect();
        Self { own, exact, sorted, holders, unit }
    }

    /// The best improvement, the place of a cell among all, and its own improvement, both rounded
    /// as in the answer.
    pub(super) fn of(&self, at: usize) -> Option<(Decimal, usize, Decimal)> {
        let (own, exact) = (self.own[at]?, self.exact[at]?);
        let best = self.own[*self.holders.first()?]?;
        let worse = self.sorted.partition_point(|other| *other <= exact);
        Some((best, 1 + self.sorted.len() - worse, own))
    }
}

/// The change a year of a cell that is comparable with those of other cells.
struct Pace {
    /// As `required_percent_a_year` or `required_a_year` gives it.
    shown: Decimal,
    /// From the figures as printed.
    exact: Decimal,
    unit: Arc<str>,
}

/// In percent where there is one, else in the unit.
fn pace(cell: &Cell, own: &Ambition) -> Option<Pace> {
    let exact = matches!(own.comparator, Some(Comparator::Eq | Comparator::Approx));
    let improves = own.improvement_a_year.is_some();
    if !(cell.comparable && cell.base_comparable && exact && improves) {
        return None;
    }
    let (base, target) = (cell.base.as_ref()?, cell.target.as_ref()?);
    let years = target.year?.checked_sub(base.year?).filter(|years| *years > 0)?;
    let change = cell.derived.change?;
    if let Some(shown) = own.required_percent_a_year {
        let from = base.value?;
        let rate = growth::exact_rate(from, from.checked_add(change)?, years);
        let stated = target.value.filter(|_| target.measure == Measure::AnnualGrowth);
        return Some(Pace { shown, exact: stated.or(rate)?, unit: "%".into() });
    }
    let exact = change.checked_div(Decimal::from(years))?;
    let unit = own.required_unit.clone().unwrap_or_else(|| "".into());
    Some(Pace { shown: own.required_a_year?, exact, unit })
}

//! The actual figures of an indicator, as progress takes them.

use super::input::Question;
use crate::catalog::{Direction, Indicator};
use crate::compare::answer::PriceKind;
use crate::domain::{Comparator, Kind, Measure};
use crate::series::answer::{LeftOutReason, Point, ReportedFigure, Series};
use crate::series::{self, Reported};
use rust_decimal::Decimal;

/// The indicator of a target, and its actual figures up to the target year.
pub(super) struct Facts<'f> {
    pub(super) indicator: &'f Indicator,
    series: Series,
    /// The plan's own level of its base year.
    own_base: Option<ReportedFigure>,
    pub(super) base_year: u16,
    pub(super) target_year: u16,
}

/// Numbers computed from several figures keep the side on which these are bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Open(pub(super) Comparator);

impl<'f> Facts<'f> {
    pub(super) fn new(question: &Question<'_>, indicator: &'f Indicator, target_year: u16) -> Self {
        let (catalog, region, plan) = (question.catalog, question.region, question.plan);
        let of = |statements: &mut dyn Iterator<Item = &Reported>, years| {
            series::series(catalog, indicator, region, statements, &years)
        };
        let base_year = plan.base_year;
        let actual = |one: &&Reported| one.said.kind == Kind::Actual;
        let own = |one: &&Reported| one.document.plan.as_ref() == Some(&plan.id);
        let mut own = question.known().filter(actual).filter(own);
        let own = of(&mut own, base_year..=base_year);
        let series = of(&mut question.known().filter(actual), base_year..=target_year);
        let own_base = level_of(&own, base_year).map(|point| point.used.clone());
        Self { indicator, series, own_base, base_year, target_year }
    }

    /// Which way is good; `None` where neither is.
    pub(super) fn way(&self) -> Option<Direction> {
        Some(self.indicator.direction).filter(|way| *way != Direction::Neutral)
    }

    /// The level of the base year: the plan's own, else another document's.
    pub(super) fn base(&self) -> Option<&ReportedFigure> {
        let other = || level_of(&self.series, self.base_year).map(|point| &point.used);
        self.own_base.as_ref().or_else(other)
    }

    /// The level of a year.
    pub(super) fn level(&self, year: u16) -> Option<&ReportedFigure> {
        level_of(&self.series, year).map(|point| &point.used)
    }

    /// The latest level after the base year.
    pub(super) fn latest_level(&self) -> Option<&ReportedFigure> {
        let levels = self.all().filter(|one| one.measure == Measure::Level);
        levels.filter(|one| one.year > Some(self.base_year)).max_by_key(|one| one.year)
    }

    /// The figure of a measure over a span.
    pub(super) fn over(
        &self,
        measure: Measure,
        [since, year]: [u16; 2],
    ) -> Option<&ReportedFigure> {
        self.all().find(|one| {
            one.measure == measure && (one.since, one.year) == (Some(since), Some(year))
        })
    }

    /// Whether any figure of a measure is known for a year after the base.
    pub(super) fn has(&self, measure: Measure) -> bool {
        self.all().any(|one| one.measure == measure && one.year > Some(self.base_year))
    }

    /// Whether any figure at all is known for a year after the base.
    pub(super) fn has_any(&self) -> bool {
        self.all().any(|one| one.year > Some(self.base_year))
    }

    /// Whether there are figures whose unit does not convert.
    pub(super) fn has_other_units(&self) -> bool {
        let reason = LeftOutReason::OtherUnit;
        self.series.left_out.iter().any(|left| left.reason == reason)
    }

    fn all(&self) -> impl Iterator<Item = &ReportedFigure> {
        let Series { points, growth, changes, .. } = &self.series;
        points.iter().chain(growth).chain(changes).map(|point| &point.used)
    }
}

fn level_of(series: &Series, year: u16) -> Option<&Point> {
    let mut points = series.points.iter().chain(&series.changes);
    points.find(|point| point.used.year == Some(year) && point.used.measure == Measure::Level)
}

/// Whether two figures are known to be in different prices. A figure that does not say is in current prices where the
/// other is too, so only constant prices on both sides, or the words of both, can differ.
pub(super) fn other_prices(one: &ReportedFigure, other: &ReportedFigure) -> bool {
    match (&one.price_basis, &other.price_basis) {
        (Some(one), Some(other)) => one.differs(other),
        (Some(only), None) | (None, Some(only)) => {
            only.kind == PriceKind::Constant && one.measure == Measure::Level
        }
        (None, None) => false,
    }
}

impl Open {
    /// Exact until a bound comes in.
    pub(super) const EXACT: Self = Self(Comparator::Eq);

    /// With one more figure; `None` where the two leave both sides open.
    pub(super) fn with(self, figure: &ReportedFigure) -> Option<Self> {
        use Comparator::{Approx, Eq, Ge, Gt, Le, Lt};
        if figure.value_high.is_some() {
            return None;
        }
        let comparator = match (self.0, figure.comparator?) {
            (one, Eq | Approx) => one,
            (Eq | Ge, Ge | Gt) => Ge,
            (Eq | Le, Le | Lt) => Le,
            _ => return None,
        };
        Some(Self(comparator))
    }
}

/// A growth in percent as a factor.
pub(super) fn factor(percent: Decimal) -> Option<Decimal> {
    percent.checked_div(Decimal::ONE_HUNDRED)?.checked_add(Decimal::ONE)
}

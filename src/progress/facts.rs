//! The actual figures of an indicator, as progress takes them.

use super::answer::{FigureChoice, UnknownReason};
use super::choices;
use super::input::ProgressInput;
use crate::catalog::{Direction, Indicator};
use crate::domain::{Comparator, Kind, Measure, PriceKind};
use crate::series::answer::{LeftOutReason, Point, ReportedFigure, Series};
use crate::series::{self, ReportedStatement};
use crate::spelling::key;
use rust_decimal::Decimal;

/// Whether a printed unit is that of a difference of two shares: 百分点, 个百分点.
pub(super) fn is_points(unit: Option<&str>) -> bool {
    unit.is_some_and(|unit| key::unit(unit) == "百分点")
}

/// Whether two units are spellings of one unit.
pub(super) fn same_unit(one: Option<&str>, other: Option<&str>) -> bool {
    one.map(key::unit) == other.map(key::unit)
}

/// The indicator of a target, and its actual figures up to the target year.
pub(super) struct Facts<'f> {
    pub(super) indicator: &'f Indicator,
    series: Series,
    /// The plan's own level of its base year.
    own_base: Option<ReportedFigure>,
    pub(super) base_year: u16,
    pub(super) target_year: u16,
    /// Whether all known figures are of another variant of the indicator than the target.
    pub(super) other_definition: bool,
}

/// The comparator of a number computed from several figures: the side on which these are bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OpenBound(pub(super) Comparator);

impl<'f> Facts<'f> {
    pub(super) fn new(
        input: &ProgressInput<'_>,
        indicator: &'f Indicator,
        target: &ReportedStatement,
        target_year: u16,
    ) -> Self {
        let (region, plan) = (input.region, input.plan);
        let base_year = plan.base_year;
        let known: Vec<_> =
            input.known().filter(|one| one.statement.kind == Kind::Actual).collect();
        let variant =
            |one: &ReportedStatement| indicator.variant(&one.statement.label).map(|it| &it.meaning);
        let is_same = |one: &&&ReportedStatement| variant(one) == variant(target);
        let is_later = |one: &&&ReportedStatement| {
            *one.statement.indicator == *indicator.id && one.statement.year > Some(base_year)
        };
        let later = known.iter().filter(is_later);
        let has_same = later.clone().any(|one| is_same(&one));
        let used = known.iter().filter(|one| !has_same || is_same(one)).copied();
        let years = base_year..=target_year;
        let series = series::series(indicator, region, input.lang, used.clone(), &years);
        let own = used.filter(|one| one.document.plan.as_ref() == Some(&plan.id));
        let own = series::series(indicator, region, input.lang, own, &(base_year..=base_year));
        let own_base = level_of(&own, base_year).map(|point| point.used.clone());
        let other_definition = !has_same && later.count() > 0;
        Self { indicator, series, own_base, base_year, target_year, other_definition }
    }

    /// The choice behind a figure; `None` where no other figure exists.
    pub(super) fn choice(&self, id: &str) -> Option<FigureChoice> {
        choices::of_figure(&self.series, self.own_base.as_ref(), id)
    }

    /// The good direction; `None` where neither is good.
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

    /// The latest change since the base year that is printed in the unit of the indicator, or in points of a share.
    pub(super) fn change_since_base(&self) -> Option<&ReportedFigure> {
        let own = self.indicator.unit.as_deref();
        let alike = move |one: &&ReportedFigure| {
            one.measure == Measure::Change
                && one.since == Some(self.base_year)
                && match one.unit.as_deref() {
                    unit if own == Some("%") => is_points(unit),
                    unit => unit == own,
                }
        };
        self.all().filter(alike).max_by_key(|one| one.year)
    }

    /// The reason why no figure of a measure can be used.
    pub(super) fn why_none(&self, measure: Measure) -> UnknownReason {
        if self.has(measure) {
            UnknownReason::OtherSpan
        } else if self.has_any() {
            UnknownReason::OtherMeasure
        } else if self.has_other_units() {
            UnknownReason::OtherUnit
        } else {
            UnknownReason::NoActual
        }
    }

    /// Whether any figure of a measure is known for a year after the base.
    fn has(&self, measure: Measure) -> bool {
        self.all().any(|one| one.measure == measure && one.year > Some(self.base_year))
    }

    /// Whether any figure at all is known for a year after the base.
    fn has_any(&self) -> bool {
        self.all().any(|one| one.year > Some(self.base_year))
    }

    /// Whether there are figures whose unit does not convert.
    fn has_other_units(&self) -> bool {
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

/// Whether two figures are known to be in different prices. Where only one figure names its prices,
/// they differ if that figure is a level in constant prices.
pub(super) fn other_prices(one: &ReportedFigure, other: &ReportedFigure) -> bool {
    match (&one.price_basis, &other.price_basis) {
        (Some(one), Some(other)) => one.differs(other),
        (Some(only), None) | (None, Some(only)) => {
            only.kind == PriceKind::Constant && one.measure == Measure::Level
        }
        (None, None) => false,
    }
}

impl OpenBound {
    /// The comparator of exact figures.
    pub(super) const EXACT: Self = Self(Comparator::Eq);

    /// With one more figure; `None` where the result is open on both sides.
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

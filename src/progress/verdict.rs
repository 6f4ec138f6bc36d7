//! The values that a target allows, and whether a figure is on track.

use super::answer::{ProgressVerdict, UnknownReason};
use crate::arithmetic::{Span, rounding, tolerance};
use crate::catalog::Direction;
use crate::domain::Comparator;
use crate::domain::text::Text;
use crate::scorecard::{self, Result};
use crate::series::answer::ReportedFigure;
use rust_decimal::Decimal;
use std::sync::Arc;

/// Points that the share done may differ from the share of years passed and still be on track.
const LEEWAY: i64 = 5;

/// The assessment of one target. Fields that its measure does not use are empty.
#[derive(Debug, Clone, Default)]
pub(super) struct Assessment {
    pub(super) verdict: Option<ProgressVerdict>,
    /// Set if and only if there is no verdict.
    pub(super) reason: Option<UnknownReason>,
    pub(super) base: Option<ReportedFigure>,
    pub(super) latest: Option<ReportedFigure>,
    pub(super) reached: Option<Decimal>,
    pub(super) unit: Option<Arc<str>>,
    pub(super) done: Option<Decimal>,
    pub(super) elapsed: Option<Decimal>,
    pub(super) pace_so_far: Option<Decimal>,
    pub(super) pace_needed: Option<Decimal>,
    pub(super) pace_unit: Option<Arc<str>>,
    pub(super) years_reported: Vec<u16>,
    pub(super) years_missing: Vec<u16>,
    pub(super) method: Option<Text>,
    /// Ids of the actual figures.
    pub(super) inputs: Vec<Arc<str>>,
}

impl Assessment {
    pub(super) fn unknown(reason: UnknownReason) -> Self {
        Self { reason: Some(reason), ..Self::default() }
    }

    /// With a reason instead of a verdict; the other fields stay.
    pub(super) fn because(self, reason: UnknownReason) -> Self {
        Self { verdict: None, reason: Some(reason), ..self }
    }

    pub(super) fn decided(self, verdict: ProgressVerdict) -> Self {
        Self { verdict: Some(verdict), reason: None, ..self }
    }

    /// With the verdict of the target year, or the reason where the figure leaves the target open.
    pub(super) fn at_end(self, result: Result) -> Self {
        match result {
            Result::Met => self.decided(ProgressVerdict::Met),
            Result::Missed => self.decided(ProgressVerdict::Missed),
            Result::Unknown => self.because(UnknownReason::BoundOnly),
        }
    }
}

/// A number that a target sets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Goal {
    pub(super) value: Decimal,
    pub(super) high: Option<Decimal>,
    pub(super) comparator: Comparator,
    /// The reach of 左右.
    reach: Decimal,
    way: Option<Direction>,
}

impl Goal {
    /// The verdict of a figure; `None` for words.
    pub(super) fn of(figure: &ReportedFigure, way: Option<Direction>) -> Option<Self> {
        let value = figure.value?;
        let comparator = figure.comparator.unwrap_or_default();
        let reach = tolerance::about(value, comparator, figure.measure, figure.unit.as_deref())?;
        Some(Self { value, high: figure.value_high, comparator, reach, way })
    }

    /// The same goal with another number: a multiple of a base as a level.
    pub(super) fn at(self, value: Decimal) -> Self {
        let reach =
            if self.reach.is_zero() { self.reach } else { value.abs() / Decimal::ONE_HUNDRED };
        Self { value, high: None, reach, ..self }
    }

    fn span(self) -> Option<Span> {
        scorecard::satisfying(self.value, self.high, self.comparator, self.reach, self.way)
    }

    /// Whether a number satisfies it; an error where neither side of the target is better.
    pub(super) fn result(
        self,
        value: Decimal,
        high: Option<Decimal>,
        comparator: Comparator,
    ) -> std::result::Result<Result, UnknownReason> {
        let Some(allowed) = self.span() else {
            let exact = (self.comparator, comparator) == (Comparator::Eq, Comparator::Eq);
            let equal = exact && (self.value, self.high) == (value, high);
            return if equal { Ok(Result::Met) } else { Err(UnknownReason::NoDirection) };
        };
        Ok(scorecard::result(&allowed, &Span::of(value, high, comparator, Decimal::ZERO)))
    }

    /// Whether a figure satisfies it.
    pub(super) fn of_figure(
        self,
        figure: &ReportedFigure,
    ) -> std::result::Result<Result, UnknownReason> {
        let value = figure.value.ok_or(UnknownReason::NoActual)?;
        self.result(value, figure.value_high, figure.comparator.unwrap_or_default())
    }

    /// Whether the goal is a floor: a growing total that reached it stays above it.
    pub(super) fn is_floor(self) -> bool {
        self.span().is_some_and(|span| span.high.is_none())
    }

    /// The words of the arithmetic for the side that decides.
    pub(super) fn side(self) -> Text {
        match self.comparator {
            Comparator::Ge | Comparator::Gt | Comparator::Le | Comparator::Lt => {
                Text::of("the comparator decides", "由比较符决定")
            }
            _ => match self.way {
                Some(Direction::Higher) => Text::of("higher is better", "越高越好"),
                Some(Direction::Lower) => Text::of("lower is better", "越低越好"),
                _ => Text::of("neither side is better", "无所谓高低好坏"),
            },
        }
    }
}

/// The verdict before the target year.
pub(super) fn on_the_way(done: Decimal, elapsed: Decimal) -> ProgressVerdict {
    let leeway = Decimal::from(LEEWAY);
    let ahead = done - elapsed;
    if ahead > leeway {
        ProgressVerdict::Ahead
    } else if ahead >= -leeway {
        ProgressVerdict::OnTrack
    } else {
        ProgressVerdict::Behind
    }
}

/// `part` of `whole` years in percent, 1 decimal.
pub(super) fn share(part: usize, whole: usize) -> Decimal {
    let percent = Decimal::from(part) * Decimal::ONE_HUNDRED / Decimal::from(whole.max(1));
    rounding::one_decimal(percent)
}

/// Rounds to two decimals, as paces and computed figures have.
pub(super) fn two_decimals(number: Decimal) -> Decimal {
    rounding::rounded(number, 2)
}

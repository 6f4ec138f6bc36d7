//! Places of figures by the indicator's direction of good: competition places, where equal figures share one
//! and the next is skipped (1, 2, 2, 4).
//!
//! A bound counts where it decides an order: more than 2000 is always above 1200. A figure that a
//! bound surely beats comes after it. The bound itself has a place where its order to every other
//! figure is known; more than 1000 has none beside 1200.

use super::answer::Figure;
use crate::arithmetic::Span;
use crate::catalog::{Direction, Indicator};
use rust_decimal::Decimal;

/// The place of each cell: 1 is best. `points` and `bounds` have one entry for each cell, at most one of
/// the two filled. `None` for a cell without a figure, for a bound whose order is open, and everywhere where
/// the indicator has no direction of good.
pub(super) fn ranks(
    indicator: &Indicator,
    points: &[Option<&Figure>],
    bounds: &[Option<&Figure>],
) -> Vec<Option<usize>> {
    let lower_is_better = match indicator.direction {
        Direction::Neutral => return vec![None; points.len()],
        Direction::Lower => true,
        Direction::Higher => false,
    };
    let better = |one: &Span, other: &Span| {
        if lower_is_better { one.is_below(other) } else { other.is_below(one) }
    };
    let spans: Vec<_> = bounds.iter().map(|bound| bound.and_then(span)).collect();
    // Most cells have no bound, and every point is held against all of them.
    let known_bounds: Vec<Span> = spans.iter().flatten().copied().collect();
    let mut sorted: Vec<Decimal> =
        points.iter().flatten().filter_map(|point| point.value).collect();
    sorted.sort_unstable();
    let place_of_point = |point: &Figure| {
        let value = point.value?;
        let better_points = if lower_is_better {
            sorted.partition_point(|other| *other < value)
        } else {
            sorted.len() - sorted.partition_point(|other| *other <= value)
        };
        let own = span(point)?;
        let better_bounds = known_bounds.iter().filter(|bound| better(bound, &own)).count();
        Some(1 + better_points + better_bounds)
    };
    let place_of_bound = |at: usize| {
        let own = spans[at].as_ref()?;
        let others = spans.iter().enumerate().filter(|(other, _)| *other != at);
        let others = others.filter_map(|(_, span)| *span);
        let (mut above, mut alone) = (0, true);
        for other in others.chain(points.iter().flatten().filter_map(|point| span(point))) {
            alone = false;
            if better(&other, own) {
                above += 1;
            } else if !better(own, &other) {
                return None;
            }
        }
        (!alone).then_some(1 + above)
    };
    points
        .iter()
        .enumerate()
        .map(|(at, point)| point.map_or_else(|| place_of_bound(at), place_of_point))
        .collect()
}

/// The values that a figure allows; an approximate figure counts as its value.
fn span(figure: &Figure) -> Option<Span> {
    let comparator = figure.comparator.unwrap_or_default();
    Some(Span::of(figure.value?, figure.value_high, comparator, Decimal::ZERO))
}

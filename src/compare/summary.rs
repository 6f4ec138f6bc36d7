//! The summary of the comparable figures of an entry: number, least, median and greatest.

use super::answer::{Cell, Figure, Spread};
use super::point::ids;
use crate::catalog::Indicator;
use crate::domain::{Comparator, Measure};
use rust_decimal::Decimal;
use std::sync::Arc;

/// Over the figures that may be compared, one or none for each cell.
pub(super) fn spread(
    indicator: &Indicator,
    cells: &[Cell],
    figures: &[Option<&Figure>],
    measure: Measure,
    places: &[Option<usize>],
) -> Spread {
    let known: Vec<_> = cells
        .iter()
        .zip(figures)
        .filter_map(|(cell, figure)| {
            let figure = (*figure)?;
            Some((&cell.region.id, figure, figure.value?))
        })
        .collect();
    let mut sorted: Vec<_> = known.iter().map(|(_, _, value)| value.normalize()).collect();
    sorted.sort_unstable();
    let (min, max) = (sorted.first().copied(), sorted.last().copied());
    let with = |wanted: Option<Decimal>| -> Vec<Arc<str>> {
        let same = known.iter().filter(|(_, _, value)| Some(value.normalize()) == wanted);
        same.map(|(region, _, _)| Arc::clone(region)).collect()
    };
    let unit = known.first().map_or_else(
        || indicator.unit.as_deref().filter(|_| !indicator.is_change()).map(Arc::from),
        |(_, figure, _)| figure.unit.clone(),
    );
    let about = known.iter().any(|(_, figure, _)| figure.comparator == Some(Comparator::Approx));
    let whole = if about { Comparator::Approx } else { Comparator::Eq };
    Spread {
        compared: cells.len(),
        comparable: known.len(),
        ranked: places.iter().flatten().count(),
        measure,
        unit,
        comparator: (!known.is_empty()).then_some(whole),
        min,
        median: median(&sorted),
        max,
        min_regions: with(min),
        max_regions: with(max),
        best_regions: (cells.iter().zip(places))
            .filter(|(_, place)| **place == Some(1))
            .map(|(cell, _)| cell.region.id.clone())
            .collect(),
        regions: known.iter().map(|(region, _, _)| Arc::clone(region)).collect(),
        inputs: known.iter().flat_map(|(_, figure, _)| ids(figure)).cloned().collect(),
    }
}

/// The middle one, or the mean of the two in the middle; exact. `None` where there is none, or the sum
/// is too large for 28 digits.
fn median(sorted: &[Decimal]) -> Option<Decimal> {
    let middle = sorted.len() / 2;
    let above = *sorted.get(middle)?;
    if sorted.len() % 2 == 1 {
        return Some(above);
    }
    let below = *sorted.get(middle.checked_sub(1)?)?;
    below.checked_add(above)?.checked_div(Decimal::TWO).map(|mean| mean.normalize())
}

//! What most figures of an entry are: measure, span, prices, definition. A figure that is known to be otherwise
//! is not compared with them.

use super::answer::{Cell, Figure, Qualifier};
use super::basis;
use super::choose::measures;
use crate::catalog::{Indicator, Variant};
use crate::domain::{Measure, PriceBasis};
use std::cmp::Reverse;

/// The usual properties of the figures of an entry, with which the others are compared.
pub(super) struct UsualProperties {
    pub measure: Measure,
    /// The year from which most figures of that measure count, and the earliest of equally frequent ones;
    /// `None` where no plan names it.
    pub since: Option<u16>,
    /// `None` where no plan names prices.
    pub prices: Option<PriceBasis>,
    /// One word of a family.
    pub qualifiers: Vec<Qualifier>,
    /// A variant of the catalogue; `None` for the indicator itself.
    pub variant: Option<Variant>,
}

impl UsualProperties {
    /// The basis of the point figures that `of` selects.
    pub(super) fn of<'c>(
        indicator: &Indicator,
        cells: &'c [Cell],
        of: impl Fn(&'c Cell) -> Option<&'c Figure>,
    ) -> Self {
        let figures: Vec<_> =
            cells.iter().filter_map(of).filter(|figure| figure.value.is_some()).collect();
        let words = figures.iter().flat_map(|figure| &figure.qualifiers);
        let counts = count(words.map(|known| (known.family, &*known.word)));
        let mut qualifiers: Vec<Qualifier> = Vec::new();
        let own = if counts.is_empty() { Vec::new() } else { basis::in_label(&indicator.name_zh) };
        // The most frequent first; of equally many the indicator's own word.
        for ((family, word), _) in sorted(counts, |(family, word)| {
            own.iter().any(|known| known.family == *family && *known.word == **word)
        }) {
            if qualifiers.iter().all(|known| known.family != family) {
                qualifiers.push(Qualifier { family, word: word.into() });
            }
        }
        let prices = count(figures.iter().filter_map(|figure| {
            figure.price_basis.as_ref().map(|basis| (basis.kind, basis.year))
        }));
        let prices = sorted(prices, |_| false).into_iter().next().map(|(most, _)| most);
        let prices = figures
            .iter()
            .filter_map(|figure| figure.price_basis.clone())
            .find(|basis| Some((basis.kind, basis.year)) == prices);
        // By what they mean: the catalogue may list several spellings of one variant.
        let variants = count(figures.iter().filter_map(|figure| {
            let variant = indicator.variant(&figure.printed.as_ref()?.label);
            Some(variant.map(|variant| variant.meaning.as_str()))
        }));
        let variant = sorted(variants, Option::is_none).into_iter().next();
        let variant = variant.and_then(|(meaning, _)| meaning);
        let variant =
            indicator.variants.iter().find(|known| Some(known.meaning.as_str()) == variant);
        let measure = usual_measure(indicator, figures.iter().copied());
        let of_measure = figures.iter().filter(|figure| figure.measure == measure);
        let mut starts = count(of_measure.filter_map(|figure| figure.since));
        starts.sort_by_key(|(since, times)| (Reverse(*times), *since));
        Self {
            measure,
            since: starts.first().map(|(since, _)| *since),
            prices,
            qualifiers,
            variant: variant.cloned(),
        }
    }
}

/// The number of occurrences of each value, in the order of first occurrence.
fn count<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut counts: Vec<(T, usize)> = Vec::new();
    for value in values {
        match counts.iter_mut().find(|(known, _)| *known == value) {
            Some((_, times)) => *times += 1,
            None => counts.push((value, 1)),
        }
    }
    counts
}

/// The most frequent first; of equally many the preferred, then the earlier.
fn sorted<T>(mut counts: Vec<(T, usize)>, preferred: impl Fn(&T) -> bool) -> Vec<(T, usize)> {
    counts.sort_by_key(|(value, times)| (Reverse(*times), !preferred(value)));
    counts
}

/// The measure of most point figures; of equally many, the one the indicator is by nature.
fn usual_measure<'f>(indicator: &Indicator, figures: impl Iterator<Item = &'f Figure>) -> Measure {
    // A level may be stated as its growth alone.
    let mut order = measures(indicator).to_vec();
    if !order.contains(&Measure::AnnualGrowth) {
        order.push(Measure::AnnualGrowth);
    }
    let mut counts = vec![0_u32; order.len()];
    for figure in figures.filter(|figure| figure.value.is_some()) {
        if let Some(place) = order.iter().position(|measure| *measure == figure.measure) {
            counts[place] += 1;
        }
    }
    let best = (0..order.len()).min_by_key(|place| (Reverse(counts[*place]), *place));
    best.map_or(Measure::Level, |place| order[place])
}

//! What may be compared across the cells of one indicator, and in which order.
//!
//! A target takes part where it is a point figure (exact or about) for the last year of the period,
//! in the indicator's unit, of the measure that most point figures of the entry have, and the parser
//! does not doubt it. Places are competition places: equal figures share one, the next is skipped.

use super::answer::{Cell, Entry, Figure, Reason, ReasonCode, Status};
use super::cell::cell;
use super::choose::measures;
use super::derive::word;
use super::input::{Facts, is_doubt};
use crate::catalog::{Direction, Indicator};
use crate::plan::parsed::{Comparator, Measure};
use rust_decimal::Decimal;
use std::cmp::Reverse;

/// One cell for each asked region, with comparability and ranks.
pub(super) fn entry(facts: &Facts<'_>, indicator: &Indicator) -> Entry {
    let regions = &facts.question.regions;
    let mut cells: Vec<_> = regions.iter().map(|region| cell(facts, region, indicator)).collect();
    let end = facts.question.period[1];
    let usual = usual_measure(indicator, cells.iter().filter_map(|cell| cell.target.as_ref()));
    for cell in &mut cells {
        cell.reasons = reasons(facts, indicator, cell, usual, end);
        cell.comparable = cell.reasons.is_empty();
    }
    let targets: Vec<_> =
        cells.iter().map(|cell| cell.target.as_ref().filter(|_| cell.comparable)?.value).collect();
    let usual_base = usual_measure(indicator, cells.iter().filter_map(|cell| cell.base.as_ref()));
    let bases: Vec<_> = cells
        .iter()
        .map(|cell| {
            let plan = facts.plan(&cell.region.id)?;
            let base = cell.base.as_ref()?;
            let fits = base.derived.is_none()
                && figure_reasons(indicator, base, usual_base, plan.base_year).is_empty();
            base.value.filter(|_| fits)
        })
        .collect();
    let (places, base_places) = (ranks(indicator, &targets), ranks(indicator, &bases));
    for (cell, (place, base_place)) in cells.iter_mut().zip(places.iter().zip(&base_places)) {
        cell.rank = *place;
        cell.base_rank = *base_place;
    }
    Entry {
        indicator: indicator.into(),
        period: format!("{}-{end}", facts.question.period[0]),
        compared: cells.len(),
        ranked: places.iter().flatten().count(),
        base_ranked: base_places.iter().flatten().count(),
        cells,
    }
}

/// The measure of most point figures; of equally many, the one the indicator is by nature.
fn usual_measure<'f>(indicator: &Indicator, figures: impl Iterator<Item = &'f Figure>) -> Measure {
    let order = measures(indicator);
    let mut counts = vec![0_u32; order.len()];
    for figure in figures.filter(|figure| figure.value.is_some()) {
        if let Some(place) = order.iter().position(|measure| *measure == figure.measure) {
            counts[place] += 1;
        }
    }
    let best = (0..order.len()).min_by_key(|place| (Reverse(counts[*place]), *place));
    best.map_or(Measure::Level, |place| order[place])
}

fn reasons(
    facts: &Facts<'_>,
    indicator: &Indicator,
    cell: &Cell,
    usual: Measure,
    end: u16,
) -> Vec<Reason> {
    let [first, last] = facts.question.period;
    let because = |code, detail: String| vec![Reason { code, detail }];
    match (&cell.target, cell.status) {
        (_, Status::NoPlan) => because(
            ReasonCode::NoPlan,
            format!("no plan of {} for {first}–{last} is loaded", cell.region.name),
        ),
        (None, _) => because(
            ReasonCode::NotStated,
            match &cell.stated_growth {
                Some(_) => format!(
                    "the plan was read and states no target for {end}, only a growth a year"
                ),
                None => format!("the plan was read and states no target for {end}"),
            },
        ),
        (Some(target), _) => figure_reasons(indicator, target, usual, end),
    }
}

/// Why a figure is not a point figure of the wanted measure, year and unit.
fn figure_reasons(
    indicator: &Indicator,
    figure: &Figure,
    usual: Measure,
    year: u16,
) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut because = |code, detail: String| reasons.push(Reason { code, detail });
    if figure.value.is_none() {
        let printed = figure.printed.as_ref().and_then(|printed| printed.text.as_deref());
        because(
            ReasonCode::Words,
            format!("the plan has words, not a number: {}", printed.unwrap_or("–")),
        );
        return reasons;
    }
    if figure.value_high.is_some() {
        because(ReasonCode::Range, "a range, not one figure".to_owned());
    }
    match figure.comparator.unwrap_or_default() {
        Comparator::Eq | Comparator::Approx => {}
        Comparator::Ge | Comparator::Gt => {
            because(ReasonCode::BoundOnly, "only a lower bound is stated".to_owned());
        }
        Comparator::Le | Comparator::Lt => {
            because(ReasonCode::BoundOnly, "only an upper bound is stated".to_owned());
        }
    }
    if figure.measure != usual {
        because(
            ReasonCode::Measure,
            format!("{}, where the others are {}", word(figure.measure), word(usual)),
        );
    }
    if figure.year != Some(year) {
        let of = figure.year.map_or("no year".to_owned(), |year| year.to_string());
        because(ReasonCode::Year, format!("of {of}, not of {year}"));
    }
    let canonical = matches!(figure.measure, Measure::Level | Measure::Cumulative);
    if canonical && figure.unit != indicator.unit {
        let unit = figure.unit.as_deref().unwrap_or("no unit");
        because(ReasonCode::Unit, format!("in {unit}, which is not the indicator's unit"));
    }
    let doubts = figure.evidence.iter().flat_map(|place| &place.flags);
    let doubts: Vec<_> = doubts.filter(|flag| is_doubt(flag)).map(String::as_str).collect();
    if !doubts.is_empty() {
        because(ReasonCode::Doubt, format!("the parser doubts it: {}", doubts.join(", ")));
    }
    reasons
}

/// Competition places, the best first by the indicator's direction: one more than the number of
/// better figures.
fn ranks(indicator: &Indicator, figures: &[Option<Decimal>]) -> Vec<Option<usize>> {
    let mut sorted: Vec<Decimal> = figures.iter().flatten().copied().collect();
    sorted.sort_unstable();
    let place = |figure: Decimal| match indicator.direction {
        Direction::Lower => Some(1 + sorted.partition_point(|other| *other < figure)),
        Direction::Higher => {
            Some(1 + sorted.len() - sorted.partition_point(|other| *other <= figure))
        }
        Direction::Neutral => None,
    };
    figures.iter().map(|figure| place((*figure)?)).collect()
}

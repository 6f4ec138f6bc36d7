//! One series from the statements of its region.

use super::answer::{
    Candidate, DocumentRef, LeftOut, LeftOutReason, Mark, Point, ReportedFigure, Series, Spread,
};
use super::choose::{agree, choose, is_exact};
use super::input::Reported;
use crate::arithmetic::percent;
use crate::catalog::{Indicator, Region};
use crate::compare::answer::Printed;
use crate::domain::{Kind, Measure};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// The series of an indicator and a region from statements of the region's documents, within the
/// years given. Statements of other indicators are ignored.
#[must_use]
pub fn series<'r>(
    indicator: &Indicator,
    region: &Region,
    statements: impl IntoIterator<Item = &'r Reported>,
    years: &RangeInclusive<u16>,
) -> Series {
    let within = |one: &&Reported| one.said.year.is_none_or(|year| years.contains(&year));
    let said =
        statements.into_iter().filter(|one| one.said.indicator == indicator.id).filter(within);
    let (actuals, targets): (Vec<_>, Vec<_>) = said.partition(|one| one.said.kind == Kind::Actual);
    let mut series = Series {
        indicator: indicator.into(),
        region: region.into(),
        points: Vec::new(),
        growth: Vec::new(),
        changes: Vec::new(),
        targets: marks(indicator, targets),
        left_out: Vec::new(),
    };
    let mut groups: BTreeMap<_, Vec<&Reported>> = BTreeMap::new();
    for one in actuals {
        match (one.said.value, one.said.year) {
            (Some(_), Some(year)) => {
                groups.entry((year, one.said.since, one.said.measure)).or_default().push(one);
            }
            // Words are claims, which series do not show.
            (None, _) if one.said.text.is_some() => {}
            (value, _) => {
                let reason = value.map_or(LeftOutReason::OtherUnit, |_| LeftOutReason::NoYear);
                series.left_out.push(LeftOut { id: one.said.id.clone(), reason });
            }
        }
    }
    for mut figures in groups.into_values() {
        let list = if is_own(indicator, figures[0]) {
            &mut series.points
        } else if figures[0].said.measure == Measure::AnnualGrowth {
            &mut series.growth
        } else {
            &mut series.changes
        };
        list.push(point(indicator, &mut figures));
    }
    series
}

/// Whether a figure is in the measure of the indicator: a level, the total of a year, the growth of a year.
pub fn is_own(indicator: &Indicator, one: &Reported) -> bool {
    let expected = indicator.expects(one.said.measure);
    match one.said.measure {
        Measure::Level => expected,
        _ => expected && (one.said.since.is_none() || one.is_of_one_year()),
    }
}

/// The point of figures of one year and measure; there is at least one.
pub fn point(indicator: &Indicator, figures: &mut [&Reported]) -> Point {
    let choice = choose(indicator, figures);
    let used = figures[0];
    let candidate = |one: &&Reported| Candidate { figure: figure(one), agrees: agree(used, one) };
    Point {
        used: figure(used),
        choice,
        candidates: figures[1..].iter().map(candidate).collect(),
        spread: spread(figures),
    }
}

/// The spread of the point figures that cannot be true together with the used one, which is the
/// first.
fn spread(figures: &[&Reported]) -> Option<Spread> {
    let used = figures.first().filter(|used| is_exact(used))?;
    let differs = |one: &&&Reported| is_exact(one) && agree(used, one) == Some(false);
    let others = figures.iter().filter(differs);
    let values: Vec<_> =
        others.chain([used]).filter_map(|one| one.said.value.map(|it| it.normalize())).collect();
    let (min, max) = (*values.iter().min()?, *values.iter().max()?);
    let apart = max.checked_sub(min).filter(|apart| !apart.is_zero())?;
    Some(Spread { min, max, percent: percent::rounded(apart, used.said.value?.abs()) })
}

/// Targets by year; those of one document for one year and measure are one mark.
fn marks(indicator: &Indicator, targets: Vec<&Reported>) -> Vec<Mark> {
    let mut groups: BTreeMap<_, Vec<&Reported>> = BTreeMap::new();
    for one in targets {
        let said = &one.said;
        let place =
            (said.year, one.said.since, said.measure, said.is_of_review(), &one.document.id);
        groups.entry(place).or_default().push(one);
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    for group in &mut groups {
        choose(indicator, group);
        // A number before words.
        group.sort_by_key(|one| one.said.value.is_none());
    }
    groups.sort_by_key(|group| {
        let first = group[0];
        let plan_first = first.document.plan.is_none();
        let newest = std::cmp::Reverse(first.document.known_in());
        (first.said.year, first.said.is_of_review(), plan_first, newest, first.said.measure)
    });
    let mark = |group: Vec<&Reported>| Mark {
        target: figure(group[0]),
        also: group[1..].iter().map(|one| one.said.id.clone()).collect(),
        review: group[0].said.is_of_review(),
    };
    groups.into_iter().map(mark).collect()
}

/// A statement as a figure of an answer.
pub fn figure(one: &Reported) -> ReportedFigure {
    let said = &one.said;
    let printed = match (said.printed_value, said.printed_high) {
        (Some(low), Some(high)) => Some(format!("{low}-{high}")),
        (low, _) => low.map(|low| low.to_string()),
    };
    ReportedFigure {
        id: said.id.clone(),
        year: said.year,
        since: one.said.since,
        measure: said.measure,
        value: said.value.map(|value| value.normalize()),
        value_high: said.value_high.map(|value| value.normalize()),
        unit: said.unit.clone(),
        comparator: said.value.map(|_| said.comparator),
        direction: one.direction,
        preliminary: one.is_preliminary(),
        attribute: said.attribute,
        printed: Printed {
            value: printed,
            unit: said.printed_unit.clone(),
            text: said.text.clone(),
            label: said.label.clone(),
        },
        price_basis: said.price_basis(),
        document: DocumentRef {
            id: one.document.id.clone(),
            kind: one.document.kind,
            address: one.document.address.clone(),
        },
        line: said.line,
        quote: said.quote.clone(),
        flags: said.flags.clone(),
    }
}

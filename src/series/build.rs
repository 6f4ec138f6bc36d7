//! One series from the statements of its region.

use super::answer::{
    Candidate, DocumentRef, LeftOut, LeftOutReason, Mark, Point, ReportedFigure, Series, Spread,
};
use super::choose::{agree, choose, is_exact};
use super::input::ReportedStatement;
use crate::arithmetic::percent;
use crate::catalog::{Indicator, Region};
use crate::compare::answer::{IndicatorRef, RegionRef};
use crate::domain::lang::Lang;
use crate::domain::{Kind, Measure};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// The series of an indicator and a region from statements of the region's documents, within the
/// years given. Statements of other indicators are ignored.
#[must_use]
pub fn series<'r>(
    indicator: &Indicator,
    region: &Region,
    lang: Lang,
    statements: impl IntoIterator<Item = &'r ReportedStatement>,
    years: &RangeInclusive<u16>,
) -> Series {
    let within =
        |one: &&ReportedStatement| one.statement.year.is_none_or(|year| years.contains(&year));
    let own = statements
        .into_iter()
        .filter(|one| *one.statement.indicator == *indicator.id)
        .filter(within);
    let (actuals, targets): (Vec<_>, Vec<_>) =
        own.partition(|one| one.statement.kind == Kind::Actual);
    let mut series = Series {
        indicator: IndicatorRef::new(indicator, lang),
        region: RegionRef::new(region, lang),
        points: Vec::new(),
        growth: Vec::new(),
        changes: Vec::new(),
        targets: marks(indicator, targets),
        left_out: Vec::new(),
    };
    let mut groups: BTreeMap<_, Vec<&ReportedStatement>> = BTreeMap::new();
    for one in actuals {
        match (one.statement.value, one.statement.year) {
            (Some(_), Some(year)) => {
                groups
                    .entry((year, one.statement.since, one.statement.measure))
                    .or_default()
                    .push(one);
            }
            // Words are claims, which series do not show.
            (None, _) if one.statement.text.is_some() => {}
            (value, _) => {
                let reason = value.map_or(LeftOutReason::OtherUnit, |_| LeftOutReason::NoYear);
                series.left_out.push(LeftOut { id: one.statement.id.clone(), reason });
            }
        }
    }
    for mut figures in groups.into_values() {
        let list = if is_own(indicator, figures[0]) {
            &mut series.points
        } else if figures[0].statement.measure == Measure::AnnualGrowth {
            &mut series.growth
        } else {
            &mut series.changes
        };
        list.push(point(indicator, &mut figures));
    }
    series
}

/// Whether a figure is in the measure of the indicator: a level, the total of a year, the growth of a year.
pub fn is_own(indicator: &Indicator, one: &ReportedStatement) -> bool {
    let expected = indicator.expects(one.statement.measure);
    match one.statement.measure {
        Measure::Level => expected,
        _ => expected && (one.statement.since.is_none() || one.is_of_one_year()),
    }
}

/// The point of figures of one year and measure; there is at least one.
pub fn point(indicator: &Indicator, figures: &mut [&ReportedStatement]) -> Point {
    let choice = choose(indicator, figures);
    let used = figures[0];
    let candidate =
        |one: &&ReportedStatement| Candidate { figure: figure(one), agrees: agree(used, one) };
    Point {
        used: figure(used),
        choice,
        candidates: figures[1..].iter().map(candidate).collect(),
        spread: spread(figures),
    }
}

/// The spread of the point figures that cannot be true together with the used one, which is the
/// first.
fn spread(figures: &[&ReportedStatement]) -> Option<Spread> {
    let used = figures.first().filter(|used| is_exact(used))?;
    let differs = |one: &&&ReportedStatement| is_exact(one) && agree(used, one) == Some(false);
    let others = figures.iter().filter(differs);
    let values: Vec<_> = others
        .chain([used])
        .filter_map(|one| one.statement.value.map(|it| it.normalize()))
        .collect();
    let (min, max) = (*values.iter().min()?, *values.iter().max()?);
    let apart = max.checked_sub(min).filter(|apart| !apart.is_zero())?;
    Some(Spread { min, max, percent: percent::rounded(apart, used.statement.value?.abs()) })
}

/// Targets by year; those of one document for one year and measure are one mark.
fn marks(indicator: &Indicator, targets: Vec<&ReportedStatement>) -> Vec<Mark> {
    let mut groups: BTreeMap<_, Vec<&ReportedStatement>> = BTreeMap::new();
    for one in targets {
        let statement = &one.statement;
        let place = (
            statement.year,
            one.statement.since,
            statement.measure,
            statement.is_of_review(),
            &one.document.id,
        );
        groups.entry(place).or_default().push(one);
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    for group in &mut groups {
        choose(indicator, group);
        // A number before words.
        group.sort_by_key(|one| one.statement.value.is_none());
    }
    groups.sort_by_key(|group| {
        let first = group[0];
        let plan_first = first.document.plan.is_none();
        let newest = std::cmp::Reverse(first.document.known_in());
        (
            first.statement.year,
            first.statement.is_of_review(),
            plan_first,
            newest,
            first.statement.measure,
        )
    });
    let mark = |group: Vec<&ReportedStatement>| Mark {
        target: figure(group[0]),
        also: group[1..].iter().map(|one| one.statement.id.clone()).collect(),
        review: group[0].statement.is_of_review(),
    };
    groups.into_iter().map(mark).collect()
}

/// A statement as a figure of an answer.
pub fn figure(one: &ReportedStatement) -> ReportedFigure {
    let statement = &one.statement;
    ReportedFigure {
        id: statement.id.clone(),
        year: statement.year,
        since: one.statement.since,
        measure: statement.measure,
        value: statement.value.map(|value| value.normalize()),
        value_high: statement.value_high.map(|value| value.normalize()),
        unit: statement.unit.clone(),
        comparator: statement.value.map(|_| statement.comparator),
        direction: one.direction,
        preliminary: one.is_preliminary(),
        attribute: statement.attribute,
        printed: statement.printed().clone(),
        price_basis: statement.price_basis().cloned(),
        document: DocumentRef {
            id: one.document.id.clone(),
            kind: one.document.kind,
            address: one.document.address.clone(),
        },
        line: statement.line,
        quote: statement.quote.clone(),
        flags: statement.flags.clone(),
    }
}

//! How ambitious a target is: what it takes a year, and how far it is from the best and from the region
//! above. Every gap is told so that positive is better, whatever the indicator's direction.

use super::answer::{Ambition, Cell, Figure, Gap, Missing};
use super::choose::{bases, targets};
use super::input::Facts;
use super::point::{POINTS, ids, point};
use super::printed::figure;
use crate::arithmetic::{bound, percent, rounding};
use crate::catalog::{Direction, Indicator};
use crate::domain::Comparator;
use rust_decimal::Decimal;

/// Decimals of a change a year: 0.2 points in five years are 0.04.
const DECIMALS: u32 = 4;

/// Regions named as holders of the best figure, at most; `summary.best_regions` has all.
const HOLDERS: usize = 5;

/// Fills the ambition of every cell; comparability must have been decided.
pub(super) fn fill(facts: &Facts<'_>, indicator: &Indicator, cells: &mut [Cell]) {
    let mut all: Vec<_> = cells.iter().map(|cell| required(indicator, cell)).collect();
    let best_target = best(indicator, cells, comparable_target);
    let best_base = best(indicator, cells, comparable_base);
    let paces = Paces::new(indicator, cells, &all);
    for (at, (cell, ambition)) in cells.iter().zip(&mut all).enumerate() {
        let mut tell = Teller { indicator, ambition };
        tell.best("to_best_target", comparable_target(cell), best_target.as_ref());
        tell.best("to_best_base", comparable_base(cell), best_base.as_ref());
        tell.pace(cells, &paces, at);
        tell.parent(facts, cell);
        let mut seen = std::collections::BTreeSet::new();
        ambition.inputs.retain(|id| seen.insert(id.clone()));
    }
    for (cell, ambition) in cells.iter_mut().zip(all) {
        cell.ambition = ambition;
    }
}

fn comparable_target(cell: &Cell) -> Option<&Figure> {
    cell.target.as_ref().filter(|_| cell.comparable)
}

fn comparable_base(cell: &Cell) -> Option<&Figure> {
    cell.base.as_ref().filter(|_| cell.base_comparable)
}

/// The best of the comparable figures, and who has it.
struct Best {
    figure: Figure,
    regions: Vec<String>,
}

/// `None` where there is no comparable figure, or none is good.
fn best(indicator: &Indicator, cells: &[Cell], of: fn(&Cell) -> Option<&Figure>) -> Option<Best> {
    let figures = || cells.iter().filter_map(|cell| Some((cell, of(cell)?)));
    let values = figures().filter_map(|(_, figure)| figure.value);
    let value = match indicator.direction {
        Direction::Higher => values.max(),
        Direction::Lower => values.min(),
        Direction::Neutral => None,
    }?;
    let holders: Vec<_> =
        figures().filter(|(_, figure)| figure.value == Some(value)).take(HOLDERS).collect();
    let figure = holders.first()?.1.clone();
    let regions = holders.iter().map(|(cell, _)| cell.region.id.clone()).collect();
    Some(Best { figure, regions })
}

/// The improvements a year of an entry that may be compared.
struct Paces {
    /// Of each cell: positive is better.
    own: Vec<Option<Decimal>>,
    /// The same without the gaps, the least first.
    sorted: Vec<Decimal>,
    /// Places of the cells with the best, at most [`HOLDERS`].
    holders: Vec<usize>,
    /// `%`, or the indicator's unit of change.
    unit: String,
}

impl Paces {
    /// In percent a year where the first comparable cell has one, else in the unit of change.
    fn new(indicator: &Indicator, cells: &[Cell], all: &[Ambition]) -> Self {
        let sign = match indicator.direction {
            Direction::Higher => Decimal::ONE,
            Direction::Lower => Decimal::NEGATIVE_ONE,
            Direction::Neutral => Decimal::ZERO,
        };
        let paces: Vec<_> = cells.iter().zip(all).map(|(cell, own)| pace(cell, own)).collect();
        let unit = paces.iter().flatten().next().map_or_else(String::new, |(_, unit)| unit.clone());
        let alike = |pace: &Option<(Decimal, String)>| {
            pace.as_ref().filter(|(_, other)| *other == unit).map(|(value, _)| *value * sign)
        };
        let own: Vec<_> = paces.iter().map(alike).collect();
        let mut sorted: Vec<_> = own.iter().flatten().copied().collect();
        sorted.sort_unstable();
        let best = sorted.last().copied();
        let holders = (0..own.len()).filter(|at| best.is_some() && own[*at] == best);
        let holders = holders.take(HOLDERS).collect();
        Self { own, sorted, holders, unit }
    }
}

/// The change a year that leads from base to target.
fn required(indicator: &Indicator, cell: &Cell) -> Ambition {
    let mut ambition = Ambition::default();
    let derived = &cell.derived;
    let fields = vec!["required_a_year", "required_percent_a_year", "improvement_a_year"];
    let years = match (&cell.base, &cell.target) {
        (Some(base), Some(target)) => base.year.zip(target.year),
        _ => None,
    };
    let years = years.and_then(|(first, last)| last.checked_sub(first)).filter(|years| *years > 0);
    let (Some(change), Some(years)) = (derived.change, years) else {
        let reason = if derived.change.is_some() {
            "the years of base and target are not both known".to_owned()
        } else {
            let why = derived.missing.iter().find(|missing| missing.fields.contains(&"change"));
            why.map_or_else(|| "there is no change".to_owned(), |missing| missing.reason.clone())
        };
        ambition.missing.push(Missing { fields, reason });
        return ambition;
    };
    let Some(a_year) = change.checked_div(Decimal::from(years)) else { return ambition };
    let a_year = rounding::rounded(a_year, DECIMALS);
    ambition.required_a_year = Some(a_year);
    ambition.required_unit.clone_from(&derived.change_unit);
    ambition.required_percent_a_year = derived.annual_growth;
    ambition.comparator = derived.comparator;
    let unit = derived.change_unit.as_deref().unwrap_or("");
    ambition.method = Some(format!("required_a_year: {change} ÷ {years} = {a_year} {unit}"));
    ambition.inputs.extend([&cell.base, &cell.target].into_iter().flatten().flat_map(ids));
    ambition.improvement_a_year = match indicator.direction {
        Direction::Higher => Some(a_year),
        Direction::Lower => Some(-a_year),
        Direction::Neutral => None,
    };
    if ambition.improvement_a_year.is_none() {
        let reason = NEUTRAL.to_owned();
        ambition.missing.push(Missing { fields: vec!["improvement_a_year"], reason });
    }
    if derived.annual_growth.is_none() {
        let why = derived.missing.iter().find(|missing| missing.fields.contains(&"annual_growth"));
        let reason = why.map_or_else(|| "there is none".to_owned(), |why| why.reason.clone());
        ambition.missing.push(Missing { fields: vec!["required_percent_a_year"], reason });
    }
    ambition
}

const NEUTRAL: &str = "neither more nor less of the indicator is better";

/// The change a year that may be compared with those of other cells: in percent where there is one,
/// else in the unit; its value and unit.
fn pace(cell: &Cell, own: &Ambition) -> Option<(Decimal, String)> {
    let exact = matches!(own.comparator, Some(Comparator::Eq | Comparator::Approx));
    if !(cell.comparable && cell.base_comparable && exact) {
        return None;
    }
    let percent = own.required_percent_a_year.map(|percent| (percent, "%".to_owned()));
    percent.or_else(|| Some((own.required_a_year?, own.required_unit.clone().unwrap_or_default())))
}

/// Writes the gaps of one cell.
struct Teller<'a> {
    indicator: &'a Indicator,
    ambition: &'a mut Ambition,
}

impl Teller<'_> {
    fn missing(&mut self, field: &'static str, reason: impl Into<String>) {
        let reason = reason.into();
        // One line for the fields that share a reason.
        if let Some(known) =
            self.ambition.missing.iter_mut().find(|missing| missing.reason == reason)
        {
            known.fields.push(field);
            return;
        }
        self.ambition.missing.push(Missing { fields: vec![field], reason });
    }

    fn put(&mut self, field: &'static str, gap: Gap, inputs: Vec<String>) {
        let line = format!("{field}: {}", gap.method);
        let method = self.ambition.method.take();
        self.ambition.method =
            Some(method.map_or_else(|| line.clone(), |method| format!("{method}; {line}")));
        self.ambition.inputs.extend(inputs);
        let place = match field {
            "to_best_target" => &mut self.ambition.to_best_target,
            "to_best_base" => &mut self.ambition.to_best_base,
            "to_parent_target" => &mut self.ambition.to_parent_target,
            "to_parent_base" => &mut self.ambition.to_parent_base,
            _ => &mut self.ambition.to_best_pace,
        };
        *place = Some(gap);
    }

    /// The gap to the best of the comparable figures.
    fn best(&mut self, field: &'static str, own: Option<&Figure>, best: Option<&Best>) {
        if self.indicator.direction == Direction::Neutral {
            return self.missing(field, NEUTRAL);
        }
        let (Some(own), Some(best)) = (own, best) else {
            let what = if field == "to_best_target" { "target" } else { "base" };
            return self.missing(field, format!("there is no {what} that may be compared"));
        };
        match self.gap(own, &best.figure, best.regions.clone()) {
            Some((gap, inputs)) => self.put(field, gap, inputs),
            None => self.missing(field, "the figures leave the gap open"),
        }
    }

    /// The gap to the greatest improvement a year, and the place among them.
    fn pace(&mut self, cells: &[Cell], paces: &Paces, at: usize) {
        if self.indicator.direction == Direction::Neutral {
            return self.missing("to_best_pace", NEUTRAL);
        }
        let (Some(own), Some(best)) = (paces.own[at], paces.sorted.last().copied()) else {
            return self.missing("to_best_pace", "base and target may not both be compared");
        };
        let worse = paces.sorted.partition_point(|other| *other <= own);
        self.ambition.pace_rank = Some(1 + paces.sorted.len() - worse);
        self.ambition.paced = paces.sorted.len();
        let Some(value) = own.checked_sub(best).map(|value| value.normalize()) else {
            return self.missing("to_best_pace", "the figures are too large to be subtracted");
        };
        let holder = paces.holders.first().and_then(|holder| cells[*holder].derived.comparator);
        let both = holder.zip(self.ambition.comparator);
        // Only what is exact or about has a pace.
        let comparator =
            both.and_then(|(best, own)| bound::of_points(best, own)).unwrap_or_default();
        let unit = if paces.unit == "%" { POINTS } else { paces.unit.as_str() };
        let holders = || paces.holders.iter().map(|holder| &cells[*holder]);
        let inputs = holders().take(1).flat_map(|cell| [&cell.base, &cell.target]).flatten();
        let inputs = inputs.flat_map(ids).collect();
        let gap = Gap {
            value,
            percent: None,
            unit: Some(unit.to_owned()),
            comparator,
            reference: best.normalize(),
            regions: holders().map(|cell| cell.region.id.clone()).collect(),
            method: format!("{own} − {best} = {value}, a year"),
        };
        self.put("to_best_pace", gap, inputs);
    }

    /// The gaps to what the plan of the region above says.
    fn parent(&mut self, facts: &Facts<'_>, cell: &Cell) {
        let fields = ["to_parent_target", "to_parent_base"];
        let parent = facts.region(&cell.region.id).and_then(|region| region.parent.as_deref());
        let parent = parent.and_then(|id| facts.region(id));
        let reason = match parent {
            _ if self.indicator.direction == Direction::Neutral => Some(NEUTRAL.to_owned()),
            _ if self.indicator.additive => Some(
                "an amount of a part and of the whole differ in size: see share_of_parent"
                    .to_owned(),
            ),
            None => Some("there is no region above".to_owned()),
            Some(parent) if facts.plan(&parent.id).is_none() => {
                Some(format!("no plan of {} for this period is loaded", parent.name_zh))
            }
            Some(_) => None,
        };
        if let Some(reason) = reason {
            for field in fields {
                self.missing(field, reason.clone());
            }
            return;
        }
        let Some((parent, plan)) = parent.and_then(|up| Some((up, facts.plan(&up.id)?))) else {
            return;
        };
        let aims = targets(facts, plan, self.indicator);
        let starts = bases(facts, plan, self.indicator, aims.first().copied());
        let both = [(&cell.target, figure(&aims)), (&cell.base, figure(&starts))];
        for (field, (own, above)) in fields.into_iter().zip(both) {
            let (Some(own), Some(above)) = (own, above) else {
                self.missing(
                    field,
                    format!("{} and this region do not both state one", parent.name_zh),
                );
                continue;
            };
            let alike = own.year == above.year && own.measure == above.measure;
            let gap = self.gap(own, &above, vec![parent.id.clone()]);
            match gap.filter(|_| alike) {
                Some((gap, inputs)) => self.put(field, gap, inputs),
                None => self.missing(
                    field,
                    format!(
                        "the figure of {} is of another year, measure, unit or form",
                        parent.name_zh
                    ),
                ),
            }
        }
    }

    /// By how much a figure is better than a reference. `None` for words, ranges, other units, and
    /// bounds that leave it open.
    fn gap(
        &self,
        own: &Figure,
        reference: &Figure,
        regions: Vec<String>,
    ) -> Option<(Gap, Vec<String>)> {
        if own.unit != reference.unit {
            return None;
        }
        let (one, other) = (point(own)?, point(reference)?);
        let (left, right) = match self.indicator.direction {
            Direction::Lower => (other, one),
            _ => (one, other),
        };
        let value = left.value.checked_sub(right.value)?.normalize();
        let percentages = own.unit.as_deref() == Some("%");
        let share = (!percentages && other.value > Decimal::ZERO)
            .then(|| percent::rounded(value, other.value))
            .flatten();
        let unit = if percentages { Some(POINTS.to_owned()) } else { own.unit.clone() };
        let gap = Gap {
            value,
            percent: share,
            unit,
            comparator: bound::of_difference(left.comparator, right.comparator)?,
            reference: other.value,
            regions,
            method: format!("{} − {} = {value}", left.value, right.value),
        };
        let mut inputs = ids(own);
        inputs.extend(ids(reference));
        Some((gap, inputs))
    }
}

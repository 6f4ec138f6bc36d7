//! The ambition of a target: the change a year that it needs, and its gaps to the best target and
//! to the region above. A positive gap is better for every direction of the indicator.

use super::answer::{Ambition, Cell, Figure, Gap, MissingCode, MissingFigure, Why};
use super::choose::{bases, targets};
use super::derive::TOO_LARGE;
use super::input::Facts;
use super::pace::{HOLDERS, Paces};
use super::point::{POINTS, ids, point};
use super::printed::figure;
use super::required::{NEUTRAL, required, required_total, total};
use super::share::{NO_REGION_ABOVE, no_plan_of};
use crate::arithmetic::{bound, percent};
use crate::catalog::{Direction, Indicator, Region};
use crate::domain::Measure;
use crate::domain::text::{Text, ToText, phrase};
use rust_decimal::Decimal;

/// Fills the ambition of every cell; comparability must have been decided.
pub(super) fn fill(facts: &Facts<'_>, indicator: &Indicator, cells: &mut [Cell]) {
    let mut all: Vec<_> = cells
        .iter()
        .map(|cell| match total(facts, cell) {
            Some((value, years)) => required_total(cell, value, years),
            None => required(indicator, cell),
        })
        .collect();
    let best_target = best(indicator, cells, comparable_target);
    let best_base = best(indicator, cells, comparable_base);
    let paces = Paces::new(indicator, cells, &all);
    for (at, (cell, ambition)) in cells.iter().zip(&mut all).enumerate() {
        let mut tell = GapWriter { indicator, ambition };
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

/// The best of the comparable figures, and the regions that have it.
struct BestFigure {
    figure: Figure,
    regions: Vec<String>,
}

/// `None` where there is no comparable figure, or no good direction.
fn best(
    indicator: &Indicator,
    cells: &[Cell],
    of: fn(&Cell) -> Option<&Figure>,
) -> Option<BestFigure> {
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
    Some(BestFigure { figure, regions })
}

const PARTS_AND_WHOLE: Why = (
    MissingCode::PartOfWhole,
    Text::of(
        "an amount of a part and of the whole differ in size: see share_of_parent",
        "部分与总体的数量大小不同：见 share_of_parent",
    ),
);

/// Whether the indicator is an amount or a count, so that the figure of a part is smaller than that
/// of the whole.
fn counts_amounts(indicator: &Indicator) -> bool {
    indicator.additive || indicator.dimension().is_some_and(|dimension| dimension.is_amount())
}

/// Whether a figure of this measure is an amount; growth and multiples of an amount are none.
fn is_amount(indicator: &Indicator, measure: Measure) -> bool {
    let amount = !matches!(measure, Measure::AnnualGrowth | Measure::RatioMultiple);
    amount && counts_amounts(indicator)
}

/// Writes the gaps of one cell.
struct GapWriter<'a> {
    indicator: &'a Indicator,
    ambition: &'a mut Ambition,
}

impl GapWriter<'_> {
    fn missing(&mut self, field: &'static str, why: Why) {
        let missing = MissingFigure::new(vec![field], why);
        // One entry for all fields that share a reason.
        let mut all = self.ambition.missing.iter_mut();
        if let Some(known) = all.find(|known| known.reason == missing.reason) {
            known.fields.push(field);
            return;
        }
        self.ambition.missing.push(missing);
    }

    fn put(&mut self, field: &'static str, gap: Gap, inputs: Vec<String>) {
        let line =
            phrase!("{field}: {method}", "{field}: {method}", field = field, method = gap.method);
        let before = self.ambition.method.take().map(|method| method.to_text());
        let method = Text::join(before.into_iter().chain([line]), "; ", "；");
        self.ambition.method = Some(method.into());
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
    fn best(&mut self, field: &'static str, own: Option<&Figure>, best: Option<&BestFigure>) {
        if self.indicator.direction == Direction::Neutral {
            return self.missing(field, NEUTRAL);
        }
        let (Some(own), Some(best)) = (own, best) else {
            let reason = if field == "to_best_target" {
                Text::of("there is no target that may be compared", "没有可比的目标")
            } else {
                Text::of("there is no base that may be compared", "没有可比的基数")
            };
            return self.missing(field, (MissingCode::NotComparable, reason));
        };
        if let Some((gap, inputs)) = self.gap(own, &best.figure, best.regions.clone()) {
            self.put(field, gap, inputs);
        } else {
            let reason = Text::of("the figures leave the gap open", "由这些数字无法确定差距");
            self.missing(field, (MissingCode::BoundOnly, reason));
        }
    }

    /// The gap to the greatest improvement a year, and the place among them.
    fn pace(&mut self, cells: &[Cell], paces: &Paces, at: usize) {
        if self.indicator.direction == Direction::Neutral {
            return self.missing("to_best_pace", NEUTRAL);
        }
        let Some((best, place, own)) = paces.of(at) else {
            let reason =
                Text::of("base and target may not both be compared", "基数与目标并非都可比");
            return self.missing("to_best_pace", (MissingCode::NotComparable, reason));
        };
        self.ambition.pace_rank = Some(place);
        self.ambition.paced = paces.sorted.len();
        let Some(value) = own.checked_sub(best).map(|value| value.normalize()) else {
            return self.missing("to_best_pace", TOO_LARGE);
        };
        let holder = paces.holders.first().and_then(|holder| cells[*holder].derived.comparator);
        let both = holder.zip(self.ambition.comparator);
        // Only exact and approximate figures have a pace.
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
            method: phrase!(
                "{own} − {best} = {value}, a year",
                "{own} − {best} = {value}，每年",
                own = own,
                best = best,
                value = value,
            )
            .into(),
        };
        self.put("to_best_pace", gap, inputs);
    }

    /// The gaps to the plan of the region above.
    fn parent(&mut self, facts: &Facts<'_>, cell: &Cell) {
        let fields = ["to_parent_target", "to_parent_base"];
        let parent = facts.region(&cell.region.id).and_then(|region| region.parent.as_deref());
        let parent = parent.and_then(|id| facts.region(id));
        let amount = |figure: &Option<Figure>| {
            figure.as_ref().is_none_or(|own| is_amount(self.indicator, own.measure))
        };
        let held = |parent: &Region| facts.plan_above(&parent.id, cell.basis?);
        let reason = match parent {
            _ if self.indicator.direction == Direction::Neutral => Some(NEUTRAL),
            _ if amount(&cell.target) && amount(&cell.base) && counts_amounts(self.indicator) => {
                Some(PARTS_AND_WHOLE)
            }
            None => Some(NO_REGION_ABOVE),
            Some(parent) if held(parent).is_none() => Some(no_plan_of(parent)),
            Some(_) => None,
        };
        if let Some(reason) = reason {
            for field in fields {
                self.missing(field, reason.clone());
            }
            return;
        }
        let Some((parent, plan)) = parent.and_then(|up| Some((up, held(up)?))) else {
            return;
        };
        let aims = targets(facts, plan, self.indicator);
        let starts = bases(facts, plan, self.indicator, aims.first().copied());
        let both = [(&cell.target, figure(&aims)), (&cell.base, figure(&starts))];
        for (field, (own, above)) in fields.into_iter().zip(both) {
            let (Some(own), Some(above)) = (own, above) else {
                let reason = phrase!(
                    "{parent} and this region do not both state one",
                    "{parent}与本地区并非都有此数字",
                    parent = parent.name(),
                );
                self.missing(field, (MissingCode::ParentNotStated, reason));
                continue;
            };
            if is_amount(self.indicator, own.measure) {
                self.missing(field, PARTS_AND_WHOLE);
                continue;
            }
            let alike = own.year == above.year && own.measure == above.measure;
            let gap = self.gap(own, &above, vec![parent.id.clone()]);
            if let Some((gap, inputs)) = gap.filter(|_| alike) {
                self.put(field, gap, inputs);
            } else {
                let reason = phrase!(
                    "the figure of {parent} is of another year, measure, unit or form",
                    "{parent}的数字年份、度量、单位或形式不同",
                    parent = parent.name(),
                );
                self.missing(field, (MissingCode::ParentDiffers, reason));
            }
        }
    }

    /// The amount by which a figure is better than a reference. `None` for words, ranges, other
    /// units, and bounds that leave the difference open.
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
            method: format!("{} − {} = {value}", left.value, right.value).to_text().into(),
        };
        let mut inputs = ids(own);
        inputs.extend(ids(reference));
        Some((gap, inputs))
    }
}

//! The ambition of a target: the change a year that it needs, and its gaps to the best target and
//! to the region above. A positive gap is better for every direction of the indicator.

use super::above::figures_above;
use super::answer::{Ambition, Cell, Figure, Gap, MissingCode, MissingFigure, Why};
use super::derive::too_large;
use super::input::Facts;
use super::method;
use super::pace::{HOLDERS, Paces};
use super::point::{POINTS, ids, keep_first, point};
use super::required::{neutral, required, required_total, total};
use super::share::{no_plan_of, no_region_above};
use crate::arithmetic::{bound, percent};
use crate::catalog::{Direction, Indicator, Region};
use crate::domain::Measure;
use crate::domain::lang::Lang;
use crate::domain::message::{Message, message};
use rust_decimal::Decimal;
use std::sync::Arc;

/// The number of gaps of a cell.
const GAPS: usize = 5;

/// Fills the ambition of every cell; comparability must have been decided.
pub(super) fn fill(facts: &Facts<'_>, indicator: &Indicator, cells: &mut [Cell]) {
    let mut all: Vec<_> = cells
        .iter()
        .map(|cell| match total(facts, cell) {
            Some((value, years)) => required_total(facts.lang, cell, value, years),
            None => required(facts.lang, indicator, cell),
        })
        .collect();
    let best_target = best(indicator, cells, comparable_target);
    let best_base = best(indicator, cells, comparable_base);
    let paces = Paces::new(indicator, cells, &all);
    let counts_amounts = counts_amounts(indicator);
    for (at, (cell, ambition)) in cells.iter().zip(&mut all).enumerate() {
        let mut tell = GapWriter { lang: facts.lang, indicator, counts_amounts, ambition };
        tell.best("to_best_target", comparable_target(cell), best_target.as_ref());
        tell.best("to_best_base", comparable_base(cell), best_base.as_ref());
        tell.pace(cells, &paces, at);
        tell.parent(facts, cell);
        keep_first(&mut ambition.inputs);
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
struct BestFigure<'c> {
    figure: &'c Figure,
    regions: Vec<Arc<str>>,
}

/// `None` where there is no comparable figure, or no good direction.
fn best<'c>(
    indicator: &Indicator,
    cells: &'c [Cell],
    of: fn(&Cell) -> Option<&Figure>,
) -> Option<BestFigure<'c>> {
    let figures = || cells.iter().filter_map(|cell| Some((cell, of(cell)?)));
    let values = figures().filter_map(|(_, figure)| figure.value);
    let value = match indicator.direction {
        Direction::Higher => values.max(),
        Direction::Lower => values.min(),
        Direction::Neutral => None,
    }?;
    let holders: Vec<_> =
        figures().filter(|(_, figure)| figure.value == Some(value)).take(HOLDERS).collect();
    let figure = holders.first()?.1;
    let regions = holders.iter().map(|(cell, _)| cell.region.id.clone()).collect();
    Some(BestFigure { figure, regions })
}

fn parts_and_whole(lang: Lang) -> Why {
    let reason = Message::of(
        lang,
        "an amount of a part and of the whole differ in size: see share_of_parent",
        "部分与总体的数量大小不同：见 share_of_parent",
    );
    (MissingCode::PartOfWhole, reason)
}

/// Whether the indicator is an amount or a count, so that the figure of a part is smaller than that
/// of the whole.
fn counts_amounts(indicator: &Indicator) -> bool {
    indicator.additive || indicator.dimension().is_some_and(|dimension| dimension.is_amount())
}

/// Writes the gaps of one cell.
struct GapWriter<'a> {
    lang: Lang,
    indicator: &'a Indicator,
    /// See [`counts_amounts`].
    counts_amounts: bool,
    ambition: &'a mut Ambition,
}

impl GapWriter<'_> {
    /// Whether a figure of this measure is an amount; growth and multiples of an amount are none.
    fn is_amount(&self, measure: Measure) -> bool {
        let amount = !matches!(measure, Measure::AnnualGrowth | Measure::RatioMultiple);
        amount && self.counts_amounts
    }

    fn missing(&mut self, field: &'static str, why: Why) {
        // One entry for all fields that share a reason.
        let mut all = self.ambition.missing.iter_mut();
        if let Some(known) = all.find(|known| known.reason == why.1) {
            known.fields.to_mut().push(field);
            return;
        }
        let mut fields = Vec::with_capacity(GAPS);
        fields.push(field);
        self.ambition.missing.push(MissingFigure::new(fields, why));
    }

    fn put(&mut self, field: &'static str, gap: Gap) {
        let step = format_args!("{field}: {}", gap.method);
        method::add(&mut self.ambition.method, self.lang, step);
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
    fn best(&mut self, field: &'static str, own: Option<&Figure>, best: Option<&BestFigure<'_>>) {
        let lang = self.lang;
        if self.indicator.direction == Direction::Neutral {
            return self.missing(field, neutral(lang));
        }
        let (Some(own), Some(best)) = (own, best) else {
            let reason = if field == "to_best_target" {
                Message::of(lang, "there is no target that may be compared", "没有可比的目标")
            } else {
                Message::of(lang, "there is no base that may be compared", "没有可比的基数")
            };
            return self.missing(field, (MissingCode::NotComparable, reason));
        };
        if let Some(gap) = self.gap(own, best.figure, best.regions.clone()) {
            self.used([own, best.figure]);
            self.put(field, gap);
        } else {
            let reason =
                Message::of(lang, "the figures leave the gap open", "由这些数字无法确定差距");
            self.missing(field, (MissingCode::BoundOnly, reason));
        }
    }

    /// The gap to the greatest improvement a year, and the place among them.
    fn pace(&mut self, cells: &[Cell], paces: &Paces, at: usize) {
        let lang = self.lang;
        if self.indicator.direction == Direction::Neutral {
            return self.missing("to_best_pace", neutral(lang));
        }
        let Some((best, place, own)) = paces.of(at) else {
            let reason = Message::of(
                lang,
                "base and target may not both be compared",
                "基数与目标并非都可比",
            );
            return self.missing("to_best_pace", (MissingCode::NotComparable, reason));
        };
        self.ambition.pace_rank = Some(place);
        self.ambition.paced = paces.sorted.len();
        let Some(value) = own.checked_sub(best).map(|value| value.normalize()) else {
            return self.missing("to_best_pace", too_large(lang));
        };
        let holder = paces.holders.first().and_then(|holder| cells[*holder].derived.comparator);
        let both = holder.zip(self.ambition.comparator);
        // Only exact and approximate figures have a pace.
        let comparator =
            both.and_then(|(best, own)| bound::of_points(best, own)).unwrap_or_default();
        let unit = if &*paces.unit == "%" { POINTS.into() } else { paces.unit.clone() };
        let holders = || paces.holders.iter().map(|holder| &cells[*holder]);
        let inputs = holders().take(1).flat_map(|cell| [&cell.base, &cell.target]).flatten();
        self.ambition.inputs.extend(inputs.flat_map(ids).cloned());
        let gap = Gap {
            value,
            percent: None,
            unit: Some(unit),
            comparator,
            reference: best.normalize(),
            regions: holders().map(|cell| cell.region.id.clone()).collect(),
            method: message!(
                lang,
                "{own} − {best} = {value}, a year",
                "{own} − {best} = {value}，每年",
            ),
        };
        self.put("to_best_pace", gap);
    }

    /// The gaps to the plan of the region above.
    fn parent(&mut self, facts: &Facts<'_>, cell: &Cell) {
        let lang = self.lang;
        let fields = ["to_parent_target", "to_parent_base"];
        let parent = facts.region(&cell.region.id).and_then(|region| region.parent.as_deref());
        let parent = parent.and_then(|id| facts.region(id));
        let amount =
            |figure: &Option<Figure>| figure.as_ref().is_none_or(|own| self.is_amount(own.measure));
        let held = |parent: &Region| facts.plan_above(&parent.id, cell.basis?);
        let reason = match parent {
            _ if self.indicator.direction == Direction::Neutral => Some(neutral(lang)),
            _ if amount(&cell.target) && amount(&cell.base) && self.counts_amounts => {
                Some(parts_and_whole(lang))
            }
            None => Some(no_region_above(lang)),
            Some(parent) if held(parent).is_none() => Some(no_plan_of(lang, parent)),
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
        let figures = figures_above(facts, plan, self.indicator);
        let both = [(&cell.target, &figures.target), (&cell.base, &figures.base)];
        for (field, (own, above)) in fields.into_iter().zip(both) {
            let (Some(own), Some(above)) = (own, above) else {
                let reason = message!(
                    lang,
                    "{parent} and this region do not both state one",
                    "{parent}与本地区并非都有此数字",
                    parent = parent.name_in(lang),
                );
                self.missing(field, (MissingCode::ParentNotStated, reason));
                continue;
            };
            if self.is_amount(own.measure) {
                self.missing(field, parts_and_whole(lang));
                continue;
            }
            let alike = own.year == above.year && own.measure == above.measure;
            let gap = self.gap(own, above, vec![facts.shown(parent).id]);
            if let Some(gap) = gap.filter(|_| alike) {
                self.used([own, above]);
                self.put(field, gap);
            } else {
                let reason = message!(
                    lang,
                    "the figure of {parent} is of another year, measure, unit or form",
                    "{parent}的数字年份、度量、单位或形式不同",
                    parent = parent.name_in(lang),
                );
                self.missing(field, (MissingCode::ParentDiffers, reason));
            }
        }
    }

    /// The amount by which a figure is better than a reference. `None` for words, ranges, other
    /// units, and bounds that leave the difference open.
    fn gap(&self, own: &Figure, reference: &Figure, regions: Vec<Arc<str>>) -> Option<Gap> {
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
        let unit = if percentages { Some(POINTS.into()) } else { own.unit.clone() };
        Some(Gap {
            value,
            percent: share,
            unit,
            comparator: bound::of_difference(left.comparator, right.comparator)?,
            reference: other.value,
            regions,
            method: Message::made(format_args!("{} − {} = {value}", left.value, right.value)),
        })
    }

    /// Names the figures behind a gap.
    fn used(&mut self, figures: [&Figure; 2]) {
        self.ambition.inputs.extend(figures.into_iter().flat_map(ids).cloned());
    }
}

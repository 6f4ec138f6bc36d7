//! A region and the regions below it. For each indicator: the figure of the region, and whether
//! each region below states a figure, leaves it to the region above, has words only, or states
//! nothing.

use super::answer::{
    Cascade, CascadeCell, Cell, Counts, Entry, Figure, MissingCode, MissingFigure, Resolution,
    ResolutionStatus, Status, Sum, Sums, Why,
};
use super::cell::cell;
use super::choose::{bases, targets};
use super::input::{CompareInput, Facts};
use super::method;
use super::point::{ids, point};
use super::printed::figure;
use super::rank;
use super::resolve::LEVELS;
use crate::arithmetic::{bound, percent};
use crate::catalog::{Indicator, Region, RegionLevel};
use crate::domain::lang::Lang;
use crate::domain::message::{Message, message};
use crate::domain::{Comparator, Measure, Plan, Statement};
use rust_decimal::Decimal;

/// One entry for each indicator of the input, whose regions are those below `parent`.
#[must_use]
pub fn table<'p>(
    input: &'p CompareInput<'p>,
    parent: &Region,
    plans: impl IntoIterator<Item = &'p Plan>,
    statements: impl IntoIterator<Item = &'p Statement>,
) -> Vec<Cascade> {
    let facts = Facts::new(input, plans, statements);
    input.indicators.iter().map(|indicator| one(&facts, parent, indicator)).collect()
}

fn one(facts: &Facts<'_>, parent: &Region, indicator: &Indicator) -> Cascade {
    let entry = rank::entry(facts, indicator);
    let own = cell(facts, parent, indicator);
    let above = lineage(facts, parent);
    let above = above.map(|region| held(cell(facts, region, indicator), false)).collect();
    let counts = counts(&entry);
    let sums = sums(facts, parent, indicator, &entry);
    let Entry { indicator, period, cells, .. } = entry;
    let children = cells.into_iter().map(|cell| held(cell, true)).collect();
    Cascade { indicator, period, above, parent: held(own, false), children, counts, sums }
}

/// The regions above a region, the nearest first, at most eight: a catalogue from the store is not
/// checked for circles.
fn lineage<'f>(facts: &Facts<'f>, region: &Region) -> impl Iterator<Item = &'f Region> {
    let parent = |region: &Region| facts.region(region.parent.as_deref()?);
    let mut next = parent(region);
    let chain = std::iter::from_fn(move || {
        let found = next?;
        next = found.parent.as_deref().and_then(|id| facts.region(id));
        Some(found)
    });
    chain.take(LEVELS)
}

fn held(cell: Cell, below: bool) -> CascadeCell {
    CascadeCell {
        region: cell.region,
        plan: cell.plan,
        plan_complete: cell.plan_complete,
        status: cell.status,
        base: cell.base,
        target: cell.target,
        stated_growth: cell.stated_growth,
        resolution: cell.resolution,
        comparable: below.then_some(cell.comparable),
        reasons: if below { cell.reasons } else { Vec::new() },
        share_of_parent: cell.derived.share_of_parent,
    }
}

fn counts(entry: &Entry) -> Counts {
    let mut counts = Counts { regions: entry.cells.len(), ..Counts::default() };
    for cell in &entry.cells {
        *match cell.status {
            Status::Stated => &mut counts.stated,
            Status::Delegated => &mut counts.delegated,
            Status::Relative => &mut counts.relative,
            Status::Qualitative => &mut counts.qualitative,
            Status::NotStated => &mut counts.not_stated,
            Status::Unknown => &mut counts.unknown,
            Status::NoPlan => &mut counts.no_plan,
        } += 1;
        counts.with_base += usize::from(cell.base.is_some());
        let resolved = |found: &Resolution| found.status == ResolutionStatus::Resolved;
        counts.resolved += usize::from(cell.resolution.as_ref().is_some_and(resolved));
    }
    counts
}

fn sums(facts: &Facts<'_>, parent: &Region, indicator: &Indicator, entry: &Entry) -> Sums {
    let mut sums = Sums::default();
    let mut missing = |field, why| sums.missing.push(MissingFigure::new(vec![field], why));
    let plan = facts.plan(&parent.id);
    let aims = plan.map(|plan| targets(facts, plan, indicator)).unwrap_or_default();
    let starts = plan.map(|plan| bases(facts, plan, indicator, aims.first().copied()));
    let above = [figure(&starts.unwrap_or_default()), figure(&aims)];
    let of_base = sum(facts, indicator, entry, above[0].as_ref(), |cell| {
        (cell.base.as_ref(), cell.base_comparable)
    });
    let of_target = sum(facts, indicator, entry, above[1].as_ref(), |cell| {
        (cell.target.as_ref(), cell.comparable)
    });
    let base = of_base.map_err(|reason| missing("base", reason)).ok();
    let target = of_target.map_err(|reason| missing("target", reason)).ok();
    (sums.base, sums.target) = (base, target);
    sums
}

/// The sum of the comparable figures; only where every figure is comparable.
fn sum<'c>(
    facts: &Facts<'_>,
    indicator: &Indicator,
    entry: &'c Entry,
    above: Option<&Figure>,
    of: impl Fn(&'c Cell) -> (Option<&'c Figure>, bool),
) -> Result<Sum, Why> {
    if !indicator.additive {
        let reason = Message::of(
            facts.lang,
            "figures of parts do not add up to the whole",
            "各部分的数字不能加总为总体",
        );
        return Err((MissingCode::NotAdditive, reason));
    }
    let mut added: Vec<(&Cell, &Figure)> = Vec::new();
    let lang = facts.lang;
    let (mut left_out, mut unlike) = (Vec::new(), Vec::new());
    for cell in &entry.cells {
        match of(cell) {
            (Some(figure), true) => added.push((cell, figure)),
            (Some(figure), false) if figure.value.is_some() => unlike.push(cell.region.id.clone()),
            _ => left_out.push(cell.region.id.clone()),
        }
    }
    if !unlike.is_empty() {
        let regions = unlike.join(", ");
        let reason = message!(
            lang,
            "figures that may not be compared are not added: {regions}",
            "不可比的数字不加总：{regions}",
        );
        return Err((MissingCode::NotComparable, reason));
    }
    let Some((_, first)) = added.first() else {
        let reason = Message::of(lang, "no region below states a figure", "下辖地区均无数字");
        return Err((MissingCode::NoFigure, reason));
    };
    if matches!(first.measure, Measure::AnnualGrowth | Measure::RatioMultiple) {
        let reason = Message::of(
            lang,
            "growth and multiples of parts do not add up to those of the whole",
            "各部分的增速和倍数不能加总为总体的",
        );
        return Err((MissingCode::NotAdditive, reason));
    }
    let too_large = || {
        let reason =
            Message::of(lang, "the figures are too large to be added", "数字过大，无法相加");
        (MissingCode::TooLarge, reason)
    };
    let (mut value, mut comparator) = (Decimal::ZERO, Comparator::Eq);
    for (_, figure) in &added {
        let part = point(figure).ok_or_else(too_large)?;
        value = value.checked_add(part.value).ok_or_else(too_large)?;
        comparator = bound::of_points(comparator, part.comparator).ok_or_else(too_large)?;
    }
    let value = value.normalize();
    let parts: Vec<_> = added
        .iter()
        .filter_map(|(_, figure)| figure.value.map(|value| value.normalize().to_string()))
        .collect();
    let mut sum = Sum {
        value,
        unit: first.unit.clone(),
        comparator,
        measure: first.measure,
        complete: left_out.is_empty(),
        regions: added.iter().map(|(cell, _)| cell.region.id.clone()).collect(),
        left_out,
        parent_value: None,
        difference: None,
        percent_of_parent: None,
        parent_comparator: None,
        method: Message::made(format_args!("{} = {value}", parts.join(" + "))),
        note: None,
        inputs: added.iter().flat_map(|(_, figure)| ids(figure)).cloned().collect(),
    };
    compare_with(lang, &mut sum, first, above);
    sum.note = counted_twice(facts, &sum);
    Ok(sum)
}

/// The reservation about a sum over zones and districts.
fn counted_twice(facts: &Facts<'_>, sum: &Sum) -> Option<Message> {
    let levels = |wanted| {
        let mut regions = sum.regions.iter().filter_map(|id| facts.region(id));
        regions.any(|region| region.level == wanted)
    };
    let both = levels(RegionLevel::Zone) && levels(RegionLevel::District);
    both.then(|| {
        Message::of(
            facts.lang,
            "zones may lie within districts, whose figures may then hold theirs",
            "开发区可能位于区内，区的数字可能已包含其数字",
        )
    })
}

/// Adds to a sum how it differs from the figure of the region above, where both are of one year, measure and unit.
fn compare_with(lang: Lang, sum: &mut Sum, first: &Figure, above: Option<&Figure>) {
    let alike = |above: &&Figure| {
        let span = above.since.is_none() || first.since.is_none() || above.since == first.since;
        span && above.year == first.year
            && above.measure == first.measure
            && above.unit == first.unit
    };
    if let Some(above) = above.filter(alike)
        && let Some(whole) = point(above)
        && let Some(open) = bound::of_difference(sum.comparator, whole.comparator)
        && let Some(difference) = sum.value.checked_sub(whole.value)
    {
        let difference = difference.normalize();
        let part = (whole.value > Decimal::ZERO)
            .then(|| percent::rounded(sum.value, whole.value))
            .flatten();
        let step = format!("{} − {} = {difference}", sum.value, whole.value);
        method::append(&mut sum.method, lang, step);
        sum.parent_value = Some(whole.value);
        (sum.difference, sum.percent_of_parent) = (Some(difference), part);
        sum.parent_comparator = Some(open);
        sum.inputs.extend_from_slice(ids(above));
    }
}

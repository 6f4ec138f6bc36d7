//! A region above and those below it: for each indicator what the one states, and what each of the
//! others states, leaves to it, leaves to words or leaves out.

use super::answer::{
    Cell, Entry, Figure, IndicatorRef, Missing, Reason, RegionRef, Resolution, ResolutionStatus,
    Share, Status,
};
use super::cell::cell;
use super::choose::{bases, figure, targets};
use super::derive::{both_points, combine, ids, percent, point};
use super::input::Facts;
use super::{Plan, Question, Statement, rank};
use crate::catalog::{Indicator, Region, RegionLevel};
use crate::domain::{Comparator, Measure};
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;

/// One indicator in a region and in those below it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Cascade {
    pub indicator: IndicatorRef,
    /// Of the plans: first and last year.
    #[schema(example = "2021-2025")]
    pub period: String,
    /// What the region above says.
    pub parent: Held,
    /// What each region below it says, in the order of the catalogue.
    pub children: Vec<Held>,
    /// Of all regions below, also of those that `status` leaves out.
    pub counts: Counts,
    /// The figures of the regions below added up, where the indicator is one that adds up.
    pub sums: Sums,
}

/// What one region says of one indicator.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = CascadeCell)]
pub struct Held {
    pub region: RegionRef,
    /// Id of the plan that was read; null where none is loaded for the period.
    pub plan: Option<String>,
    /// What the plan says of the target.
    pub status: Status,
    pub base: Option<Figure>,
    pub target: Option<Figure>,
    /// Growth a year over the period as the plan prints it.
    pub stated_growth: Option<Figure>,
    /// What a target in words leads to; null unless `status` is delegated or relative.
    pub resolution: Option<Resolution>,
    /// Whether the target may be compared with those of the other regions below. Null for the region
    /// above.
    pub comparable: Option<bool>,
    /// Why not.
    pub reasons: Vec<Reason>,
    /// Part of the region above, where the indicator adds up.
    pub share_of_parent: Option<Share>,
}

/// How many of the regions below do what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = CascadeCounts)]
pub struct Counts {
    /// All regions below.
    pub regions: usize,
    /// With a figure of their own.
    pub stated: usize,
    /// That leave it to the region above (完成市下达目标).
    pub delegated: usize,
    /// In step with something else (与经济增长同步).
    pub relative: usize,
    /// With a goal in other words.
    pub qualitative: usize,
    /// Whose plan says nothing of it.
    pub not_stated: usize,
    /// Of which no plan is loaded.
    pub no_plan: usize,
    /// With a figure of the base year, whatever they say of the target.
    pub with_base: usize,
    /// Of the delegated and relative, those that lead to a figure.
    pub resolved: usize,
}

/// The regions below added up, and set against the region above.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = CascadeSums)]
pub struct Sums {
    pub base: Option<Sum>,
    pub target: Option<Sum>,
    /// Why there is no sum.
    pub missing: Vec<Missing>,
}

/// One sum. Computed, never printed.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = CascadeSum)]
pub struct Sum {
    /// In `unit`, exact.
    #[serde(serialize_with = "crate::domain::figure::exact")]
    pub value: Decimal,
    /// Of every figure of the sum; null for a bare number.
    pub unit: Option<String>,
    pub comparator: Comparator,
    pub measure: Measure,
    /// Whether every region below is in it. Where not, it is a part of the sum only.
    pub complete: bool,
    /// Ids of the regions added.
    pub regions: Vec<String>,
    /// Ids of the regions without a figure.
    pub left_out: Vec<String>,
    /// What the region above states, where it is of the same year, measure and unit.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub parent_value: Option<Decimal>,
    /// Sum less `parent_value`. Of a sum that is not complete it says nothing of the rest.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub difference: Option<Decimal>,
    /// Sum in percent of `parent_value`, 1 decimal.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub percent_of_parent: Option<Decimal>,
    /// Of `difference` and `percent_of_parent`; null with them.
    pub parent_comparator: Option<Comparator>,
    /// The arithmetic.
    pub method: String,
    /// What to know of it: zones may lie within districts.
    pub note: Option<String>,
    /// Ids of the observations.
    pub inputs: Vec<String>,
}

/// One entry for each asked indicator. The question's regions are those below `parent`.
#[must_use]
pub fn table(
    question: &Question<'_>,
    parent: &Region,
    plans: &[Plan],
    statements: &[Statement],
) -> Vec<Cascade> {
    let facts = Facts::new(question, plans, statements);
    question.indicators.iter().map(|indicator| one(&facts, parent, indicator)).collect()
}

fn one(facts: &Facts<'_>, parent: &Region, indicator: &Indicator) -> Cascade {
    let entry = rank::entry(facts, indicator);
    let above = cell(facts, parent, indicator);
    let counts = counts(&entry);
    let sums = sums(facts, parent, indicator, &entry);
    let Entry { indicator, period, cells, .. } = entry;
    let children = cells.into_iter().map(|cell| held(cell, true)).collect();
    Cascade { indicator, period, parent: held(above, false), children, counts, sums }
}

fn held(cell: Cell, below: bool) -> Held {
    Held {
        region: cell.region,
        plan: cell.plan,
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
    let mut missing = |field, reason: String| {
        sums.missing.push(Missing { fields: vec![field], reason });
    };
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

/// The comparable figures added up; only where every region that has a figure has a comparable one.
fn sum<'c>(
    facts: &Facts<'_>,
    indicator: &Indicator,
    entry: &'c Entry,
    above: Option<&Figure>,
    of: impl Fn(&'c Cell) -> (Option<&'c Figure>, bool),
) -> Result<Sum, String> {
    if !indicator.additive {
        return Err("figures of parts do not add up to the whole".to_owned());
    }
    let mut added: Vec<(&Cell, &Figure)> = Vec::new();
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
        return Err(format!("figures that may not be compared are not added: {regions}"));
    }
    let Some((_, first)) = added.first() else {
        return Err("no region below states a figure".to_owned());
    };
    let too_large = || "the figures are too large to be added".to_owned();
    let (mut value, mut comparator) = (Decimal::ZERO, Comparator::Eq);
    for (_, figure) in &added {
        let part = point(figure).ok_or_else(too_large)?;
        value = value.checked_add(part.value).ok_or_else(too_large)?;
        comparator = both_points(comparator, part.comparator).ok_or_else(too_large)?;
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
        method: format!("{} = {value}", parts.join(" + ")),
        note: None,
        inputs: added.iter().flat_map(|(_, figure)| ids(figure)).collect(),
    };
    let alike = |above: &&Figure| {
        above.year == first.year && above.measure == first.measure && above.unit == first.unit
    };
    if let Some(above) = above.filter(alike)
        && let Some(whole) = point(above)
        && let Some(bound) = combine(comparator, whole.comparator)
        && let Some(difference) = value.checked_sub(whole.value)
    {
        let difference = difference.normalize();
        let part = (whole.value > Decimal::ZERO).then(|| percent(value, whole.value)).flatten();
        sum.method = format!("{}; {value} − {} = {difference}", sum.method, whole.value);
        sum.parent_value = Some(whole.value);
        (sum.difference, sum.percent_of_parent) = (Some(difference), part);
        sum.parent_comparator = Some(bound);
        sum.inputs.extend(ids(above));
    }
    let levels = |wanted| {
        let mut regions = sum.regions.iter().filter_map(|id| facts.region(id));
        regions.any(|region| region.level == wanted)
    };
    if levels(RegionLevel::Zone) && levels(RegionLevel::District) {
        let note = "zones may lie within districts, whose figures may then hold theirs";
        sum.note = Some(note.to_owned());
    }
    Ok(sum)
}

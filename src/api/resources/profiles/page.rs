//! A profile from a comparison of the region with its siblings, and from the progress of its plan.

use super::answer::{BriefFigure, Delegated, Headline, SiblingIndicator};
use crate::compare::answer::{Cell, Entry, Figure, Status};
use crate::export::reference::IndicatorRef;
use crate::progress::PlanProgress;
use crate::progress::answer::{Progress, ProgressVerdict};
use crate::series::answer::ReportedFigure;
use crate::store::Snapshot;
use crate::store::words::word;
use std::cmp::Reverse;
use std::sync::Arc;

/// The greatest number of indicators that only siblings state.
const MOST_ONLY_SIBLINGS: usize = 20;

/// The cell of a region.
fn cell<'e>(entry: &'e Entry, region: &str) -> Option<&'e Cell> {
    entry.cells.iter().find(|cell| *cell.region.id == *region)
}

/// The targets in the tables of the plan, or without tables all of them.
pub(super) fn headlines(
    entries: &[Entry],
    region: &str,
    progress: Option<&PlanProgress>,
    snapshot: &Snapshot,
) -> Vec<Headline> {
    let own = entries.iter().filter_map(|entry| Some((entry, cell(entry, region)?)));
    let own: Vec<_> = own.filter(|(_, cell)| cell.target.is_some()).collect();
    let is_of_table = |cell: &Cell| {
        let target = cell.target.as_ref();
        target.and_then(|target| target.evidence.as_ref()?.table.as_ref()).is_some()
    };
    let has_tables = own.iter().any(|(_, cell)| is_of_table(cell));
    own.into_iter()
        .filter(|(_, cell)| !has_tables || is_of_table(cell))
        .map(|(entry, cell)| headline(entry, cell, progress, snapshot))
        .collect()
}

fn headline(
    entry: &Entry,
    cell: &Cell,
    progress: Option<&PlanProgress>,
    snapshot: &Snapshot,
) -> Headline {
    let id = cell.target.as_ref().and_then(|target| target.id.as_ref());
    let of_target =
        |one: &&Progress| id.is_some_and(|id| *id == one.target.id || one.also.contains(id));
    let progress = progress.and_then(|plan| plan.targets.iter().find(of_target));
    Headline {
        indicator: IndicatorRef::of(&entry.indicator.id, snapshot),
        status: word(cell.status),
        base: cell.base.as_ref().map(|figure| brief(figure, snapshot)),
        target: cell.target.as_ref().map(|figure| brief(figure, snapshot)),
        latest: progress
            .and_then(|one| one.latest.as_ref())
            .map(|figure| reported(figure, snapshot)),
        verdict: progress.map_or(ProgressVerdict::Unknown, |one| one.verdict),
        done_percent: progress.and_then(|one| one.done_percent),
        rank: cell.rank,
        ranked: entry.ranked,
        share_of_parent: cell.derived.share_of_parent.as_ref().and_then(|share| share.value),
    }
}

/// A unit in the language of the answer.
fn name(unit: Option<&Arc<str>>, snapshot: &Snapshot) -> Option<String> {
    unit.map(|unit| snapshot.unit_name(unit))
}

/// A figure of the plan in short.
fn brief(figure: &Figure, snapshot: &Snapshot) -> BriefFigure {
    BriefFigure {
        id: figure.id.as_deref().map(str::to_owned),
        value: figure.value,
        value_high: figure.value_high,
        unit: figure.unit.as_deref().map(str::to_owned),
        unit_name: name(figure.unit.as_ref(), snapshot),
        comparator: figure.comparator,
        measure: figure.measure,
        year: figure.year,
        text: figure.words().map(str::to_owned),
        document: None,
        line: figure.evidence.as_ref().map(|evidence| evidence.line),
    }
}

/// A figure of any document in short.
fn reported(figure: &ReportedFigure, snapshot: &Snapshot) -> BriefFigure {
    BriefFigure {
        id: Some(figure.id.to_string()),
        value: figure.value,
        value_high: figure.value_high,
        unit: figure.unit.as_deref().map(str::to_owned),
        unit_name: name(figure.unit.as_ref(), snapshot),
        comparator: figure.comparator,
        measure: figure.measure,
        year: figure.year,
        text: figure.printed.text.as_deref().map(str::to_owned),
        document: Some(figure.document.id.to_string()),
        line: Some(figure.line),
    }
}

/// Targets that the plan leaves to the region above.
pub(super) fn delegated(entries: &[Entry], region: &str, snapshot: &Snapshot) -> Vec<Delegated> {
    let left = |entry: &Entry| {
        let cell = cell(entry, region).filter(|cell| cell.status == Status::Delegated)?;
        let target = cell.target.as_ref()?;
        let resolution = cell.resolution.as_ref();
        let found = resolution.and_then(|found| found.target.as_ref());
        let stated_by = resolution.filter(|_| found.is_some()).and_then(|it| it.region.as_ref());
        Some(Delegated {
            indicator: IndicatorRef::of(&entry.indicator.id, snapshot),
            text: target.words().map(str::to_owned),
            id: target.id.as_deref().map(str::to_owned),
            stated_by: stated_by.map(|region| region.id.to_string()),
            value: found.and_then(|figure| figure.value),
            unit: found.and_then(|figure| Some(figure.unit.as_ref()?.to_string())),
            unit_name: found.and_then(|figure| name(figure.unit.as_ref(), snapshot)),
        })
    };
    entries.iter().filter_map(left).collect()
}

/// Indicators that siblings state and the plan does not.
pub(super) fn only_siblings(
    entries: &[Entry],
    region: &str,
    snapshot: &Snapshot,
) -> Vec<SiblingIndicator> {
    let silent =
        |entry: &&Entry| cell(entry, region).is_some_and(|cell| cell.status == Status::NotStated);
    let only = |entry: &Entry| {
        let stated = entry.cells.iter().filter(|cell| cell.status == Status::Stated);
        let regions: Vec<_> = stated.map(|cell| cell.region.id.clone()).collect();
        let indicator = IndicatorRef::of(&entry.indicator.id, snapshot);
        (!regions.is_empty()).then_some(SiblingIndicator { indicator, regions })
    };
    let mut found: Vec<_> = entries.iter().filter(silent).filter_map(only).collect();
    found.sort_by_key(|one| Reverse(one.regions.len()));
    found.truncate(MOST_ONLY_SIBLINGS);
    found
}

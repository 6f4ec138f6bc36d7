//! A cascade as rows: for each indicator one for the region above, one for each region below it, and one for each region
//! further above.

use super::picture;
use crate::api::resources::compare::csv::FIGURE;
use crate::compare::answer::{Cascade, CascadeCell, Figure, Sum};
use crate::domain::text::Text;
use crate::format::{About, Column, ColumnValue, Flat, columns, fields};
use crate::store::words::word;
use std::sync::Arc;

/// A row: the entry, the cell of a region, and the role of the region in the entry.
struct CascadeRow<'a> {
    entry: &'a Cascade,
    held: &'a CascadeCell,
    role: &'static str,
}

impl CascadeRow<'_> {
    /// Whether it is the row with counts and sums.
    fn is_parent(&self) -> bool {
        self.role == "parent"
    }
}

// `fields=` never leaves out role and region: they identify the row.
columns! {
    fn cells(row: &CascadeRow<'_>, release: i32);
    text "parent_id" of "parent" = &row.entry.parent.region.id;
    key "role" of "indicator" as CascadeRole = row.role;
    key "region_id" of "indicator" = &row.held.region.id;
    text "region_code" of "children" = row.held.region.code.as_ref();
    text "region_name" of "children" = &row.held.region.name;
    key "indicator_id" of "indicator" = &row.entry.indicator.id;
    text "indicator_name" of "indicator" = &row.entry.indicator.name;
    text "period" of "period" = &row.entry.period;
    text "status" of "children" as TargetStatus = word(row.held.status);
    integer "base_year" of "children" = base(row).and_then(|base| base.year);
    number "base_value" of "children" = base(row).and_then(|base| base.value);
    number "base_value_high" of "children" = base(row).and_then(|base| base.value_high);
    text "base_comparator" of "children" as Comparator = base(row).and_then(comparator);
    text "base_measure" of "children" as Measure = base(row).map(|base| word(base.measure));
    integer "target_year" of "children" = target(row).and_then(|target| target.year);
    number "target_value" of "children" = target(row).and_then(|target| target.value);
    number "target_value_high" of "children" = target(row).and_then(|target| target.value_high);
    text "target_comparator" of "children" as Comparator = target(row).and_then(comparator);
    text "target_measure" of "children" as Measure = target(row).map(|target| word(target.measure));
    text "target_unit" of "children" = target(row).and_then(|target| target.unit.clone());
    text "target_text" of "children" = target(row).and_then(|target| target.printed.as_ref()?.text.clone());
    text "unit" of "indicator" = row.entry.indicator.unit.as_ref();
    number "stated_growth" of "children" = row.held.stated_growth.as_ref().and_then(|growth| growth.value);
    text "stated_growth_comparator" of "children" as Comparator = row.held.stated_growth.as_ref().and_then(comparator);
    text "resolution" of "children" as Resolution = row.held.resolution.as_ref().map(|found| word(found.status));
    text "resolution_method" of "children" as ResolutionMethod = row.held.resolution.as_ref().map(|found| word(found.method));
    text "resolved_region" of "children" = row.held.resolution.as_ref().and_then(|found| Some(found.region.as_ref()?.id.clone()));
    number "resolved_value" of "children" = resolved(row).and_then(|figure| figure.value);
    text "resolved_comparator" of "children" as Comparator = resolved(row).and_then(comparator);
    text "resolved_unit" of "children" = resolved(row).and_then(|figure| figure.unit.clone());
    text "unresolved" of "children" as Unresolved = row.held.resolution.as_ref().and_then(|found| found.code).map(word);
    boolean "comparable" of "children" = row.held.comparable;
    text "reasons" of "children" as Reason = reasons(row.held);
    number "share_of_parent" of "children" = row.held.share_of_parent.as_ref().and_then(|share| share.value);
    text "share_of" of "children" as ShareOf = row.held.share_of_parent.as_ref().map(|share| word(share.of));
    integer "regions" of "counts" = row.is_parent().then_some(row.entry.counts.regions as u64);
    integer "stated" of "counts" = row.is_parent().then_some(row.entry.counts.stated as u64);
    integer "delegated" of "counts" = row.is_parent().then_some(row.entry.counts.delegated as u64);
    integer "relative" of "counts" = row.is_parent().then_some(row.entry.counts.relative as u64);
    integer "qualitative" of "counts" = row.is_parent().then_some(row.entry.counts.qualitative as u64);
    integer "not_stated" of "counts" = row.is_parent().then_some(row.entry.counts.not_stated as u64);
    integer "no_plan" of "counts" = row.is_parent().then_some(row.entry.counts.no_plan as u64);
    number "base_sum" of "sums" = base_sum(row).map(|sum| sum.value);
    boolean "base_sum_complete" of "sums" = base_sum(row).map(|sum| sum.complete);
    number "target_sum" of "sums" = target_sum(row).map(|sum| sum.value);
    boolean "target_sum_complete" of "sums" = target_sum(row).map(|sum| sum.complete);
    integer "base_line" of "children" = base(row).and_then(|base| Some(base.evidence.as_ref()?.line));
    text "base_quote" of "children" = base(row).and_then(|base| Some(base.evidence.as_ref()?.quote.clone()));
    integer "target_line" of "children" = target(row).and_then(|target| Some(target.evidence.as_ref()?.line));
    text "target_quote" of "children" = target(row).and_then(|target| Some(target.evidence.as_ref()?.quote.clone()));
    text "document" of "children" = document(row.held);
    text "plan_id" of "children" = row.held.plan.as_ref();
    text "base_id" of "children" = base(row).and_then(|base| base.id.clone());
    text "target_id" of "children" = target(row).and_then(|target| target.id.clone());
    text "resolved_id" of "children" = resolved(row).and_then(|figure| figure.id.clone());
    integer "release" of "release" = release;
    integer "unknown" of "counts" = row.is_parent().then_some(row.entry.counts.unknown as u64);
    boolean "plan_complete" of "children" = row.held.plan_complete;
}

impl Flat for Cascade {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn compact() -> Vec<String> {
        let held = [
            "region.id",
            "region.name",
            "plan",
            "status",
            "resolution.status",
            "resolution.region.id",
            "resolution.target.value",
            "resolution.target.unit",
            "share_of_parent.value",
        ];
        let places = ["above", "parent", "children"];
        let figures = ["base", "target", "stated_growth"];
        let mut paths = fields::below(&["indicator"], &["id", "name", "unit", "unit_name"]);
        paths.extend(["period", "counts"].map(str::to_owned));
        paths.extend(fields::below(&places, &held));
        for place in fields::below(&places, &figures) {
            paths.extend(fields::below(&[&place], &FIGURE));
        }
        paths
    }

    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        let parent = std::iter::once((&self.parent, "parent"));
        let below = self.children.iter().map(|child| (child, "child"));
        let above = self.above.iter().map(|held| (held, "above"));
        let row = |(held, role)| cells(&CascadeRow { entry: self, held, role }, release);
        parent.chain(below).chain(above).map(row).collect()
    }

    fn picture(entries: &[Self], about: &About, width: u32) -> Option<Result<String, Text>> {
        Some(picture::picture(entries, about, width))
    }
}

fn base<'a>(row: &CascadeRow<'a>) -> Option<&'a Figure> {
    row.held.base.as_ref()
}

fn target<'a>(row: &CascadeRow<'a>) -> Option<&'a Figure> {
    row.held.target.as_ref()
}

fn resolved<'a>(row: &CascadeRow<'a>) -> Option<&'a Figure> {
    row.held.resolution.as_ref()?.target.as_ref()
}

/// Sums are in the row of the region above.
fn base_sum<'a>(row: &CascadeRow<'a>) -> Option<&'a Sum> {
    row.entry.sums.base.as_ref().filter(|_| row.is_parent())
}

fn target_sum<'a>(row: &CascadeRow<'a>) -> Option<&'a Sum> {
    row.entry.sums.target.as_ref().filter(|_| row.is_parent())
}

fn comparator(figure: &Figure) -> Option<String> {
    figure.comparator.map(word)
}

/// Codes, separated by spaces.
fn reasons(held: &CascadeCell) -> Option<String> {
    let codes: Vec<_> = held.reasons.iter().map(|reason| word(reason.code)).collect();
    (!codes.is_empty()).then(|| codes.join(" "))
}

/// The document of the plan, where any figure is printed in it.
fn document(held: &CascadeCell) -> Option<&Arc<str>> {
    let figures = [&held.base, &held.target, &held.stated_growth].into_iter().flatten();
    figures.filter_map(|figure| figure.evidence.as_ref()).map(|at| &at.document).next()
}

//! A comparison as rows: one for each indicator and region, columns fixed and append-only.

use super::{cube, picture};
use crate::compare::answer::{Cell, Entry, Figure, Shares};
use crate::domain::text::Text;
use crate::format::{About, Column, ColumnValue, Flat, columns, fields};
use crate::store::words::word;
use serde_json::Value;
use std::sync::Arc;

/// Several codes or ids in one value, separated by blanks.
fn joined<W: AsRef<str>>(words: impl IntoIterator<Item = W>) -> Option<String> {
    let mut words = words.into_iter();
    let mut all = words.next()?.as_ref().to_owned();
    for word in words {
        all.push(' ');
        all.push_str(word.as_ref());
    }
    Some(all)
}

// Dimensions, measures, attributes, evidence, ids, release; then columns that were added later.
columns! {
    fn cells(entry: &Entry, cell: &Cell, release: i32);
    key "region_id" of "region" = &cell.region.id;
    text "region_code" of "region" = cell.region.code.as_ref();
    text "region_name" of "region" = &cell.region.name;
    key "indicator_id" of "indicator" = &entry.indicator.id;
    text "indicator_name" of "indicator" = &entry.indicator.name;
    text "period" of "period" = &entry.period;
    integer "base_year" of "base" = base(cell).and_then(|base| base.year);
    integer "target_year" of "target" = target(cell).and_then(|target| target.year);
    number "base_value" of "base" = base(cell).and_then(|base| base.value);
    number "base_value_high" of "base" = base(cell).and_then(|base| base.value_high);
    text "base_comparator" of "base" as Comparator = base(cell).and_then(comparator);
    text "base_measure" of "base" as Measure = base(cell).map(|base| word(base.measure));
    number "target_value" of "target" = target(cell).and_then(|target| target.value);
    number "target_value_high" of "target" = target(cell).and_then(|target| target.value_high);
    text "target_comparator" of "target" as Comparator = target(cell).and_then(comparator);
    text "target_measure" of "target" as Measure = target(cell).map(|target| word(target.measure));
    text "unit" of "indicator" = entry.indicator.unit.as_ref();
    text "status" of "status" as TargetStatus = word(cell.status);
    number "stated_growth" of "stated_growth" = growth(cell).and_then(|growth| growth.value);
    number "stated_growth_high" of "stated_growth" = growth(cell).and_then(|growth| growth.value_high);
    text "stated_growth_comparator" of "stated_growth" as Comparator = growth(cell).and_then(comparator);
    number "change" of "derived" = cell.derived.change;
    text "change_unit" of "derived" = cell.derived.change_unit.as_ref();
    number "change_percent" of "derived" = cell.derived.change_percent;
    number "implied_growth" of "derived" = cell.derived.annual_growth;
    text "derived_comparator" of "derived" as Comparator = cell.derived.comparator.map(word);
    number "target_level" of "derived" = cell.derived.target_level;
    number "share_of_parent" of "derived" = cell.derived.share_of_parent.as_ref().and_then(|share| share.value);
    text "share_comparator" of "derived" as Comparator = cell.derived.share_of_parent.as_ref().map(|share| word(share.comparator));
    text "share_of" of "derived" as ShareOf = cell.derived.share_of_parent.as_ref().map(|share| word(share.of));
    integer "rank" of "rank" = cell.rank.map(count);
    integer "ranked" of "ranked" = count(entry.ranked);
    integer "base_rank" of "base_rank" = cell.base_rank.map(count);
    boolean "comparable" of "comparable" = cell.comparable;
    text "reasons" of "reasons" as Reason = joined(cell.reasons.iter().map(|reason| word(reason.code)));
    text "resolution" of "resolution" as Resolution = cell.resolution.as_ref().map(|found| word(found.status));
    number "resolved_value" of "resolution" = resolved(cell).and_then(|figure| figure.value);
    text "resolved_unit" of "resolution" = resolved(cell).and_then(|figure| figure.unit.clone());
    text "attribute" of "target" as Attribute = target(cell).and_then(|target| target.attribute).map(word);
    text "base_derived" of "base" = base(cell).and_then(|base| Some(base.derived.as_ref()?.method.as_str()));
    text "warnings" of "warnings" as Warning = joined(cell.warnings.iter().map(|note| word(note.code)));
    text "base_printed" of "base" = base(cell).and_then(printed);
    text "target_printed" of "target" = target(cell).and_then(printed);
    text "stated_growth_printed" of "stated_growth" = growth(cell).and_then(printed);
    text "document" of "plan" = document(cell);
    integer "base_line" of "base" = base(cell).and_then(|base| Some(base.evidence.as_ref()?.line));
    text "base_quote" of "base" = base(cell).and_then(|base| Some(base.evidence.as_ref()?.quote.clone()));
    integer "target_line" of "target" = target(cell).and_then(|target| Some(target.evidence.as_ref()?.line));
    text "target_quote" of "target" = target(cell).and_then(|target| Some(target.evidence.as_ref()?.quote.clone()));
    integer "stated_growth_line" of "stated_growth" = growth(cell).and_then(|growth| Some(growth.evidence.as_ref()?.line));
    text "stated_growth_quote" of "stated_growth" = growth(cell).and_then(|growth| Some(growth.evidence.as_ref()?.quote.clone()));
    text "plan_id" of "plan" = cell.plan.as_ref();
    text "base_id" of "base" = base(cell).and_then(|base| base.id.clone());
    text "target_id" of "target" = target(cell).and_then(|target| target.id.clone());
    text "stated_growth_id" of "stated_growth" = growth(cell).and_then(|growth| growth.id.clone());
    text "derived_inputs" of "derived" = joined(inputs(cell));
    text "candidates" of "candidates" = joined(&cell.candidates);
    integer "release" of "release" = release;
    boolean "base_comparable" of "base_comparable" = cell.base_comparable;
    text "base_reasons" of "base_reasons" as Reason = joined(cell.base_reasons.iter().map(|reason| word(reason.code)));
    integer "targets_comparable" of "summary" = count(entry.summary.targets.comparable);
    number "target_min" of "summary" = entry.summary.targets.min;
    number "target_median" of "summary" = entry.summary.targets.median;
    number "target_max" of "summary" = entry.summary.targets.max;
    integer "bases_comparable" of "summary" = count(entry.summary.bases.comparable);
    number "base_min" of "summary" = entry.summary.bases.min;
    number "base_median" of "summary" = entry.summary.bases.median;
    number "base_max" of "summary" = entry.summary.bases.max;
    number "base_share_of_parent" of "derived" = shares(cell).and_then(|shares| shares.base.as_ref()?.value);
    number "target_share_of_parent" of "derived" = shares(cell).and_then(|shares| shares.target.as_ref()?.value);
    number "share_change" of "derived" = shares(cell).and_then(|shares| shares.change);
    number "required_a_year" of "ambition" = cell.ambition.required_a_year;
    text "required_unit" of "ambition" = cell.ambition.required_unit.as_ref();
    number "required_percent_a_year" of "ambition" = cell.ambition.required_percent_a_year;
    text "required_comparator" of "ambition" as Comparator = cell.ambition.comparator.map(word);
    number "improvement_a_year" of "ambition" = cell.ambition.improvement_a_year;
    integer "pace_rank" of "ambition" = cell.ambition.pace_rank.map(count);
    number "to_best_target" of "ambition" = cell.ambition.to_best_target.as_ref().map(|gap| gap.value);
    number "to_best_base" of "ambition" = cell.ambition.to_best_base.as_ref().map(|gap| gap.value);
    number "to_best_pace" of "ambition" = cell.ambition.to_best_pace.as_ref().map(|gap| gap.value);
    number "to_parent_target" of "ambition" = cell.ambition.to_parent_target.as_ref().map(|gap| gap.value);
    number "to_parent_base" of "ambition" = cell.ambition.to_parent_base.as_ref().map(|gap| gap.value);
    text "unresolved" of "resolution" as Unresolved = cell.resolution.as_ref().and_then(|found| found.code).map(word);
    text "base_price_basis" of "base" = base(cell).and_then(|base| Some(base.price_basis.as_ref()?.words.clone()));
    text "target_price_basis" of "target" = target(cell).and_then(|target| Some(target.price_basis.as_ref()?.words.clone()));
    text "related" of "related" = joined(cell.related.iter().map(|other| &other.indicator.id));
    boolean "plan_complete" of "plan" = cell.plan_complete;
    text "base_unit" of "base" = base(cell).and_then(|base| base.unit.clone());
    text "target_unit" of "target" = target(cell).and_then(|target| target.unit.clone());
    text "basis" of "basis" as TargetBasis = cell.basis.map(word);
    text "basis_document" of "basis" = cell.basis_document.as_ref();
}

impl Flat for Entry {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        self.cells.iter().map(|cell| cells(self, cell, release)).collect()
    }

    fn inner() -> Option<(&'static str, Vec<String>)> {
        Some(("cells", fields::of_entry::<Cell>()))
    }

    fn compact() -> Vec<String> {
        let cell = [
            "region.id",
            "region.name",
            "plan",
            "basis",
            "basis_document",
            "status",
            "comparable",
            "rank",
            "reasons.code",
            "resolution.status",
            "resolution.region.id",
            "resolution.target.value",
            "derived.annual_growth",
            "derived.target_level",
        ];
        let mut paths = fields::below(&["indicator"], &["id", "name", "unit", "unit_name"]);
        paths.extend(["period", "compared", "ranked"].map(str::to_owned));
        paths.extend(fields::below(&["cells"], &cell));
        paths
            .extend(fields::below(&["cells.base", "cells.target", "cells.stated_growth"], &FIGURE));
        paths
    }

    fn cube(entries: &[Self], about: &About) -> Option<Value> {
        Some(cube::cube(entries, about))
    }

    fn picture(entries: &[Self], about: &About, width: u32) -> Option<Result<String, Text>> {
        Some(picture::picture(entries, about, width))
    }
}

/// The fields of a figure in a compact view.
pub(crate) const FIGURE: [&str; 9] = [
    "id",
    "year",
    "value",
    "value_high",
    "unit",
    "comparator",
    "measure",
    "printed.text",
    "evidence.line",
];

fn shares(cell: &Cell) -> Option<&Shares> {
    cell.derived.shares.as_ref()
}

fn base(cell: &Cell) -> Option<&Figure> {
    cell.base.as_ref()
}

fn target(cell: &Cell) -> Option<&Figure> {
    cell.target.as_ref()
}

fn growth(cell: &Cell) -> Option<&Figure> {
    cell.stated_growth.as_ref()
}

/// The document of the plan, where any figure is printed in it.
fn document(cell: &Cell) -> Option<&Arc<str>> {
    let figures = [base(cell), target(cell), growth(cell)].into_iter().flatten();
    figures.filter_map(|figure| figure.evidence.as_ref()).map(|at| &at.document).next()
}

fn resolved(cell: &Cell) -> Option<&Figure> {
    cell.resolution.as_ref()?.target.as_ref()
}

fn comparator(figure: &Figure) -> Option<String> {
    figure.comparator.map(word)
}

/// Ids behind every computed figure of the row, a computed base included.
fn inputs(cell: &Cell) -> Vec<Arc<str>> {
    let mut ids = cell.derived.inputs.clone();
    let of_base = base(cell).and_then(|base| base.derived.as_ref());
    for id in of_base.iter().flat_map(|how| &how.inputs) {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    ids
}

/// Number and unit, or words, as printed.
fn printed(figure: &Figure) -> Option<String> {
    let printed = figure.printed.as_ref()?;
    let number = printed.value.as_ref();
    let number = number.map(|value| format!("{value}{}", printed.unit.as_deref().unwrap_or("")));
    number.or_else(|| printed.text.as_deref().map(str::to_owned))
}

fn count(number: usize) -> u64 {
    number as u64
}

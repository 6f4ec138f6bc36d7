//! A comparison as rows: one for each indicator and region, columns fixed and append-only.

use super::cube;
use crate::api::answer::format::{About, Cell as Field, Column, Flat, fields};
use crate::compare::answer::{Cell, Entry, Figure, Shares};
use crate::domain::words;
use crate::store::words::word;
use serde_json::Value;

/// Several words or ids in one field.
fn joined(words: impl IntoIterator<Item = String>) -> Option<String> {
    let words: Vec<_> = words.into_iter().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// What stands in a column.
type Fill = fn(&Entry, &Cell) -> Field;

/// Declares the columns: kind, name, the field of the cell or of the entry it comes from, what stands in it.
macro_rules! columns {
    (
        { $($kind:ident $name:literal of $from:literal $(as $words:ident)? = |$entry:pat_param, $cell:pat_param| $field:expr;)* }
        release
        { $($later:ident $new:literal of $of:literal $(as $coded:ident)? = |$with:pat_param, $one:pat_param| $what:expr;)* }
    ) => {
        const FILLS: &[Fill] = &[$(|$entry, $cell| Field::from($field)),*];
        const LATER: &[Fill] = &[$(|$with, $one| Field::from($what)),*];
        const COLUMNS: &[Column] = &[
            $(Column::$kind($name, $from)$(.coded(&words::$words::SET))?,)*
            Column::RELEASE,
            $(Column::$later($new, $of)$(.coded(&words::$coded::SET))?),*
        ];
    };
}

// Dimensions, measures, attributes, evidence, ids, release; then what came later.
columns! {{
    key "region_id" of "region" = |_, cell| &cell.region.id;
    text "region_code" of "region" = |_, cell| cell.region.code.as_ref();
    text "region_name" of "region" = |_, cell| &cell.region.name;
    key "indicator_id" of "indicator" = |entry, _| &entry.indicator.id;
    text "indicator_name" of "indicator" = |entry, _| &entry.indicator.name;
    text "period" of "period" = |entry, _| &entry.period;
    integer "base_year" of "base" = |_, cell| base(cell).and_then(|base| base.year);
    integer "target_year" of "target" = |_, cell| target(cell).and_then(|target| target.year);
    number "base_value" of "base" = |_, cell| base(cell).and_then(|base| base.value);
    number "base_value_high" of "base" = |_, cell| base(cell).and_then(|base| base.value_high);
    text "base_comparator" of "base" as Comparator = |_, cell| base(cell).and_then(comparator);
    text "base_measure" of "base" as Measure = |_, cell| base(cell).map(|base| word(base.measure));
    number "target_value" of "target" = |_, cell| target(cell).and_then(|target| target.value);
    number "target_value_high" of "target" = |_, cell| target(cell).and_then(|target| target.value_high);
    text "target_comparator" of "target" as Comparator = |_, cell| target(cell).and_then(comparator);
    text "target_measure" of "target" as Measure = |_, cell| target(cell).map(|target| word(target.measure));
    text "unit" of "indicator" = |entry, _| entry.indicator.unit.as_ref();
    text "status" of "status" as TargetStatus = |_, cell| word(cell.status);
    number "stated_growth" of "stated_growth" = |_, cell| growth(cell).and_then(|growth| growth.value);
    number "stated_growth_high" of "stated_growth" = |_, cell| growth(cell).and_then(|growth| growth.value_high);
    text "stated_growth_comparator" of "stated_growth" as Comparator = |_, cell| growth(cell).and_then(comparator);
    number "change" of "derived" = |_, cell| cell.derived.change;
    text "change_unit" of "derived" = |_, cell| cell.derived.change_unit.as_ref();
    number "change_percent" of "derived" = |_, cell| cell.derived.change_percent;
    number "implied_growth" of "derived" = |_, cell| cell.derived.annual_growth;
    text "derived_comparator" of "derived" as Comparator = |_, cell| cell.derived.comparator.map(word);
    number "target_level" of "derived" = |_, cell| cell.derived.target_level;
    number "share_of_parent" of "derived" = |_, cell| cell.derived.share_of_parent.as_ref().and_then(|share| share.value);
    text "share_comparator" of "derived" as Comparator = |_, cell| cell.derived.share_of_parent.as_ref().map(|share| word(share.comparator));
    text "share_of" of "derived" as ShareOf = |_, cell| cell.derived.share_of_parent.as_ref().map(|share| word(share.of));
    integer "rank" of "rank" = |_, cell| cell.rank.map(count);
    integer "ranked" of "ranked" = |entry, _| count(entry.ranked);
    integer "base_rank" of "base_rank" = |_, cell| cell.base_rank.map(count);
    boolean "comparable" of "comparable" = |_, cell| cell.comparable;
    text "reasons" of "reasons" as Reason = |_, cell| joined(cell.reasons.iter().map(|reason| word(reason.code)));
    text "resolution" of "resolution" as Resolution = |_, cell| cell.resolution.as_ref().map(|found| word(found.status));
    number "resolved_value" of "resolution" = |_, cell| resolved(cell).and_then(|figure| figure.value);
    text "resolved_unit" of "resolution" = |_, cell| resolved(cell).and_then(|figure| figure.unit.clone());
    text "attribute" of "target" as Attribute = |_, cell| target(cell).and_then(|target| target.attribute).map(word);
    text "base_derived" of "base" = |_, cell| base(cell).and_then(|base| Some(base.derived.as_ref()?.method.clone()));
    text "warnings" of "warnings" as Warning = |_, cell| joined(cell.warnings.iter().map(|note| word(note.code)));
    text "base_printed" of "base" = |_, cell| base(cell).and_then(printed);
    text "target_printed" of "target" = |_, cell| target(cell).and_then(printed);
    text "stated_growth_printed" of "stated_growth" = |_, cell| growth(cell).and_then(printed);
    text "document" of "plan" = |_, cell| document(cell);
    integer "base_line" of "base" = |_, cell| base(cell).and_then(|base| Some(base.evidence.as_ref()?.line));
    text "base_quote" of "base" = |_, cell| base(cell).and_then(|base| Some(base.evidence.as_ref()?.quote.clone()));
    integer "target_line" of "target" = |_, cell| target(cell).and_then(|target| Some(target.evidence.as_ref()?.line));
    text "target_quote" of "target" = |_, cell| target(cell).and_then(|target| Some(target.evidence.as_ref()?.quote.clone()));
    integer "stated_growth_line" of "stated_growth" = |_, cell| growth(cell).and_then(|growth| Some(growth.evidence.as_ref()?.line));
    text "stated_growth_quote" of "stated_growth" = |_, cell| growth(cell).and_then(|growth| Some(growth.evidence.as_ref()?.quote.clone()));
    text "plan_id" of "plan" = |_, cell| cell.plan.as_ref();
    text "base_id" of "base" = |_, cell| base(cell).and_then(|base| base.id.clone());
    text "target_id" of "target" = |_, cell| target(cell).and_then(|target| target.id.clone());
    text "stated_growth_id" of "stated_growth" = |_, cell| growth(cell).and_then(|growth| growth.id.clone());
    text "derived_inputs" of "derived" = |_, cell| joined(inputs(cell));
    text "candidates" of "candidates" = |_, cell| joined(cell.candidates.iter().cloned());
} release {
    boolean "base_comparable" of "base_comparable" = |_, cell| cell.base_comparable;
    text "base_reasons" of "base_reasons" as Reason = |_, cell| joined(cell.base_reasons.iter().map(|reason| word(reason.code)));
    integer "targets_comparable" of "summary" = |entry, _| count(entry.summary.targets.comparable);
    number "target_min" of "summary" = |entry, _| entry.summary.targets.min;
    number "target_median" of "summary" = |entry, _| entry.summary.targets.median;
    number "target_max" of "summary" = |entry, _| entry.summary.targets.max;
    integer "bases_comparable" of "summary" = |entry, _| count(entry.summary.bases.comparable);
    number "base_min" of "summary" = |entry, _| entry.summary.bases.min;
    number "base_median" of "summary" = |entry, _| entry.summary.bases.median;
    number "base_max" of "summary" = |entry, _| entry.summary.bases.max;
    number "base_share_of_parent" of "derived" = |_, cell| shares(cell).and_then(|shares| shares.base.as_ref()?.value);
    number "target_share_of_parent" of "derived" = |_, cell| shares(cell).and_then(|shares| shares.target.as_ref()?.value);
    number "share_change" of "derived" = |_, cell| shares(cell).and_then(|shares| shares.change);
    number "required_a_year" of "ambition" = |_, cell| cell.ambition.required_a_year;
    text "required_unit" of "ambition" = |_, cell| cell.ambition.required_unit.as_ref();
    number "required_percent_a_year" of "ambition" = |_, cell| cell.ambition.required_percent_a_year;
    text "required_comparator" of "ambition" as Comparator = |_, cell| cell.ambition.comparator.map(word);
    number "improvement_a_year" of "ambition" = |_, cell| cell.ambition.improvement_a_year;
    integer "pace_rank" of "ambition" = |_, cell| cell.ambition.pace_rank.map(count);
    number "to_best_target" of "ambition" = |_, cell| cell.ambition.to_best_target.as_ref().map(|gap| gap.value);
    number "to_best_base" of "ambition" = |_, cell| cell.ambition.to_best_base.as_ref().map(|gap| gap.value);
    number "to_best_pace" of "ambition" = |_, cell| cell.ambition.to_best_pace.as_ref().map(|gap| gap.value);
    number "to_parent_target" of "ambition" = |_, cell| cell.ambition.to_parent_target.as_ref().map(|gap| gap.value);
    number "to_parent_base" of "ambition" = |_, cell| cell.ambition.to_parent_base.as_ref().map(|gap| gap.value);
    text "unresolved" of "resolution" as Unresolved = |_, cell| cell.resolution.as_ref().and_then(|found| found.code).map(word);
    text "base_price_basis" of "base" = |_, cell| base(cell).and_then(|base| Some(base.price_basis.as_ref()?.words.clone()));
    text "target_price_basis" of "target" = |_, cell| target(cell).and_then(|target| Some(target.price_basis.as_ref()?.words.clone()));
    text "related" of "related" = |_, cell| joined(cell.related.iter().map(|other| other.indicator.id.clone()));
}}

impl Flat for Entry {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn rows(&self, release: i32) -> Vec<Vec<Field>> {
        let row = |cell| {
            let fields = FILLS.iter().map(|field| field(self, cell));
            let later = LATER.iter().map(|field| field(self, cell));
            fields.chain([release.into()]).chain(later).collect()
        };
        self.cells.iter().map(row).collect()
    }

    fn inner() -> Option<(&'static str, Vec<String>)> {
        Some(("cells", fields::of_entry::<Cell>()))
    }

    fn cube(entries: &[Self], about: &About) -> Option<Value> {
        Some(cube::cube(entries, about))
    }
}

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
fn document(cell: &Cell) -> Option<String> {
    let figures = [base(cell), target(cell), growth(cell)].into_iter().flatten();
    figures.filter_map(|figure| figure.evidence.as_ref()).map(|at| at.document.clone()).next()
}

fn resolved(cell: &Cell) -> Option<&Figure> {
    cell.resolution.as_ref()?.target.as_ref()
}

fn comparator(figure: &Figure) -> Option<String> {
    figure.comparator.map(word)
}

/// Ids behind every computed figure of the row, a computed base included.
fn inputs(cell: &Cell) -> Vec<String> {
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
    number.or_else(|| printed.text.clone())
}

fn count(number: usize) -> u64 {
    number as u64
}

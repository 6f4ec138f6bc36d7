//! A comparison as rows: one for each indicator and region, columns fixed and append-only.

use super::format::{Cell as Field, Flat};
use crate::compare::answer::{Cell, Entry, Figure};
use crate::store::words::word;

/// Several words or ids in one field.
fn joined(words: impl IntoIterator<Item = String>) -> Option<String> {
    let words: Vec<_> = words.into_iter().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// A column: its name, and what stands in it.
type Column = (&'static str, fn(&Entry, &Cell) -> Field);

macro_rules! columns {
    ($($name:literal = |$entry:pat_param, $cell:pat_param| $field:expr;)*) => {
        const COLUMNS: &[Column] = &[$(($name, |$entry, $cell| Field::from($field))),*];
        const NAMES: &[&str] = &[$($name,)* "release"];
    };
}

// Dimensions, measures, attributes, evidence, ids, release.
columns! {
    "region_id" = |_, cell| &cell.region.id;
    "region_code" = |_, cell| cell.region.code.as_ref();
    "region_name" = |_, cell| &cell.region.name;
    "indicator_id" = |entry, _| &entry.indicator.id;
    "indicator_name" = |entry, _| &entry.indicator.name;
    "period" = |entry, _| &entry.period;
    "base_year" = |_, cell| base(cell).and_then(|base| base.year);
    "target_year" = |_, cell| target(cell).and_then(|target| target.year);
    "base_value" = |_, cell| base(cell).and_then(|base| base.value);
    "base_value_high" = |_, cell| base(cell).and_then(|base| base.value_high);
    "base_comparator" = |_, cell| base(cell).and_then(comparator);
    "base_measure" = |_, cell| base(cell).map(|base| word(base.measure));
    "target_value" = |_, cell| target(cell).and_then(|target| target.value);
    "target_value_high" = |_, cell| target(cell).and_then(|target| target.value_high);
    "target_comparator" = |_, cell| target(cell).and_then(comparator);
    "target_measure" = |_, cell| target(cell).map(|target| word(target.measure));
    "unit" = |entry, _| entry.indicator.unit.as_ref();
    "status" = |_, cell| word(cell.status);
    "stated_growth" = |_, cell| growth(cell).and_then(|growth| growth.value);
    "stated_growth_high" = |_, cell| growth(cell).and_then(|growth| growth.value_high);
    "stated_growth_comparator" = |_, cell| growth(cell).and_then(comparator);
    "change" = |_, cell| cell.derived.change;
    "change_unit" = |_, cell| cell.derived.change_unit.as_ref();
    "change_percent" = |_, cell| cell.derived.change_percent;
    "implied_growth" = |_, cell| cell.derived.annual_growth;
    "derived_comparator" = |_, cell| cell.derived.comparator.map(word);
    "target_level" = |_, cell| cell.derived.target_level;
    "share_of_parent" = |_, cell| cell.derived.share_of_parent.as_ref().and_then(|share| share.value);
    "share_comparator" = |_, cell| cell.derived.share_of_parent.as_ref().map(|share| word(share.comparator));
    "share_of" = |_, cell| cell.derived.share_of_parent.as_ref().map(|share| word(share.of));
    "rank" = |_, cell| cell.rank.map(count);
    "ranked" = |entry, _| count(entry.ranked);
    "base_rank" = |_, cell| cell.base_rank.map(count);
    "comparable" = |_, cell| cell.comparable;
    "reasons" = |_, cell| joined(cell.reasons.iter().map(|reason| word(reason.code)));
    "resolution" = |_, cell| cell.resolution.as_ref().map(|found| word(found.status));
    "resolved_value" = |_, cell| resolved(cell).and_then(|figure| figure.value);
    "resolved_unit" = |_, cell| resolved(cell).and_then(|figure| figure.unit.clone());
    "attribute" = |_, cell| target(cell).and_then(|target| target.attribute).map(word);
    "base_derived" = |_, cell| base(cell).and_then(|base| Some(base.derived.as_ref()?.method.clone()));
    "warnings" = |_, cell| joined(cell.warnings.iter().map(|note| word(note.code)));
    "base_printed" = |_, cell| base(cell).and_then(printed);
    "target_printed" = |_, cell| target(cell).and_then(printed);
    "stated_growth_printed" = |_, cell| growth(cell).and_then(printed);
    "document" = |_, cell| document(cell);
    "base_line" = |_, cell| base(cell).and_then(|base| Some(base.evidence.as_ref()?.line));
    "base_quote" = |_, cell| base(cell).and_then(|base| Some(base.evidence.as_ref()?.quote.clone()));
    "target_line" = |_, cell| target(cell).and_then(|target| Some(target.evidence.as_ref()?.line));
    "target_quote" = |_, cell| target(cell).and_then(|target| Some(target.evidence.as_ref()?.quote.clone()));
    "stated_growth_line" = |_, cell| growth(cell).and_then(|growth| Some(growth.evidence.as_ref()?.line));
    "stated_growth_quote" = |_, cell| growth(cell).and_then(|growth| Some(growth.evidence.as_ref()?.quote.clone()));
    "plan_id" = |_, cell| cell.plan.as_ref();
    "base_id" = |_, cell| base(cell).and_then(|base| base.id.clone());
    "target_id" = |_, cell| target(cell).and_then(|target| target.id.clone());
    "stated_growth_id" = |_, cell| growth(cell).and_then(|growth| growth.id.clone());
    "derived_inputs" = |_, cell| joined(inputs(cell));
    "candidates" = |_, cell| joined(cell.candidates.iter().cloned());
}

impl Flat for Entry {
    const COLUMNS: &'static [&'static str] = NAMES;

    fn rows(&self, release: &str) -> Vec<Vec<Field>> {
        let row = |cell| {
            let fields = COLUMNS.iter().map(|(_, field)| field(self, cell));
            fields.chain([Field::Number(release.to_owned())]).collect()
        };
        self.cells.iter().map(row).collect()
    }
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

//! What the database has beyond the parsed plan: ids of hand-written observations, canonical values,
//! status, the row of a table an observation was read from, and what is searched.

use crate::{
    catalog::Catalog,
    plan::{
        id,
        parsed::{Cells, Measure, Observation, Origin, ParsedPlan, Row, WordRule},
    },
    store::{
        observation::{Derived, Status},
        search,
    },
};
use rust_decimal::Decimal;
use std::collections::HashSet;

/// Flag of an observation that prints no unit: its canonical value supposes the indicator's.
pub const UNIT_ASSUMED: &str = "unit_assumed";

/// Gives observations without an id the one of their place. A hand-written file has no place but the
/// quote's, so label, kind and cell tell figures of one quote apart.
pub fn fill_ids(plan: &mut ParsedPlan) {
    let sha256 = &plan.source.sha256;
    for read in plan.observations.iter_mut().filter(|read| read.id.is_empty()) {
        let place = format!(
            "{}/{}-{}/{:?}/{}/{}/{:?}",
            read.line,
            read.span[0],
            read.span[1],
            read.kind,
            read.label,
            read.cell.as_deref().unwrap_or_default(),
            read.value
        );
        read.id = id::observation(sha256, read.origin, &place);
    }
}

/// Everything derived, one for each observation. For a plan that passed `check`; of any other,
/// what cannot be derived is null.
pub fn derive(plan: &ParsedPlan, catalog: &Catalog) -> Vec<Derived> {
    let rows = rows(plan);
    let all = plan.observations.iter().zip(rows);
    all.map(|(read, row)| one(plan, read, row, catalog)).collect()
}

fn one(
    plan: &ParsedPlan,
    read: &Observation,
    place: Option<(usize, usize)>,
    catalog: &Catalog,
) -> Derived {
    let table = plan.tables.iter().find(|table| Some(&table.id) == read.table.as_ref());
    let row = place.map(|(table, row)| &plan.tables[table].rows[row]);
    let section = plan.sections.iter().find(|section| Some(&section.id) == read.section.as_ref());
    let canonical = canonical(read, catalog);
    let mut flags = read.flags.clone();
    if canonical.assumed && !flags.iter().any(|flag| flag == UNIT_ASSUMED) {
        flags.push(UNIT_ASSUMED.to_owned());
    }
    let fields = [
        Some(read.label.as_str()),
        row.and_then(|row| row.group.as_deref()),
        row.and_then(|row| row.category.as_deref()),
        read.text.as_deref(),
        Some(read.quote.as_str()),
        section.map(|section| section.title.as_str()),
    ];
    let folded: Vec<String> = fields.into_iter().flatten().map(search::fold).collect();
    let mut grams: Vec<String> = folded.iter().flat_map(|field| search::grams(field)).collect();
    grams.sort_unstable();
    grams.dedup();
    Derived {
        id: read.id.clone(),
        status: status(read),
        period: table.map_or(plan.plan.period, |table| table.period),
        canonical_value: canonical.value,
        canonical_high: canonical.high,
        canonical_unit: canonical.unit,
        section_title: section.map(|section| section.title.clone()),
        table_role: table.map(|table| table.role),
        row: place,
        cell_text: row
            .zip(read.cell.as_deref())
            .and_then(|(row, cell)| cell_of(&row.cells, cell))
            .map(str::to_owned),
        flags,
        search_text: folded.join("\n"),
        search_grams: grams,
    }
}

/// `stated` with a value; without, by the rule of its words.
fn status(read: &Observation) -> Status {
    match (read.value, read.rule) {
        (Some(_), _) => Status::Stated,
        (None, Some(WordRule::SetByParent)) => Status::Delegated,
        (None, Some(WordRule::InStepWithGdp)) => Status::Relative,
        (None, Some(WordRule::Met) | None) => Status::Qualitative,
    }
}

#[derive(Default)]
struct Canonical {
    value: Option<Decimal>,
    high: Option<Decimal>,
    unit: Option<String>,
    /// No unit is printed, and the indicator's was taken.
    assumed: bool,
}

/// The value in the unit its measure is compared in; see `canonical_unit` in the schema.
fn canonical(read: &Observation, catalog: &Catalog) -> Canonical {
    let indicator = read
        .indicator
        .as_ref()
        .and_then(|id| catalog.indicators.iter().find(|indicator| indicator.id == *id));
    let (Some(indicator), Some(value)) = (indicator, read.value) else {
        return Canonical::default();
    };
    let printed = read.unit.as_deref();
    let as_printed = |unit: Option<&str>| Canonical {
        value: Some(value),
        high: read.value_high,
        unit: unit.map(str::to_owned),
        assumed: false,
    };
    let converted = indicator.convert(value, printed).map(|value| Canonical {
        value: Some(value),
        high: read.value_high.and_then(|high| indicator.convert(high, printed)),
        unit: indicator.unit.clone(),
        assumed: printed.is_none() && indicator.unit.is_some(),
    });
    match read.measure {
        Measure::Level => converted.unwrap_or_default(),
        // A total of 百分点 is a share's: it stays what it is.
        Measure::Cumulative => converted.unwrap_or_else(|| as_printed(printed)),
        Measure::Change => match converted {
            Some(converted) if printed.is_some() => converted,
            _ => as_printed(printed),
        },
        Measure::AnnualGrowth => as_printed(Some("%")),
        Measure::RatioMultiple => as_printed(Some("倍")),
    }
}

/// Positions of table and row of each observation; null in running text, and where no row has the
/// label and that cell. Rows of one label are told apart by line; two observations never share a cell
/// while another row would do.
pub fn rows(plan: &ParsedPlan) -> Vec<Option<(usize, usize)>> {
    let mut used = HashSet::new();
    let place = |read: &Observation| {
        if read.origin != Origin::Table {
            return None;
        }
        let at = plan.tables.iter().position(|table| Some(&table.id) == read.table.as_ref())?;
        let cell = read.cell.as_deref()?;
        let row = (plan.tables[at].rows.iter().enumerate())
            .filter(|(_, row)| is_labelled(row, &read.label) && cell_of(&row.cells, cell).is_some())
            .min_by_key(|(row, candidate)| {
                let taken = used.contains(&(at, *row, cell.to_owned()));
                // A cell may stand below the line its row begins on, hardly above it.
                let (below, distance) =
                    (candidate.line <= read.line, candidate.line.abs_diff(read.line));
                (taken, !below, distance)
            })
            .map(|(row, _)| row)?;
        used.insert((at, row, cell.to_owned()));
        Some((at, row))
    };
    plan.observations.iter().map(place).collect()
}

/// Whether the label of an observation is this row's, with its parent's before it or not.
fn is_labelled(row: &Row, label: &str) -> bool {
    label == row.label
        || row
            .group
            .as_deref()
            .is_some_and(|group| label.starts_with(group) && label.ends_with(&row.label))
}

/// A cell by its name; null where it is empty, and for a name that is none.
pub fn cell_of<'c>(cells: &'c Cells, name: &str) -> Option<&'c str> {
    match name {
        "base" => cells.base.as_deref(),
        "target" => cells.target.as_deref(),
        "growth" => cells.growth.as_deref(),
        "actual" => cells.actual.as_deref(),
        "actual_growth" => cells.actual_growth.as_deref(),
        _ => None,
    }
}

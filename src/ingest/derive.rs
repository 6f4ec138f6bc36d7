//! The fields that the database has beyond the parsed plan: ids of hand-written observations,
//! canonical values and status. [`super::canonical`] converts figures,
//! [`super::table_row`] finds rows.

use super::canonical::{Canonical, canonical};
use super::table_row::{cell_of, rows};
use crate::catalog::Catalog;
use crate::domain::WordRule;
use crate::plan::id;
use crate::plan::parsed::{CORRECTED, Correction, Observation, ParsedDocument};
use crate::store::observation::{DerivedFields, Status, Trace};

/// Flag of an observation without a printed unit: its canonical value assumes the unit of the
/// indicator.
pub const UNIT_ASSUMED: &str = "unit_assumed";

/// Gives ids to the document and to observations without one. The id of a document comes from its
/// region, years and kind, that of an observation from its place. In a hand-written file the only
/// place is that of the quote, so label, kind and cell distinguish figures of one quote.
pub fn fill_ids(plan: &mut ParsedDocument) {
    if plan.document.id.is_empty() {
        plan.document.id = plan.document.derived_id().unwrap_or_default();
    }
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

/// The derived fields, one entry for each observation. The plan must have passed `check`; otherwise
/// fields that cannot be derived are null.
pub fn derive(plan: &ParsedDocument, catalog: &Catalog) -> Vec<DerivedFields> {
    let rows = rows(plan);
    let all = plan.observations.iter().zip(rows);
    all.map(|(read, row)| one(plan, read, row, catalog)).collect()
}

fn one(
    plan: &ParsedDocument,
    read: &Observation,
    place: Option<(usize, usize)>,
    catalog: &Catalog,
) -> DerivedFields {
    let table = plan.tables.iter().find(|table| Some(&table.id) == read.table.as_ref());
    let row = place.map(|(table, row)| &plan.tables[table].rows[row]);
    let section = plan.sections.iter().find(|section| Some(&section.id) == read.section.as_ref());
    let corrected = read.corrected();
    let canonical = canonical(&corrected, catalog);
    let canonical = match canonical.value {
        None if is_figure_corrected(read) => Canonical::of(&corrected),
        _ => canonical,
    };
    let canonical = canonical.signed(&corrected, catalog);
    let mut flags = read.flags.clone();
    if read.correction.is_some() && !flags.iter().any(|flag| flag == CORRECTED) {
        flags.push(CORRECTED.to_owned());
    }
    if canonical.assumed && !flags.iter().any(|flag| flag == UNIT_ASSUMED) {
        flags.push(UNIT_ASSUMED.to_owned());
    }
    DerivedFields {
        id: read.id.clone(),
        status: status(&corrected),
        period: table.map_or(plan.document.period().unwrap_or_default(), |table| table.period),
        comparator: canonical.comparator,
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
        correction: read.correction.as_ref().map(|correction| trace(correction, read)),
    }
}

/// Whether the corrected figure differs from the printed one. It is then stored beside the printed
/// figure.
fn is_figure_corrected(read: &Observation) -> bool {
    let corrected = read.corrected();
    (corrected.value, corrected.value_high, &corrected.unit)
        != (read.value, read.value_high, &read.unit)
}

fn trace(correction: &Correction, read: &Observation) -> Trace {
    let (set, was) = correction.set_and_was(read);
    Trace {
        reason: correction.reason.clone(),
        set,
        was,
        by: correction.by.clone(),
        on: correction.on.clone(),
        file: correction.file.clone(),
    }
}

/// `stated` with a value, else by the rule of the words.
fn status(read: &Observation) -> Status {
    match (read.value, read.rule) {
        (Some(_), _) => Status::Stated,
        (None, Some(WordRule::SetByParent)) => Status::Delegated,
        (None, Some(WordRule::InStepWithGdp)) => Status::Relative,
        (None, Some(WordRule::Met) | None) => Status::Qualitative,
    }
}

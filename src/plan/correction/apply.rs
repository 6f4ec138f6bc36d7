//! Applies corrections to a parsed plan. An entry that does not match the plan is an error.

use super::error::CorrectionError;
use super::file::{Addition, Change, Corrections, Withdrawal};
use crate::catalog::Catalog;
use crate::document::Source;
use crate::domain::Origin;
use crate::plan::outline::Outline;
use crate::plan::parsed::{
    ADDED, CORRECTED, Correction, Observation, ParsedDocument, Set, Withdrawn,
};
use crate::plan::{evidence, id};

impl Corrections {
    /// Applies all entries to their plan, which was read from `source`. Corrections of other files that
    /// were applied before stay.
    ///
    /// # Errors
    /// Every entry that does not match, with its place in the file. The plan must then not be used.
    pub fn apply(
        &self,
        plan: &mut ParsedDocument,
        source: &Source,
        outline: &Outline,
        catalog: &Catalog,
    ) -> Result<(), Vec<CorrectionError>> {
        let content = &self.content;
        if content.document != source.sha256 {
            // Every id would be unknown; one error is enough.
            let why = format!(
                "is for the text {}, and this is {}: look every entry up in the new text",
                content.document, source.sha256
            );
            return Err(vec![self.error(String::from("document"), why)]);
        }
        let mut errors = Vec::new();
        for (at, entry) in content.set.iter().enumerate() {
            if let Err(why) = self.set(entry, plan, catalog) {
                errors.push(self.error(name("set", at, entry.line, &entry.label), why));
            }
        }
        for (at, entry) in content.withdraw.iter().enumerate() {
            if let Err(why) = self.withdraw(entry, plan) {
                errors.push(self.error(name("withdraw", at, entry.line, &entry.label), why));
            }
        }
        for (at, entry) in content.add.iter().enumerate() {
            if let Err(why) = self.add(entry, plan, source, outline, catalog) {
                errors.push(self.error(name("add", at, entry.line, &entry.label), why));
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        plan.observations.sort_by_key(|observation| (observation.line, observation.span));
        plan.lines = plan
            .observations
            .iter()
            .map(|observation| (observation.line, source.printed_extent(observation.line)))
            .collect();
        Ok(())
    }

    fn error(&self, entry: String, reason: String) -> CorrectionError {
        CorrectionError { file: self.path.clone(), entry, reason }
    }

    fn set(
        &self,
        entry: &Change,
        plan: &mut ParsedDocument,
        catalog: &Catalog,
    ) -> Result<(), String> {
        check_words(&entry.reason, entry.on.as_deref())?;
        check_indicator(entry.to.indicator.as_deref(), catalog)?;
        let at = find(plan, &entry.id, entry.line, &entry.label)?;
        let observation = &mut plan.observations[at];
        if let Some(fault) = entry.to.fault(observation) {
            return Err(fault);
        }
        let correction = Correction {
            reason: entry.reason.clone(),
            set: entry.to.clone(),
            by: entry.by.clone(),
            on: entry.on.clone(),
            file: self.name.clone(),
        };
        let (set, was) = correction.set_and_was(observation);
        if let Some((field, value)) = set.iter().find(|(field, value)| was[*field] == **value) {
            let why = "is what is read by now; take it out of the entry";
            return Err(format!("`{field}` {value} {why}"));
        }
        observation.correction = Some(correction);
        mark(observation);
        Ok(())
    }

    fn withdraw(&self, entry: &Withdrawal, plan: &mut ParsedDocument) -> Result<(), String> {
        check_words(&entry.reason, entry.on.as_deref())?;
        let at = find(plan, &entry.id, entry.line, &entry.label)?;
        let read = plan.observations.remove(at);
        plan.withdrawn.push(Withdrawn {
            id: read.id,
            line: read.line,
            label: read.label,
            quote: read.quote,
            reason: entry.reason.clone(),
            by: entry.by.clone(),
            on: entry.on.clone(),
            file: self.name.clone(),
        });
        Ok(())
    }

    fn add(
        &self,
        entry: &Addition,
        plan: &mut ParsedDocument,
        source: &Source,
        outline: &Outline,
        catalog: &Catalog,
    ) -> Result<(), String> {
        check_words(&entry.reason, entry.on.as_deref())?;
        check_indicator(entry.indicator.as_deref(), catalog)?;
        let span = place(entry, source)?;
        // The outline has line numbers of the reading, corrections have printed ones.
        let read_on = source.line_of(span[0]);
        let unit = entry.unit.as_deref();
        let Some(value) = entry.value else {
            return Err(String::from("has no value"));
        };
        for figure in [Some(value), entry.value_high].into_iter().flatten() {
            if !evidence::holds_figure(&entry.quote, figure, unit) {
                return Err(format!("the quote `{}` does not contain {figure}", entry.quote));
            }
        }
        if let Some(read) = plan.observations.iter().find(|read| says_the_same(read, entry, span)) {
            let (id, label) = (&read.id, &read.label);
            return Err(format!(
                "is read by now ({id}, {label}); take the entry out, or set its fields"
            ));
        }
        let kind = entry.kind;
        // The place differs from every place that the parser uses, and between figures of one quote.
        let place = format!("correction/{}-{}/{kind:?}/{}/{value}", span[0], span[1], entry.label);
        let mut added = Observation {
            id: id::observation(&source.sha256, Origin::Prose, &place),
            origin: Origin::Prose,
            kind,
            label: entry.label.clone(),
            indicator: entry.indicator.clone(),
            value: Some(value.normalize()),
            value_high: entry.value_high.map(|high| high.normalize()),
            text: None,
            rule: None,
            unit: entry.unit.clone(),
            comparator: entry.comparator,
            measure: entry.measure,
            year: entry.year,
            since: entry.since,
            direction: entry.direction,
            attribute: entry.attribute,
            line: entry.line,
            page: source.page(read_on),
            span,
            quote: entry.quote.clone(),
            section: outline.section_at(read_on).map(|section| section.id.clone()),
            table: None,
            cell: None,
            read_by: Some(ADDED.to_owned()),
            confidence: 1.0,
            flags: Vec::new(),
            correction: Some(Correction {
                reason: entry.reason.clone(),
                set: Set::default(),
                by: entry.by.clone(),
                on: entry.on.clone(),
                file: self.name.clone(),
            }),
        };
        mark(&mut added);
        if plan.observations.iter().any(|read| read.id == added.id) {
            return Err(String::from("an earlier entry adds the same"));
        }
        plan.observations.push(added);
        Ok(())
    }
}

/// The name of an entry in errors: `set[2] (line 666, 各类人才总数)`.
fn name(list: &str, at: usize, line: u32, label: &str) -> String {
    format!("{list}[{at}] (line {line}, {label})")
}

fn mark(observation: &mut Observation) {
    if !observation.flags.iter().any(|flag| flag == CORRECTED) {
        observation.flags.push(CORRECTED.to_owned());
    }
}

fn check_words(reason: &str, on: Option<&str>) -> Result<(), String> {
    if reason.trim().is_empty() {
        return Err(String::from("gives no reason"));
    }
    match on {
        Some(on) if on.parse::<chrono::NaiveDate>().is_err() => {
            Err(format!("`on` is `{on}`, not a date like 2026-03-01"))
        }
        _ => Ok(()),
    }
}

fn check_indicator(id: Option<&str>, catalog: &Catalog) -> Result<(), String> {
    match id {
        Some(id) if catalog.indicators.iter().all(|indicator| indicator.id != id) => {
            let near = catalog.nearest_indicator(id).map(|near| near.id.as_str());
            let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            Err(format!("`{id}` is no indicator of the catalogue{near}"))
        }
        _ => Ok(()),
    }
}

/// Index of the observation with this id. Errors: the id is unknown, its line or label differ, or another
/// entry has corrected it.
fn find(plan: &ParsedDocument, id: &str, line: u32, label: &str) -> Result<usize, String> {
    let Some(at) = plan.observations.iter().position(|read| read.id == id) else {
        if plan.withdrawn.iter().any(|withdrawn| withdrawn.id == id) {
            return Err(format!("another entry has withdrawn {id}"));
        }
        let there: Vec<String> = (plan.observations.iter())
            .filter(|read| read.line == line)
            .map(|read| format!("{} {}", read.id, read.label))
            .collect();
        let there = if there.is_empty() { String::from("nothing") } else { there.join(", ") };
        return Err(format!("nothing is read with the id {id}; on line {line} is read: {there}"));
    };
    let read = &plan.observations[at];
    if read.line != line || read.label != label {
        return Err(format!("{id} is on line {} and is called {}", read.line, read.label));
    }
    if read.correction.is_some() {
        return Err(format!("another entry has corrected {id}"));
    }
    Ok(at)
}

/// Character offsets in the source of an added observation's quote.
fn place(entry: &Addition, source: &Source) -> Result<[u32; 2], String> {
    let last = source.printed(source.line_count());
    if entry.line == 0 || entry.line > last {
        return Err(format!("the text has lines 1 to {last}"));
    }
    let extent = source.printed_extent(entry.line);
    let line = source.slice(extent);
    let mut found = line.match_indices(&entry.quote);
    match (entry.quote.trim().is_empty(), found.next(), found.next()) {
        (true, ..) => Err(String::from("the quote is empty")),
        (_, Some((byte, quote)), None) => {
            let width = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
            let start = extent[0] + width(&line[..byte]);
            Ok([start, start + width(quote)])
        }
        (_, None, _) => Err(format!("`{}` does not stand on this line", entry.quote)),
        _ => Err(format!("`{}` stands on this line more than once; quote more of it", entry.quote)),
    }
}

/// Whether the parser read the figure that an entry adds.
fn says_the_same(read: &Observation, entry: &Addition, span: [u32; 2]) -> bool {
    let overlap = read.span[0] < span[1] && span[0] < read.span[1];
    let named = read.label.contains(&entry.label) || entry.label.contains(&read.label);
    let figure = (read.kind, read.value, read.value_high, read.measure);
    overlap
        && named
        && read.correction.is_none()
        && figure == (entry.kind, entry.value, entry.value_high, entry.measure)
}

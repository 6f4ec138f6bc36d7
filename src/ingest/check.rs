//! The checks of a parsed plan before it is loaded. They report all problems, not only the first.

use super::{
    problem::{Problem, Problems},
    read::PlanFile,
    table_row,
};
use crate::catalog::Catalog;
use crate::domain::lang::Lang;
use crate::domain::{DocumentKind, Measure, Origin};
use crate::plan::parsed::{Completeness, DocumentInfo, Observation, ParsedDocument};
use crate::plan::{evidence, parsed};
use std::collections::{BTreeMap, HashSet};
use std::ops::RangeInclusive;

/// Years that a plan may contain: from the first five-year plan to the last year that anybody
/// plans.
const YEARS: RangeInclusive<u16> = 1949..=2100;

/// Problems of a plan alone. Every observation must have an id.
pub(super) fn check(file: &PlanFile, catalog: &Catalog) -> Vec<Problem> {
    let mut of = Problems::of(&file.path);
    check_head(&mut of, &file.plan, catalog);
    check_lines(&mut of, &file.plan);
    check_parts(&mut of, &file.plan);
    check_observations(&mut of, &file.plan, catalog);
    of.into_found()
}

/// The name of an observation in a problem.
pub fn entry(position: usize, read: &Observation) -> String {
    format!("observations[{position}] (line {}, {})", read.line, read.label)
}

fn check_head(of: &mut Problems<'_>, plan: &ParsedDocument, catalog: &Catalog) {
    let source = &plan.source;
    if source.sha256.len() != 64 || !is_hex(&source.sha256) {
        of.add("source.sha256", "not the 64 lower-case hex characters of a sha256");
    }
    if source.file.is_empty() || source.file.contains(['/', '\\']) {
        of.add("source.file", format!("`{}` is not a file name without folders", source.file));
    }
    let info = &plan.document;
    if !catalog.regions.iter().any(|region| region.id == info.region) {
        let near = catalog.nearest_region(&info.region).map(|region| region.id.as_str());
        of.add("document.region", unknown("region", &info.region, near));
    }
    if info.kind == DocumentKind::Plan && (info.promises.is_none() || info.base_year.is_none()) {
        of.add("document", "is a plan without `promises` or `base_year`");
    }
    check_years(of, info);
    for (field, date) in [("issued", &info.issued), ("adopted", &info.adopted)] {
        if let Some(date) = date
            && date.parse::<chrono::NaiveDate>().is_err()
        {
            let field = format!("document.{field}");
            of.add(field, format!("`{date}` is not a date like 2021-03-01"));
        }
    }
    match info.derived_id() {
        None => of.add("document", "has none of the years that its id is made of"),
        Some(id) if id != info.id => {
            let why = format!("is `{}`; region, years and kind make it `{id}`", info.id);
            of.add("document.id", why);
        }
        Some(_) => {}
    }
    let completeness = &info.completeness;
    if *completeness != Completeness::of(completeness.reasons.clone()) {
        of.add("document.completeness", "is partial without a reason, or complete with one");
    }
    if let Some(reason) = completeness.reasons.iter().find(|reason| !reason.kind.is_gap()) {
        let why = format!("`{}` is no gap in a text", reason.kind.message(Lang::En));
        of.add("document.completeness", why);
    }
}

fn check_years(of: &mut Problems<'_>, info: &DocumentInfo) {
    for (field, years) in [("reports", info.reports), ("promises", info.promises)] {
        if let Some([first, last]) = years.filter(|years| !is_period(*years)) {
            let field = format!("document.{field}");
            of.add(field, format!("{first}–{last} is no period of 1 to 20 years"));
        }
    }
    let Some([first, last]) = info.period().filter(|period| is_period(*period)) else { return };
    if let Some(base) = info.base_year.filter(|base| *base >= first || base + 5 < first) {
        of.add("document.base_year", format!("{base} is not shortly before {first}"));
    }
    if let Some(horizon) = info.horizon.filter(|year| *year < last || !YEARS.contains(year)) {
        of.add("document.horizon", format!("{horizon} is not between {last} and {}", YEARS.end()));
    }
}

fn is_period([first, last]: [u16; 2]) -> bool {
    YEARS.contains(&first) && YEARS.contains(&last) && (first..first + 20).contains(&last)
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn unknown(what: &str, id: &str, near: Option<&str>) -> String {
    match near {
        Some(near) => format!("`{id}` is no {what} of the catalogue; did you mean `{near}`?"),
        None => format!("`{id}` is no {what} of the catalogue"),
    }
}

/// Lines follow one another and do not overlap.
fn check_lines(of: &mut Problems<'_>, plan: &ParsedDocument) {
    let mut end_before = 0;
    for (line, &[start, end]) in &plan.lines {
        if start > end || start < end_before {
            let why = format!(
                "characters {start} to {end} overlap the line before or end before they begin"
            );
            of.add(format!("lines[{line}]"), why);
        }
        end_before = end_before.max(end);
    }
}

/// Sections and tables: unique ids, lines in order, references that lead somewhere.
fn check_parts(of: &mut Problems<'_>, plan: &ParsedDocument) {
    let mut sections = HashSet::new();
    for (position, section) in plan.sections.iter().enumerate() {
        let entry = || format!("sections[{position}] ({})", section.id);
        if !sections.insert(section.id.as_str()) {
            of.add(entry(), "an earlier section has this id");
        }
        if section.line == 0 || section.end_line < section.line {
            let why =
                format!("lines {} to {} are no stretch of lines", section.line, section.end_line);
            of.add(entry(), why);
        }
        if !(1..=9).contains(&section.level) {
            of.add(entry(), format!("level {} is not between 1 and 9", section.level));
        }
    }
    let mut tables = HashSet::new();
    for (position, table) in plan.tables.iter().enumerate() {
        let entry = || format!("tables[{position}] ({})", table.id);
        if !tables.insert(table.id.as_str()) {
            of.add(entry(), "an earlier table has this id");
        }
        if !is_period(table.period) {
            let [first, last] = table.period;
            of.add(entry(), format!("{first}–{last} is no period of 1 to 20 years"));
        }
        if table.line == 0 || table.rows.iter().any(|row| row.line == 0) {
            of.add(entry(), "lines count from 1");
        }
        if let Some(section) = table.section.as_deref().filter(|id| !sections.contains(id)) {
            of.add(entry(), format!("there is no section `{section}`"));
        }
    }
}

fn check_observations(of: &mut Problems<'_>, plan: &ParsedDocument, catalog: &Catalog) {
    let sections: HashSet<&str> = plan.sections.iter().map(|section| section.id.as_str()).collect();
    let tables: HashSet<&str> = plan.tables.iter().map(|table| table.id.as_str()).collect();
    let rows = table_row::rows(plan);
    let mut seen = BTreeMap::new();
    for (position, read) in plan.observations.iter().enumerate() {
        let entry = entry(position, read);
        let mut say = |reason: String| of.add(entry.as_str(), reason);
        // The corrected fields must be valid; the fields as read must be in the quote.
        let corrected = read.corrected();
        check_figure(&mut say, &corrected);
        check_meaning(&mut say, &corrected, catalog);
        check_evidence(&mut say, read, plan);
        check_correction(&mut say, read);
        if let Some(section) = read.section.as_deref().filter(|id| !sections.contains(id)) {
            say(format!("there is no section `{section}`"));
        }
        match (read.origin, read.table.as_deref(), read.cell.as_deref()) {
            (Origin::Prose, None, None) => {}
            (Origin::Prose, _, _) => say(String::from("running text has neither table nor cell")),
            (Origin::Table, Some(table), _) if !tables.contains(table) => {
                say(format!("there is no table `{table}`"));
            }
            (Origin::Table, Some(table), Some(cell)) => {
                if rows[position].is_none() {
                    say(format!("table {table} has no row of this label with a cell `{cell}`"));
                }
            }
            (Origin::Table, _, _) => say(String::from("of a table, but table or cell is missing")),
        }
        let same = (
            (read.origin, read.kind, read.line, read.span),
            (&read.label, read.cell.as_deref()),
            (read.value, read.value_high, read.text.as_deref(), read.measure),
        );
        // `between` reports a repeated id.
        if let Some(earlier) = seen.insert(same, position)
            && plan.observations[earlier].id != read.id
        {
            say(format!("observations[{earlier}] says the same at the same place"));
        }
    }
}

/// Value or words, and their form.
fn check_figure(say: &mut impl FnMut(String), read: &Observation) {
    if read.id.len() != 16 || !is_hex(&read.id) {
        say(format!("id `{}` is not 16 lower-case hex characters", read.id));
    }
    if read.label.trim().is_empty() {
        say(String::from("the label is empty"));
    }
    match (read.value, read.text.as_deref()) {
        (None, None) => say(String::from("has neither value nor text")),
        (Some(_), Some(text)) => say(format!("has both a value and a text (`{text}`)")),
        (None, Some(text)) if text.trim().is_empty() => say(String::from("the text is empty")),
        _ => {}
    }
    match (read.value, read.value_high) {
        (None, Some(high)) => say(format!("value_high is {high}, but value is missing")),
        (Some(low), Some(high)) if high < low => {
            say(format!("the range ends ({high}) below where it begins ({low})"));
        }
        _ => {}
    }
    if read.value.is_some() && read.rule.is_some() {
        say(String::from("has both a value and a rule for words"));
    }
    if let Some(year) = read.year.filter(|year| !YEARS.contains(year)) {
        say(format!("year {year} is not between {} and {}", YEARS.start(), YEARS.end()));
    }
    if !(0.0..=1.0).contains(&read.confidence) {
        say(format!("confidence {} is not between 0 and 1", read.confidence));
    }
    if let Some(flag) = read
        .flags
        .iter()
        .find(|flag| flag.is_empty() || !flag.is_ascii() || flag.contains(char::is_control))
    {
        say(format!("flag {flag:?} is not a plain word"));
    }
}

/// The indicator is known, and the unit is one of its own.
fn check_meaning(say: &mut impl FnMut(String), read: &Observation, catalog: &Catalog) {
    let Some(id) = &read.indicator else { return };
    let Some(indicator) = catalog.indicators.iter().find(|indicator| indicator.id == *id) else {
        let near = catalog.nearest_indicator(id).map(|indicator| indicator.id.as_str());
        return say(unknown("indicator", id, near));
    };
    let unit = read.unit.as_deref();
    if read.value.is_none() || indicator.accepts(unit, read.measure) {
        return;
    }
    let unit = unit.unwrap_or_default();
    let own = indicator.unit.as_deref();
    say(match (read.measure, own) {
        (Measure::AnnualGrowth, _) => format!("growth a year is in %, not in `{unit}`"),
        (Measure::RatioMultiple, _) => format!("a multiple is in 倍, not in `{unit}`"),
        (Measure::Change, Some(own)) => {
            format!("a change of {id} is in {own}, % or 百分点; `{unit}` does not convert to them")
        }
        (_, Some(own)) => format!("{id} is in {own}, to which `{unit}` does not convert"),
        (_, None) => format!("{id} is a bare number, without a unit like `{unit}`"),
    });
}

/// Checks that the quote is at its span and contains its figure.
fn check_evidence(say: &mut impl FnMut(String), read: &Observation, plan: &ParsedDocument) {
    let [start, end] = read.span;
    let length = read.quote.chars().count();
    if read.line == 0 {
        say(String::from("lines count from 1"));
    }
    if read.quote.trim().is_empty() {
        return say(String::from("the quote is empty"));
    }
    if u32::try_from(length).ok() != end.checked_sub(start) {
        say(format!("span {start} to {end} is not as long as the quote ({length} characters)"));
    }
    // A plan written by hand may have no lines.
    match plan.lines.get(&read.line) {
        None if plan.lines.is_empty() => {}
        None => say(format!("`lines` does not say where line {} is", read.line)),
        Some(&[from, to]) if start < from || end > to => {
            say(format!("span {start} to {end} is outside its line, {from} to {to}"));
        }
        Some(_) => {}
    }
    let unit = read.unit.as_deref();
    for value in [read.value, read.value_high].into_iter().flatten() {
        if !evidence::holds_figure(&read.quote, value, unit) {
            say(format!("the quote `{}` does not contain {value}", read.quote));
        }
    }
    if let Some(text) = &read.text
        && !evidence::shows_words(&read.quote, text, &read.flags)
    {
        say(format!("the quote `{}` does not contain `{text}`", read.quote));
    }
}

/// A correction has a reason and refers to this observation.
fn check_correction(say: &mut impl FnMut(String), read: &Observation) {
    let Some(correction) = &read.correction else { return };
    if correction.reason.trim().is_empty() {
        say(String::from("is corrected without a reason"));
    }
    if let Some(on) = &correction.on
        && on.parse::<chrono::NaiveDate>().is_err()
    {
        say(format!("correction.on is `{on}`, not a date like 2026-03-01"));
    }
    let added = read.read_by.as_deref() == Some(parsed::ADDED);
    if !added && let Some(fault) = correction.set.fault(read) {
        say(format!("its correction does not fit: {fault}"));
    }
}

//! Reads the two TOML files into a checked and indexed catalogue. Loading ends with the first fault, which
//! names file, entry and reason: a catalogue loaded in part would give wrong ids without any notice.

use super::index::{LabelKey, indicator_names, label_key, region_names};
use super::indicator::{Domain, Indicator};
use super::lists::Catalog;
use super::region::{Region, RegionCode};
use super::unit;
use super::unit::Dimension;
use crate::domain::Measure;
use crate::spelling::key;
use serde::de::DeserializeOwned;
use std::collections::{HashMap, HashSet};

/// A file of a catalogue.
#[derive(Debug, Clone, Copy)]
pub struct CatalogFile {
    /// The file name, the same in every folder of catalogues.
    pub name: &'static str,
    pub text: &'static str,
}

/// The files that are compiled in: regions, then indicators.
pub const EMBEDDED: [CatalogFile; 2] = [
    CatalogFile { name: "regions.toml", text: include_str!("../../../data/regions.toml") },
    CatalogFile { name: "indicators.toml", text: include_str!("../../../data/indicators.toml") },
];

/// A fault that refuses a catalogue, and its place.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {entry}: {reason}")]
pub struct CatalogError {
    /// Path or name of the file.
    pub file: String,
    /// `indicator gdp`, `region 3` (1-based, where the entry has no id), or `file`.
    pub entry: String,
    pub reason: Reason,
}

/// What is wrong with an entry.
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    /// Not TOML, a missing or unknown field, or a value of the wrong kind.
    #[error("{0}")]
    Malformed(String),
    #[error("has no {0} entries")]
    Empty(&'static str),
    #[error(
        "is called `{0}`: an id is lower-case letters, digits and `_`, and begins with a letter"
    )]
    BadId(String),
    #[error("has an id that an earlier entry has")]
    DuplicateId,
    #[error("`{name}` is a name of `{other}` too")]
    SharedName { name: String, other: String },
    #[error("has an empty name")]
    EmptyName,
    #[error("its parent `{0}` is no region listed before it")]
    UnknownParent(String),
    #[error("`{0}` is no official code: six digits")]
    BadCode(String),
    #[error("code {0} ends before it begins")]
    BackwardCode(String),
    #[error("code {code} overlaps in time with {other}")]
    OverlappingCode { code: String, other: String },
    #[error("its unit `{0}` is not known")]
    UnknownUnit(String),
    #[error("its domain `{0}` is not listed")]
    UnknownDomain(String),
    #[error("is additive, but figures in {0} do not add up")]
    NotAdditive(String),
    #[error("its measures {0}")]
    Measures(&'static str),
    #[error("its variant `{0}` is none of its names")]
    UnknownVariant(String),
    #[error("its variant `{0}` is its Chinese name, which means the indicator itself")]
    VariantOfItself(String),
    #[error("{field} names `{id}`, which is no other indicator")]
    UnknownReference { field: &'static str, id: String },
}

impl Catalog {
    /// The catalogue compiled into the program.
    ///
    /// # Errors
    /// None in a released build, because a test loads this catalogue.
    pub fn embedded() -> Result<Self, CatalogError> {
        let [regions, indicators] = EMBEDDED;
        Self::from_toml(regions.text, indicators.text, "data/regions.toml", "data/indicators.toml")
    }

    /// The catalogue of two TOML texts; the file names appear in errors only.
    ///
    /// # Errors
    /// The first fault, with file, entry and reason.
    pub fn from_toml(
        regions: &str,
        indicators: &str,
        regions_file: &str,
        indicators_file: &str,
    ) -> Result<Self, CatalogError> {
        let mut file = File::open(regions, regions_file, &["region"])?;
        let regions: Vec<Region> = file.entries("region")?;
        let mut seen = CheckedNames::default();
        for (at, region) in regions.iter().enumerate() {
            check_region(region, &regions[..at], &mut seen)
                .map_err(|reason| file.error(&format!("region {}", region.id), reason))?;
        }
        let mut file = File::open(indicators, indicators_file, &["domain", "indicator"])?;
        let domains: Vec<Domain> = file.entries("domain")?;
        let mut seen = CheckedNames::default();
        for domain in &domains {
            seen.id(&domain.id)
                .map_err(|reason| file.error(&format!("domain {}", domain.id), reason))?;
        }
        let indicators: Vec<Indicator> = file.entries("indicator")?;
        let ids: HashSet<&str> = indicators.iter().map(|indicator| indicator.id.as_str()).collect();
        let domain_ids = seen.ids;
        let mut seen = CheckedNames::default();
        for indicator in &indicators {
            check_indicator(indicator, &domain_ids, &ids, &mut seen)
                .map_err(|reason| file.error(&format!("indicator {}", indicator.id), reason))?;
        }
        Ok(Self::of(regions, indicators, domains))
    }
}

/// A TOML file whose lists are taken out one by one.
struct File<'f> {
    name: &'f str,
    table: toml::Table,
}

impl<'f> File<'f> {
    fn open(text: &str, name: &'f str, lists: &[&str]) -> Result<Self, CatalogError> {
        let file = Self { name, table: toml::Table::new() };
        let table = text.parse::<toml::Table>().map_err(|error| {
            // The full error text of `toml` has several lines and quotes the source; one line is enough
            // here.
            let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
            file.error("file", Reason::Malformed(format!("line {line}: {}", error.message())))
        })?;
        if let Some(key) = table.keys().find(|key| !lists.contains(&key.as_str())) {
            let expected = lists.join("`, `");
            let reason = format!("unknown list `{key}`, expected `{expected}`");
            return Err(file.error("file", Reason::Malformed(reason)));
        }
        Ok(Self { name, table })
    }

    fn entries<T: DeserializeOwned>(&mut self, list: &'static str) -> Result<Vec<T>, CatalogError> {
        let Some(toml::Value::Array(entries)) = self.table.remove(list) else {
            return Err(self.error("file", Reason::Empty(list)));
        };
        entries
            .into_iter()
            .enumerate()
            .map(|(at, entry)| {
                let id = entry.get("id").and_then(toml::Value::as_str).map(str::to_owned);
                entry.try_into().map_err(|error: toml::de::Error| {
                    let entry = id.unwrap_or_else(|| (at + 1).to_string());
                    let reason = error.message().trim().replace('\n', " ");
                    self.error(&format!("{list} {entry}"), Reason::Malformed(reason))
                })
            })
            .collect()
    }

    fn error(&self, entry: &str, reason: Reason) -> CatalogError {
        CatalogError { file: self.name.to_owned(), entry: entry.to_owned(), reason }
    }
}

/// The ids and names of the entries checked so far; `names` maps each name to the id of its entry.
#[derive(Default)]
struct CheckedNames<'c> {
    ids: HashSet<&'c str>,
    names: HashMap<LabelKey, &'c str>,
}

impl<'c> CheckedNames<'c> {
    /// Ids appear in URLs and file names, so they contain only `a-z`, `0-9` and `_`.
    fn id(&mut self, id: &'c str) -> Result<(), Reason> {
        let plain = id.starts_with(|c: char| c.is_ascii_lowercase())
            && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if !plain {
            return Err(Reason::BadId(id.to_owned()));
        }
        if self.ids.insert(id) { Ok(()) } else { Err(Reason::DuplicateId) }
    }

    fn name(&mut self, name: &str, key: LabelKey, id: &'c str) -> Result<(), Reason> {
        if key.0.is_empty() {
            return Err(Reason::EmptyName);
        }
        let holder = *self.names.entry(key).or_insert(id);
        if holder == id {
            return Ok(());
        }
        Err(Reason::SharedName { name: name.to_owned(), other: holder.to_owned() })
    }
}

fn check_region<'c>(
    region: &'c Region,
    before: &[Region],
    seen: &mut CheckedNames<'c>,
) -> Result<(), Reason> {
    seen.id(&region.id)?;
    if let Some(parent) = &region.parent
        && !before.iter().any(|above| above.id == *parent)
    {
        return Err(Reason::UnknownParent(parent.clone()));
    }
    for (nth, code) in region.codes.iter().enumerate() {
        check_code(code, &region.codes[..nth], before)?;
    }
    region_names(region).try_for_each(|name| seen.name(name, (key::name(name), None), &region.id))
}

/// A region has one code at a time, and a code belongs to one region at a time.
fn check_code(code: &RegionCode, own: &[RegionCode], before: &[Region]) -> Result<(), Reason> {
    if code.code.len() != 6 || !code.code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Reason::BadCode(code.code.clone()));
    }
    if matches!((code.from, code.to), (Some(from), Some(to)) if from > to) {
        return Err(Reason::BackwardCode(code.code.clone()));
    }
    if let Some(other) = own.iter().find(|other| code.overlaps(other)) {
        return Err(Reason::OverlappingCode { code: code.code.clone(), other: other.code.clone() });
    }
    let held = |other: &&Region| {
        other.codes.iter().any(|held| held.code == code.code && held.overlaps(code))
    };
    match before.iter().find(held) {
        Some(other) => Err(Reason::OverlappingCode {
            code: code.code.clone(),
            other: format!("that of {}", other.id),
        }),
        None => Ok(()),
    }
}

fn check_indicator<'c>(
    indicator: &'c Indicator,
    domains: &HashSet<&str>,
    ids: &HashSet<&str>,
    seen: &mut CheckedNames<'c>,
) -> Result<(), Reason> {
    for id in indicator.former_ids.iter().chain([&indicator.id]) {
        seen.id(id)?;
    }
    for unit in indicator.unit.iter().chain(&indicator.same_units) {
        if !unit::known(unit) {
            return Err(Reason::UnknownUnit(unit.clone()));
        }
    }
    if !domains.contains(indicator.domain.as_str()) {
        return Err(Reason::UnknownDomain(indicator.domain.clone()));
    }
    let own: Vec<_> = indicator_names(indicator).map(|name| label_key(name)).collect();
    if let Some(variant) =
        indicator.variants.iter().find(|variant| !own.contains(&label_key(&variant.label)))
    {
        return Err(Reason::UnknownVariant(variant.label.clone()));
    }
    let name = label_key(&indicator.name_zh);
    if let Some(variant) = indicator.variants.iter().find(|it| label_key(&it.label) == name) {
        return Err(Reason::VariantOfItself(variant.label.clone()));
    }
    let distinct = indicator.distinct_from.iter().map(|id| ("distinct_from", id));
    let references = distinct.chain(indicator.related.iter().map(|id| ("related", id)));
    for (field, id) in references {
        if *id == indicator.id || !ids.contains(id.as_str()) {
            return Err(Reason::UnknownReference { field, id: id.clone() });
        }
    }
    check_measures(indicator)?;
    let names = indicator_names(indicator).chain(&indicator.growth_names);
    names.into_iter().try_for_each(|name| seen.name(name, label_key(name), &indicator.id))
}

/// Checks that the measures fit together, and that the unit of an additive indicator is an amount or a
/// count.
fn check_measures(indicator: &Indicator) -> Result<(), Reason> {
    let measures = &indicator.measures;
    let usual = indicator.measure();
    if measures.iter().enumerate().any(|(nth, measure)| measures[..nth].contains(measure)) {
        return Err(Reason::Measures("name one twice"));
    }
    if usual == Measure::RatioMultiple {
        return Err(Reason::Measures("begin with `ratio_multiple`, which is of another figure"));
    }
    if usual == Measure::AnnualGrowth && !indicator.growth_names.is_empty() {
        return Err(Reason::Measures(
            "begin with `annual_growth`, though the growth has names of its own",
        ));
    }
    let percent = indicator.dimension() == Some(Dimension::Share);
    if usual == Measure::AnnualGrowth && !percent {
        return Err(Reason::Measures("begin with `annual_growth`, which is in %"));
    }
    let amount = matches!(usual, Measure::Level | Measure::Cumulative)
        && indicator.dimension().is_some_and(|dimension| dimension.is_amount());
    if indicator.additive && !amount {
        let unit = indicator.unit.clone().unwrap_or_else(|| "no unit".to_owned());
        return Err(Reason::NotAdditive(unit));
    }
    Ok(())
}

#[cfg(test)]
mod tests;

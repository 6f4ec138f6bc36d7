//! Parsed documents and observations for tests, with the fields that are equal in all of them.
//!
//! The measurements in `benches/` use this file too.

use plan_targets::domain::{Comparator, Kind, Measure, Origin};
use plan_targets::plan::parsed::{
    Contents, DocumentInfo, FORMAT, Observation, ParsedDocument, SourceInfo,
};
use std::collections::BTreeMap;

/// An empty document from a file with this hash.
pub fn document(info: DocumentInfo, sha256: &str) -> ParsedDocument {
    ParsedDocument {
        format: FORMAT.to_owned(),
        source: SourceInfo {
            file: format!("{}.txt", info.region),
            sha256: sha256.to_owned(),
            bytes: 1000,
            encoding: "UTF-8".to_owned(),
        },
        document: info,
        contents: Contents::All,
        sections: Vec::new(),
        tables: Vec::new(),
        observations: Vec::new(),
        lines: BTreeMap::new(),
        withdrawn: Vec::new(),
        warnings: Vec::new(),
    }
}

/// A level in running text without a figure: a target of 2025 or an actual of 2020. `quote` is at `span` of
/// `line`.
pub fn observation(kind: Kind, label: &str, line: u32, span: [u32; 2], quote: &str) -> Observation {
    Observation {
        id: String::new(),
        origin: Origin::Prose,
        kind,
        label: label.to_owned(),
        indicator: None,
        value: None,
        value_high: None,
        text: None,
        rule: None,
        unit: None,
        comparator: Comparator::Eq,
        measure: Measure::Level,
        year: Some(if kind == Kind::Target { 2025 } else { 2020 }),
        since: None,
        direction: None,
        attribute: None,
        line,
        page: None,
        span,
        quote: quote.to_owned(),
        section: None,
        table: None,
        cell: None,
        read_by: None,
        confidence: 0.9,
        flags: Vec::new(),
        correction: None,
    }
}

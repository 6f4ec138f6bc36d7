//! Reads a parsed document from JSON: the current format, and files of the previous one.
//!
//! `parsed-plan/1` was for plans only: it had `plan` with `period` instead of `document`, warnings as free
//! text, and neither `since`, `direction` nor completeness.

use super::correction::Withdrawn;
use super::document::{Contents, FORMAT, ParsedDocument, SourceInfo};
use super::info::DocumentInfo;
use super::observation::Observation;
use super::section::Section;
use super::table::Table;
use super::warning::{Warning, WarningKind};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The previous format; its files are converted when they are read.
const FORMAT_1: &str = "parsed-plan/1";

/// The reason why a text is no parsed document.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    /// The value of `format` as JSON.
    #[error("format is {0}; only \"{FORMAT}\" and \"{FORMAT_1}\" are known")]
    Unknown(serde_json::Value),
    #[error("not a parsed document: {0}")]
    Data(serde_json::Error),
    #[error("malformed JSON: {0}")]
    Syntax(serde_json::Error),
}

/// The only field that is read before the format is known.
#[derive(Deserialize)]
struct Header {
    format: Option<serde_json::Value>,
}

/// Reads a parsed document of the current or the previous format.
///
/// # Errors
/// The JSON is malformed or of an unknown format, or a field is missing or misspelt.
pub fn from_json(json: &[u8]) -> Result<ParsedDocument, FormatError> {
    let format = serde_json::from_slice(json).ok().and_then(|Header { format }| format);
    let read = match format.as_ref().map(|format| format.as_str().unwrap_or_default()) {
        Some(FORMAT_1) => serde_json::from_slice::<ParsedPlan1>(json).map(ParsedPlan1::converted),
        None | Some(FORMAT) => serde_json::from_slice::<ParsedDocument>(json),
        Some(_) => return Err(FormatError::Unknown(format.unwrap_or_default())),
    };
    read.map_err(|error| match error.classify() {
        serde_json::error::Category::Data => FormatError::Data(error),
        _ => FormatError::Syntax(error),
    })
}

/// A file of `parsed-plan/1`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ParsedPlan1 {
    #[serde(rename = "format")]
    _format: String,
    source: SourceInfo,
    plan: PlanInfo1,
    #[serde(default)]
    sections: Vec<Section>,
    #[serde(default)]
    tables: Vec<Table>,
    #[serde(default)]
    observations: Vec<Observation>,
    #[serde(default)]
    withdrawn: Vec<Withdrawn>,
    #[serde(default)]
    lines: BTreeMap<u32, [u32; 2]>,
    #[serde(default)]
    warnings: Vec<Warning1>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanInfo1 {
    region: String,
    title: String,
    period: [u16; 2],
    base_year: u16,
    horizon: Option<u16>,
    adopted: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Warning1 {
    line: Option<u32>,
    message: String,
}

impl ParsedPlan1 {
    fn converted(self) -> ParsedDocument {
        let warnings = self.warnings.into_iter();
        ParsedDocument {
            format: FORMAT.to_owned(),
            source: self.source,
            document: self.plan.converted(),
            contents: Contents::All,
            sections: self.sections,
            tables: self.tables,
            observations: self.observations,
            withdrawn: self.withdrawn,
            lines: self.lines,
            warnings: warnings
                .map(|Warning1 { line, message }| Warning {
                    line,
                    kind: WarningKind::Note { message },
                })
                .collect(),
        }
    }
}

impl PlanInfo1 {
    fn converted(self) -> DocumentInfo {
        DocumentInfo {
            base_year: Some(self.base_year),
            horizon: self.horizon,
            adopted: self.adopted,
            ..DocumentInfo::plan(&self.region, &self.title, self.period)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::DocumentKind;
    use insta::assert_snapshot;
    use serde_json::json;

    #[test]
    fn a_text_that_is_no_parsed_document_is_refused_with_its_place() {
        let fault = |json: &str| from_json(json.as_bytes()).unwrap_err().to_string();
        assert_snapshot!(fault("{\"format\": \"parsed-document/2\",\n \"source\": }"), @"malformed JSON: expected value at line 2 column 12");
        assert_snapshot!(fault(""), @"malformed JSON: EOF while parsing a value at line 1 column 0");
        assert_snapshot!(fault("{\"format\": \"parsed-document/2\"}"), @"not a parsed document: missing field `source` at line 1 column 31");
        assert_snapshot!(fault("{\"format\": \"parsed-plan/1\"}"), @"not a parsed document: missing field `source` at line 1 column 27");
        assert_snapshot!(fault("{\"format\": \"parsed-plan/2\"}"), @r#"format is "parsed-plan/2"; only "parsed-document/2" and "parsed-plan/1" are known"#);
        assert_snapshot!(fault("{\"format\": 1}"), @r#"format is 1; only "parsed-document/2" and "parsed-plan/1" are known"#);
        assert_snapshot!(fault("{}"), @"not a parsed document: missing field `format` at line 1 column 2");
        assert_snapshot!(fault("[1, 2]"), @"not a parsed document: invalid type: integer `1`, expected a string at line 1 column 2");
    }

    #[test]
    fn a_file_of_the_previous_format_becomes_a_plan() {
        let old = json!({
            "format": "parsed-plan/1",
            "source": {"file": "jia.txt", "sha256": "a".repeat(64), "bytes": 9, "encoding": "UTF-8"},
            "plan": {"region": "jia", "title": "甲区规划", "period": [2021, 2025], "base_year": 2020,
                     "horizon": 2035, "adopted": "2021-03-01"},
            "observations": [{
                "origin": "prose", "kind": "target", "label": "生产总值", "indicator": null,
                "value": 500, "unit": "亿元", "comparator": "eq", "measure": "level", "year": 2025,
                "line": 3, "span": [10, 20], "quote": "生产总值达到500亿元",
            }],
            "warnings": [{"line": 4, "message": "a remark"}],
        });
        let read = from_json(old.to_string().as_bytes()).unwrap();
        assert_eq!(read.format, FORMAT);
        let info = &read.document;
        assert_eq!((info.id.as_str(), info.kind), ("jia-2021-2025", DocumentKind::Plan));
        assert_eq!((info.reports, info.promises), (Some([2016, 2020]), Some([2021, 2025])));
        assert_eq!((info.base_year, info.horizon), (Some(2020), Some(2035)));
        assert_eq!(info.adopted.as_deref(), Some("2021-03-01"));
        assert_eq!((read.observations[0].since, read.observations[0].direction), (None, None));
        assert_eq!(read.warnings[0].kind, WarningKind::Note { message: "a remark".to_owned() });
        // The converted document is written and read without loss.
        let new = serde_json::to_vec(&read).unwrap();
        assert_eq!(from_json(&new).unwrap(), read);
    }
}

//! Corrections by people, as the parsed document records them.
//!
//! An observation keeps the id, the quote and the figure that the parser read. `correction.set` has the
//! correct values; `corrected` combines the two.

use crate::domain::{Attribute, ChangeDirection, Comparator, Kind, Measure, WordRule};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Flag of an observation that a person corrected or added.
pub const CORRECTED: &str = "corrected";
/// `read_by` of an observation that a person added.
pub const ADDED: &str = "correction";

/// A person's correction of an observation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The reason, supported by something in the document itself.
    pub reason: String,
    /// The correct values; empty where the observation was added.
    #[serde(default, skip_serializing_if = "Set::is_empty")]
    pub set: Set,
    /// The person who made the correction; null where unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// ISO date of the correction; null where unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// Name of the file of corrections, without folders: `qiaokou.toml`.
    pub file: String,
}

/// Correct values of fields of an observation; null where the value read is correct.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Set {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Id in the catalogue of indicators.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
    /// In `unit` of the set, or in the printed unit if the set has none.
    #[serde(
        default,
        with = "crate::domain::figure::option",
        skip_serializing_if = "Option::is_none"
    )]
    #[schemars(with = "Option<f64>")]
    pub value: Option<Decimal>,
    #[serde(
        default,
        with = "crate::domain::figure::option",
        skip_serializing_if = "Option::is_none"
    )]
    #[schemars(with = "Option<f64>")]
    pub value_high: Option<Decimal>,
    /// Only for a goal in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<WordRule>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparator: Option<Comparator>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<Measure>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<ChangeDirection>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribute: Option<Attribute>,
    /// Fields whose correct value is null.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clear: Vec<Clearable>,
}

/// A field that may be null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Clearable {
    Indicator,
    ValueHigh,
    Rule,
    Unit,
    Year,
    Since,
    Direction,
    Attribute,
}

/// An observation that a person removed: the parser read a figure that is none, or not one of this region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdrawn {
    /// The id of the observation.
    pub id: String,
    /// Line in the document, counted from 1.
    pub line: u32,
    pub label: String,
    /// The printed text, unchanged.
    pub quote: String,
    /// The reason.
    pub reason: String,
    /// The person who removed it; null where unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// ISO date of the removal; null where unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// Name of the file of corrections, without folders.
    pub file: String,
}

impl Set {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Names of the fields that are set or cleared.
    pub(super) fn names(&self) -> Vec<String> {
        let Ok(Value::Object(fields)) = serde_json::to_value(self) else { return Vec::new() };
        let cleared = fields.get("clear").and_then(Value::as_array).into_iter().flatten();
        let cleared: Vec<_> = cleared.filter_map(Value::as_str).map(str::to_owned).collect();
        fields.keys().filter(|name| *name != "clear").cloned().chain(cleared).collect()
    }
}

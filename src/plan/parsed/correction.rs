//! What a person says against a reading, as the parsed document records it.
//!
//! An observation keeps the id, the quote and the figure it was read with. `correction.set` has the
//! values that hold instead, and `Observation::corrected` puts the two together.

use super::observation::Observation;
use crate::domain::{Attribute, ChangeDirection, Comparator, Kind, Measure, WordRule};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// Flag of an observation that a person corrected or added.
pub const CORRECTED: &str = "corrected";
/// `read_by` of an observation that a person added.
pub const ADDED: &str = "correction";

/// A person's correction of an observation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// Why, by something the document itself shows.
    pub reason: String,
    /// What holds instead of what was read; nothing where the observation was added.
    #[serde(default, skip_serializing_if = "Set::is_empty")]
    pub set: Set,
    /// Who says so; null where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// ISO date it was said; null where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// The file it stands in, without folders: `qiaokou.toml`.
    pub file: String,
}

/// Fields of an observation as they should be; null where the reading holds.
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
    /// In the unit that holds: the one set, else the printed one.
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
    /// Of a goal in words only.
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
    /// Fields that should be null.
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

/// An observation that a person took out: the reading found a figure where there is none of this region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdrawn {
    /// The id it was read with.
    pub id: String,
    /// 1-based.
    pub line: u32,
    pub label: String,
    /// Verbatim.
    pub quote: String,
    /// Why.
    pub reason: String,
    /// Who says so; null where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// ISO date it was said; null where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// The file of corrections, without folders.
    pub file: String,
}

impl Observation {
    /// What holds: the reading, with what a person set. The reading itself where nobody did.
    pub fn corrected(&self) -> Cow<'_, Self> {
        match &self.correction {
            Some(correction) if !correction.set.is_empty() => {
                Cow::Owned(correction.set.applied_to(self))
            }
            _ => Cow::Borrowed(self),
        }
    }
}

impl Correction {
    /// The corrected fields by name as they hold and as they were read, null where they hold nothing.
    /// Both are empty where the observation was added.
    pub fn set_and_was(&self, read: &Observation) -> (Map<String, Value>, Map<String, Value>) {
        let names = self.set.names();
        let of = |observation: &Observation| match serde_json::to_value(observation) {
            Ok(Value::Object(mut fields)) => names
                .iter()
                .map(|name| (name.clone(), fields.remove(name).unwrap_or_default()))
                .collect(),
            // A plain structure whose keys are strings always becomes an object.
            _ => Map::new(),
        };
        (of(&self.set.applied_to(read)), of(read))
    }
}

impl Set {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The observation as it is with these fields, figure and unit included.
    fn applied_to(&self, read: &Observation) -> Observation {
        let mut corrected = read.clone();
        macro_rules! put {
            ($($field:ident),*) => {$(
                if let Some(set) = &self.$field {
                    corrected.$field = set.clone().into();
                }
            )*};
        }
        put!(kind, label, indicator, value, value_high, rule, unit, comparator, measure, year);
        put!(since, direction, attribute);
        for field in &self.clear {
            match field {
                Clearable::Indicator => corrected.indicator = None,
                Clearable::ValueHigh => corrected.value_high = None,
                Clearable::Rule => corrected.rule = None,
                Clearable::Unit => corrected.unit = None,
                Clearable::Year => corrected.year = None,
                Clearable::Since => corrected.since = None,
                Clearable::Direction => corrected.direction = None,
                Clearable::Attribute => corrected.attribute = None,
            }
        }
        corrected
    }

    /// Names of the fields that are set or cleared.
    fn names(&self) -> Vec<String> {
        let Ok(Value::Object(fields)) = serde_json::to_value(self) else { return Vec::new() };
        let cleared = fields.get("clear").and_then(Value::as_array).into_iter().flatten();
        let cleared: Vec<_> = cleared.filter_map(Value::as_str).map(str::to_owned).collect();
        fields.keys().filter(|name| *name != "clear").cloned().chain(cleared).collect()
    }

    /// What makes these fields none of this observation's; null where they may be set. Whether the
    /// outcome is a statement that can be stored is checked where every other is.
    pub fn fault(&self, read: &Observation) -> Option<String> {
        let names = self.names();
        if names.is_empty() {
            return Some(String::from("sets nothing"));
        }
        if let Some(twice) = names.iter().enumerate().find(|(at, name)| names[..*at].contains(name))
        {
            return Some(format!("`{}` is both set and cleared, or cleared twice", twice.1));
        }
        if read.value.is_none() && (self.value.is_some() || self.value_high.is_some()) {
            let why = "is a goal in words; withdraw it and add the figure with its own quote";
            return Some(String::from(why));
        }
        if read.value.is_some() && self.rule.is_some() {
            return Some(String::from("`rule` says what words mean, and this is a figure"));
        }
        let empty =
            |text: &Option<String>| text.as_ref().is_some_and(|text| text.trim().is_empty());
        if empty(&self.label) || empty(&self.unit) || empty(&self.indicator) {
            return Some(String::from("sets a field to nothing; `clear` names fields to be null"));
        }
        None
    }
}

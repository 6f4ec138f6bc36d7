//! Observations with their corrections applied.

use super::correction::{Clearable, Correction, Set};
use super::observation::Observation;
use serde_json::{Map, Value};
use std::borrow::Cow;

impl Observation {
    /// The observation with the corrected fields; unchanged where there is no correction.
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
    /// The corrected fields by name: first as corrected, then as read. A field without a value is null.
    /// Both maps are empty for an observation that a person added.
    pub fn set_and_was(&self, read: &Observation) -> (Map<String, Value>, Map<String, Value>) {
        let names = self.set.names();
        let of = |observation: &Observation| match serde_json::to_value(observation) {
            Ok(Value::Object(mut fields)) => names
                .iter()
                .map(|name| (name.clone(), fields.remove(name).unwrap_or_default()))
                .collect(),
            // A struct with named fields always becomes an object.
            _ => Map::new(),
        };
        (of(&self.set.applied_to(read)), of(read))
    }
}

impl Set {
    /// The observation with the fields of this set in place of its own.
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

    /// The reason why these fields cannot be set on this observation; `None` where they can. Ingest checks
    /// whether the result can be stored, as for every observation.
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

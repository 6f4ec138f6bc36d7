//! Enumerations as words of the database. They are the words of the parsed plan's JSON, so SQL,
//! JSON and Rust share them.

use serde::Serialize;
use serde::de::value::{Error, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};

/// `target` for `Kind::Target`.
///
/// # Panics
/// For a type that does not serialise as one word. Stored types are enumerations without fields.
pub fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        other => panic!("an enumeration is one word, not {other:?}"),
    }
}

/// `Kind::Target` for `target`; `None` for a word the enumeration does not have.
pub fn read<T: DeserializeOwned>(word: &str) -> Option<T> {
    let word: StrDeserializer<'_, Error> = word.into_deserializer();
    T::deserialize(word).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Comparator, Measure};

    #[test]
    fn a_word_is_read_back_as_the_same_value() {
        assert_eq!(word(Measure::RatioMultiple), "ratio_multiple");
        assert_eq!(read("ratio_multiple"), Some(Measure::RatioMultiple));
        assert_eq!(read::<Comparator>("="), None);
    }
}

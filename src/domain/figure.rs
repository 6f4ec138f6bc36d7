//! Figures in JSON: a `Decimal` is a JSON number with its own digits, never a string, and never `15600.0`
//! for 15600.

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

/// The JSON number of a figure: 46.72, 15600. Trailing zeros are removed (8.0 becomes 8); the printed text
/// is in another field.
pub fn number(figure: Decimal) -> serde_json::Number {
    let figure = figure.normalize();
    let text = figure.to_string();
    text.parse::<i64>()
        .ok()
        .map(serde_json::Number::from)
        .or_else(|| text.parse::<f64>().ok().and_then(serde_json::Number::from_f64))
        .unwrap_or_else(|| serde_json::Number::from(0))
}

/// The figure of a JSON number.
///
/// # Errors
/// The number does not fit `Decimal` (28 digits).
pub fn decimal(number: &serde_json::Number) -> Result<Decimal, rust_decimal::Error> {
    let text = number.to_string();
    text.parse().or_else(|_| Decimal::from_scientific(&text))
}

/// For `#[serde(serialize_with = "crate::domain::figure::exact")]` on a `Decimal`.
///
/// # Errors
/// Those of `to`.
pub fn exact<S: Serializer>(figure: &Decimal, to: S) -> Result<S::Ok, S::Error> {
    number(*figure).serialize(to)
}

/// For `#[serde(with = "crate::domain::figure::option")]` on an `Option<Decimal>`.
pub mod option {
    use rust_decimal::Decimal;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// A JSON number, or null.
    ///
    /// # Errors
    /// Those of `to`.
    pub fn serialize<S: Serializer>(figure: &Option<Decimal>, to: S) -> Result<S::Ok, S::Error> {
        figure.map(super::number).serialize(to)
    }

    /// Reads a JSON number with all its digits, or null.
    ///
    /// # Errors
    /// The value is neither a number nor null, or the number does not fit `Decimal` (28 digits).
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Decimal>, D::Error> {
        Option::<serde_json::Number>::deserialize(from)?
            .map(|number| super::decimal(&number).map_err(D::Error::custom))
            .transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_keeps_its_digits() {
        for (text, json) in [("46.72", "46.72"), ("15600", "15600"), ("8.0", "8"), ("-0.5", "-0.5")]
        {
            let figure: Decimal = text.parse().unwrap();
            assert_eq!(number(figure).to_string(), json);
            assert_eq!(decimal(&number(figure)).unwrap(), figure.normalize());
        }
    }
}

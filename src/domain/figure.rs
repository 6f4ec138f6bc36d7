//! Figures in JSON: a `Decimal` is a JSON number with its own digits, never a string, and never `15600.0`
//! for 15600.

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

/// The JSON number of a figure: 46.72, 15600. Trailing zeros are removed (8.0 becomes 8); the printed text
/// is in another field.
pub fn number(figure: Decimal) -> serde_json::Number {
    let figure = figure.normalize();
    if let Some(number) = quickly(figure) {
        return number;
    }
    let text = figure.to_string();
    text.parse::<i64>()
        .ok()
        .map(serde_json::Number::from)
        .or_else(|| text.parse::<f64>().ok().and_then(serde_json::Number::from_f64))
        .unwrap_or_else(|| serde_json::Number::from(0))
}

/// The powers of ten that `f64` has exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];
/// `f64` has every whole number up to this one.
const LARGEST_EXACT: i128 = 1 << 53;

/// The number without its text between; `None` for a figure with more digits than `f64` has. The quotient of two exact
/// numbers is rounded once, so it is the number that its text would be read as.
fn quickly(figure: Decimal) -> Option<serde_json::Number> {
    let mantissa = figure.mantissa();
    if figure.scale() == 0 {
        return i64::try_from(mantissa).ok().map(serde_json::Number::from);
    }
    let power = POWERS.get(figure.scale() as usize)?;
    if mantissa.abs() > LARGEST_EXACT {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "at most 2^53")]
    serde_json::Number::from_f64(mantissa as f64 / power)
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

    #[test]
    fn a_figure_is_the_number_that_its_text_is() {
        let mut mantissa: i64 = 1;
        for step in 0..20_000_u32 {
            // Digits of every length, in an order that repeats only after many steps.
            mantissa = mantissa.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
            let figure = Decimal::new(mantissa >> (step % 60), step % 28).normalize();
            let text = figure.to_string();
            let read = match text.parse::<i64>() {
                Ok(whole) => serde_json::Number::from(whole),
                Err(_) => serde_json::Number::from_f64(text.parse().unwrap()).unwrap(),
            };
            assert_eq!(number(figure).to_string(), read.to_string(), "{text}");
        }
    }
}

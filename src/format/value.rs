//! Values of a table.

use crate::domain::figure;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use std::sync::Arc;

/// The value of a row in a column: of the kind of the column, or empty.
#[derive(Debug, Clone, PartialEq)]
pub enum ColumnValue {
    /// Null.
    Empty,
    Integer(i64),
    /// A figure, exact.
    Number(Decimal),
    /// A computed share or score. Figures of plans are `Number`.
    Float(f64),
    Boolean(bool),
    Text(String),
}

impl From<&str> for ColumnValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for ColumnValue {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&Arc<str>> for ColumnValue {
    fn from(text: &Arc<str>) -> Self {
        Self::Text(text.to_string())
    }
}

impl From<Arc<str>> for ColumnValue {
    fn from(text: Arc<str>) -> Self {
        Self::Text(text.to_string())
    }
}

impl From<String> for ColumnValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Decimal> for ColumnValue {
    fn from(figure: Decimal) -> Self {
        Self::Number(figure.normalize())
    }
}

impl From<f64> for ColumnValue {
    fn from(number: f64) -> Self {
        Self::Float(number)
    }
}

impl From<bool> for ColumnValue {
    fn from(flag: bool) -> Self {
        Self::Boolean(flag)
    }
}

impl From<u64> for ColumnValue {
    fn from(number: u64) -> Self {
        Self::Integer(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<usize> for ColumnValue {
    fn from(number: usize) -> Self {
        Self::Integer(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

macro_rules! whole_numbers {
    ($($whole:ty),*) => {
        $(impl From<$whole> for ColumnValue {
            fn from(number: $whole) -> Self {
                Self::Integer(number.into())
            }
        })*
    };
}
whole_numbers!(u8, u16, u32, i16, i32, i64);

impl<T: Into<ColumnValue>> From<Option<T>> for ColumnValue {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Self::Empty, Into::into)
    }
}

impl Serialize for ColumnValue {
    /// A number, a boolean, text, or null.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => to.serialize_none(),
            Self::Integer(number) => to.serialize_i64(*number),
            Self::Number(figure) => figure::number(*figure).serialize(to),
            Self::Float(number) => to.serialize_f64(*number),
            Self::Boolean(flag) => to.serialize_bool(*flag),
            Self::Text(text) => to.serialize_str(text),
        }
    }
}

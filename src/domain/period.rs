//! Periods of years: of plans and of tables.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// A first and a last year, both included; the last is never before the first. Ids, answers and parameters
/// write it as `2021-2025`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    first: u16,
    last: u16,
}

/// The text is not two years of four digits with a hyphen between, or the last year is before the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a period like 2021-2025")]
pub struct NoPeriod;

impl Period {
    /// The period; `None` where the last year is before the first.
    pub fn new(first: u16, last: u16) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// A period from the database. Its constraints keep the years in order and between 1900 and 2200.
    pub fn stored(first: i32, last: i32) -> Self {
        let year = |year: i32| u16::try_from(year).unwrap_or_default();
        Self { first: year(first), last: year(last) }
    }

    /// The first year, included.
    pub fn first(self) -> u16 {
        self.first
    }

    /// The last year, included.
    pub fn last(self) -> u16 {
        self.last
    }

    /// Every year of the period, in order.
    pub fn years(self) -> RangeInclusive<u16> {
        self.first..=self.last
    }

    /// The period of the same length that ends in the year before this one begins.
    #[must_use]
    pub fn before(self) -> Self {
        let years = self.last + 1 - self.first;
        Self { first: self.first.saturating_sub(years), last: self.last.saturating_sub(years) }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}-{}", self.first, self.last)
    }
}

impl FromStr for Period {
    type Err = NoPeriod;

    fn from_str(text: &str) -> Result<Self, NoPeriod> {
        let (first, last) = text.split_once('-').ok_or(NoPeriod)?;
        let year = |text: &str| match text.len() {
            4 if text.bytes().all(|byte| byte.is_ascii_digit()) => {
                text.parse().map_err(|_| NoPeriod)
            }
            _ => Err(NoPeriod),
        };
        Self::new(year(first)?, year(last)?).ok_or(NoPeriod)
    }
}

/// The caller guarantees that the first year is not after the last.
impl From<[u16; 2]> for Period {
    fn from([first, last]: [u16; 2]) -> Self {
        Self { first, last }
    }
}

impl From<Period> for [u16; 2] {
    fn from(period: Period) -> Self {
        [period.first, period.last]
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_printed_as_it_is_parsed() {
        let period: Period = "2021-2025".parse().unwrap();
        assert_eq!((period.first(), period.last()), (2021, 2025));
        assert_eq!(period.to_string(), "2021-2025");
        assert_eq!(period.years().count(), 5);
        assert_eq!(period.before().to_string(), "2016-2020");
    }

    #[test]
    fn a_text_that_is_no_period_is_refused() {
        for text in ["2025-2021", "2021", "2021-25", "2021–2025", "+021-2025", "2021-2025-2030", ""]
        {
            assert_eq!(text.parse::<Period>(), Err(NoPeriod), "{text}");
        }
    }
}

//! Falls: a document prints 下降3%以上, and comparisons use ≤ −3. `domain` knows which labels name a fall.

use crate::domain::Comparator;
use rust_decimal::Decimal;

/// A figure, the upper end of its range where it has one, and how it bounds the thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    pub value: Decimal,
    pub high: Option<Decimal>,
    pub comparator: Comparator,
}

impl Bounds {
    /// The change that a fall by this much is: negative, its range and its bound turned around. A figure that is
    /// printed with a minus sign keeps it.
    #[must_use]
    pub fn fallen(self) -> Self {
        if self.value.is_sign_negative() {
            return self;
        }
        let comparator = match self.comparator {
            Comparator::Ge => Comparator::Le,
            Comparator::Gt => Comparator::Lt,
            Comparator::Le => Comparator::Ge,
            Comparator::Lt => Comparator::Gt,
            same @ (Comparator::Eq | Comparator::Approx) => same,
        };
        match self.high {
            Some(high) => Self { value: -high, high: Some(-self.value), comparator },
            None => Self { value: -self.value, high: None, comparator },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fallen(
        value: i64,
        high: Option<i64>,
        comparator: Comparator,
    ) -> (i64, Option<i64>, Comparator) {
        let bounds = Bounds { value: value.into(), high: high.map(Decimal::from), comparator };
        let Bounds { value, high, comparator } = bounds.fallen();
        let whole = |figure: Decimal| i64::try_from(figure).unwrap();
        (whole(value), high.map(whole), comparator)
    }

    #[test]
    fn a_fall_is_a_negative_change_whose_bounds_turn() {
        assert_eq!(fallen(3, None, Comparator::Ge), (-3, None, Comparator::Le));
        assert_eq!(fallen(3, None, Comparator::Lt), (-3, None, Comparator::Gt));
        assert_eq!(fallen(3, Some(5), Comparator::Eq), (-5, Some(-3), Comparator::Eq));
        assert_eq!(fallen(0, None, Comparator::Approx), (0, None, Comparator::Approx));
    }

    #[test]
    fn a_printed_minus_sign_is_kept() {
        assert_eq!(fallen(-3, None, Comparator::Eq), (-3, None, Comparator::Eq));
    }
}

//! Falls: a document prints 下降3%以上, and comparisons use ≤ −3. `domain` lists the labels that name a
//! fall.

use crate::domain::Comparator;
use rust_decimal::Decimal;

/// A figure, the upper end of its range if it has one, and its comparator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    pub value: Decimal,
    pub high: Option<Decimal>,
    pub comparator: Comparator,
}

impl Bounds {
    /// The change that equals a fall by this figure: the sign is negative, range and comparator are
    /// reversed. A figure printed with a minus sign stays as it is.
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
    fn a_fall_is_a_negative_change_with_reversed_bounds() {
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

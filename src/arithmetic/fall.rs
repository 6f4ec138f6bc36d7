//! Falls: a document prints 下降3%以上, and what is compared is ≤ −3.

use crate::domain::Comparator;
use rust_decimal::Decimal;

/// Words by which a label names a fall itself: 单位GDP能耗降低率 of 13.5 is already the size of a fall.
const FALLS: [&str; 7] = ["降低", "下降", "减少", "降幅", "削减", "减量", "压减"];

/// Whether a label names a fall, so that its figure is the size of that fall and not the change of what falls.
pub fn names_fall(label: &str) -> bool {
    FALLS.iter().any(|word| label.contains(word))
}

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

    #[test]
    fn a_label_that_names_the_fall_is_told_from_one_that_names_what_falls() {
        assert!(names_fall("单位GDP能耗降低率"));
        assert!(names_fall("主要污染物排放削减"));
        assert!(!names_fall("单位GDP能耗"));
    }
}

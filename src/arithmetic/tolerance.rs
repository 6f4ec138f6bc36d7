//! The width of 左右 (约, 近): half a percentage point for a percentage, 1 % for anything else. Comparison,
//! checks and scorecards use this one rule.

use crate::domain::{Comparator, Measure};
use rust_decimal::Decimal;

/// Whether a figure is a percentage: annual growth, a share or a difference of shares.
pub fn is_percentage(measure: Measure, unit: Option<&str>) -> bool {
    measure == Measure::AnnualGrowth || matches!(unit, Some("%" | "百分点"))
}

/// The width of 左右 on either side of a value; zero for any other comparator. `None` where the value is
/// too large for 28 digits.
pub fn about(
    value: Decimal,
    comparator: Comparator,
    measure: Measure,
    unit: Option<&str>,
) -> Option<Decimal> {
    if comparator != Comparator::Approx {
        return Some(Decimal::ZERO);
    }
    if is_percentage(measure, unit) {
        return Some(Decimal::new(5, 1));
    }
    value.abs().checked_div(Decimal::ONE_HUNDRED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn about_is_half_a_point_of_a_percentage_and_one_percent_of_an_amount() {
        let reach = |value: i64, comparator, measure, unit| {
            about(value.into(), comparator, measure, unit).unwrap().normalize().to_string()
        };
        let about = Comparator::Approx;
        assert_eq!(reach(8, about, Measure::AnnualGrowth, Some("%")), "0.5");
        assert_eq!(reach(60, about, Measure::Level, Some("%")), "0.5");
        assert_eq!(reach(2, about, Measure::Change, Some("百分点")), "0.5");
        assert_eq!(reach(1200, about, Measure::Level, Some("亿元")), "12");
        assert_eq!(reach(1200, Comparator::Eq, Measure::Level, Some("亿元")), "0");
    }
}

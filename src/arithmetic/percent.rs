//! Part of a whole in percent.

use super::rounding::one_decimal;
use rust_decimal::Decimal;

/// Percent, not rounded; `None` where the whole is zero or the figures are too large for 28 digits.
pub fn exact(part: Decimal, whole: Decimal) -> Option<Decimal> {
    part.checked_div(whole)?.checked_mul(Decimal::ONE_HUNDRED)
}

/// Percent with 1 decimal; `None` as for [`exact`].
pub fn rounded(part: Decimal, whole: Decimal) -> Option<Decimal> {
    exact(part, whole).map(one_decimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_zero_has_no_percent() {
        assert_eq!(rounded(Decimal::ONE, Decimal::ZERO), None);
        assert_eq!(rounded(1600.into(), 2000.into()), Some(80.into()));
        assert_eq!(rounded(1.into(), 3.into()), "33.3".parse().ok());
    }
}

//! Rounding of computed figures: half away from zero, without trailing zeros.

use rust_decimal::{Decimal, RoundingStrategy};

/// Rounds to `decimals` decimals, half away from zero.
pub fn rounded(number: Decimal, decimals: u32) -> Decimal {
    number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero).normalize()
}

/// Rounds to one decimal, the precision of percents and growth in answers.
pub fn one_decimal(number: Decimal) -> Decimal {
    rounded(number, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_is_rounded_away_from_zero() {
        for (number, shown) in [("7.45", "7.5"), ("-7.45", "-7.5"), ("7.44", "7.4"), ("8.00", "8")]
        {
            assert_eq!(one_decimal(number.parse().unwrap()).to_string(), shown);
        }
    }
}

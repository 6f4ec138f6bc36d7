//! Rounding of computed figures: half away from zero, without trailing zeros.

use rust_decimal::{Decimal, RoundingStrategy};

/// To a number of decimals, half away from zero.
pub fn rounded(number: Decimal, decimals: u32) -> Decimal {
    number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero).normalize()
}

/// To one decimal, as percents and growth are given.
pub fn one_decimal(number: Decimal) -> Decimal {
    rounded(number, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_goes_away_from_zero() {
        for (number, shown) in [("7.45", "7.5"), ("-7.45", "-7.5"), ("7.44", "7.4"), ("8.00", "8")]
        {
            assert_eq!(one_decimal(number.parse().unwrap()).to_string(), shown);
        }
    }
}

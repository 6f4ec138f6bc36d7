//! Compound annual growth. It needs a root and is computed in `f64` (15 digits).

use super::rounding::one_decimal;
use rust_decimal::Decimal;

/// The compound annual growth in percent, 1 decimal. `None` unless both levels are above zero and `years`
/// is not 0.
pub fn rate(from: Decimal, to: Decimal, years: u16) -> Option<Decimal> {
    unrounded(from, to, years).map(one_decimal)
}

/// As [`rate`], with 6 decimals, for further computation.
pub fn exact_rate(from: Decimal, to: Decimal, years: u16) -> Option<Decimal> {
    unrounded(from, to, years).map(|growth| growth.round_dp(6))
}

fn unrounded(from: Decimal, to: Decimal, years: u16) -> Option<Decimal> {
    if from <= Decimal::ZERO || to <= Decimal::ZERO || years == 0 {
        return None;
    }
    let ratio = f64::try_from(to.checked_div(from)?).ok()?;
    Decimal::from_f64_retain((ratio.powf(1.0 / f64::from(years)) - 1.0) * 100.0)
}

/// The level after `years` of growth by `percent` a year from `from`, 6 decimals.
pub fn level_after(from: Decimal, percent: Decimal, years: u16) -> Option<Decimal> {
    from.checked_mul(factor(percent, years)?).map(|level| level.round_dp(6))
}

/// The level that grows to `to` in `years` by `percent` a year, 6 decimals.
pub fn level_before(to: Decimal, percent: Decimal, years: u16) -> Option<Decimal> {
    to.checked_div(factor(percent, years)?).map(|level| level.round_dp(6))
}

fn factor(percent: Decimal, years: u16) -> Option<Decimal> {
    let factor = 1.0 + f64::try_from(percent).ok()? / 100.0;
    Decimal::from_f64_retain(factor.powi(i32::from(years)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_grows_to_another_and_back() {
        let (from, percent) = (Decimal::from(100), Decimal::from(10));
        let to = level_after(from, percent, 5).unwrap();
        assert_eq!(to.to_string(), "161.051000");
        assert_eq!(level_before(to, percent, 5).unwrap().normalize(), from);
        assert_eq!(rate(from, to, 5), Some(percent));
    }

    #[test]
    fn growth_from_zero_to_zero_or_within_no_year_is_none() {
        let one = Decimal::ONE;
        assert_eq!(rate(Decimal::ZERO, one, 5), None);
        assert_eq!(rate(one, Decimal::ZERO, 5), None);
        assert_eq!(exact_rate(one, one, 0), None);
    }
}

//! From figures to places on a line.

#![expect(clippy::cast_precision_loss, reason = "counts of rows and columns are small")]

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// How far the greatest may be from the least before the axis counts in powers.
const LOG_FROM: f64 = 100.0;

/// An axis from the least to the greatest figure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
    /// Whether equal ratios, not equal differences, are equally long.
    pub(super) log: bool,
}

/// A figure as a position; other code prints the `Decimal`.
pub(super) fn place(value: Decimal) -> f64 {
    value.to_f64().unwrap_or_default()
}

impl Scale {
    /// An axis for these figures between two places; `None` without any figure. `powers` allows a logarithmic one.
    pub(super) fn of(values: &[f64], from: f64, to: f64, powers: bool) -> Option<Self> {
        let low = values.iter().copied().reduce(f64::min)?;
        let high = values.iter().copied().reduce(f64::max)?;
        let log = powers && low > 0.0 && high / low >= LOG_FROM;
        let (low, high) = if log { (low.log10(), high.log10()) } else { (low, high) };
        let room = if high > low { (high - low) * 0.04 } else { (low.abs() * 0.05).max(0.5) };
        Some(Self { low: low - room, high: high + room, from, to, log })
    }

    pub(super) fn at(&self, value: f64) -> f64 {
        let value = if self.log { value.max(f64::MIN_POSITIVE).log10() } else { value };
        self.from + (value - self.low) / (self.high - self.low) * (self.to - self.from)
    }

    /// Round figures on the axis, about `many` of them.
    pub(super) fn ticks(&self, many: usize) -> Vec<f64> {
        if self.log {
            #[expect(clippy::cast_possible_truncation, reason = "exponents of decimals are small")]
            let (first, last) = (self.low.ceil() as i32, self.high.floor() as i32);
            let every = usize::try_from(last - first).unwrap_or_default() / many.max(1) + 1;
            return (first..=last).step_by(every).map(|power| 10f64.powi(power)).collect();
        }
        let rough = (self.high - self.low) / many.max(1) as f64;
        let power = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0]
            .into_iter()
            .map(|part| part * power)
            .find(|step| *step >= rough)
            .unwrap_or(power * 10.0);
        let mut ticks = Vec::new();
        let mut tick = (self.low / step).ceil() * step;
        while tick <= self.high && ticks.len() < 20 {
            ticks.push(tick);
            tick += step;
        }
        ticks
    }
}

/// A tick as a decimal, without the noise of binary fractions.
pub(super) fn rounded(tick: f64) -> Decimal {
    let digits = if tick.abs() >= 1000.0 { 0 } else { 4 };
    Decimal::try_from(tick).unwrap_or_default().round_dp(digits).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_inside() {
        let ticks = |values: &[f64]| -> Vec<String> {
            let scale = Scale::of(values, 0.0, 100.0, true).unwrap();
            scale.ticks(4).into_iter().map(|tick| rounded(tick).to_string()).collect()
        };
        assert_eq!(ticks(&[-3.0, 9.0]), ["0", "5"]);
        assert_eq!(ticks(&[2.0, 50000.0]), ["10", "100", "1000", "10000"]);
        assert_eq!(ticks(&[46.2, 46.2]), ["44", "46", "48"]);
        assert!(Scale::of(&[], 0.0, 1.0, true).is_none());
    }
}

//! Figures as arithmetic and summaries in answers print them.

use super::comparator::Comparator;
use super::text::{Text, phrase};
use rust_decimal::Decimal;

/// Prints a figure as `>2000 亿元`, `7–8 %` or `about 5 %`. `high` is the upper end of a range.
pub fn figure(
    value: Decimal,
    high: Option<Decimal>,
    comparator: Comparator,
    unit: Option<&str>,
) -> Text {
    let value = value.normalize();
    let high = high.map_or(String::new(), |high| format!("–{}", high.normalize()));
    let unit = unit.map_or(String::new(), |unit| format!(" {unit}"));
    let sign = sign(comparator);
    phrase!(
        "{sign}{value}{high}{unit}",
        "{sign}{value}{high}{unit}",
        sign = sign,
        value = value,
        high = high,
        unit = unit,
    )
}

fn sign(comparator: Comparator) -> Text {
    match comparator {
        Comparator::Approx => Text::of("about ", "约 "),
        exact => Text::of(exact.sign(), exact.sign()),
    }
}

//! Equality of texts, numbers and units. Annotations are written by hand, and OCR adds spaces and brackets,
//! so the comparison ignores such differences.

use rust_decimal::Decimal;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// Labels with at least this likeness name the same thing.
pub const SAME: f64 = 0.6;

/// A text without differences of width, and without spaces, commas, quotes and brackets.
pub fn fold(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace() && !"·,，、。()（）“”\"'".contains(*c)).collect()
}

/// The likeness of two labels, 0 to 1: 1 if one contains the other, else the share of common pairs of
/// neighbouring characters.
pub fn alike(one: &str, other: &str) -> f64 {
    let (one, other) = (fold(one), fold(other));
    if one.chars().nth(1).is_none() || other.chars().nth(1).is_none() {
        return if one == other && !one.is_empty() { 1.0 } else { 0.0 };
    }
    if one.contains(&other) || other.contains(&one) {
        return 1.0;
    }
    let (one, other) = (pairs(&one), pairs(&other));
    share(one.intersection(&other).count(), one.len().min(other.len())).unwrap_or(0.0)
}

fn pairs(text: &str) -> BTreeSet<(char, char)> {
    text.chars().zip(text.chars().skip(1)).collect()
}

/// Whether two figures agree to about one part in ten thousand, because a third is written as 33.33.
pub fn same_number(want: Option<Decimal>, got: Option<Decimal>) -> bool {
    match (want.map(float), got.map(float)) {
        (Some(want), Some(got)) => (want - got).abs() <= 1.1e-4 * want.abs(),
        (want, got) => want.is_none() && got.is_none(),
    }
}

/// The nearest `f64`, which is exact enough for a comparison with a tolerance.
fn float(figure: Decimal) -> f64 {
    // The text of a `Decimal` is always a number.
    figure.to_string().parse().unwrap_or(f64::NAN)
}

/// A unit for comparison: folded, with one spelling for each unit. `None` for no unit.
pub fn unit(printed: Option<&str>) -> Option<String> {
    let folded = fold(printed.unwrap_or_default());
    match folded.as_str() {
        "" => None,
        "名" => Some("人".to_owned()),
        "个百分点" => Some("百分点".to_owned()),
        _ => Some(folded),
    }
}

/// The share of `part` in `whole`; `None` if `whole` is 0.
pub fn share(part: usize, whole: usize) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "counts of statements, far below 2^52")]
    (whole > 0).then(|| part as f64 / whole as f64)
}

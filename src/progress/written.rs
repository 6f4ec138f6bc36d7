//! Figures in the words of the arithmetic.

use crate::domain::Comparator;
use crate::series::answer::ReportedFigure;
use rust_decimal::Decimal;

/// `>22000 亿元`.
pub(super) fn figure(one: &ReportedFigure) -> String {
    let value = one.value.unwrap_or_default();
    number(value, one.value_high, one.comparator.unwrap_or_default(), one.unit.as_deref())
}

/// `22147.35 亿元 (2025)`.
pub(super) fn dated(one: &ReportedFigure) -> String {
    match one.year {
        Some(year) => format!("{} ({year})", figure(one)),
        None => figure(one),
    }
}

pub(super) fn number(
    value: Decimal,
    high: Option<Decimal>,
    comparator: Comparator,
    unit: Option<&str>,
) -> String {
    let sign = match comparator {
        Comparator::Eq => "",
        Comparator::Ge => "≥",
        Comparator::Gt => ">",
        Comparator::Le => "≤",
        Comparator::Lt => "<",
        Comparator::Approx => "about ",
    };
    let high = high.map_or(String::new(), |high| format!("–{}", high.normalize()));
    let unit = unit.map_or(String::new(), |unit| format!(" {unit}"));
    format!("{sign}{}{high}{unit}", value.normalize())
}

/// Years as a list with ranges: `2021, 2023–2025`.
pub(super) fn years(years: &[u16]) -> String {
    let mut parts: Vec<(u16, u16)> = Vec::new();
    for year in years {
        match parts.last_mut() {
            Some((_, last)) if *last + 1 == *year => *last = *year,
            _ => parts.push((*year, *year)),
        }
    }
    let part = |(first, last): (u16, u16)| {
        if first == last { first.to_string() } else { format!("{first}–{last}") }
    };
    parts.into_iter().map(part).collect::<Vec<_>>().join(", ")
}

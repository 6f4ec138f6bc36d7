//! Figures in the words of the arithmetic.

use crate::domain::text::{Text, phrase};
use crate::domain::written;
use crate::series::answer::ReportedFigure;

/// `>22000 亿元`.
pub(super) fn figure(one: &ReportedFigure) -> Text {
    let value = one.value.unwrap_or_default();
    let comparator = one.comparator.unwrap_or_default();
    written::figure(value, one.value_high, comparator, one.unit.as_deref())
}

/// `22147.35 亿元 (2025)`.
pub(super) fn dated(one: &ReportedFigure) -> Text {
    let figure = figure(one);
    match one.year {
        Some(year) => {
            phrase!("{figure} ({year})", "{figure}（{year} 年）", figure = figure, year = year)
        }
        None => figure,
    }
}

/// Text for years in between without a figure: `; not reported: 2022`.
pub(super) fn not_reported(missing: &[u16]) -> Text {
    match missing {
        [] => Text::of("", ""),
        missing => {
            phrase!("; not reported: {years}", "；未见报告：{years}", years = years(missing))
        }
    }
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

//! Notes of a table: the meaning of an asterisk.

use super::cell::pattern;
use super::grid::RawTable;
use super::label;
use crate::document::{Source, compact};
use crate::domain::Attribute;
use crate::plan::lexicon::table_rows::{self, MARKS, UNMARKED};
use regex::Regex;
use std::sync::LazyLock;

static STARRED_YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(table_rows::STARRED_YEAR));

/// What the notes of a table state about marked labels (标*为约束性指标) and figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Notes {
    pub starred: Option<Attribute>,
    pub others: Option<Attribute>,
    /// Year of the figures with an asterisk (带*的为2024年数据).
    pub starred_year: Option<u16>,
}

/// Reads the notes in the table, and in the lines directly above and below it.
pub(super) fn read(source: &Source, raw: &RawTable) -> Notes {
    let (first, last) = raw.lines;
    let own =
        raw.rows.iter().filter(|row| label::is_note(row)).flatten().map(|cell| cell.text.as_str());
    let below = (last + 1..=source.line_count())
        .take(40)
        .map(|line| source.line(line))
        .filter(|line| !line.trim().is_empty())
        .take(6);
    let above = (first.saturating_sub(4)..first).rev().map(|line| source.line(line));
    let mut notes = Notes::default();
    for text in own.chain(below).chain(above) {
        let text: String = text.chars().take(300).collect();
        let text = compact(&text);
        let Some(star) = text.find(MARKS) else { continue };
        let rest = &text[star..];
        notes.starred_year = notes.starred_year.or_else(|| starred_year(rest));
        if notes.starred.is_none() {
            (notes.starred, notes.others) = marked(rest);
        }
    }
    notes
}

/// The year in `*的为2024年数据`.
fn starred_year(note: &str) -> Option<u16> {
    let found = STARRED_YEAR.captures(note)?;
    found.get(1)?.as_str().parse().ok()
}

/// The attributes of marked labels and of the others.
fn marked(note: &str) -> (Option<Attribute>, Option<Attribute>) {
    let others = UNMARKED.any_in(note);
    match (note.find("约束性"), note.find("预期性")) {
        (Some(binding), Some(expected)) if binding < expected => {
            (Some(Attribute::Binding), others.then_some(Attribute::Expected))
        }
        (Some(_), Some(_)) => (Some(Attribute::Expected), others.then_some(Attribute::Binding)),
        (Some(_), None) => (Some(Attribute::Binding), None),
        (None, Some(_)) => (Some(Attribute::Expected), None),
        (None, None) => (None, None),
    }
}

//! The words of headers, and the rows that are headers.

use super::cell::{Content, content, fold, folded, pattern};
use super::grid::Cell;
use super::statistics;
use crate::plan::lexicon::statistics::AREAS;
use crate::plan::lexicon::table_heads;
use regex::Regex;
use std::sync::LazyLock;

/// Headings of the column of labels.
pub(super) static LABEL: LazyLock<Regex> = LazyLock::new(|| pattern(table_heads::LABEL));
static WORD: LazyLock<Regex> = LazyLock::new(|| pattern(table_heads::WORD));
static PROJECTS: LazyLock<Regex> = LazyLock::new(|| pattern(table_heads::PROJECTS));

/// Whether a cell heads the column of labels.
pub(super) fn is_label(text: &str) -> bool {
    // Every heading of labels has this character.
    text.len() <= 60 && text.contains('指') && LABEL.is_match(&folded(text))
}

/// Whether a cell is a word of headers.
pub(super) fn is_word(text: &str) -> bool {
    if text.len() > 90 {
        return false;
    }
    let text = folded(text);
    LABEL.is_match(&text) || (WORD.is_match(&text) && text.chars().count() <= 16)
}

/// The kinds of tables to look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heads {
    /// Indicator tables.
    Plan,
    /// Indicator tables, and tables of statistics.
    Report,
}

impl Heads {
    /// Whether a row is the first row of a header with known words.
    pub(super) fn opens(self, cells: &[Cell]) -> bool {
        opens(cells) || self == Self::Report && statistics::opens(cells)
    }

    /// Whether a row continues the header: it contains only words of headers.
    pub(super) fn continues(self, cells: &[Cell]) -> bool {
        let mut printed = cells.iter().filter(|cell| !cell.is_empty()).peekable();
        let is_area = |text: &str| self == Self::Report && AREAS.contains(&&*folded(text));
        printed.peek().is_some() && printed.all(|cell| is_word(&cell.text) || is_area(&cell.text))
    }
}

/// Whether a row continues the header above it: its cell of labels is empty, at least one cell is a word of headers, and the
/// others are short texts without a figure (总量 beside 年均增长).
pub(super) fn stands_below(header: &[Cell], cells: &[Cell]) -> bool {
    let label = header.iter().position(|cell| is_label(&cell.text));
    let unlabelled = label.and_then(|at| cells.get(at)).is_some_and(Cell::is_empty);
    let short = |cell: &Cell| {
        cell.is_empty()
            || is_word(&cell.text)
            || cell.text.chars().count() <= 16 && content(&cell.text) == Content::Text
    };
    unlabelled && cells.iter().any(|cell| is_word(&cell.text)) && cells.iter().all(short)
}

/// Whether a row heads an indicator table: it has a column of labels and another word of headers.
fn opens(cells: &[Cell]) -> bool {
    cells.iter().any(|cell| is_label(&cell.text))
        && cells.iter().filter(|cell| is_word(&cell.text)).count() >= 2
}

/// Whether a row has a column of labels and only short words beside it, known or not.
pub(super) fn may_open(cells: &[Cell]) -> bool {
    let word = |cell: &Cell| {
        cell.is_empty()
            || is_word(&cell.text)
            || cell.text.chars().count() <= 20 && content(&cell.text) == Content::Text
    };
    cells.iter().any(|cell| is_label(&cell.text))
        && cells.iter().filter(|cell| !cell.is_empty()).count() >= 2
        && cells.iter().all(word)
}

/// Whether a row heads a list of projects, with content, place or cost.
pub(super) fn lists_projects(cells: &[Cell]) -> bool {
    // A head that names a list has one of these characters.
    if !cells.iter().any(|cell| cell.text.contains(['名', '建'])) {
        return false;
    }
    let words = cells.iter().filter(|cell| cell.text.len() <= 60);
    let words: Vec<String> = words.map(|cell| fold(&cell.text)).collect();
    let named = words.iter().any(|word| word.ends_with("名称") || word.starts_with("建设内容"));
    named
        && !words.iter().any(|word| LABEL.is_match(word))
        && words.iter().filter(|word| PROJECTS.is_match(word)).count() >= 2
}

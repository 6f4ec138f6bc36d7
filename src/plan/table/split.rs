//! Splits a line of text into cells: at pipes, at tabs, or at wide spaces.

use super::cell::{Content, content};
use super::grid::{Cell, Shape};
use super::headwords::{is_label, is_word};
use crate::document::{Source, any_bytes};
use crate::plan::lexicon::statistics::AREAS;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// The cells of a line.
type Row = Rc<[Cell]>;

/// The lines of a document as rows of cells. Several readers ask for the same lines, and each line is split once.
#[derive(Debug)]
pub(super) struct Rows<'s> {
    source: &'s Source,
    /// The rows that were asked for, by line. A line without separators is not kept, because it is known as such fast.
    known: RefCell<HashMap<u32, Vec<(Shape, Row)>>>,
    /// The lines with pipes or tabs, in order; empty where the text has none.
    with_columns: OnceCell<Vec<u32>>,
}

impl<'s> Rows<'s> {
    pub(super) fn of(source: &'s Source) -> Self {
        Self { source, known: RefCell::default(), with_columns: OnceCell::new() }
    }

    /// The form and the cells of a line; `None` where it has no separators.
    pub(super) fn at(&self, line: u32) -> Option<(Shape, Row)> {
        let text = self.source.line(line);
        if text.len() > LONGEST_ROW || !may_have_separators(text) {
            return None;
        }
        [Shape::Pipes, Shape::Tabs, Shape::Spaces]
            .into_iter()
            .find_map(|shape| Some((shape, self.in_form(shape, line)?)))
    }

    /// The lines that may have pipes or tabs, in order.
    pub(super) fn lines_with_columns(&self) -> &[u32] {
        self.with_columns.get_or_init(|| {
            if !may_have_columns(&self.source.text) {
                return Vec::new();
            }
            let lines = self.source.lines().filter(|(_, text)| may_have_columns(text));
            lines.map(|(line, _)| line).collect()
        })
    }

    /// The form and the cells of a line with pipes or tabs; `None` for any other.
    pub(super) fn with_columns(&self, line: u32) -> Option<(Shape, Row)> {
        if self.lines_with_columns().binary_search(&line).is_err() {
            return None;
        }
        [Shape::Pipes, Shape::Tabs]
            .into_iter()
            .find_map(|shape| Some((shape, self.in_form(shape, line)?)))
    }

    /// The cells of a line in this form; `None` where it has no such separators.
    pub(super) fn in_form(&self, shape: Shape, line: u32) -> Option<Row> {
        let known = self.known.borrow();
        let forms = known.get(&line).map_or(&[][..], Vec::as_slice);
        if let Some((_, cells)) = forms.iter().find(|(form, _)| *form == shape) {
            return Some(Rc::clone(cells));
        }
        drop(known);
        let cells: Row = split_as(shape, line, self.source.line(line))?.into();
        self.known.borrow_mut().entry(line).or_default().push((shape, Rc::clone(&cells)));
        Some(cells)
    }
}

/// The greatest length of a row, in bytes.
const LONGEST_ROW: usize = 4000;

/// The cells of a line in this form; `None` where it has no such separators.
fn split_as(shape: Shape, line: u32, text: &str) -> Option<Vec<Cell>> {
    if text.len() > LONGEST_ROW {
        return None;
    }
    match shape {
        Shape::Pipes => pipes(line, text),
        Shape::Tabs => text.contains('\t').then(|| parts(line, text, 0..text.len(), &['\t'])),
        Shape::Spaces => spaces(line, text),
        Shape::Stacked | Shape::Html => None,
    }
}

/// The cells of a line that may be a part of a row: between tabs, or between pipes without the outer ones.
pub(super) fn parts_of(shape: Shape, line: u32, text: &str) -> Vec<Cell> {
    if shape == Shape::Tabs {
        return parts(line, text, 0..text.len(), &['\t']);
    }
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    let begin = if text[start..end].starts_with('|') { start + 1 } else { start };
    let end = if end > begin && text[..end].ends_with('|') { end - 1 } else { end };
    parts(line, text, begin..end.max(begin), &['|'])
}

/// Whether some line of the text may have pipes or tabs.
fn may_have_columns(text: &str) -> bool {
    text.contains('\t') || may_have_pipes(text)
}

/// Whether a mark of [`pipes`] is in the text, or another character of the same blocks.
fn may_have_pipes(text: &str) -> bool {
    any_bytes(text, is_pipe)
}

/// Whether some separator may be in the text: a tab, a pipe or a blank.
fn may_have_separators(text: &str) -> bool {
    any_bytes(text, |first, second, third| {
        (first == b'\t') | is_pipe(first, second, third) | is_blank(first, second, third)
    })
}

/// Whether the bytes begin with a mark of [`pipes`] or another character of the same blocks.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "a branch would stop the work on many bytes at once"
)]
fn is_pipe(first: u8, second: u8, third: u8) -> bool {
    let drawn = (first == 0xE2) & (second == 0x94);
    (first == b'|') | drawn | ((first == 0xEF) & (second == 0xBD) & (third == 0x9C))
}

/// Whether the bytes begin with a blank of [`spaces`].
#[expect(
    clippy::needless_bitwise_bool,
    reason = "a branch would stop the work on many bytes at once"
)]
fn is_blank(first: u8, second: u8, third: u8) -> bool {
    let wide = (first == 0xE3) & (second == 0x80) & (third == 0x80);
    (first == b' ') | wide | ((first == 0xC2) & (second == 0xA0))
}

/// Whether a blank of [`spaces`] is in the text.
fn may_have_spaces(text: &str) -> bool {
    any_bytes(text, is_blank)
}

fn pipes(line: u32, text: &str) -> Option<Vec<Cell>> {
    let marks = ['|', '｜', '│', '┃'];
    // Most lines have no pipe.
    if !may_have_pipes(text) || text.matches(marks).count() < 2 {
        return None;
    }
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    let body = &text[start..end];
    // The outer pipes of a row separate no cells, but `| |` at the end of a shifted row contains one.
    let first = body.starts_with(marks);
    let begin = if first { start + body.chars().next().map_or(0, char::len_utf8) } else { start };
    let end = if body.ends_with(marks) {
        end - body.chars().last().map_or(0, char::len_utf8)
    } else {
        end
    };
    (begin < end).then(|| parts(line, text, begin..end, &marks))
}

fn parts(line: u32, text: &str, range: std::ops::Range<usize>, marks: &[char]) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut begin = range.start;
    for (at, mark) in text[range.clone()].match_indices(|sign| marks.contains(&sign)) {
        cells.push(Cell::of(line, text, begin..range.start + at));
        begin = range.start + at + mark.len();
    }
    cells.push(Cell::of(line, text, begin..range.end));
    cells
}

/// Splits at two or more spaces. A line with single spaces is split at each of them, because its labels
/// contain no spaces.
fn spaces(line: u32, text: &str) -> Option<Vec<Cell>> {
    // A sentence is no row, and without a space there is one cell, which is none either.
    if !may_have_spaces(text)
        || text.contains("。")
        || !text.trim().contains([' ', '\u{3000}', '\u{a0}'])
    {
        return None;
    }
    // The bullet of a list is no cell.
    let skip = if text.starts_with("- ") && !text.contains("  ") { 2 } else { 0 };
    let wide = text.trim().contains("  ") || text.trim().contains('\u{3000}');
    let mut cells = Vec::new();
    let mut begin: Option<usize> = None;
    let mut gap = 0;
    let mut gap_at = 0;
    for (at, sign) in text.char_indices().skip(skip).chain([(text.len(), '\u{3000}')]) {
        if sign == ' ' || sign == '\u{3000}' || sign == '\u{a0}' {
            if gap == 0 {
                gap_at = at;
            }
            gap += if sign == '\u{3000}' { 2 } else { 1 };
            if gap >= if wide { 2 } else { 1 }
                && let Some(begin) = begin.take()
            {
                cells.push(Cell::of(line, text, begin..gap_at));
            }
        } else {
            gap = 0;
            begin.get_or_insert(at);
        }
    }
    let short = cells.iter().all(|cell| cell.text.chars().count() <= 40);
    let value = |cell: &Cell| {
        matches!(content(&cell.text), Content::Figure(_) | Content::Words)
            || AREAS.contains(&cell.text.as_str())
    };
    let heads = |cells: &[Cell]| wide && is_label(&cells[0].text) && is_word(&cells[1].text);
    let row = cells.len() >= 3 || cells.len() == 2 && (value(&cells[1]) || heads(&cells));
    (row && short).then_some(cells)
}

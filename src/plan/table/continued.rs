//! Cells that continue on the next line of the source, in tables with one row a line.
//!
//! ```text
//! 1 ⇥ 甲 ⇥ % ⇥ — ⇥ 完成市        a goal over two lines
//! 下达目标 ⇥ 约束性
//! | 3 | 收入↵城镇↵农村 | 元 | 5↵6 | 7↵8 |     figures one above the other
//! ```

use super::cell::{Content, content, is_number, is_tail, is_unit};
use super::grid::{Cell, RawTable, Shape};
use super::label;
use super::split::{Rows, parts_of};
use crate::document::Source;
use crate::plan::outline::Outline;

/// The largest number of lines of a row.
const MOST_LINES: u32 = 16;
/// The largest number of characters in a line of a cell.
const LONGEST_PIECE: usize = 30;

/// Whether the line separates rows: `|---|:--:|`, `+----+`.
pub(super) fn is_rule(text: &str) -> bool {
    let text = text.trim();
    text.contains("--")
        && text.chars().all(|sign| matches!(sign, '|' | '-' | ':' | '+' | '=' | ' ' | '\t'))
}

/// Joins the lines of a row whose cells contain line breaks: the first line has too few cells, and together
/// the lines have as many as the header. Returns the row and its last line; `None` where the line is a
/// whole row.
pub(super) fn broken_row(source: &Source, raw: &RawTable, first: u32) -> Option<(Vec<Cell>, u32)> {
    let width = raw.header.iter().map(Vec::len).max().unwrap_or(0);
    let header = source.line(raw.lines.0).trim().to_owned();
    let framed = raw.shape == Shape::Pipes && header.starts_with('|') && header.ends_with('|');
    if raw.shape != Shape::Tabs && !framed {
        return None;
    }
    let text = source.line(first);
    let opened = text.trim_start().starts_with('|');
    let closed = |text: &str| text.trim_end().ends_with('|');
    if framed && (!opened || closed(text)) {
        return None;
    }
    let mut cells = parts_of(raw.shape, first, text);
    let mut line = first;
    let complete = |cells: &[Cell], text: &str| {
        if framed { closed(text) } else { cells.len() >= width }
    };
    while !complete(&cells, source.line(line)) {
        line += 1;
        let text = source.line(line);
        let next = (line - first <= MOST_LINES && line <= source.line_count())
            .then(|| parts_of(raw.shape, line, text))?;
        let stop = text.trim().is_empty()
            || is_rule(text)
            || framed && text.trim_start().starts_with('|')
            || !framed && next.len() >= width
            || next.iter().any(|cell| {
                cell.text.chars().count() > LONGEST_PIECE || cell.text.contains(['。', '；'])
            })
            || begins_row(&next);
        if stop {
            return None;
        }
        let mut next = next.into_iter();
        let begun = next.next().filter(|cell| !cell.is_empty());
        if let (Some(last), Some(begun)) = (cells.last_mut(), begun) {
            last.extend(begun);
        }
        cells.extend(next);
    }
    (line > first && cells.len() == width).then(|| {
        // Figures below one another may also be in the last cell.
        let more = more_of_last(source, &cells, line);
        if let Some(last) = cells.last_mut() {
            line += u32::try_from(more.len()).unwrap_or(0);
            for cell in more {
                last.extend(cell);
            }
        }
        (cells, line)
    })
}

/// The lines of the last cell below a row whose other cells have more lines.
fn more_of_last(source: &Source, cells: &[Cell], line: u32) -> Vec<Cell> {
    let lines = |cell: &Cell| cell.pieces.len().max(1);
    let is_value =
        |text: &str| matches!(content(text), Content::Figure(_) | Content::Dash | Content::Words);
    let Some((last, others)) = cells.split_last() else { return Vec::new() };
    let most = others
        .iter()
        .filter(|cell| cell.pieces.len() > 1 && cell.pieces.iter().all(|p| is_value(&p.text)))
        .map(lines)
        .max()
        .unwrap_or(0);
    if !is_value(&last.text) {
        return Vec::new();
    }
    (line + 1..=source.line_count())
        .take(most.saturating_sub(lines(last)))
        .map(|line| Cell::of(line, source.line(line), 0..source.line(line).len()))
        .take_while(|cell| !cell.text.contains(['\t', '|']) && is_value(&cell.text))
        .collect()
}

/// Whether a line begins a row with a number and a label.
fn begins_row(cells: &[Cell]) -> bool {
    let [number, label, ..] = cells else { return false };
    is_number(&number.text) && content(&label.text) == Content::Text && !is_unit(&label.text)
}

/// Joins the last row with the next line if its last cell continues there. Both have fewer cells than the
/// header, together they have as many, and the two parts of the cell form one label or value.
pub(super) fn goes_on(raw: &mut RawTable, next: &[Cell]) -> bool {
    let width = raw.header.iter().map(Vec::len).max().unwrap_or(0);
    let tabs = matches!(raw.shape, Shape::Tabs | Shape::Pipes);
    let (Some(row), Some(first)) = (raw.rows.last_mut(), next.first()) else { return false };
    if !tabs || row.len() < 2 || next.len() >= width || row.len() + next.len() != width + 1 {
        return false;
    }
    let Some(last) = row.last_mut() else { return false };
    let label =
        matches!((content(&last.text), content(&first.text)), (Content::Text, Content::Text))
            && !last.text.ends_with(['）', ')']);
    if !label && !makes_one(last, &first.text) {
        return false;
    }
    last.extend(first.clone());
    row.extend(next[1..].iter().cloned());
    true
}

/// Whether a cell and the line below it form one figure, goal or attribute that the cell alone does not:
/// 完成市 and 下达目标, ≥ and 120.
pub(super) fn makes_one(cell: &Cell, next: &str) -> bool {
    let is_part = match content(&cell.text) {
        Content::Text => true,
        // 预期 and 性.
        Content::Attribute(_) => next.trim() == "性",
        // 3.0 and 左右.
        Content::Figure(_) => is_tail(next),
        _ => false,
    };
    let whole = content(&format!("{}{}", cell.text, next.trim()));
    is_part
        && !cell.is_empty()
        && matches!(whole, Content::Words | Content::Figure(_) | Content::Attribute(_))
}

/// Adds a line to the cell of the last row that it completes; false if there is none.
pub(super) fn completes(raw: &mut RawTable, line: u32, text: &str) -> bool {
    // A pipe may close the row here.
    let text = text.trim_end().trim_end_matches('|');
    if text.trim().chars().count() > 16 {
        return false;
    }
    let cell = raw
        .rows
        .last_mut()
        .and_then(|row| row.iter_mut().skip(1).rev().find(|cell| makes_one(cell, text)));
    match cell {
        Some(cell) => {
            cell.extend(Cell::of(line, text, 0..text.len()));
            true
        }
        None => false,
    }
}

/// Adds a line between two rows to the label of the row above: the end of a label that was too long for its
/// column.
pub(super) fn wraps(
    rows: &Rows<'_>,
    source: &Source,
    outline: &Outline,
    raw: &mut RawTable,
    line: u32,
) -> bool {
    let text = source.line(line).trim();
    let plain = text.chars().count() <= 16
        && content(text) == Content::Text
        && !is_page_number(text)
        && !outline.is_heading(line)
        && !text.contains(['。', '：', ':', '；'])
        && !label::notes(text);
    if !plain || raw.shape == Shape::Pipes {
        return false;
    }
    if rows.in_form(raw.shape, line + 1).is_none_or(|cells| cells.len() < 3) {
        return false;
    }
    let label = raw.rows.last_mut().and_then(|row| {
        row.iter_mut()
            .filter(|cell| content(&cell.text) == Content::Text)
            .max_by_key(|cell| cell.text.chars().count())
    });
    match label {
        Some(label) => {
            label.text.push_str(text);
            true
        }
        None => false,
    }
}

/// Whether the text is a page number: `12`, `— 12 —`.
pub(super) fn is_page_number(text: &str) -> bool {
    let digits = text
        .trim_matches(|sign: char| sign.is_whitespace() || matches!(sign, '-' | '—' | '–' | '－'));
    (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

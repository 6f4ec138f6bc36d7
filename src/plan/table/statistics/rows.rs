//! The printed rows of one block: their names, their parents, and their cells.

use super::heads::{Block, Column};
use crate::document::{Source, compact};
use crate::plan::table::cell::{Content, Figure, content, is_unit, pattern};
use crate::plan::table::grid::{Cell, RawTable, Shape};
use crate::plan::table::label;
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

static FOOTNOTE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\[［〔]\d{1,3}[\]］〕]"));

/// A printed row of a block.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PrintedRow {
    /// The cell of its name.
    pub cell: Cell,
    /// The name without 其中, unit and footnote.
    pub name: String,
    /// Index of the row that this row is a part of.
    pub parent: Option<usize>,
    /// The unit from the column of units, or from the brackets in the name.
    pub unit: Option<String>,
    /// A cell for each column of the block, including empty ones.
    pub cells: Vec<Cell>,
    /// Whether 其中 is before the name.
    marked: bool,
    /// Whether white space is before the name.
    indented: bool,
    /// Cells that cannot be assigned to a column.
    pub unread: Vec<String>,
}

impl PrintedRow {
    /// The first figure of the row.
    fn first_figure(&self) -> Option<Figure> {
        self.cells.iter().find_map(|cell| match content(&cell.text) {
            Content::Figure(figure) => Some(figure),
            _ => None,
        })
    }
}

/// The rows of a block, in printed order.
pub(super) fn read(source: &Source, raw: &RawTable, block: &Block) -> Vec<PrintedRow> {
    let width = raw.header.iter().map(Vec::len).max().unwrap_or(0);
    let mut rows: Vec<PrintedRow> = raw
        .rows
        .iter()
        .filter_map(|cells| printed(source, raw.shape, block, cells, width))
        .collect();
    parts(&mut rows, block);
    rows
}

fn printed(
    source: &Source,
    shape: Shape,
    block: &Block,
    cells: &[Cell],
    width: usize,
) -> Option<PrintedRow> {
    if label::is_note(cells) {
        return None;
    }
    // A row with fewer cells than columns is read by what its cells can be.
    let loose = cells.len() < width || shape == Shape::Spaces || shape == Shape::Stacked;
    let (cell, own, unread) = if loose { by_kind(block, cells)? } else { by_column(block, cells)? };
    let words = FOOTNOTE.replace_all(&cell.text, "");
    let words = label::numbered(&words).map_or(words.into_owned(), |(_, name)| name);
    let words = label::category(&words).unwrap_or(words);
    let marked = compact(&words).trim_start_matches(['#', '＃']).starts_with("其中")
        || words.starts_with(['#', '＃']);
    let label::PlainLabel { label: name, unit, .. } = label::plain(&words);
    if name.is_empty() || matches!(content(&name), Content::Figure(_)) {
        return None;
    }
    let of_column = block.columns.iter().zip(&own).find_map(|((_, column), cell)| {
        let said = *column == Column::Unit && content(&cell.text) == Content::Text;
        said.then(|| compact(&cell.text).into_owned())
    });
    Some(PrintedRow {
        indented: is_indented(source, &cell),
        name,
        parent: None,
        unit: of_column.or(unit),
        cells: own,
        marked,
        unread,
        cell,
    })
}

type RowCells = (Cell, Vec<Cell>, Vec<String>);

fn by_column(block: &Block, cells: &[Cell]) -> Option<RowCells> {
    let name = cells.get(block.name).filter(|cell| !cell.is_empty())?;
    let own = block.columns.iter().map(|(at, _)| cells.get(*at).cloned().unwrap_or_default());
    Some((name.clone(), own.collect(), Vec::new()))
}

/// Reads a name, sometimes a unit, and as many figures as there are columns for them.
fn by_kind(block: &Block, cells: &[Cell]) -> Option<RowCells> {
    let printed: Vec<&Cell> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    let is_value = |cell: &&Cell| matches!(content(&cell.text), Content::Figure(_) | Content::Dash);
    let values = printed.iter().rev().take_while(|cell| is_value(cell)).count();
    let mut names: Vec<&Cell> = printed[..printed.len() - values].to_vec();
    let has_unit = block.columns.iter().any(|(_, column)| *column == Column::Unit);
    let unit =
        (has_unit && names.len() > 1 && names.last().is_some_and(|cell| is_unit(&cell.text)))
            .then(|| names.pop())
            .flatten();
    let (first, rest) = names.split_first()?;
    let mut name = (*first).clone();
    for cell in rest {
        name.text.push_str(&cell.text);
    }
    let slots = block
        .columns
        .iter()
        .filter(|(_, column)| !matches!(column, Column::Unit | Column::Aside))
        .count();
    let figures = &printed[printed.len() - values..];
    if figures.len() != slots {
        let unread = figures.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
        let own = vec![Cell::default(); block.columns.len()];
        return Some((
            name,
            own,
            if unread.is_empty() { unread } else { vec![unread.join(" | ")] },
        ));
    }
    let mut figures = figures.iter();
    let own = block.columns.iter().map(|(_, column)| match column {
        Column::Unit => unit.cloned().unwrap_or_default(),
        Column::Aside => Cell::default(),
        _ => figures.next().map(|cell| (*cell).clone()).unwrap_or_default(),
    });
    Some((name, own.collect(), Vec::new()))
}

/// Whether there is more white space before the name than the padding of a cell.
fn is_indented(source: &Source, cell: &Cell) -> bool {
    let Some(before) = source.line(cell.line).get(..cell.bytes.start) else { return false };
    let text =
        before.trim_end_matches("其中：").trim_end_matches("&nbsp;").trim_end_matches("&emsp;");
    let spaces = text.chars().rev().take_while(|sign| sign.is_whitespace()).count();
    let padding = usize::from(text.trim_end().ends_with('|'));
    text.len() < before.len() || spaces > padding
}

/// Finds the parent of each row. 其中 marks the first part of the row above; the rows below it are parts
/// too as long as they can be. A name that occurs several times (铁路) is a part of the last row with a
/// unique name.
fn parts(rows: &mut [PrintedRow], block: &Block) {
    let mut count: HashMap<String, usize> = HashMap::new();
    for row in rows.iter().filter(|row| !row.marked) {
        *count.entry(row.name.clone()).or_default() += 1;
    }
    let indents = rows.iter().any(|row| row.indented);
    let amounts = block.amounts() > 0;
    let mut main: Option<usize> = None;
    let mut open = false;
    for at in 0..rows.len() {
        let before = at.checked_sub(1);
        let parent = match main {
            Some(main) if rows[at].marked => {
                // 其中 directly below 其中 marks a part of that part.
                let nested = before.filter(|&before| {
                    rows[before].marked
                        && before != main
                        && contains(&rows[before], &rows[at], amounts)
                });
                open = true;
                Some(nested.unwrap_or(main))
            }
            Some(main) if count[&rows[at].name] > 1 => {
                open = false;
                Some(main)
            }
            Some(main) if open && may_be_part(&rows[main], &rows[at], indents, amounts) => {
                Some(main)
            }
            _ => None,
        };
        if parent.is_none() {
            main = Some(at);
            open = false;
        }
        rows[at].parent = parent;
    }
}

/// Whether one amount can include the other: it has the same unit and is not less.
fn contains(whole: &PrintedRow, part: &PrintedRow, amounts: bool) -> bool {
    let values = whole.first_figure().zip(part.first_figure());
    !amounts
        || whole.unit == part.unit && values.is_none_or(|(whole, part)| part.value <= whole.value)
}

/// Whether a row below the parts of another can be one of them: its amount can be included, it is indented
/// if they are, and its name does not begin or end like that of the whole (货物进口额 below 货物出口额).
fn may_be_part(whole: &PrintedRow, row: &PrintedRow, indents: bool, amounts: bool) -> bool {
    let ends = |name: &str| -> (String, String) {
        let name: Vec<char> = name.split(['（', '(']).next().unwrap_or(name).chars().collect();
        let last = name.len().saturating_sub(2);
        (name.iter().take(2).collect(), name[last..].iter().collect())
    };
    let ((first, last), (own_first, own_last)) = (ends(&whole.name), ends(&row.name));
    (row.indented || !indents)
        && contains(whole, row, amounts)
        && first != own_first
        && last != own_last
}

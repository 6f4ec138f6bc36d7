//! Pages to a reading: tables between ruling lines and the other lines, without running heads.

use super::grid::{self, Cell, Grid};
use super::lines::{self, TextRow};
use super::{bands, columns, glyphs, unpack};
use crate::document::error::SourceError;
use crate::document::reading::{PrintedPlace, Reading};
use std::collections::HashMap;

/// A scan has fewer characters than this on a page, such as stamps and page numbers.
const FEWEST: usize = 12;

/// A part of a page; parts are in order from top to bottom.
enum Item {
    Row(TextRow),
    Grid(Grid),
}

/// The reading of a PDF.
///
/// # Errors
/// The PDF is damaged, protected with a password, unpacks to more than the limit, is a scan, or does not
/// name the characters of its fonts.
pub(crate) fn read(bytes: &[u8]) -> Result<Reading, SourceError> {
    unpack::check(bytes)?;
    let pages = glyphs::read(bytes)?;
    let signs: usize = pages.iter().map(|page| page.glyphs.len()).sum();
    if signs < FEWEST * pages.len() && pages.iter().any(|page| page.images > 0) {
        return Err(SourceError::Scanned);
    }
    let unknown: usize = pages.iter().map(|page| page.unknown).sum();
    if unknown > 20 && unknown * 5 > signs + unknown {
        return Err(SourceError::NoUnicode);
    }
    let mut grids: Vec<Vec<Grid>> = pages.iter().map(|page| grid::find(&page.rules)).collect();
    grid::keep_parts(&mut grids);
    let mut pages: Vec<Vec<Item>> =
        pages.into_iter().zip(grids).map(|(page, grids)| items(page, grids)).collect();
    leave_out_running_heads(&mut pages);
    let mut writer = Writer::default();
    for (items, page) in pages.iter().zip(1..) {
        writer.at.page = Some(page);
        writer.page(items);
    }
    writer.close();
    Ok(writer.reading)
}

fn items(page: glyphs::PdfPage, mut grids: Vec<Grid>) -> Vec<Item> {
    let mut rest = Vec::new();
    for glyph in page.glyphs {
        match grids.iter_mut().find(|grid| grid.holds(&glyph)) {
            Some(grid) => grid.add(glyph),
            None => rest.push(glyph),
        }
    }
    // Lines are in reading order; a table precedes the first line, or column, that begins below it.
    let mut items: Vec<(f64, Item)> =
        columns::rows(rest).into_iter().map(|(top, row)| (top, Item::Row(row))).collect();
    let grids = grids.into_iter().filter(|grid| !grid.is_empty());
    items.extend(grids.map(|grid| (grid.top(), Item::Grid(grid))));
    items.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let rows = items.iter_mut().filter_map(|(_, item)| match item {
        Item::Row(row) => Some(row),
        Item::Grid(_) => None,
    });
    bands::align(&mut rows.collect::<Vec<_>>());
    items.into_iter().map(|(_, item)| item).collect()
}

/// Removes page numbers, and first and last lines that many pages share apart from numbers.
fn leave_out_running_heads(pages: &mut [Vec<Item>]) {
    let key = |item: &Item| match item {
        Item::Row(row) => {
            let words = |sign: &char| !sign.is_numeric() && !sign.is_whitespace();
            let dashes = |sign: &char| {
                !matches!(*sign, '-' | '—' | '–' | '－' | '·' | '第' | '页' | '共' | '/')
            };
            Some(row.text.chars().filter(words).filter(dashes).collect::<String>())
        }
        Item::Grid(_) => None,
    };
    let mut often: HashMap<String, usize> = HashMap::new();
    for page in pages.iter() {
        for item in page.iter().take(1).chain(page.iter().skip(1).rev().take(1)) {
            if let Some(key) = key(item) {
                *often.entry(key).or_default() += 1;
            }
        }
    }
    let least = (pages.len() / 3).max(3);
    for page in pages {
        for end in [true, false] {
            // A page number may be below a running foot.
            for _ in 0..2 {
                let item = if end { page.last() } else { page.first() };
                let Some(key) = item.and_then(key) else { break };
                let number = key.is_empty();
                if !number && often.get(&key).is_none_or(|times| *times < least) {
                    break;
                }
                page.remove(if end { page.len() - 1 } else { 0 });
            }
        }
    }
}

#[derive(Default)]
struct Writer {
    reading: Reading,
    at: PrintedPlace,
    /// The last row written; `None` if something else followed it.
    before: Option<TextRow>,
    /// The columns of an open table, whose next rows may be on the next page.
    columns: Option<Vec<f64>>,
    /// The last row of the table with its place. It is written later, because its rest may be on the next
    /// page.
    kept: Option<(Vec<Cell>, PrintedPlace)>,
}

impl Writer {
    fn page(&mut self, items: &[Item]) {
        let edges = lines::edges(items.iter().filter_map(|item| match item {
            Item::Row(row) => Some(row),
            Item::Grid(_) => None,
        }));
        // The distance from the last line of the previous page is unknown.
        let mut first = true;
        for item in items {
            match item {
                Item::Row(row) => {
                    self.close();
                    let before = self.before.take();
                    if before.is_none_or(|before| lines::ends(&before, row, edges, first)) {
                        self.reading.blank(self.at);
                    }
                    self.at.line += 1;
                    self.reading.line(&row.text, self.at);
                    self.before = Some(row.clone());
                }
                Item::Grid(grid) => self.grid(grid),
            }
            first = false;
        }
    }

    fn grid(&mut self, grid: &Grid) {
        let mut first = true;
        let goes_on = self.columns.as_ref().is_some_and(|columns| grid.has_columns(columns));
        if !goes_on {
            self.close();
            self.reading.blank(self.at);
        }
        self.before = None;
        for row in grid.rows() {
            if let Some((above, _)) = &mut self.kept
                && goes_on
                && above.len() == row.len()
                && std::mem::take(&mut first)
                && is_rest(above, &row)
            {
                for (cell, rest) in above.iter_mut().zip(row) {
                    cell.lines.extend(rest.lines);
                }
                continue;
            }
            self.at.line += 1;
            // A first row of one cell is the title.
            if let [cell] = row.as_slice()
                && self.columns.is_none()
            {
                for line in &cell.lines {
                    self.reading.line(line, self.at);
                }
                continue;
            }
            if self.columns.is_none() {
                self.reading.open_table(self.at);
                self.columns = Some(grid.columns().to_vec());
            }
            self.write_kept();
            self.kept = Some((row, self.at));
        }
    }

    fn write_kept(&mut self) {
        let Some((row, at)) = self.kept.take() else { return };
        self.reading.open_row(at);
        for cell in &row {
            self.reading.open_cell(cell.columns, cell.rows, at);
            for line in &cell.lines {
                self.reading.line(line, at);
            }
        }
    }

    fn close(&mut self) {
        self.write_kept();
        if self.columns.take().is_some() {
            self.reading.close_table(self.at);
        }
    }
}

/// Whether the first row of a page continues the last row of the page before: it has no figures, and its
/// texts are not numbered and are below cells with text.
fn is_rest(above: &[Cell], row: &[Cell]) -> bool {
    let text = |cell: &Cell| cell.lines.concat();
    let numbered = |text: &str| {
        let begins = text.trim_start_matches(['(', '（']);
        let number = |c: char| {
            c.is_ascii_digit()
                || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
        };
        let rest = begins.trim_start_matches(number);
        rest.len() < begins.len() && (rest.is_empty() || rest.starts_with(['、', '.', '）', ')']))
    };
    let figures = |cells: &[Cell]| {
        cells.iter().any(|cell| text(cell).trim_end_matches('%').parse::<f64>().is_ok())
    };
    let words: Vec<(String, String)> = above
        .iter()
        .zip(row)
        .map(|(above, rest)| (text(above), text(rest)))
        .filter(|(_, rest)| !rest.is_empty())
        .collect();
    figures(above)
        && !figures(row)
        && !words.is_empty()
        && words.len() * 2 <= row.len()
        && words.iter().all(|(above, rest)| !above.is_empty() && !numbered(rest))
}

//! Tables of HTML source. Cells that span rows and columns are repeated in each of them.
//!
//! Tags are read in one pass without rendering, and malformed parts are skipped.

use super::cell::fold;
use super::grid::{Cell, CellLine, RawTable, Shape};
use super::headwords::{self, Heads};
use crate::document::{Source, is_power};
use std::ops::Range;

/// The most cells of a table, including repeated ones.
const MOST_CELLS: usize = 100_000;
const MOST_COLUMNS: usize = 64;
const MOST_ROWS_SPANNED: usize = 500;

/// Every table with an indicator header, in order.
pub(super) fn read(source: &Source, heads: Heads) -> Vec<RawTable> {
    let text = source.text.as_str();
    let mut tables = Vec::new();
    let mut at = 0;
    while let Some(begin) = find_tag(text, at, "table") {
        let end = find_tag(text, begin + 6, "/table").unwrap_or(text.len());
        tables.extend(understand(source, heads, &grid(source, begin + 6..end), begin..end));
        at = end.max(begin + 6);
    }
    tables
}

/// First and last line of the tables that are no running text: lists of projects, and other tables with
/// only short cells in several columns.
pub(super) fn others(source: &Source) -> Vec<(u32, u32)> {
    let text = source.text.as_str();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(begin) = find_tag(text, at, "table") {
        let end = find_tag(text, begin + 6, "/table").unwrap_or(text.len());
        let grid = grid(source, begin + 6..end);
        if grid.iter().take(3).any(|row| headwords::lists_projects(row)) || holds_data(&grid) {
            found.push((source.place(begin).0, source.place(end).0));
        }
        at = end.max(begin + 6);
    }
    found
}

fn holds_data(grid: &[Vec<Cell>]) -> bool {
    let short = |cell: &Cell| cell.text.chars().count() <= 30 && !cell.text.contains(['。', '；']);
    grid.len() >= 3 && grid.iter().all(|row| row.len() >= 3 && row.iter().all(short))
}

/// The next `<NAME` from a byte on, in upper or lower case.
fn find_tag(text: &str, from: usize, name: &str) -> Option<usize> {
    let mut at = from;
    while let Some(found) = text.get(at..)?.find('<') {
        at += found;
        let rest = &text.as_bytes()[at + 1..];
        if rest.len() >= name.len() && rest[..name.len()].eq_ignore_ascii_case(name.as_bytes()) {
            return Some(at);
        }
        at += 1;
    }
    None
}

fn understand(
    source: &Source,
    heads: Heads,
    grid: &[Vec<Cell>],
    range: Range<usize>,
) -> Option<RawTable> {
    let opens = grid
        .iter()
        .take(6)
        .position(|row| heads.opens(row))
        .or_else(|| grid.iter().take(3).position(|row| headwords::may_open(row)))?;
    // A cell that spans rows is repeated in each: 是否完成 beside two rows of words.
    let spans = |at: usize, cell: &Cell| {
        let above = grid[opens].get(at);
        above.is_some_and(|above| above.line == cell.line && above.bytes == cell.bytes)
    };
    let labels = grid[opens].iter().position(|cell| headwords::is_label(&cell.text));
    // A row that the head of the labels spans belongs to the header, whatever its words.
    let is_header = |row: &&Vec<Cell>| {
        let below = labels.and_then(|at| row.get(at).filter(|cell| spans(at, cell)));
        below.is_some()
            || row.iter().enumerate().all(|(at, cell)| {
                cell.is_empty() || headwords::is_word(&cell.text) || spans(at, cell)
            })
    };
    let mut header = vec![grid[opens].clone()];
    header.extend(grid[opens + 1..].iter().take_while(is_header).cloned());
    let words = |row: &[Cell]| row.iter().map(|cell| fold(&cell.text)).collect::<Vec<_>>();
    let signatures: Vec<_> = header.iter().map(|row| words(row)).collect();
    let rows: Vec<Vec<Cell>> = grid[opens + header.len()..]
        .iter()
        .filter(|row| !signatures.contains(&words(row)))
        .cloned()
        .collect();
    let lines = (source.place(range.start).0, source.place(range.end).0);
    (!rows.is_empty()).then_some(RawTable { shape: Shape::Html, header, rows, lines })
}

/// The cells of a table; cells that span are repeated.
fn grid(source: &Source, range: Range<usize>) -> Vec<Vec<Cell>> {
    let mut grid = Grid::default();
    let text = &source.text;
    let mut at = range.start;
    while at < range.end && grid.cells < MOST_CELLS {
        let next = next_tag(&text[..range.end], at);
        grid.text(source, at..next);
        let Some(close) = text[next..range.end].find('>') else { break };
        grid.tag(&text[next + 1..next + close]);
        at = next + close + 1;
    }
    grid.end_row();
    grid.rows
}

/// The next tag from a byte on, else the end. `<6` is text.
fn next_tag(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let opens = |at: &usize| {
        bytes[*at] == b'<'
            && bytes
                .get(at + 1)
                .is_some_and(|&sign| sign.is_ascii_alphabetic() || b"/!?".contains(&sign))
    };
    (from..bytes.len()).find(opens).unwrap_or(bytes.len())
}

#[derive(Default)]
struct Grid {
    rows: Vec<Vec<Cell>>,
    row: Option<Vec<Cell>>,
    open: Option<Open>,
    /// For each column, the cell from above that spans this row, and for how many more rows.
    above: Vec<Option<(Cell, usize)>>,
    cells: usize,
    /// Whether the text is within `<sup>`.
    raised: bool,
}

struct Open {
    /// The lines of the cell; the last one is being read.
    pieces: Vec<Line>,
    columns: usize,
    rows: usize,
}

/// A line of a cell.
#[derive(Default)]
struct Line {
    text: String,
    place: Option<(u32, Range<usize>)>,
}

impl Line {
    fn add(&mut self, source: &Source, range: Range<usize>) {
        let raw = &source.text[range.clone()];
        // 约<b>700</b>: the quote is the figure.
        let better = self.place.as_ref().is_none_or(|(line, bytes)| {
            let before = source.line(*line).get(bytes.clone()).unwrap_or("");
            !has_digits(before) && has_digits(raw) && source.place(range.start).0 == *line
        });
        let piece = raw.trim();
        if better && !piece.is_empty() {
            let skip = raw.len() - raw.trim_start().len();
            let (line, begin) = source.place(range.start + skip);
            self.place = Some((line, begin..begin + piece.len()));
        }
        self.text.push_str(&without_entities(raw));
    }

    fn piece(self) -> Option<CellLine> {
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (line, bytes) = self.place?;
        (!text.is_empty()).then_some(CellLine { text, line, bytes })
    }
}

fn has_digits(text: &str) -> bool {
    text.contains(|sign: char| sign.is_ascii_digit())
}

impl Grid {
    fn tag(&mut self, tag: &str) {
        let name: String = tag
            .chars()
            .take_while(|sign| sign.is_ascii_alphanumeric() || *sign == '/')
            .take(8)
            .flat_map(char::to_lowercase)
            .collect();
        match name.as_str() {
            "tr" | "/tr" => self.end_row(),
            "td" | "th" => {
                self.end_cell();
                self.raised = false;
                self.row.get_or_insert_default();
                self.open = Some(Open {
                    pieces: vec![Line::default()],
                    columns: attribute(tag, "colspan").clamp(1, MOST_COLUMNS),
                    rows: attribute(tag, "rowspan").clamp(1, MOST_ROWS_SPANNED),
                });
            }
            "/td" | "/th" => self.end_cell(),
            "sup" => self.raised = true,
            "/sup" => self.raised = false,
            "br" | "br/" | "/p" | "/div" => {
                if let Some(open) = &mut self.open {
                    open.pieces.push(Line::default());
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, source: &Source, range: Range<usize>) {
        let Some(open) = &mut self.open else { return };
        let raw = &source.text[range.clone()];
        // The mark of a footnote is left out.
        if self.raised && open.pieces.last().is_none_or(|line| !is_power(&line.text, raw)) {
            return;
        }
        let mut begin = range.start;
        for (number, line) in raw.split('\n').enumerate() {
            if number > 0 {
                open.pieces.push(Line::default());
            }
            if let Some(piece) = open.pieces.last_mut() {
                piece.add(source, begin..begin + line.len());
            }
            begin += line.len() + 1;
        }
    }

    fn end_cell(&mut self) {
        let Some(open) = self.open.take() else { return };
        let mut cell = Cell::default();
        for piece in open.pieces.into_iter().filter_map(Line::piece) {
            cell.extend(piece.cell());
        }
        self.take_spans();
        for _ in 0..open.columns {
            let column = self.push(cell.clone());
            if let Some(column) = column.filter(|_| open.rows > 1) {
                if self.above.len() <= column {
                    self.above.resize(column + 1, None);
                }
                self.above[column] = Some((cell.clone(), open.rows - 1));
            }
        }
    }

    /// Repeats cells of earlier rows that span this one, up to the next free column.
    fn take_spans(&mut self) {
        loop {
            let column = self.row.as_ref().map_or(0, Vec::len);
            let Some(Some((cell, rows))) = self.above.get_mut(column) else { return };
            let cell = cell.clone();
            *rows -= 1;
            if *rows == 0 {
                self.above[column] = None;
            }
            if self.push(cell).is_none() {
                return;
            }
        }
    }

    /// Adds a cell to the row; returns its column.
    fn push(&mut self, cell: Cell) -> Option<usize> {
        let row = self.row.get_or_insert_default();
        if row.len() >= MOST_COLUMNS {
            return None;
        }
        row.push(cell);
        self.cells += 1;
        Some(row.len() - 1)
    }

    fn end_row(&mut self) {
        self.end_cell();
        if self.row.is_some() {
            self.take_spans();
        }
        if let Some(row) = self.row.take().filter(|row| row.iter().any(|cell| !cell.is_empty())) {
            self.rows.push(row);
        }
    }
}

fn attribute(tag: &str, name: &str) -> usize {
    let tag = tag.to_ascii_lowercase();
    let digits = tag.split_once(name).and_then(|(_, rest)| {
        rest.trim_start()
            .strip_prefix('=')
            .map(|rest| rest.trim_start().trim_start_matches(['"', '\'']))
    });
    digits
        .map(|rest| rest.chars().take_while(char::is_ascii_digit).take(4).collect::<String>())
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(1)
}

fn without_entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_string();
    }
    [
        ("&nbsp;", " "),
        ("&ensp;", " "),
        ("&emsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&le;", "≤"),
        ("&ge;", "≥"),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&mdash;", "—"),
        ("&#160;", " "),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_string(), |text, (entity, sign)| text.replace(entity, sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables(text: &str) -> Vec<RawTable> {
        read(&Source::read(text.as_bytes()).unwrap(), Heads::Plan)
    }

    #[test]
    fn spanning_cells_are_repeated() {
        let text = "主要指标\n<TABLE>\n<tr><th rowspan=\"2\">类别</th><th rowspan=2>指标</th><th colspan=2>目标</th></tr>\n<tr><th>2020年</th><th>2025年</th></tr>\n<tr><td rowspan=2>经济</td><td>甲产值</td><td>&gt;5</td><td>6</td></tr>\n<tr><td><b>乙</b>产值</td><td colspan='2'>完成<br/>目标</td></tr>\n</table>\n";
        let tables = tables(text);
        assert_eq!(tables.len(), 1);
        let rows: Vec<Vec<&str>> = tables[0]
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| cell.text.as_str()).collect())
            .collect();
        assert_eq!(
            rows,
            [["经济", "甲产值", ">5", "6"], ["经济", "乙产值", "完成 目标", "完成 目标"]]
        );
        assert_eq!((tables[0].header.len(), tables[0].lines), (2, (2, 7)));
        let cell = &tables[0].rows[0][3];
        assert_eq!(&text.lines().nth(4).unwrap()[cell.bytes.clone()], "6");
    }

    #[test]
    fn malformed_tables_are_skipped() {
        for text in [
            "指标<table",
            "指标<table><tr><td>指标</td><td>2025年",
            "指标<table><td colspan=99999 rowspan=99999>指标</td><tr><tr><tr></table>",
            "指标<table></table><table><tr></table>",
        ] {
            assert!(tables(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_word_beside_two_rows_of_a_header_is_part_of_it() {
        let text = "指标<table><tr><td rowspan=2>指标名称</td><td colspan=2>规划目标</td><td rowspan=2>是否如期</td></tr><tr><td>2025年</td><td>年均增长</td></tr><tr><td>甲产值<sup>1</sup></td><td>约<b>5</b></td><td>6%</td><td>是</td></tr></table>";
        let tables = tables(text);
        assert_eq!(tables[0].header.len(), 2);
        let row = &tables[0].rows[0];
        assert_eq!((row[0].text.as_str(), row[1].text.as_str()), ("甲产值", "约5"));
        assert_eq!(&text[row[1].bytes.clone()], "5");
    }

    #[test]
    fn lists_of_projects_are_found() {
        let list = "<table><tr><td>序号</td><td>项目名称</td><td>建设内容</td></tr><tr><td>1</td><td>甲路</td><td>新建12公里</td></tr></table>";
        let found = |text: &str| others(&Source::read(text.as_bytes()).unwrap());
        assert_eq!(found(list), [(1, 1)]);
        assert!(found("<table><tr><td>指标</td><td>项目名称</td></tr></table>").is_empty());
    }
}

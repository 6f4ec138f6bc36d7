//! Tables with a row on each line: cells set apart by tabs, by pipes, or by several spaces.
//!
//! Cells may be missing or shifted; that is for the interpreter. A header printed again after a
//! page break is left out and the table goes on.

use super::cell::{Content, content, fold};
use super::grid::{Cell, Raw, Shape};
use super::header;
use super::label;
use crate::document::{Source, compact};
use crate::plan::outline::Outline;

/// So many printed lines may stand between a page's last row and the header of the next page: a
/// page number, the title again, 续表.
const PAGE_BREAK: usize = 4;

/// Every table of the document that has a row on each line, in order.
pub fn read(source: &Source, outline: &Outline) -> Vec<Raw> {
    let mut tables: Vec<Raw> = Vec::new();
    let mut line = 1;
    while line <= source.line_count() {
        let (raw, after) = table_at(source, outline, line);
        tables.extend(raw);
        line = after;
    }
    tables
}

/// Lines of the tables that list projects, a row on each line, first and last.
pub fn projects(source: &Source) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    let mut line = 1;
    while line <= source.line_count() {
        let first = line;
        line += 1;
        let Some((shape, cells)) = split(first, source.line(first)) else { continue };
        if shape == Shape::Spaces || cells.len() < 3 || !header::lists_projects(&cells) {
            continue;
        }
        let mut last = first;
        while line <= source.line_count() {
            let text = source.line(line);
            if split_as(shape, line, text).is_some_and(|row| row.len() >= 3) || is_rule(text) {
                last = line;
            } else if !text.trim().is_empty() {
                break;
            }
            line += 1;
        }
        found.push((first, last));
    }
    found
}

/// The table that begins here, and the line to go on from.
fn table_at(source: &Source, outline: &Outline, first: u32) -> (Option<Raw>, u32) {
    let opening = split(first, source.line(first))
        .filter(|(_, cells)| !outline.in_contents(first) && opens(cells));
    let Some((shape, cells)) = opening else { return (None, first + 1) };
    let mut raw = Raw { shape, header: vec![cells], rows: Vec::new(), lines: (first, first) };
    let mut line = first + 1;
    while line <= source.line_count() {
        let text = source.line(line);
        match split_as(shape, line, text) {
            _ if text.trim().is_empty() || is_rule(text) => {}
            Some(cells) if raw.rows.is_empty() && continues(&cells) => raw.header.push(cells),
            Some(cells) => {
                let Some(after) = repeated(source, &raw, line) else {
                    if opens(&cells) || cells.iter().all(Cell::is_empty) {
                        break;
                    }
                    raw.rows.push(cells);
                    raw.lines.1 = line;
                    line += 1;
                    continue;
                };
                line = after;
                continue;
            }
            None if heads_rows(source, shape, line) => {
                raw.rows.push(vec![Cell::of(line, text, 0..text.len())]);
            }
            None if wraps(source, outline, &mut raw, line) => {}
            None => {
                let Some(after) = page_break(source, outline, &raw, line) else { break };
                line = after;
                continue;
            }
        }
        line += 1;
    }
    // Nothing but headers was passed where there are no rows: no table begins in between.
    let after = if raw.rows.is_empty() { line } else { raw.lines.1 + 1 };
    ((!raw.rows.is_empty()).then_some(raw), after.max(first + 1))
}

/// A header has a column of labels and one more word.
fn opens(cells: &[Cell]) -> bool {
    cells.iter().any(|cell| header::is_label(&cell.text))
        && cells.iter().filter(|cell| header::is_word(&cell.text)).count() >= 2
}

/// Another row of the header: nothing but its words, and nothing that numbers a row.
fn continues(cells: &[Cell]) -> bool {
    let printed: Vec<&Cell> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    !printed.is_empty() && printed.iter().all(|cell| header::is_word(&cell.text))
}

/// `|---|:--:|`, `+----+`.
fn is_rule(text: &str) -> bool {
    let text = text.trim();
    text.contains("--") && text.chars().all(|sign| "|-:+= \t".contains(sign))
}

/// The line after a header that is printed again here.
fn repeated(source: &Source, raw: &Raw, line: u32) -> Option<u32> {
    let mut at = line;
    for row in &raw.header {
        while at <= source.line_count()
            && (source.line(at).trim().is_empty() || is_rule(source.line(at)))
        {
            at += 1;
        }
        let cells = split_as(raw.shape, at, source.line(at))?;
        let words =
            |cells: &[Cell]| -> String { cells.iter().map(|cell| fold(&cell.text)).collect() };
        if words(&cells) != words(row) {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// After lines that a page break leaves, the line where the table goes on with its header.
fn page_break(source: &Source, outline: &Outline, raw: &Raw, line: u32) -> Option<u32> {
    let (mut skipped, mut only_numbers) = (0, true);
    let mut at = line;
    while at <= source.line_count() && skipped <= PAGE_BREAK {
        let text = source.line(at);
        if !text.trim().is_empty() {
            let row = split_as(raw.shape, at, text).is_some_and(|cells| cells.len() > 2);
            if !row && (outline.is_heading(at) || text.chars().count() > 60) {
                return None;
            }
            if let Some(after) = repeated(source, raw, at) {
                return Some(after);
            }
            // Or with its next row, where nothing but a page number stands between.
            if skipped > 0 && only_numbers {
                return row.then_some(at);
            }
            only_numbers &= is_page_number(text);
            skipped += 1;
        }
        at += 1;
    }
    None
}

/// `12`, `— 12 —`.
fn is_page_number(text: &str) -> bool {
    let digits = text.trim_matches(|sign: char| sign.is_whitespace() || "-—–－".contains(sign));
    (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// 一、经济发展, on a line of its own above the rows of that category.
fn heads_rows(source: &Source, shape: Shape, line: u32) -> bool {
    let text = source.line(line);
    let next =
        (line + 1..=source.line_count()).take(3).find(|&line| !source.line(line).trim().is_empty());
    label::category(text).is_some()
        && next
            .and_then(|line| split_as(shape, line, source.line(line)))
            .is_some_and(|cells| cells.len() > 2)
}

/// The end of a label that was too long for its column, on a line of its own between two rows; it
/// goes with the row above.
fn wraps(source: &Source, outline: &Outline, raw: &mut Raw, line: u32) -> bool {
    let text = source.line(line).trim();
    let next = split_as(raw.shape, line + 1, source.line(line + 1));
    let plain = text.chars().count() <= 16
        && content(text) == Content::Text
        && !is_page_number(text)
        && !outline.is_heading(line)
        && !text.contains(['。', '：', ':', '；']);
    if !plain || next.is_none_or(|cells| cells.len() < 3) || raw.shape == Shape::Pipes {
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

fn split(line: u32, text: &str) -> Option<(Shape, Vec<Cell>)> {
    [Shape::Pipes, Shape::Tabs, Shape::Spaces]
        .into_iter()
        .find_map(|shape| Some((shape, split_as(shape, line, text)?)))
}

/// The cells of a line; `None` where it has no such separators.
fn split_as(shape: Shape, line: u32, text: &str) -> Option<Vec<Cell>> {
    if text.len() > 4000 {
        return None;
    }
    match shape {
        Shape::Pipes => pipes(line, text),
        Shape::Tabs => text.contains('\t').then(|| parts(line, text, 0..text.len(), &['\t'])),
        Shape::Spaces => spaces(line, text),
        Shape::Stacked | Shape::Html => None,
    }
}

fn pipes(line: u32, text: &str) -> Option<Vec<Cell>> {
    let marks = ['|', '｜', '│', '┃'];
    if text.matches(marks).count() < 2 {
        return None;
    }
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    let body = &text[start..end];
    // Pipes around the row are no cells; `| |` at the end of a shifted row is one.
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

/// Two spaces or more set cells apart; where a header or a row is set with single ones, each word
/// is a cell and labels hold no spaces.
fn spaces(line: u32, text: &str) -> Option<Vec<Cell>> {
    let wide = text.trim().contains("  ") || text.trim().contains('\u{3000}');
    let mut cells = Vec::new();
    let mut begin: Option<usize> = None;
    let mut gap = 0;
    let mut gap_at = 0;
    for (at, sign) in text.char_indices().chain([(text.len(), '\u{3000}')]) {
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
    let row = cells.len() >= 3
        || cells.len() == 2
            && matches!(content(&cells[1].text), Content::Figure(_) | Content::Words);
    (row && short && !compact(text).contains('。')).then_some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables(text: &str) -> Vec<Raw> {
        let source = Source::read(text.as_bytes()).unwrap();
        read(&source, &Outline::read(&source))
    }

    fn texts(rows: &[Vec<Cell>]) -> Vec<Vec<&str>> {
        rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect()
    }

    #[test]
    fn a_header_printed_again_is_left_out() {
        let text = "主要指标\n\t序号\t指标名称\t2025年\n经济\t1\t甲产值\t5\n\n12\n\n\t序号\t指标名称\t2025年\n经济\t2\t乙产值\t6\n\n注：无。\n";
        let tables = tables(text);
        assert_eq!(tables.len(), 1);
        assert_eq!(
            texts(&tables[0].rows),
            [["经济", "1", "甲产值", "5"], ["经济", "2", "乙产值", "6"]]
        );
        assert_eq!(tables[0].lines, (2, 8));
    }

    #[test]
    fn pipes_around_a_row_are_no_cells() {
        let text = "| 指标 | 单位 | 2025年 |\n|---|:---:|---|\n| **甲产值** | 亿元 | |\n乙产值 | 亿元 | 6 | ||\n";
        let tables = tables(text);
        assert_eq!(
            texts(&tables[0].rows),
            [vec!["甲产值", "亿元", ""], vec!["乙产值", "亿元", "6", "", ""]]
        );
        let cell = &tables[0].rows[1][2];
        assert_eq!((cell.line, &text.lines().nth(3).unwrap()[cell.bytes.clone()]), (4, "6"));
    }

    #[test]
    fn columns_may_be_set_apart_by_spaces() {
        let text = "序号  指标名称（单位）  2020年  2025年\n1   甲产值（亿元）   5   6\n2  居民 收入增长（%）  7  与经济增长同步\n到此为止，后面是文字。\n";
        let tables = tables(text);
        assert_eq!(
            texts(&tables[0].rows),
            [["1", "甲产值（亿元）", "5", "6"], ["2", "居民 收入增长（%）", "7", "与经济增长同步"]]
        );
    }

    #[test]
    fn project_lists_and_contents_are_left_alone() {
        assert!(tables("序号\t项目名称\t总投资\n1\t甲项目\t5亿元\n").is_empty());
        assert!(tables("目录\n第一章 主要指标\t1\n第二章 目标\t2\n").is_empty());
    }

    #[test]
    fn a_category_may_have_a_line_of_its_own() {
        let text = "指标名称\t单位\t2025年\n一、经济发展\n1.甲产值\t亿元\t5\n二、民生\n2.乙产值\t亿元\t6\n三、文字\n到此为止。\n";
        let tables = tables(text);
        assert_eq!(
            texts(&tables[0].rows),
            [
                vec!["一、经济发展"],
                vec!["1.甲产值", "亿元", "5"],
                vec!["二、民生"],
                vec!["2.乙产值", "亿元", "6"]
            ]
        );
    }

    #[test]
    fn lists_of_projects_are_found() {
        let found = |text: &str| projects(&Source::read(text.as_bytes()).unwrap());
        let list = "重大工程\n| 序号 | 项目名称 | 建设内容 | 总投资（亿元） |\n|---|---|---|---|\n| 1 | 甲路 | 新建道路12公里 | 86 |\n\n正文。\n";
        assert_eq!(found(list), [(2, 4)]);
        assert!(found("| 指标名称 | 项目名称 | 总投资 |\n| 甲 | 乙 | 3 |\n").is_empty());
    }
}

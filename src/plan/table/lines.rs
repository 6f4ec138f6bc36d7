//! Tables with a row on each line: cells set apart by tabs, by pipes, or by several spaces.
//!
//! Cells may be missing or shifted; that is for the interpreter. A header printed again after a
//! page break is left out and the table goes on.

use super::cell::{Content, content, fold};
use super::grid::{Cell, Raw, Shape};
use super::headwords;
use super::label;
use super::split::{split, split_as};
use crate::document::Source;
use crate::plan::outline::Outline;

/// So many printed lines may stand between a page's last row and the header of the next page: a
/// page number, the title again, 续表.
const PAGE_BREAK: usize = 4;

/// Every table of the document that has a row on each line, in order.
pub(super) fn read(source: &Source, outline: &Outline) -> Vec<Raw> {
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
pub(super) fn projects(source: &Source) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    let mut line = 1;
    while line <= source.line_count() {
        let first = line;
        line += 1;
        let Some((shape, cells)) = split(first, source.line(first)) else { continue };
        if shape == Shape::Spaces || cells.len() < 3 || !headwords::lists_projects(&cells) {
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
        .filter(|(shape, cells)| !outline.in_contents(first) && opens(*shape, cells));
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
                    if opens(shape, &cells) || cells.iter().all(Cell::is_empty) {
                        break;
                    }
                    if !goes_on(&mut raw, &cells) {
                        raw.rows.push(cells);
                    }
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
            None if completes(&mut raw, line, text) => raw.lines.1 = line,
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

/// Lines of the tables without a column of indicators, first and last: rows of short cells, a row on
/// each line.
pub(super) fn others(source: &Source) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    let mut line = 1;
    while line <= source.line_count() {
        let (first, mut last, mut rows) = (line, line, 0);
        let mut shape = None;
        while line <= source.line_count() {
            let text = source.line(line);
            let own = [Shape::Pipes, Shape::Tabs]
                .into_iter()
                .find_map(|shape| Some((shape, split_as(shape, line, text)?)))
                .filter(|(own, cells)| {
                    shape.is_none_or(|shape| shape == *own) && holds_data(cells)
                });
            match own {
                _ if rows > 0 && is_rule(text) => {}
                Some((own, _)) => {
                    (shape, last) = (Some(own), line);
                    rows += 1;
                }
                None => break,
            }
            line += 1;
        }
        if rows >= 3 {
            found.push((first, last));
        }
        line = line.max(first + 1);
    }
    found
}

/// Whether a row has columns and no cell that tells something in a sentence.
fn holds_data(cells: &[Cell]) -> bool {
    let short = |cell: &Cell| cell.text.chars().count() <= 30 && !cell.text.contains(['。', '；']);
    cells.len() >= 3 && cells.iter().all(short)
}

/// Puts a row whose cell went on in the next line of the source together: both have fewer cells than
/// the header, together as many, and the two parts of the cell make one.
fn goes_on(raw: &mut Raw, next: &[Cell]) -> bool {
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

/// Whether a cell and the line below it are one figure, goal or attribute, which the cell alone is
/// not: 完成市 and 下达目标, ≥ and 120.
pub(super) fn makes_one(cell: &Cell, next: &str) -> bool {
    let is_part = match content(&cell.text) {
        Content::Text => true,
        // 预期 and 性.
        Content::Attribute(_) => next.trim() == "性",
        _ => false,
    };
    let whole = content(&format!("{}{}", cell.text, next.trim()));
    is_part
        && !cell.is_empty()
        && matches!(whole, Content::Words | Content::Figure(_) | Content::Attribute(_))
}

/// Adds a line to the cell of the last row that it completes.
fn completes(raw: &mut Raw, line: u32, text: &str) -> bool {
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

/// A header has a column of labels and one more word.
fn opens(shape: Shape, cells: &[Cell]) -> bool {
    headwords::opens(cells) || shape != Shape::Spaces && headwords::may_open(cells)
}

/// Another row of the header: nothing but its words, and nothing that numbers a row.
fn continues(cells: &[Cell]) -> bool {
    let printed: Vec<&Cell> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    !printed.is_empty() && printed.iter().all(|cell| headwords::is_word(&cell.text))
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
    (label::category(text).is_some() || label::names_category(text))
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
        && !text.contains(['。', '：', ':', '；'])
        && !label::notes(text);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::compact;

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
    fn a_cell_may_go_on_in_the_next_line() {
        let texts = |text: &str| {
            let rows = tables(text).remove(0).rows;
            rows.iter()
                .map(|row| row.iter().map(|cell| compact(&cell.text).into_owned()).collect())
                .collect::<Vec<Vec<String>>>()
        };
        let head = "序号\t指标\t单位\t2020年\t2025年\t属性\n";
        for (rows, want) in [
            ("1\t甲\t%\t—\t完成市\n下达目标\t约束性\n", "1|甲|%|—|完成市下达目标|约束性"),
            ("1\t甲\t%\t90\t≥\n120\t约束性\n", "1|甲|%|90|≥120|约束性"),
            ("1\t甲\t%\t90\t95\t约束\n性\n", "1|甲|%|90|95|约束性"),
            ("1\t甲乙\n产值\t%\t90\t95\t约束性\n", "1|甲乙产值|%|90|95|约束性"),
        ] {
            let last = "2\t乙\t%\t1\t2\t约束性\n";
            let read = texts(&format!("{head}{rows}{last}"));
            assert_eq!((read.len(), read[0].join("|")), (2, want.to_owned()));
        }
        let pipes = "| 指标 | 单位 | 2020年 | 2025年 |\n|---|---|---|---|\n| 甲 | % | — | 完成市\n下达目标 |\n| 乙 | % | 1 | 2 |\n";
        assert_eq!(texts(pipes)[0].join("|"), "甲|%|—|完成市下达目标");
    }

    #[test]
    fn tables_of_other_things_are_found_whole() {
        let found = |text: &str| others(&Source::read(text.as_bytes()).unwrap());
        let table =
            "| 部门 | 人数 | 比重 |\n|---|---|---|\n| 甲 | 5 | 2% |\n| 乙 | 6 | 3% |\n\n正文。\n";
        assert_eq!(found(table), [(1, 4)]);
        let told = "| 领域 | 目标 | 责任 |\n|---|---|---|\n| 甲 | 到2025年新建5公里。 | 乙 |\n| 丙 | 到2025年新建6公里。 | 乙 |\n";
        assert!(found(told).is_empty());
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

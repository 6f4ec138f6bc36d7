//! Tables with a row on each line: cells are separated by tabs, by pipes, or by several spaces.
//!
//! Cells may be missing or shifted; `rows` and `align` handle that. A header that is repeated after a page
//! break is left out, and the table continues.

use super::cell::fold;
use super::continued::{broken_row, completes, goes_on, is_page_number, is_rule, wraps};
use super::grid::{Cell, RawTable, Shape};
use super::headwords::{self, Heads};
use super::label;
use super::split::Rows;
use crate::document::{Source, bare, compact};
use crate::plan::outline::Outline;

/// The most printed lines between the last row of a page and the header on the next page: a page number,
/// the title again, 续表.
const PAGE_BREAK: usize = 4;
/// The greatest distance of a title above its table, in lines.
const TITLE_ABOVE: u32 = 8;

/// Every table of the document with a row on each line, in order.
pub(super) fn read(
    rows: &Rows<'_>,
    source: &Source,
    outline: &Outline,
    heads: Heads,
) -> Vec<RawTable> {
    let mut tables: Vec<RawTable> = Vec::new();
    let mut line = 1;
    while line <= source.line_count() {
        let (raw, after) = table_at(rows, source, outline, heads, line);
        tables.extend(raw);
        line = after;
    }
    tables
}

/// The table whose header begins at line `first`, and the line to continue from.
fn table_at(
    rows: &Rows<'_>,
    source: &Source,
    outline: &Outline,
    heads: Heads,
    first: u32,
) -> (Option<RawTable>, u32) {
    let opening = rows
        .at(first)
        .filter(|(shape, cells)| !outline.in_contents(first) && opens(heads, *shape, cells));
    let Some((shape, cells)) = opening else { return (None, first + 1) };
    let mut raw =
        RawTable { shape, header: vec![cells.to_vec()], rows: Vec::new(), lines: (first, first) };
    let mut line = first + 1;
    while line <= source.line_count() {
        let text = source.line(line);
        let row = rows.in_form(shape, line);
        let again = repeated(rows, source, &raw, line);
        let is_header = again.is_some() || row.as_ref().is_some_and(|cells| heads.continues(cells));
        if let Some((cells, last)) = broken_row(source, &raw, line).filter(|_| !is_header) {
            raw.rows.push(cells);
            raw.lines.1 = last;
            line = last + 1;
            continue;
        }
        match row {
            _ if text.trim().is_empty() || is_rule(text) => {}
            Some(cells)
                if raw.rows.is_empty()
                    && (heads.continues(&cells)
                        || headwords::stands_below(&raw.header[0], &cells)) =>
            {
                raw.header.push(cells.to_vec());
            }
            Some(cells) => {
                let Some(after) = again else {
                    if opens(heads, shape, &cells) || cells.iter().all(Cell::is_empty) {
                        break;
                    }
                    if !goes_on(&mut raw, &cells) {
                        raw.rows.push(cells.to_vec());
                    }
                    raw.lines.1 = line;
                    line += 1;
                    continue;
                };
                line = after;
                continue;
            }
            None if heads_rows(rows, source, shape, line) => {
                raw.rows.push(vec![Cell::of(line, text, 0..text.len())]);
            }
            None if completes(&mut raw, line, text) => raw.lines.1 = line,
            None if wraps(rows, source, outline, &mut raw, line) => {}
            None => {
                let Some(after) = page_break(rows, source, outline, &raw, line) else { break };
                line = after;
                continue;
            }
        }
        line += 1;
    }
    // Without rows, only lines of headers were passed, and no other table begins there.
    let after = if raw.rows.is_empty() { line } else { raw.lines.1 + 1 };
    ((!raw.rows.is_empty()).then_some(raw), after.max(first + 1))
}

/// Whether the cells are a header: a column of labels and another word of headers.
fn opens(heads: Heads, shape: Shape, cells: &[Cell]) -> bool {
    heads.opens(cells) || shape != Shape::Spaces && headwords::may_open(cells)
}

/// The line after a header that is repeated at `line`; `None` where there is none.
fn repeated(rows: &Rows<'_>, source: &Source, raw: &RawTable, line: u32) -> Option<u32> {
    let mut at = line;
    for row in &raw.header {
        while at <= source.line_count()
            && (source.line(at).trim().is_empty() || is_rule(source.line(at)))
        {
            at += 1;
        }
        let cells = rows.in_form(raw.shape, at)?;
        // Most rows differ from the header in their first cell, so the words are folded one cell after another.
        let words = |cells: &[Cell]| {
            let folded: Vec<String> = cells.iter().map(|cell| fold(&cell.text)).collect();
            folded.concat()
        };
        let first = |cells: &[Cell]| cells.first().map(|cell| fold(&cell.text));
        let (one, other) = (first(&cells), first(row));
        let differ = one.zip(other).is_some_and(|(one, other)| {
            !one.starts_with(other.as_str()) && !other.starts_with(one.as_str())
        });
        if differ || words(&cells) != words(row) {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// The line where the table continues after a page break: after its repeated header, or at its next row.
fn page_break(
    rows: &Rows<'_>,
    source: &Source,
    outline: &Outline,
    raw: &RawTable,
    line: u32,
) -> Option<u32> {
    let (mut skipped, mut only_numbers) = (0, true);
    let mut at = line;
    while at <= source.line_count() && skipped <= PAGE_BREAK {
        let text = source.line(at);
        if !text.trim().is_empty() {
            let row = rows.in_form(raw.shape, at).is_some_and(|cells| cells.len() > 2);
            if !row && (outline.is_heading(at) || text.chars().count() > 60) {
                return None;
            }
            if !row && titles_another(source, raw, text) {
                return None;
            }
            if let Some(after) = repeated(rows, source, raw, at) {
                return Some(after);
            }
            // The table may continue with its next row after a page number.
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

/// Whether a line is the numbered title of a table (表12 …) and not that of this table.
fn titles_another(source: &Source, raw: &RawTable, line: &str) -> bool {
    let plain = |line: &str| compact(bare(line)).trim_matches(['*', '#']).to_owned();
    let title = plain(line);
    let number = title.strip_prefix("附表").or_else(|| title.strip_prefix('表'));
    let numbered = number.is_some_and(|rest| rest.starts_with(|sign: char| sign.is_ascii_digit()));
    let first = raw.lines.0;
    numbered
        && !title.contains('续')
        && !(first.saturating_sub(TITLE_ABOVE)..first)
            .any(|above| above > 0 && plain(source.line(above)) == title)
}

/// Whether the line is a category above its rows: 一、经济发展.
fn heads_rows(rows: &Rows<'_>, source: &Source, shape: Shape, line: u32) -> bool {
    let text = source.line(line);
    let next =
        (line + 1..=source.line_count()).take(3).find(|&line| !source.line(line).trim().is_empty());
    (label::category(text).is_some() || label::names_category(text))
        && next.and_then(|line| rows.in_form(shape, line)).is_some_and(|cells| cells.len() > 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables(text: &str) -> Vec<RawTable> {
        let source = Source::read(text.as_bytes()).unwrap();
        read(&Rows::of(&source), &source, &Outline::read(&source), Heads::Plan)
    }

    fn texts(rows: &[Vec<Cell>]) -> Vec<Vec<&str>> {
        rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect()
    }

    #[test]
    fn a_repeated_header_is_left_out() {
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
    fn pipes_around_a_row_separate_no_cells() {
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
    fn columns_may_be_separated_by_spaces() {
        let text = "序号  指标名称（单位）  2020年  2025年\n1   甲产值（亿元）   5   6\n2  居民 收入增长（%）  7  与经济增长同步\n到此为止，后面是文字。\n";
        let tables = tables(text);
        assert_eq!(
            texts(&tables[0].rows),
            [["1", "甲产值（亿元）", "5", "6"], ["2", "居民 收入增长（%）", "7", "与经济增长同步"]]
        );
    }

    #[test]
    fn a_cell_may_continue_on_the_next_line() {
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
    fn project_lists_and_contents_are_not_read() {
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
}

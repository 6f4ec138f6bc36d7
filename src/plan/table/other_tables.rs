//! Tables with a row on each line that are no indicator tables: lists of projects, and other data. They are
//! not read as running text.

use super::continued::is_rule;
use super::grid::Cell;
use super::headwords;
use super::split::Rows;
use crate::document::Source;

/// First and last line of the tables that list projects.
pub(super) fn projects(rows: &Rows<'_>, source: &Source) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    let mut line = 1;
    for &first in rows.lines_with_columns() {
        if first < line {
            continue;
        }
        line = first + 1;
        let Some((shape, cells)) = rows.with_columns(first) else { continue };
        if cells.len() < 3 || !headwords::lists_projects(&cells) {
            continue;
        }
        let mut last = first;
        while line <= source.line_count() {
            let text = source.line(line);
            if rows.in_form(shape, line).is_some_and(|row| row.len() >= 3) || is_rule(text) {
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

/// First and last line of the tables without a column of indicators that consist of short cells.
pub(super) fn others(rows: &Rows<'_>, source: &Source) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    let mut line = 1;
    for &first in rows.lines_with_columns() {
        if first < line {
            continue;
        }
        line = first;
        let (mut last, mut count) = (first, 0);
        let mut shape = None;
        while line <= source.line_count() {
            let text = source.line(line);
            let own = rows.with_columns(line).filter(|(own, cells)| {
                shape.is_none_or(|shape| shape == *own) && holds_data(cells)
            });
            match own {
                _ if count > 0 && is_rule(text) => {}
                Some((own, _)) => {
                    (shape, last) = (Some(own), line);
                    count += 1;
                }
                None => break,
            }
            line += 1;
        }
        if count >= 3 {
            found.push((first, last));
        }
        line = line.max(first + 1);
    }
    found
}

/// Whether a row has at least three cells and none contains a sentence.
pub(super) fn holds_data(cells: &[Cell]) -> bool {
    let short = |cell: &Cell| cell.text.chars().count() <= 30 && !cell.text.contains(['。', '；']);
    cells.len() >= 3 && cells.iter().all(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_tables_are_found_with_all_their_rows() {
        let found = |text: &str| {
            let source = Source::read(text.as_bytes()).unwrap();
            others(&Rows::of(&source), &source)
        };
        let table =
            "| 部门 | 人数 | 比重 |\n|---|---|---|\n| 甲 | 5 | 2% |\n| 乙 | 6 | 3% |\n\n正文。\n";
        assert_eq!(found(table), [(1, 4)]);
        let told = "| 领域 | 目标 | 责任 |\n|---|---|---|\n| 甲 | 到2025年新建5公里。 | 乙 |\n| 丙 | 到2025年新建6公里。 | 乙 |\n";
        assert!(found(told).is_empty());
    }

    #[test]
    fn lists_of_projects_are_found() {
        let found = |text: &str| {
            let source = Source::read(text.as_bytes()).unwrap();
            projects(&Rows::of(&source), &source)
        };
        let list = "重大工程\n| 序号 | 项目名称 | 建设内容 | 总投资（亿元） |\n|---|---|---|---|\n| 1 | 甲路 | 新建道路12公里 | 86 |\n\n正文。\n";
        assert_eq!(found(list), [(2, 4)]);
        assert!(found("| 指标名称 | 项目名称 | 总投资 |\n| 甲 | 乙 | 3 |\n").is_empty());
    }
}

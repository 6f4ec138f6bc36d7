//! Tables that lost their lines: one cell on each line, row after row.
//!
//! The words of the header come first, then number, label, sometimes a unit, and figures; any cell may be
//! missing. A row begins where the next number is followed by a label.

use super::cell::{Content, content, fold, is_unit, is_unit_in_brackets};
use super::continued::makes_one;
use super::grid::{Cell, RawTable, Shape};
use super::headwords::{self, Heads};
use super::label;
use super::statistics;
use crate::document::{Source, bare};
use crate::plan::lexicon::table_heads::{CATEGORIES, NUMBERS};
use crate::plan::lexicon::table_rows::OFFICES;
use crate::plan::outline::Outline;

/// The least and the largest number of words in a header.
const HEADER: std::ops::RangeInclusive<usize> = 2..=16;
/// The greatest length of a cell, in characters.
const LONGEST: usize = 45;

/// Every table of the document with a cell on each line, in order. A row has its printed cells in order;
/// missing cells are not marked.
pub(super) fn read(source: &Source, outline: &Outline, heads: Heads) -> Vec<RawTable> {
    let cells = cells(source, outline);
    let mut tables = Vec::new();
    let mut at = 0;
    while at < cells.len() {
        let statistics = || (heads == Heads::Report).then(|| statistics_at(&cells, at)).flatten();
        match table_at(&cells, at).or_else(statistics) {
            Some((raw, after)) => {
                tables.push(raw);
                at = after.max(at + 1);
            }
            None => at += 1,
        }
    }
    tables
}

/// The printed lines as cells; `None` for a line that cannot be a cell.
fn cells(source: &Source, outline: &Outline) -> Vec<Option<Cell>> {
    source
        .lines()
        .filter(|(_, line)| !line.trim().is_empty() && !is_page_number(line))
        .map(|(number, line)| {
            if line.len() >= 400 {
                return None;
            }
            let text = bare(line);
            let length = text.chars().count();
            if length > LONGEST || text.contains(['。', '；', '\t', '|']) {
                return None;
            }
            let category = || length <= 12 && label::category(text).is_some();
            let heading = outline.in_contents(number) || outline.is_heading(number) && !category();
            (!heading && !label::notes(text)).then(|| Cell::of(number, line, 0..line.len()))
        })
        .collect()
}

fn table_at(cells: &[Option<Cell>], first: usize) -> Option<(RawTable, usize)> {
    let word = |at: usize| {
        cells.get(at).and_then(Option::as_ref).filter(|cell| headwords::is_word(&cell.text))
    };
    word(first)?;
    let words: Vec<&Cell> = (first..).map_while(word).take(HEADER.end() + 1).collect();
    let labelled = words.iter().any(|cell| headwords::is_label(&cell.text));
    if !HEADER.contains(&words.len()) || !labelled {
        return None;
    }
    let header: Vec<Cell> = words.into_iter().cloned().collect();
    let signature: Vec<String> = header.iter().map(|cell| fold(&cell.text)).collect();
    let offices = signature.iter().any(|word| word.starts_with("责任") || word.starts_with("牵头"));
    let mut body: Vec<&Cell> = Vec::new();
    let mut at = first + header.len();
    while let Some(Some(cell)) = cells.get(at) {
        let again = signature.iter().enumerate().all(|(offset, word)| {
            cells.get(at + offset).and_then(Option::as_ref).is_some_and(|c| fold(&c.text) == *word)
        });
        if again {
            at += signature.len();
            continue;
        }
        // The responsible office after the attribute is not read.
        let office = offices
            && body.last().is_some_and(|last| matches!(content(&last.text), Content::Attribute(_)))
            && is_office(&cell.text);
        if !office {
            body.push(cell);
        }
        at += 1;
    }
    // Two words are a header only if labels and targets alternate below.
    let pairs = header.len() == 2;
    if pairs && !alternates(&body) {
        return None;
    }
    let body = if pairs { body.into_iter().cloned().collect() } else { whole(&body) };
    let mut rows = rows(&body, &header);
    // The heading after the table is not one of its categories.
    while rows.last().is_some_and(|row| row.len() == 1 && label::category(&row[0].text).is_some()) {
        rows.pop();
    }
    let last = rows.iter().flatten().map(|cell| cell.line).max()?;
    let lines = (header.first()?.line, last);
    Some((RawTable { shape: Shape::Stacked, header: vec![header], rows, lines }, at))
}

/// A table of statistics: 产品名称, 单位, 产量, 比上年增长（%）, then its rows.
fn statistics_at(cells: &[Option<Cell>], first: usize) -> Option<(RawTable, usize)> {
    let run: Vec<&Cell> =
        cells[first..].iter().take(*HEADER.end()).map_while(Option::as_ref).collect();
    let length = statistics::header_length(&run);
    if length == 0 {
        return None;
    }
    let header: Vec<Cell> = run[..length].iter().map(|cell| (*cell).clone()).collect();
    let ends = |cell: &Cell| {
        let text = fold(&cell.text);
        let number = text.strip_prefix('表').or_else(|| text.strip_prefix("附表"));
        number.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let body: Vec<Cell> = cells[first + length..]
        .iter()
        .map_while(Option::as_ref)
        .take_while(|cell| !ends(cell))
        .cloned()
        .collect();
    let after = first + length + body.len();
    let mut rows = rows(&body, &header);
    let figure = |cell: &Cell| matches!(content(&cell.text), Content::Figure(_) | Content::Dash);
    while rows.last().is_some_and(|row| !row.iter().any(figure)) {
        rows.pop();
    }
    let last = rows.iter().flatten().map(|cell| cell.line).max()?;
    let lines = (header.first()?.line, last);
    Some((RawTable { shape: Shape::Stacked, header: vec![header], rows, lines }, after))
}

/// Whether labels and figures alternate.
fn alternates(body: &[&Cell]) -> bool {
    let figure = |cell: &&Cell| matches!(content(&cell.text), Content::Figure(_) | Content::Words);
    body.len() >= 4
        && body.chunks(2).all(|pair| {
            matches!(pair, [label, value]
                if content(&label.text) == Content::Text && figure(value))
        })
}

/// The cells, with values over two lines joined: 完成市 and 下达目标, ≥ and 120.
fn whole(body: &[&Cell]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for (at, cell) in body.iter().enumerate() {
        // Before a value there is another value, a unit, or the label.
        let behind = cells.len() >= 2
            && cells.get(cells.len() - 2).is_some_and(|before| {
                is_unit(&before.text)
                    || is_unit_in_brackets(&before.text)
                    || !matches!(content(&before.text), Content::Text | Content::Attribute(_))
            });
        if let Some(last) = cells.last_mut()
            && at > 0
            && behind
            && makes_one(last, &cell.text)
        {
            last.extend((*cell).clone());
            continue;
        }
        cells.push((*cell).clone());
    }
    cells
}

/// Divides the sequence of cells into rows.
fn rows(body: &[Cell], header: &[Cell]) -> Vec<Vec<Cell>> {
    let numbered = header.iter().any(|cell| NUMBERS.contains(&fold(&cell.text).as_str()));
    let grouped = header.iter().any(|cell| CATEGORIES.any_in(&fold(&cell.text)));
    let is_text = |at: usize| {
        body.get(at).is_some_and(|cell| {
            matches!(content(&cell.text), Content::Text)
                && !is_unit(&cell.text)
                && !is_unit_in_brackets(&cell.text)
        })
    };
    let number = |at: usize| {
        let text = body.get(at).map(|cell| fold(&cell.text))?;
        text.trim_matches(['(', ')', '.', '、']).parse::<u32>().ok()
    };
    let category_name =
        |at: usize| body.get(at).is_some_and(|cell| label::names_category(&cell.text));
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut last_number = 0;
    // Whether the current row already has a figure or words.
    let mut filled = false;
    // Whether the previous row contains only a category.
    let mut headed = false;
    for (at, cell) in body.iter().enumerate() {
        // One or two numbers may be missing.
        let in_turn = |n: u32| (last_number + 1..=last_number + 3).contains(&n);
        let category_at = |at: usize| {
            (grouped || category_name(at))
                && is_text(at)
                && number(at + 1).is_some_and(in_turn)
                && is_text(at + 2)
        };
        // 一、经济发展 is a separate row.
        let alone = label::category(&cell.text).is_some();
        let category = category_at(at)
            || (alone || (!grouped && category_name(at) && is_text(at + 1)) && filled);
        // A figure before a category may equal the number of the next row.
        let next = number(at).is_some_and(in_turn) && is_text(at + 1) && !category_at(at + 1);
        let begins = if numbered {
            let after_category =
                next && at > 0 && rows.last().is_some_and(|row| row.len() == 1) && !filled;
            category || (next && !after_category) || (filled && is_text(at))
        } else {
            category || (filled && is_text(at))
        };
        let begins = begins || std::mem::take(&mut headed);
        if let Some(number) = number(at).filter(|_| next) {
            last_number = number;
        }
        if begins || rows.is_empty() {
            rows.push(Vec::new());
            filled = false;
        }
        headed = alone;
        filled |= !next
            && matches!(content(&cell.text), Content::Figure(_) | Content::Words | Content::Dash);
        if let Some(row) = rows.last_mut() {
            row.push(cell.clone());
        }
    }
    rows
}

/// Whether the text names responsible offices: 区发改局、区统计局等.
fn is_office(text: &str) -> bool {
    let text = fold(text);
    OFFICES.ends(&text)
}

/// Whether the line is a page number with dashes: `— 12 —`. A bare 12 may be a figure.
fn is_page_number(line: &str) -> bool {
    let text = line.trim();
    let digits = text.trim_matches(['-', '—', '–', '－', ' ']);
    text.len() < 24
        && text.starts_with(['-', '—', '–', '－'])
        && text.ends_with(['-', '—', '–', '－'])
        && !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables(lines: &[&str]) -> Vec<RawTable> {
        let source = Source::read(lines.join("\n\n").as_bytes()).unwrap();
        read(&source, &Outline::read(&source), Heads::Plan)
    }

    fn texts(raw: &RawTable) -> Vec<String> {
        raw.rows
            .iter()
            .map(|row| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|"))
            .collect()
    }

    #[test]
    fn rows_begin_with_the_next_number_and_a_label() {
        let tables = tables(&[
            "专栏1主要指标",
            "类别",
            "序号",
            "指标名称",
            "单位",
            "2020年",
            "2025年",
            "经济发展",
            "1",
            "甲产值",
            "亿元",
            "5",
            "2",
            "2",
            "乙产值",
            "亿元",
            "6",
            "3",
            "民生",
            "3",
            "丙人数",
            "万人",
            "完成市级下达目标",
            "这是一段正文，说明表格之后的内容。",
        ]);
        assert_eq!(tables.len(), 1);
        assert_eq!(
            texts(&tables[0]),
            [
                "经济发展|1|甲产值|亿元|5|2",
                "2|乙产值|亿元|6|3",
                "民生|3|丙人数|万人|完成市级下达目标"
            ]
        );
    }

    #[test]
    fn sub_rows_have_no_number_and_a_header_may_be_repeated() {
        let tables = tables(&[
            "序号",
            "指标名称",
            "2020年",
            "2025年",
            "1",
            "招商",
            "总额(亿元)",
            "5",
            "6",
            "外资(万美元)",
            "7",
            "8",
            "序号",
            "指标名称",
            "2020年",
            "2025年",
            "2",
            "浓度降低",
            "(微克/立方米)",
            "63",
            "[5]",
        ]);
        assert_eq!(
            texts(&tables[0]),
            ["1|招商|总额(亿元)|5|6", "外资(万美元)|7|8", "2|浓度降低|(微克/立方米)|63|[5]"]
        );
    }

    #[test]
    fn short_lines_without_a_header_are_not_a_table() {
        assert!(tables(&["指标", "完成情况", "1", "甲"]).is_empty());
        assert!(tables(&["指标", "目标", "本章说明", "甲乙丙", "1", "丁"]).is_empty());
        assert!(tables(&["序号", "项目名称", "2020年", "1", "甲", "5"]).is_empty());
    }

    #[test]
    fn values_over_two_lines_and_categories_between_rows() {
        let read = tables(&[
            "序号",
            "指标",
            "单位",
            "2020年",
            "2025年",
            "属性",
            "一、经济发展",
            "（1）",
            "甲产值",
            "亿元",
            "100",
            "≥",
            "120",
            "预期性",
            "二、民生福祉",
            "（2）",
            "乙人数",
            "万人",
            "—",
            "完成市",
            "下达目标",
            "约束性",
            "到此为止。",
        ]);
        let rows: Vec<String> = texts(&read[0]).iter().map(|row| row.replace(' ', "")).collect();
        assert_eq!(
            rows,
            [
                "一、经济发展",
                "（1）|甲产值|亿元|100|≥120|预期性",
                "二、民生福祉",
                "（2）|乙人数|万人|—|完成市下达目标|约束性"
            ]
        );
        let read =
            tables(&["指标", "目标值", "甲产值", "120亿元", "乙人数", "5万人", "到此为止。"]);
        assert_eq!(texts(&read[0]), ["甲产值|120亿元", "乙人数|5万人"]);
    }

    #[test]
    fn offices_and_verdicts_do_not_begin_a_row() {
        let read = tables(&[
            "序号",
            "指标名称",
            "单位",
            "2025年",
            "属性",
            "责任单位",
            "1",
            "甲产值",
            "亿元",
            "5",
            "预期性",
            "区发改局",
            "2",
            "乙产值",
            "亿元",
            "6",
            "约束性",
            "区统计局",
            "到此为止。",
        ]);
        assert_eq!(texts(&read[0]), ["1|甲产值|亿元|5|预期性", "2|乙产值|亿元|6|约束性"]);
        let read = tables(&[
            "序号",
            "指标名称",
            "规划目标值",
            "2020年完成值",
            "完成情况",
            "1",
            "甲产值",
            "5",
            "4",
            "受疫情影响未完成",
            "2",
            "乙产值",
            "6",
            "7",
            "完成",
            "到此为止。",
        ]);
        assert_eq!(texts(&read[0]), ["1|甲产值|5|4|受疫情影响未完成", "2|乙产值|6|7|完成"]);
    }
}

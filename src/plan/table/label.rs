//! Parts of a row's label besides its words: marks, numbers, 其中, and the unit.

use super::cell::{Content, content, fold, pattern, split_unit};
use super::grid::Cell;
use crate::document::compact;
use crate::domain::Attribute;
use crate::plan::lexicon::table_rows::{self, MARKS};
use regex::Regex;
use std::sync::LazyLock;

static CATEGORY_ROW: LazyLock<Regex> = LazyLock::new(|| pattern(table_rows::CATEGORY_ROW));
static NUMBERED_LABEL: LazyLock<Regex> = LazyLock::new(|| pattern(table_rows::NUMBERED_LABEL));
static SUB_LABEL: LazyLock<Regex> = LazyLock::new(|| pattern(table_rows::SUB_LABEL));
static CATEGORY_NAME: LazyLock<Regex> = LazyLock::new(|| pattern(table_rows::CATEGORY_NAME));
static NOTE: LazyLock<Regex> = LazyLock::new(|| pattern(table_rows::NOTE));

/// The category in `一、经济发展`: 经济发展.
pub(super) fn category(text: &str) -> Option<String> {
    let text = compact(text.get(..text.len().min(200))?).into_owned();
    Some(CATEGORY_ROW.captures(&text)?.get(1)?.as_str().to_string())
}

/// Whether a text looks like the name of a category: 经济发展, 民生福祉.
pub(super) fn names_category(text: &str) -> bool {
    text.len() <= 60 && CATEGORY_NAME.is_match(&compact(text))
}

/// Whether a row is a note: 注：…, 数据来源：…, alone in the row or spanning it. 注册志愿者人数 is none.
pub(super) fn is_note(cells: &[Cell]) -> bool {
    let mut printed = cells.iter().filter(|cell| !cell.is_empty());
    let Some(first) = printed.next() else { return false };
    printed.all(|cell| cell.text == first.text) && notes(&first.text)
}

/// Whether a line is a note to a table.
pub(super) fn notes(text: &str) -> bool {
    NOTE.is_match(&compact(text))
}

/// The attribute of the rows below, from a row that contains only 约束性指标 or spans it.
pub(super) fn attribute_row(cells: &[Cell]) -> Option<Attribute> {
    let mut printed = cells.iter().filter(|cell| !cell.is_empty());
    let first = printed.next()?;
    if printed.any(|cell| cell.text != first.text) {
        return None;
    }
    let text = category(&first.text).unwrap_or_else(|| first.text.clone());
    match content(&text) {
        Content::Attribute(attribute) => Some(attribute),
        _ => None,
    }
}

/// Number and label of `1.地区生产总值`.
pub(super) fn numbered(text: &str) -> Option<(String, String)> {
    let found = NUMBERED_LABEL.captures(text)?;
    let label = found.get(2).or_else(|| found.get(3)).or_else(|| found.get(4))?;
    Some((found.get(1)?.as_str().to_owned(), label.as_str().to_owned()))
}

/// A label without marks, prefix and unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PlainLabel {
    pub label: String,
    /// The unit in brackets after the label.
    pub unit: Option<String>,
    /// Whether the label has an asterisk or a similar mark.
    pub starred: bool,
    pub sub: Option<SubRowMark>,
}

impl PlainLabel {
    /// The label followed by its unit, as printed.
    pub(super) fn label_with_unit(&self) -> String {
        match &self.unit {
            Some(unit) => format!("{}（{unit}）", self.label),
            None => self.label.clone(),
        }
    }
}

/// The mark before a label that makes its row a sub-row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SubRowMark {
    /// 其中 or a dash.
    Mark,
    /// （2）, ②.
    Number(u32),
}

/// Separates a label from its marks, prefix and unit.
pub(super) fn plain(text: &str) -> PlainLabel {
    let text = compact(text).into_owned();
    let mut starred = text.starts_with(MARKS) || text.ends_with(MARKS);
    let text = text.trim_matches(MARKS);
    let found = SUB_LABEL.captures(text);
    let number = found.as_ref().and_then(|found| found.get(1).or_else(|| found.get(2)));
    let number = number
        .and_then(|number| fold(number.as_str()).trim_matches(['(', ')']).parse::<u32>().ok());
    let rest = found.as_ref().and_then(|found| found.get(3)).map(|rest| rest.as_str());
    let sub = rest.map(|_| number.map_or(SubRowMark::Mark, SubRowMark::Number));
    let text = rest.unwrap_or(text);
    starred |= text.starts_with(MARKS);
    let (label, unit) = split_unit(text.trim_matches(MARKS));
    PlainLabel { label: label.trim_matches(MARKS).to_string(), unit, starred, sub }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_marks_are_not_part_of_a_label() {
        assert_eq!(numbered("1.地区生产总值"), Some(("1".into(), "地区生产总值".into())));
        assert_eq!(numbered("1.5倍增长"), None);
        assert_eq!(category("（二）创新驱动").as_deref(), Some("创新驱动"));
        assert_eq!(category("地区生产总值"), None);
        assert_eq!(
            plain("其中：农村居民收入（元）*"),
            PlainLabel {
                label: "农村居民收入".into(),
                unit: Some("元".into()),
                starred: true,
                sub: Some(SubRowMark::Mark)
            }
        );
        assert_eq!(plain("（2）地区生产总值").sub, Some(SubRowMark::Number(2)));
        assert_eq!(plain("③地区生产总值").sub, Some(SubRowMark::Number(3)));
        assert_eq!(numbered("12. 3 岁以下婴幼儿入托率").unwrap().1, "3 岁以下婴幼儿入托率");
    }

    #[test]
    fn notes_and_categories_are_recognised_by_their_words() {
        for text in ["注：[ ]为累计数", "注1.总量", "数据来源：甲局", "备注：乙", "*为约束性指标"]
        {
            assert!(notes(text), "{text}");
        }
        for text in ["注册志愿者人数", "地区生产总值", "*就业人数"] {
            assert!(!notes(text), "{text}");
        }
        assert!(names_category("经济发展") && names_category("民生福祉"));
        assert!(!names_category("森林覆盖率") && !names_category("地区生产总值"));
    }
}

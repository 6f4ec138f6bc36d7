//! What stands in a row's label besides its words: marks, numbers, 其中, and the unit.

use super::cell::{pattern, split_unit};
use crate::document::compact;
use regex::Regex;
use std::sync::LazyLock;

static CATEGORY_ROW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^[(（]?[一二三四五六七八九十]{1,2}[)）、.．](.{2,14}?)(?:[(（].{1,8}[)）])?$")
});
static NUMBERED_LABEL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*(\d{1,2})\s*[.、．]\s*([^\d\s].*)$"));
static SUB_LABEL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:其中[:：]?|[(（]\d{1,2}[)）]|[①②③④⑤⑥⑦⑧⑨]|[—–-]{1,2}|#)(.+)$"));

/// 经济发展 of `一、经济发展`.
pub fn category(text: &str) -> Option<String> {
    let text = compact(text.get(..text.len().min(200))?).into_owned();
    Some(CATEGORY_ROW.captures(&text)?.get(1)?.as_str().to_string())
}

/// `1` and 地区生产总值 of `1.地区生产总值`.
pub fn numbered(text: &str) -> Option<(String, String)> {
    let found = NUMBERED_LABEL.captures(text)?;
    Some((found.get(1)?.as_str().to_owned(), found.get(2)?.as_str().to_owned()))
}

/// The label without mark and prefix, its unit, whether it was marked, and whether its prefix makes
/// it a sub-row's.
pub fn plain(text: &str) -> (String, Option<String>, bool, bool) {
    let marks = ['*', '＊', '★', '▲', '※'];
    let text = compact(text).into_owned();
    let mut starred = text.starts_with(marks) || text.ends_with(marks);
    let text = text.trim_matches(marks);
    let (text, sub) = match SUB_LABEL.captures(text).and_then(|found| found.get(1)) {
        Some(rest) => (rest.as_str(), true),
        None => (text, false),
    };
    starred |= text.starts_with(marks);
    let (label, unit) = split_unit(text.trim_matches(marks));
    (label.trim_matches(marks).to_string(), unit, starred, sub)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_marks_are_no_part_of_a_label() {
        assert_eq!(numbered("1.地区生产总值"), Some(("1".into(), "地区生产总值".into())));
        assert_eq!(numbered("1.5倍增长"), None);
        assert_eq!(category("（二）创新驱动").as_deref(), Some("创新驱动"));
        assert_eq!(category("地区生产总值"), None);
        assert_eq!(
            plain("其中：农村居民收入（元）*"),
            ("农村居民收入".into(), Some("元".into()), true, true)
        );
    }
}

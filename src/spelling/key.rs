//! Keys of region names, indicator labels and units: spellings with the same meaning have the same key.

use super::fold::{fold, is_ideograph, nfkc_lower, simplified};
use std::borrow::Cow;

/// Words before a label that name its region or scope and are not part of the label.
const LEADING: &[&str] =
    &["其中", "全区域", "全区", "全市", "全域", "辖区", "区域", "本区", "本市", "我区", "我市"];

/// Footnote marks and marks of 约束性 before or after a label.
const MARKS: &[char] =
    &['*', '＊', '※', '#', '★', '▲', '①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨', '¹', '²', '³'];

/// A name of a region or an id: NFKC, lower case, simplified, without spaces and punctuation.
pub fn name(text: &str) -> String {
    let mut name = fold(text);
    name.retain(|sign| is_ideograph(sign) || sign.is_alphanumeric());
    name
}

/// A folded label, and the unit in its brackets as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub key: String,
    pub unit: Option<String>,
}

/// The key of a printed label. It is folded as `name` is. Brackets that hold only a unit or `PM2.5` are
/// removed; other brackets lose their marks and keep their words: 执业（助理）医师 is 执业助理医师.
/// `PM_{2.5}` becomes `PM2.5`, GDP becomes 地区生产总值, 比例 and 比率 become 比重, and 数量 at the end is
/// removed.
pub fn label(text: &str, is_unit: impl Fn(&str) -> bool) -> Label {
    let loose = |c: char| !is_ideograph(c) && (MARKS.contains(&c) || c.is_whitespace());
    let text = text.trim_matches(loose);
    let (mut key, unit) = match ideographs(text) {
        Some(key) => (key, None),
        None => folded_label(text, is_unit),
    };
    // Each of these texts has one of these characters, and most labels have none.
    if key.contains(['g', '国', '占', '比', '者', '的']) {
        replace(&mut key, SAME);
    }
    // 高新技术企业数量 and 高新技术企业 name the same count.
    if key.ends_with(['数', '量']) {
        let counted = ["数量", "总量", "总数", "数"].iter().find_map(|word| key.strip_suffix(word));
        if let Some(thing) = counted.filter(|thing| thing.chars().count() >= 3) {
            key.truncate(thing.len());
        }
    }
    Label { key, unit }
}

/// Spellings with one meaning.
const SAME: &[(&str, &str)] = &[
    ("地区生产总值gdp", "地区生产总值"),
    ("地区gdp", "地区生产总值"),
    ("国内生产总值gdp", "地区生产总值"),
    ("gdp", "地区生产总值"),
    ("国内生产总值", "地区生产总值"),
    ("占生产总值", "占地区生产总值"),
    ("比例", "比重"),
    ("比率", "比重"),
    ("或者", "或"),
    ("的", ""),
];

/// The key of a text of ideographs alone, the form of most labels; `None` for any other.
fn ideographs(text: &str) -> Option<String> {
    // Most labels are printed in simplified characters.
    if text.chars().all(|sign| is_ideograph(sign) && simplified(sign) == sign) {
        return Some(text.to_owned());
    }
    let mut key = String::with_capacity(text.len());
    for sign in text.chars() {
        if !is_ideograph(sign) {
            return None;
        }
        key.push(simplified(sign));
    }
    Some(key)
}

/// The folded characters of a label that tell it apart, and the unit in its brackets.
fn folded_label(text: &str, is_unit: impl Fn(&str) -> bool) -> (String, Option<String>) {
    let mut plain = fold(text);
    plain.retain(|c| c != '*');
    let (plain, unit) = without_unit(plain, is_unit);
    let mut key = String::with_capacity(plain.len());
    for (at, c) in plain.char_indices() {
        let digit = |at: Option<usize>| {
            at.and_then(|at| plain.as_bytes().get(at)).is_some_and(u8::is_ascii_digit)
        };
        let point = c == '.' && digit(at.checked_sub(1)) && digit(Some(at + 1));
        // A bar separates cells of a table. It stays in the key, so a text with a bar equals no label.
        if is_ideograph(c) || c.is_alphanumeric() || point || c == '|' {
            key.push(c);
        }
    }
    (key, unit)
}

/// The keys to look a label up by: first the whole key, then the key without one more leading word each
/// time.
pub fn without_leading_words<'k>(
    key: &'k str,
    own_names: &[String],
) -> impl Iterator<Item = &'k str> {
    std::iter::successors(Some(key), |rest| {
        // Every leading word begins with one of these characters.
        let leads = rest.starts_with(['其', '全', '辖', '区', '本', '我']);
        let leading = LEADING.iter().copied().filter(|_| leads);
        leading
            .chain(own_names.iter().map(String::as_str))
            .filter_map(|word| rest.strip_prefix(word))
            .filter(|rest| !rest.is_empty())
            .min_by_key(|rest| rest.len())
    })
}

/// Removes brackets that hold a unit or `pm2.5`; returns the last unit.
fn without_unit(text: String, is_unit: impl Fn(&str) -> bool) -> (String, Option<String>) {
    if !text.contains(['(', '[', '【', '〔']) {
        return (text, None);
    }
    let mut out = String::with_capacity(text.len());
    let mut unit = None;
    let mut rest = text.as_str();
    while let Some(open) = rest.find(['(', '[', '【', '〔']) {
        let Some(length) = rest[open..].find([')', ']', '】', '〕']) else { break };
        let inner_from = open + rest[open..].chars().next().map_or(1, char::len_utf8);
        let inner = &rest[inner_from..open + length];
        let close = rest[open + length..].chars().next().map_or(1, char::len_utf8);
        out.push_str(&rest[..open]);
        if is_unit(inner) {
            unit = Some(inner.to_owned());
        } else if !matches!(inner, "pm2.5" | "pm25") {
            out.push_str(inner);
        }
        rest = &rest[open + length + close..];
    }
    out.push_str(rest);
    (out, unit)
}

/// The key of a unit: NFKC, lower case, without spaces and redundant words (个百分点, 亿元人民币), with one
/// spelling for Latin symbols.
pub fn unit(printed: &str) -> Cow<'_, str> {
    // Most units consist of ideographs without such words.
    let stays = |c: char| is_ideograph(c) && c != '人' && c != '个';
    if printed == "%" || printed.chars().all(stays) {
        return Cow::Borrowed(printed);
    }
    let mut text = nfkc_lower(printed);
    text.retain(|c| !c.is_whitespace());
    if let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        text = inner.to_owned();
    }
    let same =
        [("μ", "u"), ("^", ""), ("人民币", ""), ("个百分点", "百分点"), ("⁄", "/"), ("∕", "/")];
    // Each of these texts has one of these characters, and most units have none.
    if text.contains(['μ', '^', '人', '个', '⁄', '∕']) {
        replace(&mut text, &same);
    }
    Cow::Owned(text)
}

/// Replaces one text after another. Most texts have none of them, and a replacement always makes a new string.
fn replace(text: &mut String, pairs: &[(&str, &str)]) {
    for (from, to) in pairs {
        if text.contains(from) {
            *text = text.replace(from, to);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(text: &str) -> Label {
        super::label(text, |inner| ["%", "人", "家", "微克/立方米"].contains(&inner))
    }

    #[test]
    fn spellings_of_one_label_fold_to_one_key() {
        for spellings in [
            &[
                "细颗粒物（PM2.5）浓度",
                "细颗粒物(PM_{2.5})浓度",
                "细颗粒物 浓度(微克/立方米)",
                "细颗粒物(PM₂.₅)浓度",
                "细颗粒物（PM<sub>2.5</sub>）浓度",
            ][..],
            &["PM2.5平均浓度", "PM_{2.5} 平均浓度", "ＰＭ２．５平均浓度", "$PM_{2.5}$平均浓度"],
            &[
                "每千人口执业（助理）医师数",
                "每千人口执业(助理)医师数（人）",
                "*每千人口执业助理医师数",
            ],
            &[
                "地表水达到或好于Ⅲ类水体比例",
                "地表水达到或者好于III类水体的比例(%)",
                "地表水达到或好于III类水体比率①",
            ],
            &["单位GDP能耗降低", "单位地区生产总值能耗降低 (%)"],
            &["高新技术企业", "高新技术企业数", "高新技术企业数量", "高新技术企业总数（家）"],
            &["地区生产总值", "GDP", "地区生产总值（GDP）", "地区生产总值GDP"],
        ] {
            let keys: Vec<String> = spellings.iter().map(|text| label(text).key).collect();
            assert!(keys.iter().all(|key| *key == keys[0]), "{keys:?}");
        }
        assert_ne!(label("每千人口3.5").key, label("每千人口35").key);
    }

    #[test]
    fn a_unit_in_brackets_is_returned_separately() {
        assert_eq!(
            label("细颗粒物浓度下降 (PM2.5) (微克/立方米)").unit.as_deref(),
            Some("微克/立方米")
        );
        assert_eq!(label("执业（助理）医师").unit, None);
    }

    #[test]
    fn an_unclosed_bracket_loses_nothing() {
        assert_eq!(label("新增就业(含").key, "新增就业含");
        assert_eq!(label("").key, "");
    }

    #[test]
    fn leading_words_are_removed_one_by_one() {
        let own = ["江岸区".to_owned(), "江岸".to_owned()];
        assert_eq!(
            without_leading_words("其中江岸区常住人口", &own).collect::<Vec<_>>(),
            ["其中江岸区常住人口", "江岸区常住人口", "常住人口"]
        );
        assert!(without_leading_words("全区", &[]).eq(["全区"]));
        for word in LEADING {
            let key = format!("{word}就业");
            assert!(without_leading_words(&key, &[]).eq([key.as_str(), "就业"]), "{word}");
        }
    }
}

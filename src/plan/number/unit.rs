//! The unit at a place of folded text.

use crate::plan::lexicon::units::{NOT_BEFORE, UNITS};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The rests of nouns that begin like a unit, by unit.
static NOUNS: LazyLock<HashMap<&str, &[&str]>> =
    LazyLock::new(|| NOT_BEFORE.iter().copied().collect());

/// Whether `text` begins with `word` at `at`.
pub fn at(text: &[char], at: usize, word: &str) -> bool {
    let mut rest = text.get(at..).unwrap_or_default().iter();
    word.chars().all(|character| rest.next() == Some(&character))
}

/// The unit at `from`, without a power.
pub fn base_unit(text: &[char], from: usize) -> Option<&'static str> {
    UNITS.at(text, from).find(|word| ends(text, from, word))
}

/// Whether the unit is a whole word, not the beginning of another one: 项目, kms.
fn ends(text: &[char], from: usize, word: &str) -> bool {
    let after = from + word.chars().count();
    let latin = |c: char| c.is_ascii_alphabetic();
    if word.ends_with(latin) && text.get(after).is_some_and(char::is_ascii_alphanumeric) {
        return false;
    }
    !NOUNS.get(word).is_some_and(|nouns| nouns.iter().any(|noun| at(text, after, noun)))
}

/// Whether the unit counts things, with or without a power: 个, 万个, 家.
pub fn counts(unit: &str) -> bool {
    let base = unit.trim_start_matches(['万', '亿']);
    base.is_empty() && unit.chars().count() <= 1
        || matches!(
            base,
            "个" | "家"
                | "名"
                | "位"
                | "项"
                | "所"
                | "座"
                | "栋"
                | "条"
                | "处"
                | "辆"
                | "台"
                | "套"
                | "件"
                | "张"
                | "支"
                | "户"
                | "人"
                | "场"
                | "次"
                | "艘"
                | "部"
                | "种"
                | "枚"
                | "头"
                | "株"
                | "间"
                | "篇"
                | "人次"
                | "场次"
                | "镇"
                | "地"
                | "市"
                | "只"
                | "棵"
                | "架"
                | "根"
                | "卷"
                | "县市"
                | "趟"
        )
}

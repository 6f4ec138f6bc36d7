//! The part of a thing that a figure counts, where the document names it. Only printed words count: without
//! them the part is unknown, and an unknown part does not differ from any other. `domain` has the price
//! basis.
//!
//! ```text
//! accounting        属地口径 在地口径 全口径 法人口径 可比口径    (label, quote, table title)
//! firms             规上 限上 四上 全社会                       (label)
//! residence         常住 户籍                                  (label)
//! extent            （不含…） （扣除…） （剔除…） （含…）          (label)
//! ```

use super::answer::{Family, Figure, Qualifier};
use super::input::Facts;
use crate::catalog::Indicator;
use crate::domain::Statement;
use crate::domain::message::{Message, message};

/// Family, word and canonical spelling. 全社会 in 全社会劳动生产率 does not narrow the indicator,
/// but figures are compared within one indicator only, so it has no effect.
const WORDS: &[(Family, &str, &str)] = &[
    (Family::Accounting, "属地口径", "属地口径"),
    (Family::Accounting, "属地统计", "属地口径"),
    (Family::Accounting, "在地口径", "在地口径"),
    (Family::Accounting, "在地统计", "在地口径"),
    (Family::Accounting, "法人口径", "法人口径"),
    (Family::Accounting, "全口径", "全口径"),
    (Family::Accounting, "可比口径", "可比口径"),
    (Family::Accounting, "同口径", "可比口径"),
    (Family::Firms, "规模以上", "规模以上"),
    (Family::Firms, "规上", "规模以上"),
    (Family::Firms, "限额以上", "限额以上"),
    (Family::Firms, "限上", "限额以上"),
    (Family::Firms, "四上", "四上"),
    (Family::Firms, "全社会", "全社会"),
    (Family::Residence, "常住", "常住"),
    (Family::Residence, "户籍", "户籍"),
];

/// The words of the document that say which part is counted, at most one of a family; of two the first.
pub(super) fn qualifiers(statement: &Statement) -> Vec<Qualifier> {
    let everywhere = [Some(&statement.quote), statement.table_title.as_ref()];
    let mut found = in_label(&statement.label);
    if found.iter().all(|known| known.family != Family::Accounting) {
        let more = everywhere.into_iter().flatten().find_map(|text| accounting_in(text));
        found.extend(more);
    }
    found
}

/// The accounting that a quote or a title names.
fn accounting_in(text: &str) -> Option<Qualifier> {
    // Every such word has one of the two, and few texts have either.
    if !text.contains("口径") && !text.contains("统计") {
        return None;
    }
    let words = WORDS.iter().filter(|(family, ..)| *family == Family::Accounting);
    let (family, _, canonical) = words.into_iter().find(|(_, word, _)| text.contains(word))?;
    Some(Qualifier { family: *family, word: (*canonical).into() })
}

/// The qualifiers of a label, or of an indicator's name.
pub(super) fn in_label(label: &str) -> Vec<Qualifier> {
    let mut found: Vec<Qualifier> = Vec::new();
    // Each of these words has one of these characters, and most labels have neither one nor a bracket.
    let narrows = |sign| matches!(sign, '口' | '统' | '规' | '限' | '四' | '社' | '常' | '户');
    let tells = |sign| narrows(sign) || matches!(sign, '（' | '(');
    if !label.chars().any(tells) {
        return found;
    }
    let words = WORDS.iter();
    for (family, word, canonical) in words {
        if label.contains(word) && found.iter().all(|known| known.family != *family) {
            found.push(Qualifier { family: *family, word: (*canonical).into() });
        }
    }
    let brackets =
        label.split(['（', '(']).skip(1).filter_map(|rest| rest.split(['）', ')']).next());
    let begins =
        |text: &&str| ["不含", "扣除", "剔除", "含"].iter().any(|word| text.starts_with(word));
    if let Some(extent) = brackets.map(str::trim).find(|text| begins(text)) {
        found.push(Qualifier { family: Family::Extent, word: extent.into() });
    }
    found
}

/// The other indicator that a printed label means by the catalogue, as a text; `None` unless the indicator must not be mixed
/// with it.
pub(super) fn other_meaning(
    facts: &Facts<'_>,
    indicator: &Indicator,
    figure: &Figure,
) -> Option<Message> {
    let printed = figure.printed.as_ref()?;
    if indicator.distinct_from.is_empty() {
        return None;
    }
    // A person who corrected the figure has chosen its indicator.
    if figure.has_flag("corrected") {
        return None;
    }
    let found = facts.meaning(printed, figure.measure)?;
    let other = found.id != indicator.id && indicator.distinct_from.contains(&found.id);
    other.then(|| {
        let label = &printed.label;
        message!(
            facts.lang,
            "printed as {label}, which is {found} and not {indicator}",
            "所印为{label}，是{found}而不是{indicator}",
            found = found.name_zh,
            indicator = indicator.name_zh,
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_narrows_is_read_in_its_one_spelling() {
        let words = |label: &str| {
            let found = in_label(label).into_iter();
            found.map(|known| known.word).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(words("规上工业增加值"), "规模以上");
        assert_eq!(words("税收收入（全口径）"), "全口径");
        assert_eq!(words("户籍人口城镇化率"), "户籍");
        assert_eq!(words("固定资产投资（不含农户）（亿元）"), "不含农户");
        assert_eq!(words("绿化覆盖率"), "");
    }
}

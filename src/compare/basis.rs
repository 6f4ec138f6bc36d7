//! What a figure is counted in and of, where the document says: prices of which year, and which
//! part of a thing. Only what is printed counts: a figure that says nothing is unknown, which
//! differs from nothing.
//!
//! ```text
//! constant prices   可比价 不变价 2015年价 2020年不变价        current prices   现价 当年价
//! accounting        属地口径 在地口径 全口径 法人口径 可比口径    (label, quote, table title)
//! firms             规上 限上 四上 全社会                       (label)
//! residence         常住 户籍                                  (label)
//! extent            （不含…） （扣除…） （剔除…） （含…）          (label)
//! ```

use super::answer::{Family, Figure, PriceBasis, PriceKind, Qualifier};
use crate::catalog::{Catalog, Indicator};
use crate::domain::Statement;
use crate::domain::text::{Text, phrase};

/// Words, the family they belong to and their canonical spelling. 全社会 is no part of 全社会劳动生产率
/// that 全员劳动生产率 lacks, but a figure is compared with its like only, so that does no harm.
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

/// The price basis the document states for a figure: in its label, else its quote, else the title of its
/// table. `None` where the first that speaks of prices speaks of two kinds.
pub fn price_basis(said: &Statement) -> Option<PriceBasis> {
    let texts = [Some(&said.label), Some(&said.quote), said.table_title.as_ref()];
    for text in texts.into_iter().flatten() {
        match prices_in(text) {
            Ok(None) => {}
            Ok(found) => return found,
            Err(SeveralPrices) => return None,
        }
    }
    None
}

/// A text speaks of prices of several kinds, and not which are the figure's.
#[derive(Debug, PartialEq)]
struct SeveralPrices;

/// The prices a text speaks of; `None` where of none.
fn prices_in(text: &str) -> Result<Option<PriceBasis>, SeveralPrices> {
    let mut found: Option<PriceBasis> = None;
    for (at, _) in text.match_indices('价') {
        let Some(one) = prices_at(&text[..at], &text[at + '价'.len_utf8()..]) else { continue };
        match &found {
            Some(other) if other.differs(&one) => return Err(SeveralPrices),
            Some(other) if other.year.is_some() => {}
            _ => found = Some(one),
        }
    }
    Ok(found)
}

/// The basis whose words end with a 价 between these texts.
fn prices_at(before: &str, after: &str) -> Option<PriceBasis> {
    // 实现价值, 现价值, 2020年价值: what something is worth is no price.
    if after.starts_with('值') {
        return None;
    }
    let current = |words: &str| {
        Some(PriceBasis { kind: PriceKind::Current, year: None, words: words.to_owned() })
    };
    if before.ends_with("当年") || before.ends_with("现行") {
        return current(if before.ends_with("当年") { "当年价" } else { "现行价" });
    }
    if let Some(rest) = before.strip_suffix('现') {
        let verb = ["实", "体", "兑", "展", "呈", "发", "出"].iter().any(|c| rest.ends_with(c));
        return if verb { None } else { current("现价") };
    }
    let (rest, word) = ["可比", "不变", "固定"]
        .iter()
        .find_map(|word| Some((before.strip_suffix(word)?, *word)))
        .unwrap_or((before, ""));
    let year = rest.strip_suffix('年').and_then(|rest| {
        let digits = rest.len().checked_sub(4).and_then(|from| rest.get(from..))?;
        let year: u16 = digits.parse().ok()?;
        (1949..=2100).contains(&year).then_some(year)
    });
    if word.is_empty() && year.is_none() {
        return None;
    }
    let words = year.map_or_else(|| format!("{word}价"), |year| format!("{year}年{word}价"));
    Some(PriceBasis { kind: PriceKind::Constant, year, words })
}

/// What the document says of the part counted, one word of a family at most; of two the first.
pub(super) fn qualifiers(said: &Statement) -> Vec<Qualifier> {
    let everywhere = [Some(&said.quote), said.table_title.as_ref()];
    let mut found = in_label(&said.label);
    if found.iter().all(|known| known.family != Family::Accounting) {
        let more = everywhere.into_iter().flatten().flat_map(|text| in_label(text));
        found.extend(more.filter(|known| known.family == Family::Accounting).take(1));
    }
    found
}

/// The qualifiers of a label, or of an indicator's name.
pub(super) fn in_label(label: &str) -> Vec<Qualifier> {
    let mut found: Vec<Qualifier> = Vec::new();
    for (family, word, canonical) in WORDS {
        if label.contains(word) && found.iter().all(|known| known.family != *family) {
            found.push(Qualifier { family: *family, word: (*canonical).to_owned() });
        }
    }
    let brackets =
        label.split(['（', '(']).skip(1).filter_map(|rest| rest.split(['）', ')']).next());
    let begins =
        |text: &&str| ["不含", "扣除", "剔除", "含"].iter().any(|word| text.starts_with(word));
    if let Some(extent) = brackets.map(str::trim).find(|text| begins(text)) {
        found.push(Qualifier { family: Family::Extent, word: extent.to_owned() });
    }
    found
}

/// In which way a printed label means something other than the indicator, by the catalogue: a variant
/// of it, or another indicator that it must not be mixed with.
pub(super) fn other_meaning(
    catalog: &Catalog,
    indicator: &Indicator,
    figure: &Figure,
) -> Option<Text> {
    let printed = figure.printed.as_ref()?;
    // Whoever corrected a figure has said what it is of.
    let corrected =
        figure.evidence.iter().any(|place| place.flags.iter().any(|flag| flag == "corrected"));
    if corrected {
        return None;
    }
    let found = catalog.indicator_for(&printed.label, printed.unit.as_deref(), figure.measure)?;
    let kin = found.growth_of.as_ref() == Some(&indicator.id)
        || indicator.growth_of.as_ref() == Some(&found.id);
    let other = found.id != indicator.id && indicator.distinct_from.contains(&found.id) && !kin;
    other.then(|| {
        let label = &printed.label;
        phrase!(
            "printed as {label}, which is {found} and not {indicator}",
            "所印为{label}，是{found}而不是{indicator}",
            label = label,
            found = found.name_zh,
            indicator = indicator.name_zh,
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prices(text: &str) -> Option<String> {
        let basis = prices_in(text).ok()??;
        Some(format!("{:?} {} {}", basis.kind, basis.year.unwrap_or_default(), basis.words))
    }

    #[test]
    fn prices_are_read_where_the_document_names_them() {
        for (text, read) in [
            ("地区生产总值（2020年不变价）", "Constant 2020 2020年不变价"),
            ("按可比价格计算，年均增长7.5%", "Constant 0 可比价"),
            ("地区生产总值（2015年价）", "Constant 2015 2015年价"),
            ("工业总产值（现价）", "Current 0 现价"),
            ("按当年价格计算达到100亿元", "Current 0 当年价"),
        ] {
            assert_eq!(prices(text).as_deref(), Some(read), "{text}");
        }
    }

    #[test]
    fn worth_is_no_price_and_two_kinds_are_none() {
        for text in [
            "实现价值500亿元",
            "2020年价值100亿元",
            "居民消费价格涨幅",
            "实现价格平稳",
            "可比口径完成",
            "现价100亿元，可比价90亿元",
            "地区生产总值",
        ] {
            assert_eq!(prices(text), None, "{text}");
        }
    }

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

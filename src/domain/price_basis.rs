//! The prices in which a figure is counted. They are unknown where the document names none.
//!
//! ```text
//! constant prices   可比价 不变价 2015年价 2020年不变价        current prices   现价 当年价
//! ```

use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// The prices in which a figure is counted, as the document states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PriceBasis {
    /// Constant (不变价, 可比价) or current (现价) prices.
    pub kind: PriceKind,
    /// The year of constant prices; null where the document names none, and for current prices.
    #[schema(example = 2020)]
    pub year: Option<u16>,
    /// The words in the document that name the prices.
    #[schema(example = "2020年不变价")]
    pub words: String,
}

/// Constant prices of one year, or current prices of each year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PriceKind {
    /// 现价, 当年价.
    Current,
    /// 可比价, 不变价, 2015年价.
    Constant,
}

impl PriceBasis {
    /// Whether two figures are known to be in different prices. Constant prices without a year may be those
    /// of any year.
    pub fn differs(&self, other: &Self) -> bool {
        self.kind != other.kind
            || matches!((self.year, other.year), (Some(one), Some(two)) if one != two)
    }

    /// The price basis that the first text with one names. `None` where no text names prices, and where the first one that does
    /// names two kinds.
    pub(super) fn in_texts<'t>(
        texts: impl IntoIterator<Item = Option<&'t Arc<str>>>,
    ) -> Option<Self> {
        for text in texts.into_iter().flatten() {
            match prices_in(text) {
                Ok(None) => {}
                Ok(found) => return found,
                Err(SeveralPrices) => return None,
            }
        }
        None
    }
}

/// A text names several kinds of prices and does not say which one applies.
#[derive(Debug, PartialEq)]
struct SeveralPrices;

/// The prices that a text names; `None` where it names none.
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

/// The price basis named by a 价 between `before` and `after`; `None` where the 价 belongs to another word.
fn prices_at(before: &str, after: &str) -> Option<PriceBasis> {
    // 价值 is a worth, not a price: 实现价值, 现价值, 2020年价值.
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
    fn worth_is_no_price_and_a_text_with_two_kinds_has_none() {
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
}

//! The facts that the title above a table of statistics states about its figures.

use crate::document::{Source, bare};
use crate::plan::lexicon::statistics::{TITLE_ENDS, TITLE_STARTS};
use crate::plan::table::cell::{fold, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// A numbered title: `表10　2025年…`, `表102020年…`, with a year or words after the number.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:附?表[\d一二三四五六七八九十]{1,3}?[:：.、]?)(20\d\d年.*|[^\d].*)$")
});
static FOOTNOTE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\[\d{1,3}\]"));
static UNIT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[(\[]?(?:计量)?单位[:：]?([^)\]]{1,10})[)\]]?$"));
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(20\d\d)年(.*)$"));

/// The greatest length of a title, in characters.
const LONGEST: usize = 60;
/// The number of printed lines above the header that may contain the title and the unit.
const LOOK_BACK: u32 = 8;

/// The title of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Title {
    /// Its line, and its words without the number.
    pub printed: Option<(u32, String)>,
    /// The unit in 单位：% above the table.
    pub unit: Option<String>,
}

impl Title {
    /// The title above line `first`, after line `after`.
    pub(crate) fn above(source: &Source, first: u32, after: u32) -> Self {
        let mut title = Self::default();
        let from = first.saturating_sub(LOOK_BACK).max(after + 1).max(1);
        for line in (from..first).rev() {
            let text = fold(bare(source.line(line)).trim_matches(['*', '#', '-', ' ']));
            if text.is_empty() {
                continue;
            }
            if let Some(unit) = UNIT.captures(&text) {
                title.unit.get_or_insert_with(|| unit[1].to_owned());
                continue;
            }
            let numbered = NUMBERED.captures(&text).map(|found| found[1].to_owned());
            let short = text.chars().count() <= LONGEST && !text.contains(['。', ';', '|']);
            if numbered.is_some() || short {
                let words = FOOTNOTE.replace_all(numbered.as_deref().unwrap_or(&text), "");
                title.printed = Some((line, words.into_owned()));
            }
            break;
        }
        title
    }

    pub(crate) fn words(&self) -> &str {
        self.printed.as_ref().map_or("", |(_, words)| words)
    }

    /// The quantity of the table, without the year and without 及其增长速度; empty without a title.
    pub(crate) fn subject(&self) -> String {
        let mut text = YEAR
            .captures(self.words())
            .map_or(self.words().to_owned(), |found| found[2].to_owned());
        while let Some(rest) = TITLE_STARTS.strip_prefix(&text) {
            text = rest.to_owned();
        }
        let end = TITLE_ENDS.first_in(&text).unwrap_or(text.len());
        text.truncate(end);
        text
    }

    /// 出口 or 进口, if the title names only one of them.
    pub(crate) fn trade(&self) -> Option<&'static str> {
        let text = self.words().replace("进出口", "");
        match (text.contains("出口"), text.contains("进口")) {
            (true, false) => Some("出口"),
            (false, true) => Some("进口"),
            _ => None,
        }
    }

    /// Whether all figures are growth, independent of the heads: 居民消费价格比上年涨跌幅度.
    pub(crate) fn is_of_growth(&self) -> bool {
        ["涨跌", "涨幅", "增长速度", "增速"].iter().any(|word| self.words().contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str) -> Title {
        let source = Source::read(format!("{text}\n\n| 指标 |\n").as_bytes()).unwrap();
        Title::above(&source, 3, 0)
    }

    #[test]
    fn a_title_names_the_subject() {
        for (text, subject) in [
            ("表7　2025年分行业固定资产投资（不含农户）增长速度", "固定资产投资(不含农户)"),
            ("**表122020年外商直接投资及其增长速度[3]**", "外商直接投资"),
            ("表1 2025年年末人口数及其构成", "人口数"),
            ("一段正文，到此为止。", ""),
        ] {
            assert_eq!(title(text).subject(), subject, "{text}");
        }
        assert_eq!(title("表9 2025年主要商品出口数量、金额及其增长速度").trade(), Some("出口"));
        assert_eq!(title("表9 2025年货物进出口总额").trade(), None);
        let text = "表2 2025年居民消费价格比上年涨跌幅度\n\n单位：%\n\n| 指标 |\n";
        let both = Title::above(&Source::read(text.as_bytes()).unwrap(), 5, 0);
        assert_eq!((both.unit.as_deref(), both.is_of_growth()), (Some("%"), true));
    }
}

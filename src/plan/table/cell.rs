//! The content of a single cell: a figure, a dash, words, an attribute, a unit, a label.
//!
//! ```text
//! figure  = [ comparator ] number [ unit ] [ hedge ] | "[" figure "]" | figure ( "-" | "~" ) figure
//! comparator = ">" "≥" "<" "≤" "约" 不低于 …       hedge = 左右 以上 以内 以下
//! dash    = "-" "–" "—" "/" "…"
//! words   = 完成市下达目标 | 与经济增长同步 | 达标 | …
//! ```
//! `prose` reads figures of running text.

use crate::catalog::unit;
use crate::document::compact;
use crate::domain::{Attribute, Comparator};
use crate::plan::lexicon::table_cells::{
    self, ABOUT, ABOVE, AT_LEAST, AT_MOST, BELOW, BINDING, DASHES, EXPECTED, FALLS,
};
use crate::spelling::fold::nfkc;
use regex::Regex;
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::sync::LazyLock;

/// The content of a cell, independent of its column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    Empty,
    /// An explicit "none": `—`, `/`.
    Dash,
    Figure(Figure),
    /// A goal or a result in words.
    Words,
    Attribute(Attribute),
    /// Any other text: a label, a unit, a category.
    Text,
}

/// A figure as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    pub value: Decimal,
    pub high: Option<Decimal>,
    pub comparator: Comparator,
    /// The unit within the cell: `%` of `9%`.
    pub unit: Option<String>,
    /// Whether the figure is in brackets (`[1.89]`), so that it is for the whole period.
    pub bracketed: bool,
    /// The movement that the words before the figure name: 增长7%, 累计下降13.5%.
    pub moved: Option<Movement>,
}

/// The movement that the words in a figure's own cell name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Movement {
    /// 年均增长7%.
    Growth,
    /// 提高5个百分点.
    Rise,
    /// 下降13.5%.
    Fall,
}

static FIGURE: LazyLock<Regex> = LazyLock::new(|| pattern(table_cells::FIGURE));
static WORDS: LazyLock<Regex> = LazyLock::new(|| pattern(table_cells::WORDS));
static PLAIN_UNIT: LazyLock<Regex> = LazyLock::new(|| pattern(table_cells::UNIT));
static GROWTH: LazyLock<Regex> = LazyLock::new(|| pattern(table_cells::GROWTH));
static TAIL: LazyLock<Regex> = LazyLock::new(|| pattern(table_cells::TAIL));
/// A figure after its own label, in a cell that contains several: 城镇 45000.
static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?P<label>[^\d\s<>≥≤\[\]:：]{2,12})[:：]?(?P<figure>[<>≥≤\[]?\d.*)$")
});

/// Label and figure of `城镇：45000`; `None` where the words before the figure belong to it (约, 达到).
pub(super) fn labelled(text: &str) -> Option<(String, String)> {
    let text = fold(text);
    if matches!(content(&text), Content::Figure(_)) {
        return None;
    }
    let found = LABELLED.captures(&text)?;
    let (label, figure) = (found["label"].to_owned(), found["figure"].to_owned());
    matches!(content(&figure), Content::Figure(_)).then_some((label, figure))
}

/// Whether a label names growth (地区生产总值增长), so that its figures are annual growth in percent.
pub(super) fn is_growth(label: &str) -> bool {
    GROWTH.is_match(label)
}

/// Compiles a pattern of this folder; the tests use every pattern.
#[expect(clippy::expect_used, reason = "the patterns are constants, each used by a test")]
pub(super) fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a valid pattern")
}

/// The longest text of a cell, in bytes; longer text is running text.
const LONGEST: usize = 240;

/// The content of a cell.
pub(super) fn content(text: &str) -> Content {
    if text.len() > LONGEST {
        return Content::Text;
    }
    let text = folded(text);
    let text = text.trim_matches(['$', '\\']);
    let text =
        if text.contains('\\') { Cow::Owned(text.replace('\\', "")) } else { Cow::Borrowed(text) };
    let is_number = text.starts_with(|sign: char| sign.is_ascii_digit());
    match &*text {
        // No dash and no attribute begins with a digit.
        number if is_number => figure(number).map_or_else(|| in_words(number), Content::Figure),
        "" => Content::Empty,
        dash if DASHES.contains(&dash) => Content::Dash,
        word if BINDING.contains(&word) => Content::Attribute(Attribute::Binding),
        word if EXPECTED.contains(&word) => Content::Attribute(Attribute::Expected),
        text => figure(text).map_or_else(|| in_words(text), Content::Figure),
    }
}

/// The content of a cell that is no figure.
fn in_words(text: &str) -> Content {
    if WORDS.is_match(text) { Content::Words } else { Content::Text }
}

/// The text in half width without spaces.
pub(super) fn fold(text: &str) -> String {
    folded(text).into_owned()
}

/// As [`fold`]; most texts stay as they are.
pub(super) fn folded(text: &str) -> Cow<'_, str> {
    match nfkc(text) {
        Cow::Borrowed(text) => compact(text),
        Cow::Owned(text) => Cow::Owned(compact(&text).into_owned()),
    }
}

/// The figure of a cell that holds a number alone (`-12.5`), the form of most figures.
fn plain_figure(text: &str) -> Option<Figure> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(decimals) {
        return None;
    }
    Some(Figure {
        value: text.parse().ok()?,
        high: None,
        comparator: Comparator::Eq,
        unit: None,
        bracketed: false,
        moved: None,
    })
}

fn figure(text: &str) -> Option<Figure> {
    if !text.contains(|sign: char| sign.is_ascii_digit()) {
        return None;
    }
    if let Some(figure) = plain_figure(text) {
        return Some(figure);
    }
    let found = FIGURE.captures(text)?;
    let part =
        |name: &str| found.name(name).map(|part| part.as_str()).filter(|part| !part.is_empty());
    let number =
        |text: &str| text.replace(',', "").replace(['−', '–', '－'], "-").parse::<Decimal>().ok();
    let unit = part("unit").or_else(|| part("percent"));
    // 3岁以下婴幼儿托位数 begins like a figure, so only a unit may follow one, or a power of the unit of the row (2.2万).
    if unit.is_some_and(|unit| !is_unit(unit) && unit::bare_power(unit).is_none()) {
        return None;
    }
    let comparator = part("hedge").or_else(|| part("late")).or_else(|| part("sign"));
    let moved = part("moved").map(|word| match word {
        word if FALLS.iter().any(|fall| word.contains(fall)) => Movement::Fall,
        word if word.contains('增') || word == "年均" => Movement::Growth,
        _ => Movement::Rise,
    });
    Some(Figure {
        moved,
        value: number(part("value")?)?,
        high: part("high").map(number).unwrap_or_default(),
        comparator: comparator.map_or(Comparator::Eq, bound),
        unit: unit.map(str::to_string),
        bracketed: part("open").is_some()
            || part("inner").is_some()
            || part("moved").is_some_and(|word| word.contains("累计") || word.contains("五年")),
    })
}

fn bound(word: &str) -> Comparator {
    match word {
        word if AT_LEAST.contains(&word) => Comparator::Ge,
        word if ABOVE.contains(&word) => Comparator::Gt,
        word if AT_MOST.contains(&word) => Comparator::Le,
        word if BELOW.contains(&word) => Comparator::Lt,
        word if ABOUT.contains(&word) => Comparator::Approx,
        _ => Comparator::Eq,
    }
}

/// Whether a text can only be the end of a figure: 左右, %.
pub(super) fn is_tail(text: &str) -> bool {
    TAIL.is_match(&folded(text))
}

/// Whether a text is a unit.
pub(super) fn is_unit(text: &str) -> bool {
    let text = folded(text);
    text.chars().count() <= 14
        && (PLAIN_UNIT.is_match(&text) || unit::known(&text))
        && !matches!(&*text, "一" | "个人")
}

/// Whether a text is the number of a row: 3, （3）, 3.
pub(super) fn is_number(text: &str) -> bool {
    let text = folded(text);
    let digits = text.trim_matches(['(', ')', '.', '、', '*']);
    (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a line is a unit in brackets, which belongs to the label above: `(微克/立方米)`.
pub(super) fn is_unit_in_brackets(text: &str) -> bool {
    let text = folded(text);
    text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).is_some_and(is_unit)
}

/// A label, and the unit in brackets after it: `绿化覆盖率（%）`.
pub(super) fn split_unit(label: &str) -> (String, Option<String>) {
    let label = compact(label).into_owned();
    let trimmed = label.trim_end_matches(['*', '＊', '¹', '²', '³', '①', '②', '③']);
    for (open, close) in
        [('（', '）'), ('(', ')'), ('（', ')'), ('(', '）'), ('[', ']'), ('【', '】')]
    {
        if let Some(body) = trimmed.strip_suffix(close)
            && let Some((name, unit)) = body.rsplit_once(open)
            && !name.is_empty()
            && is_unit(unit.trim_start_matches("单位：").trim_start_matches("单位:"))
        {
            let unit = unit.trim_start_matches("单位：").trim_start_matches("单位:");
            return (name.to_string(), Some(unit.to_string()));
        }
    }
    (trimmed.to_string(), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match content(text) {
            Content::Figure(f) => {
                let high = f.high.map(|high| format!("-{high}")).unwrap_or_default();
                let open = if f.bracketed { "[]" } else { "" };
                format!("{:?} {}{high}{}{open}", f.comparator, f.value, f.unit.unwrap_or_default())
            }
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn figures_are_read_with_comparator_unit_and_brackets() {
        for (text, want) in [
            ("46.52", "Eq 46.52"),
            ("46. 52", "Eq 46.52"),
            ("１２.5", "Eq 12.5"),
            ("1,247.04", "Eq 1247.04"),
            ("-1.0", "Eq -1.0"),
            ("8左右", "Approx 8"),
            (">9%", "Gt 9%"),
            ("＞87", "Gt 87"),
            ("≤6", "Le 6"),
            ("4以内", "Le 4"),
            ("<3.8", "Lt 3.8"),
            ("[1.89]", "Eq 1.89[]"),
            ("〔5.4〕", "Eq 5.4[]"),
            ("[10左右]", "Approx 10[]"),
            ("6-8", "Eq 6-8"),
            ("6%-8%", "Eq 6-8%"),
            ("2000亿元以上", "Ge 2000亿元"),
            ("不低于95", "Ge 95"),
            ("≥ 120", "Ge 120"),
            ("10.5*", "Eq 10.5"),
            ("1.8[1]", "Eq 1.8"),
            ("850（预计）", "Eq 850"),
            (">[56.5]", "Gt 56.5[]"),
            ("<7.2‰", "Lt 7.2‰"),
            ("年均增长7%左右", "Approx 7%"),
            ("累计下降13.5%", "Eq 13.5%[]"),
            ("提高5个百分点", "Eq 5个百分点"),
            ("控制在5.5以内", "Le 5.5"),
            ("控制在5.5%左右", "Approx 5.5%"),
        ] {
            assert_eq!(read(text), want, "{text}");
        }
    }

    #[test]
    fn dashes_words_and_attributes_are_distinguished() {
        for text in ["-", "—", "/", "－"] {
            assert_eq!(read(text), "Dash", "{text}");
        }
        for text in [
            "完成市下达目标",
            "完成市级下达目标",
            "市定目标",
            "控制在市下达指标内",
            "与经济增长同步",
            "经济增长同步",
            "和经济增长保持同步",
            "与经济增长基本同步",
            "达标",
            "视同完成",
            "可比口径完成",
            "与 GDP 增长同步",
            "高于 GDP 增长",
            "与经济增长速度同步",
            "保持在合理区间、各年度视情提出",
            "高于全国平均水平",
        ] {
            assert_eq!(read(text), "Words", "{text}");
        }
        assert_eq!(read("约束性"), "Attribute(Binding)");
        assert_eq!(read("预期 性"), "Attribute(Expected)");
    }

    #[test]
    fn labels_are_no_figures_and_no_words() {
        for text in [
            "地表水达到或好于III类水体比例",
            "地表水质量达标率 (%)",
            "3岁以下婴幼儿托位数",
            "居民人均可支配收入增长",
            "主要污染物排放减少",
            "提高城镇化率",
            "亿元",
            "5G基站数",
            "基本养老保险参保率",
            "单位GDP能耗降低(%)",
            "地区生产总值增速",
            "居民人均可支配收入增速",
            "完成固定资产投资",
            "完成市",
            "≥",
        ] {
            assert_eq!(read(text), "Text", "{text}");
        }
    }

    #[test]
    fn a_cell_may_label_its_figure() {
        let labelled =
            |text: &str| labelled(text).map(|(label, figure)| format!("{label}|{figure}"));
        assert_eq!(labelled("城镇：45000").as_deref(), Some("城镇|45000"));
        assert_eq!(labelled("农村>25000").as_deref(), Some("农村|>25000"));
        assert_eq!(labelled("达到95"), None);
        assert_eq!(labelled("增长7%"), None);
        assert_eq!(labelled("完成市下达目标"), None);
    }

    #[test]
    fn a_unit_in_brackets_is_separated_from_its_label() {
        for (text, label, unit) in [
            ("绿化覆盖率 (%)", "绿化覆盖率", Some("%")),
            ("每千人口执业（助理）医师数（人）", "每千人口执业（助理）医师数", Some("人")),
            (
                "细颗粒物浓度下降 (PM2.5) (微克/立方米)",
                "细颗粒物浓度下降(PM2.5)",
                Some("微克/立方米"),
            ),
            ("总人口 (万人)", "总人口", Some("万人")),
            ("每千人口执业(助理)医师", "每千人口执业(助理)医师", None),
            ("细颗粒物(PM2.5)", "细颗粒物(PM2.5)", None),
        ] {
            assert_eq!(split_unit(text), (label.to_string(), unit.map(str::to_string)), "{text}");
        }
    }
}

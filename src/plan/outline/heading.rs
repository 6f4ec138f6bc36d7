//! Headings in single lines: 第四节 …, 三、…, （二）…, 专栏3 …
//!
//! A heading is short and no sentence. The parent module decides from neighbouring lines whether it belongs
//! to the table of contents or to a box.

use crate::document::{bare, compact};
use crate::plan::number::ordinal::ordinal;
use crate::spelling::numeral::is_numeral;
use regex::Regex;
use std::sync::LazyLock;

/// Ways of numbering, outermost first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Style {
    /// 第一篇, 第一编.
    Part,
    /// 第一章.
    Chapter,
    /// 第一节.
    Section,
    /// 一、
    Item,
    /// （一）
    Paren,
    /// 专栏1: may occur at any level.
    Box,
}

/// A line that may be a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// Line of the heading, counted from 1; its title may continue up to `last`.
    pub line: u32,
    pub last: u32,
    pub style: Style,
    /// The ordinal; `None` where it is lost or absent.
    pub number: Option<u32>,
    /// As printed: 第四节, （三）, 专栏1.
    pub printed: Option<String>,
    /// White space is collapsed; empty where the title is on the next line.
    pub title: String,
    /// Whether the line ends like one of a table of contents: dots or a tab, and a page.
    pub leader: bool,
}

/// Longest title of a heading, in characters.
pub(super) const LONGEST: usize = 60;

static BOX: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^专\s*栏\s*([0-9]{1,3}|[一二三四五六七八九十]{1,3})?[\s:：·、.．—-]*(.*)$")
});
static LEADER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(.*?)\s*(?:(?:…+|\.{3,}|·{3,}|．{3,}|—{4,}|_{4,})[\s.…·]*[（(]?\d{0,4}[）)]?|\t\s*\d{1,4})$",
    )
});

static REPORT_PART: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(20\d\d年|过去五年|今后五年|未来五年|本届政府)[^，,。；;：:|]{0,12}(回顾|工作|安排|部署|建议|任务|目标|思路|展望|情况|要求|重点|举措|措施|打算)$",
    )
});

/// Compiles a pattern of this module; the tests use every pattern.
#[expect(clippy::expect_used, reason = "the patterns are constants, each used by a test")]
pub(super) fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a valid pattern")
}

/// The heading on a line, without regard to other lines.
pub(super) fn read(number: u32, line: &str) -> Option<Heading> {
    // Longer lines are sentences; the check saves time.
    if line.len() > 4 * 3 * LONGEST {
        return None;
    }
    let text = bare(line);
    if !text.starts_with(begins) {
        return None;
    }
    // Most lines have no leader, and the search for one tries every place of the line.
    let leads = text.ends_with(ends_leader) && text.contains(['…', '\t', '·', '．', '.', '—', '_']);
    let leader = if leads { LEADER.captures(text) } else { None };
    let (text, leader) = match leader.and_then(|found| found.get(1)) {
        Some(rest) => (rest.as_str(), true),
        None => (text, false),
    };
    // 一、经济发展 may be a category above rows of a table.
    let row = line.matches(['\t', '|']).count() > 1;
    let (style, ordinal, printed, title) = numbered(text)
        .or_else(|| boxed(text).filter(|_| !row))
        .or_else(|| listed(paren(text)?, Style::Paren, text).filter(|_| !row))
        .or_else(|| listed(item(text)?, Style::Item, text).filter(|_| !row))?;
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    is_title(&title).then_some(Heading {
        line: number,
        last: number,
        style,
        number: ordinal,
        printed,
        title,
        leader,
    })
}

/// Whether a heading may begin with this character.
fn begins(sign: char) -> bool {
    matches!(sign, '第' | '专' | '（' | '(' | '、' | '．' | '.')
        || is_numeral(sign)
        || sign.is_whitespace()
}

/// Whether a line with a leader may end with this character.
fn ends_leader(sign: char) -> bool {
    sign.is_numeric()
        || sign.is_whitespace()
        || matches!(sign, '…' | '.' | '·' | '．' | '—' | '_' | '（' | '(' | ')' | '）')
}

type Parts<'t> = (Style, Option<u32>, Option<String>, &'t str);

/// 第三章: parts, chapters and sections.
fn numbered(text: &str) -> Option<Parts<'_>> {
    let rest = text.strip_prefix('第')?.trim_start();
    let numeral = |c| is_numeral(c) || matches!(c, '百' | '零' | '〇' | '两' | '0'..='9');
    let (number, rest) = rest.split_at(rest.find(|c| !numeral(c)).unwrap_or(rest.len()));
    let rest = rest.trim_start();
    let kind = rest.chars().next().filter(|_| (1..=6).contains(&number.chars().count()))?;
    let rest = &rest[kind.len_utf8()..];
    let (style, rest) = match kind {
        '章' => (Style::Chapter, rest),
        '节' => (Style::Section, rest),
        '篇' | '编' => (Style::Part, rest),
        '部' => (Style::Part, rest.trim_start().strip_prefix('分')?),
        _ => return None,
    };
    let separates = |c: char| c.is_whitespace() || matches!(c, ':' | '：' | '、' | '.' | '．');
    let title = rest.trim_start_matches(separates);
    // 第一节的规定 and 第三章所列 are references, not headings.
    if title.starts_with(['的', '所', '和', '至', '中', '第']) {
        return None;
    }
    let printed = compact(&text[..text.len() - rest.len()]).into_owned();
    Some((style, ordinal(number), Some(printed), title))
}

fn boxed(text: &str) -> Option<Parts<'_>> {
    let found = BOX.captures(text.starts_with('专').then_some(text)?)?;
    let title = found.get(2)?;
    let number = found.get(1);
    let printed = number.map(|number| format!("专栏{}", number.as_str()));
    if number.is_none() && title.as_str().starts_with(['中', '所', '内', '列', '的']) {
        return None;
    }
    Some((Style::Box, number.and_then(|n| ordinal(n.as_str())), printed, title.as_str()))
}

/// The numeral that the text begins with, which may be empty, and the text after it; `None` where it has more
/// than three characters.
fn numeral(text: &str) -> Option<(&str, &str)> {
    let (number, rest) = text.split_at(text.find(|c| !is_numeral(c)).unwrap_or(text.len()));
    (number.chars().count() <= 3).then_some((number, rest))
}

/// Punctuation between a numeral and its title.
const STOPS: [char; 3] = ['、', '．', '.'];

/// The numeral and the title of 一、…; the numeral may be lost, and is then empty.
fn item(text: &str) -> Option<(&str, &str)> {
    let (number, rest) = numeral(text)?;
    let title = rest.trim_start().strip_prefix(STOPS)?.trim_start();
    Some((number, title)).filter(|_| !title.is_empty())
}

/// The numeral and the title of （一）….
fn paren(text: &str) -> Option<(&str, &str)> {
    let (number, rest) = numeral(text.strip_prefix(['（', '('])?.trim_start())?;
    let rest = rest.trim_start().strip_prefix(['）', ')'])?.trim_start();
    let title = rest.strip_prefix(STOPS).map(str::trim_start);
    let title = title.filter(|title| !title.is_empty()).unwrap_or(rest);
    Some((number, title)).filter(|_| !number.is_empty() && !title.is_empty())
}

/// A numeral and a title as the parts of a heading, if the title is short enough.
fn listed<'t>((number, title): (&str, &'t str), style: Style, text: &str) -> Option<Parts<'t>> {
    let number = Some(number).filter(|number| !number.is_empty());
    let before = &text[..text.len() - title.len()];
    let printed = number.map(|_| compact(before).into_owned());
    let length = title.chars().count();
    // 一、坚持创新驱动，建设科技强区
    let short = length <= 30 || length <= 45 && !title.contains(['，', ',']);
    short.then_some((style, number.and_then(ordinal), printed, title))
}

/// Whether the title is short and no sentence.
pub(super) fn is_title(title: &str) -> bool {
    title.chars().count() <= LONGEST
        && !title.contains(['。', '；', ';', '|'])
        && !title.ends_with(['，', ',', '：', ':', '、'])
}

/// Whether the line consists of a few Chinese words only, like a heading whose number was lost, or begins
/// with `#`.
pub(super) fn is_plain(line: &str) -> bool {
    if line.len() > 200 {
        return false;
    }
    let text = bare(line);
    let (mut all, mut chinese) = (0, 0);
    for sign in text.chars() {
        all += 1;
        match sign {
            '\u{4E00}'..='\u{9FFF}' | '〇' => chinese += 1,
            '“' | '”' | ' ' | '·' | '、' | '0'..='9' => {}
            '，' if line.starts_with('#') => {}
            _ => return false,
        }
    }
    (5..=40).contains(&all) && chinese >= 5 && chinese * 5 >= all * 4 && !is_plan_title(text)
}

/// Whether the line begins a part of a report without a number: 2018年工作回顾, 2021年工作部署,
/// 今后五年目标任务.
pub(super) fn is_report_part(line: &str) -> bool {
    let text = bare(line);
    if !text.starts_with(['2', '过', '今', '未', '本']) {
        return false;
    }
    let text = compact(text);
    text.len() <= 25 * 4 && text.chars().count() <= 25 && REPORT_PART.is_match(&text)
}

/// Whether the text is the title of the document, not a heading in it:
/// 某区国民经济和社会发展第十四个五年规划….
pub(super) fn is_plan_title(text: &str) -> bool {
    text.contains("国民经济") || text.contains("五年规划")
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = (Style, Option<u32>, Option<String>, String, bool);

    fn parts(line: &str) -> Option<Read> {
        read(1, line).map(|h| (h.style, h.number, h.printed, h.title, h.leader))
    }

    #[test]
    fn every_style_is_read() {
        for (line, style, number, printed, title) in [
            (
                "第四节 “十四五”时期 主要目标",
                Style::Section,
                Some(4),
                Some("第四节"),
                "“十四五”时期 主要目标",
            ),
            ("## 第一部分 上年工作", Style::Part, Some(1), Some("第一部分"), "上年工作"),
            ("## 第十一章", Style::Chapter, Some(11), Some("第十一章"), ""),
            ("第 二 篇  总体要求", Style::Part, Some(2), Some("第二篇"), "总体要求"),
            ("三、主要目标", Style::Item, Some(3), Some("三、"), "主要目标"),
            ("、基本原则", Style::Item, None, None, "基本原则"),
            ("（二）基本原则", Style::Paren, Some(2), Some("（二）"), "基本原则"),
            ("#### 专栏 5 推进“965”产业", Style::Box, Some(5), Some("专栏5"), "推进“965”产业"),
            ("专栏3:三大功能区", Style::Box, Some(3), Some("专栏3"), "三大功能区"),
        ] {
            let want = Some((style, number, printed.map(String::from), title.into(), false));
            assert_eq!(parts(line), want, "{line}");
        }
    }

    #[test]
    fn a_line_of_contents_is_recognised_by_its_leader() {
        for line in ["第一节 成就...", "第一节 成就\t24", "第一节 成就………\t97", "第一节 成就 …… 3"]
        {
            let (.., title, leader) = parts(line).unwrap();
            assert_eq!((title.as_str(), leader), ("成就", true), "{line}");
        }
    }

    #[test]
    fn sentences_and_references_are_no_headings() {
        for line in [
            "第一节的规定同样适用",
            "第三章第二节另有说明",
            "一、坚持党的领导。更好发挥党总揽全局的作用。",
            "一是加快发展",
            "（一）到2025年，地区生产总值突破2000亿元，常住人口达到107万人，一般公共预算收入达到118亿元",
            "专栏中所列项目",
            "2020年完成",
        ] {
            assert_eq!(parts(line), None, "{line}");
        }
    }

    #[test]
    fn parts_of_a_report_need_no_number() {
        for line in ["2018年工作回顾", "2021年工作部署", "今后五年目标任务"] {
            assert!(is_report_part(line), "{line}");
        }
        for line in ["2018年工作回顾，成绩显著", "2021年是重要的一年。", "工作部署"]
        {
            assert!(!is_report_part(line), "{line}");
        }
    }

    #[test]
    fn a_plain_heading_is_a_few_words_only() {
        assert!(is_plain("打造投资目的地"));
        assert!(is_plain("深化功能区 提升发展能级"));
        for line in
            ["甲区国民经济和社会发展第十四个五年规划", "到2025年，绿化率提高。", "10.80", "总人口"]
        {
            assert!(!is_plain(line), "{line}");
        }
    }
}

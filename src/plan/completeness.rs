//! What a text lacks of its document: numbers that are missing among its boxes (专栏), pictures that stand
//! for boxes, the part of a report that looks ahead, and the end of its last sentence. Only of a complete text
//! may be said that it does not state a thing.

use super::outline::Outline;
use super::parsed::{Warning, WarningKind};
use crate::document::{Source, bare, compact};
use crate::domain::DocumentKind;
use std::collections::BTreeSet;

/// No plan numbers more boxes than this; a greater number is a misreading.
const MOST_BOXES: u32 = 200;
/// A last line of at least so many characters is a sentence, not a date or a signature.
const SENTENCE: usize = 30;
/// A heading is no longer than so many characters.
const HEADING: usize = 40;
/// A report looks back and ahead within so many characters; a shorter one without a second part is an
/// excerpt. Work reports have 10,000 to 25,000.
const WHOLE_REPORT: usize = 6_000;

/// Every gap, as warnings.
pub fn gaps(source: &Source, outline: &Outline, kind: DocumentKind) -> Vec<Warning> {
    let missing = missing(&boxes(source, outline));
    let boxes = (!missing.is_empty())
        .then_some(Warning { line: None, kind: WarningKind::BoxesMissing { numbers: missing } });
    let cut =
        truncated_at(source).map(|line| Warning { line: Some(line), kind: WarningKind::Truncated });
    let pictures = pictures(source).map(|(line, count)| Warning {
        line: Some(line),
        kind: WarningKind::PicturesNotRead { count },
    });
    let excerpt = (kind.looks_ahead() && !looks_ahead(source))
        .then_some(Warning { line: None, kind: WarningKind::Excerpt });
    boxes.into_iter().chain(pictures).chain(excerpt).chain(cut).collect()
}

/// Line of the first picture of a Markdown text, and how many there are.
fn pictures(source: &Source) -> Option<(u32, u32)> {
    let mut found = source.lines().filter(|(_, line)| line.trim_start().starts_with("!["));
    let (first, _) = found.next()?;
    Some((first, 1 + u32::try_from(found.count()).unwrap_or(u32::MAX - 1)))
}

/// Whether a report has a heading after its first, or is as long as one that has lost its headings.
fn looks_ahead(source: &Source) -> bool {
    let numbered = |line: &str| {
        let text = compact(bare(line));
        let text = text.trim_start_matches(['*', '#']);
        text.chars().count() <= HEADING
            && (text.starts_with("二、") || text.starts_with("第二部分"))
    };
    let mut length = 0;
    source.lines().any(|(_, line)| {
        length += line.chars().count();
        length > WHOLE_REPORT || numbered(line)
    })
}

/// Numbers of the boxes that the text has, outside its table of contents.
fn boxes(source: &Source, outline: &Outline) -> BTreeSet<u32> {
    let lines = source.lines().filter(|(number, _)| !outline.in_contents(*number));
    lines
        .filter(|(_, line)| line.contains("专"))
        .filter_map(|(_, line)| {
            let text = compact(bare(line));
            let text = text.trim_start_matches(['*', '|', '【', '[', '（', '(']);
            let digits: String =
                text.strip_prefix("专栏")?.chars().take_while(char::is_ascii_digit).collect();
            digits.parse().ok().filter(|number| (1..=MOST_BOXES).contains(number))
        })
        .collect()
}

/// The numbers below the greatest that are not there.
fn missing(found: &BTreeSet<u32>) -> Vec<u32> {
    let last = found.last().copied().unwrap_or(0);
    (1..last).filter(|number| !found.contains(number)).collect()
}

/// The last line, where it is running text that does not end as a sentence does.
fn truncated_at(source: &Source) -> Option<u32> {
    let (number, line) = source.lines().filter(|(_, line)| !line.trim().is_empty()).last()?;
    let text = line.trim_end();
    let is_text = text.chars().count() >= SENTENCE && !text.contains(['|', '\t', '<']);
    let ends = text.ends_with([
        '。', '！', '？', '；', '：', '.', '!', '?', ';', ':', '”', '"', '）', ')', '】', ']',
        '》', '*',
    ]);
    (is_text && !ends && text.contains(['，', ',', '。'])).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<WarningKind> {
        told_of(DocumentKind::Plan, text)
    }

    fn told_of(kind: DocumentKind, text: &str) -> Vec<WarningKind> {
        let source = Source::read(text.as_bytes()).unwrap();
        let gaps = gaps(&source, &Outline::read(&source), kind);
        gaps.into_iter().map(|gap| gap.kind).collect()
    }

    #[test]
    fn a_gap_in_the_numbers_of_boxes_is_found() {
        let text = "甲市规划纲要\n\n### 专栏 3 人才\n\n正文一。\n\n#### 专栏4 院士\n\n正文二，见专栏9。\n\n专栏6：路网\n\n正文三。\n";
        assert_eq!(told(text), [WarningKind::BoxesMissing { numbers: vec![1, 2, 5] }]);
        assert_eq!(told("甲市规划纲要\n\n专栏1 人才\n\n正文。\n\n专栏2 路网\n\n正文。\n"), []);
        assert_eq!(told("甲市规划纲要\n\n正文。\n"), []);
    }

    #[test]
    fn a_text_that_ends_within_a_sentence_is_cut() {
        let text = |end: &str| {
            format!(
                "甲市规划纲要\n\n第一章 目标\n\n到2025年，地区生产总值达到五百亿元，居民收入与经济增长基本同步，生态环境{end}\n"
            )
        };
        assert_eq!(told(&text("质量持")), [WarningKind::Truncated]);
        assert_eq!(told(&text("质量持续改善。")), []);
        assert_eq!(told("甲市规划纲要\n\n正文。\n\n甲市人民政府办公厅 2021年3月1日印发\n"), []);
    }

    #[test]
    fn a_report_that_only_looks_back_is_an_excerpt() {
        let back = "政府工作报告\n\n一、2017年工作回顾\n\n地区生产总值500亿元，增长8%。\n";
        let whole = format!("{back}\n二、2018年工作安排\n\n地区生产总值增长8%。\n");
        assert_eq!(told_of(DocumentKind::WorkReport, back), [WarningKind::Excerpt]);
        assert_eq!(told_of(DocumentKind::WorkReport, &whole), []);
        assert_eq!(told_of(DocumentKind::Communique, back), []);
    }

    #[test]
    fn pictures_of_a_text_are_counted() {
        let text = "甲市规划纲要\n\n正文。\n\n![](a.jpg)\n\n正文。\n\n![](b.jpg)\n";
        assert_eq!(told(text), [WarningKind::PicturesNotRead { count: 2 }]);
    }
}

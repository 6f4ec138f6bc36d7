//! What a text lacks of its document: numbers that are missing among its boxes (专栏) and a text that
//! ends within a sentence. Only of a complete text may be said that it does not state a thing.

use super::outline::Outline;
use super::parsed::{Warning, WarningKind};
use crate::document::{Source, bare, compact};
use std::collections::BTreeSet;

/// No plan numbers more boxes than this; a greater number is a misreading.
const MOST_BOXES: u32 = 200;
/// A last line of at least so many characters is a sentence, not a date or a signature.
const SENTENCE: usize = 30;

/// Every gap, as warnings.
pub fn gaps(source: &Source, outline: &Outline) -> Vec<Warning> {
    let missing = missing(&boxes(source, outline));
    let boxes = (!missing.is_empty())
        .then_some(Warning { line: None, kind: WarningKind::BoxesMissing { numbers: missing } });
    let cut =
        truncated_at(source).map(|line| Warning { line: Some(line), kind: WarningKind::Truncated });
    boxes.into_iter().chain(cut).collect()
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
        let source = Source::read(text.as_bytes()).unwrap();
        let gaps = gaps(&source, &Outline::read(&source));
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
}

//! Finds the parts of a document that its text lacks: missing numbers among its boxes (专栏) and tables
//! (表), tables that are announced or are pictures, an excerpt, and a text that ends within a sentence.
//! Only a complete text can show that something is not stated.

use super::lexicon::completeness::{EXCERPTS, GOALS, NOTES};
use super::outline::Outline;
use super::parsed::{DocumentInfo, Table, Warning, WarningKind};
use crate::document::{Source, bare, compact};
use crate::domain::DocumentKind;
use std::collections::BTreeMap;

/// The largest number of a box; a greater number is a misreading.
const MOST_BOXES: u32 = 200;
/// A last line with at least this many characters is a sentence, not a date or a signature.
const SENTENCE: usize = 30;
/// The greatest length of a heading, in characters.
const HEADING: usize = 40;
/// A report that has no second part within this many characters is an excerpt. Work reports have 10,000 to
/// 25,000 characters.
const WHOLE_REPORT: usize = 6_000;
/// A communiqué with at least this many numbered tables numbers all of them.
const FEWEST_TABLES: usize = 2;
/// The greatest length of a title, in characters.
const LONGEST_TITLE: usize = 40;
/// The greatest distance between a title and its table, in lines.
const BELOW_TITLE: u32 = 15;
/// The title of a document is within this many lines.
const HEAD: usize = 10;

/// All gaps as warnings, and pictures that are no gaps. `tables` are the tables that were read; `taken` are
/// the lines of all tables.
pub fn gaps(
    source: &Source,
    outline: &Outline,
    info: &DocumentInfo,
    tables: &[Table],
    taken: &[(u32, u32)],
) -> Vec<Warning> {
    let mut gaps = Vec::new();
    // A file that contains only a table is not a text from which boxes are missing.
    let text = Text { source, outline, taken };
    let numbered_tables = text.numbered("表");
    if !text.is_table_alone() {
        let boxes = text.numbered("专栏");
        let missing = |found| Some(missing(found)).filter(|found| !found.is_empty());
        gaps.extend(missing(&boxes).map(|numbers| whole(WarningKind::BoxesMissing { numbers })));
        gaps.extend(
            missing(&numbered_tables).map(|numbers| whole(WarningKind::TablesMissing { numbers })),
        );
        gaps.extend(text.announced([&boxes, &numbered_tables]));
    }
    if info.kind == DocumentKind::Plan {
        gaps.extend(text.pictured(tables));
    }
    // A communiqué numbers its tables. If every numbered table is in the text, its pictures are charts of
    // figures that the text states.
    let charts = info.kind == DocumentKind::Communique
        && gaps.is_empty()
        && numbered_tables.len() >= FEWEST_TABLES;
    gaps.extend(pictures(source).map(|(line, count)| {
        let kind = if charts {
            WarningKind::ChartsNotRead { count }
        } else {
            WarningKind::PicturesNotRead { count }
        };
        Warning { line: Some(line), kind }
    }));
    if is_excerpt(source, info) {
        gaps.push(whole(WarningKind::Excerpt));
    }
    let cut =
        truncated_at(source).map(|line| Warning { line: Some(line), kind: WarningKind::Truncated });
    gaps.into_iter().chain(cut).collect()
}

fn whole(kind: WarningKind) -> Warning {
    Warning { line: None, kind }
}

/// The numbers below the greatest one that are missing.
fn missing(found: &BTreeMap<u32, u32>) -> Vec<u32> {
    let last = found.keys().last().copied().unwrap_or(0);
    (1..last).filter(|number| !found.contains_key(number)).collect()
}

/// Whether the text calls itself an excerpt, or is a report without a part about the years ahead.
fn is_excerpt(source: &Source, info: &DocumentInfo) -> bool {
    let head = source.lines().filter(|(_, line)| !line.trim().is_empty()).take(HEAD);
    let says = |line: &str| line.chars().count() <= LONGEST_TITLE && EXCERPTS.any_in(line);
    head.map(|(_, line)| line).any(says) || info.kind.looks_ahead() && !looks_ahead(source)
}

/// Whether a line of Markdown contains only a picture.
pub fn is_picture(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("![") && line.ends_with(')')
}

/// The line of the first picture of a Markdown text, and the number of pictures.
fn pictures(source: &Source) -> Option<(u32, u32)> {
    let mut found = source.lines().filter(|(_, line)| is_picture(line));
    let (first, _) = found.next()?;
    Some((first, 1 + u32::try_from(found.count()).unwrap_or(u32::MAX - 1)))
}

/// Whether a report has a heading of a second part, or is so long that it must have lost its headings.
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

/// The text with the lines of its tables.
#[derive(Clone, Copy)]
struct Text<'t> {
    source: &'t Source,
    outline: &'t Outline,
    taken: &'t [(u32, u32)],
}

impl Text<'_> {
    fn in_table(&self, line: u32) -> bool {
        self.taken.iter().any(|&(first, last)| (first..=last).contains(&line))
    }

    /// Whether the text has tables but no sentences outside them.
    fn is_table_alone(&self) -> bool {
        let is_note = |line: &str| NOTES.begins(bare(line));
        let sentence = |(number, line): (u32, &str)| {
            line.contains('。') && !is_note(line) && !self.in_table(number)
        };
        !self.taken.is_empty() && !self.source.lines().any(sentence)
    }

    /// The numbers after a word (专栏, 表) at the beginning of a line, with the first line of each.
    fn numbered(&self, word: &str) -> BTreeMap<u32, u32> {
        let mut found = BTreeMap::new();
        let first = word.chars().next();
        // The first character that is neither white space nor a mark is that of the word.
        let mark = |sign: char| {
            sign.is_whitespace()
                || matches!(sign, '\u{FEFF}' | '#' | '>' | '*' | '|' | '【' | '[' | '（' | '(')
        };
        for (number, line) in self.source.lines() {
            if line.chars().find(|sign| !mark(*sign)) != first {
                continue;
            }
            if !line.contains(word) || self.outline.in_contents(number) {
                continue;
            }
            let text = compact(bare(line));
            let text = text.trim_start_matches(['*', '|', '【', '[', '（', '(', '#']);
            let Some(rest) = text.strip_prefix(word) else { continue };
            // 表2见附件。is a sentence.
            if word == "表" && (text.chars().count() > LONGEST_TITLE || text.contains('。')) {
                continue;
            }
            // In 表102020年… the number of the table is followed by a year.
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            // 表2-1 is numbered by chapter.
            if rest[digits.len()..].starts_with(['-', '－', '—', '–', '.', '．']) {
                continue;
            }
            let digits = match digits.len() {
                5.. => &digits[..digits.len() - 4],
                _ => digits.as_str(),
            };
            let known = digits.parse().ok().filter(|number| (1..=MOST_BOXES).contains(number));
            if let Some(known) = known {
                found.entry(known).or_insert(number);
            }
        }
        found
    }

    /// Warnings for titles among the numbered boxes and tables: those of indicators without a table below them.
    fn announced(&self, numbered: [&BTreeMap<u32, u32>; 2]) -> Vec<Warning> {
        let titles = numbered.into_iter().flat_map(BTreeMap::values).copied();
        let missing = titles.filter_map(|line| {
            let title = compact(bare(self.source.line(line))).trim_matches(['*', '#']).to_owned();
            let announces = title.contains("指标") && title.chars().count() <= LONGEST_TITLE;
            let near = |&(first, last): &(u32, u32)| {
                first <= line + BELOW_TITLE && last >= line && last > line
            };
            (announces && !self.taken.iter().any(near)).then_some((line, title))
        });
        let warning = |(line, title)| Warning {
            line: Some(line),
            kind: WarningKind::TableNotInText { title },
        };
        missing.map(warning).collect()
    }

    /// Warnings for pictures in sections of goals in which no table was read; many plans on the web have
    /// their indicator table as a picture. One warning for each section.
    fn pictured(&self, tables: &[Table]) -> Vec<Warning> {
        let mut found: Vec<Warning> = Vec::new();
        let mut last = None;
        for (number, line) in self.source.lines() {
            let line = line.trim();
            if !line.starts_with("![") || !line.ends_with(')') {
                continue;
            }
            let Some(section) = self.outline.section_at(number) else { continue };
            let of_goals = GOALS.iter().any(|word| section.title.contains(word));
            let is_read = tables.iter().any(|table| table.section.as_ref() == Some(&section.id));
            if of_goals && !is_read && last != Some(&section.id) {
                last = Some(&section.id);
                let kind = WarningKind::TableNotInText { title: section.title.clone() };
                found.push(Warning { line: Some(number), kind });
            }
        }
        found
    }
}

/// The last line, if it is running text without the end of a sentence.
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

    fn told_of(kind: DocumentKind, text: &str, taken: &[(u32, u32)]) -> Vec<WarningKind> {
        let source = Source::read(text.as_bytes()).unwrap();
        let mut info = DocumentInfo::plan("jia", "", [2021, 2025]);
        info.kind = kind;
        let gaps = gaps(&source, &Outline::read(&source), &info, &[], taken);
        gaps.into_iter().map(|gap| gap.kind).collect()
    }

    fn told(text: &str) -> Vec<WarningKind> {
        told_of(DocumentKind::Plan, text, &[])
    }

    #[test]
    fn a_gap_in_the_numbers_of_boxes_and_tables_is_found() {
        let text = "甲市规划纲要\n\n### 专栏 3 人才\n\n正文一。\n\n#### 专栏4 院士\n\n正文二，见专栏9。\n\n专栏6：路网\n\n正文三。\n";
        assert_eq!(told(text), [WarningKind::BoxesMissing { numbers: vec![1, 2, 5] }]);
        assert_eq!(told("甲市规划纲要\n\n专栏1 人才\n\n正文。\n\n专栏2 路网\n\n正文。\n"), []);
        assert_eq!(told("甲市规划纲要\n\n正文。\n"), []);
        let tables = "甲市统计公报\n\n**表12024年人口**\n\n正文。\n\n表3　2024年产量\n\n正文。\n\n表5见附件，此处从略，不再一一列出。\n";
        let want = [WarningKind::TablesMissing { numbers: vec![2] }];
        assert_eq!(told_of(DocumentKind::Communique, tables, &[]), want);
    }

    #[test]
    fn a_file_with_only_a_table_lacks_no_boxes() {
        let text = "甲市规划纲要\n\n专栏2 主要指标\n\n| 指标 | 2025年 |\n| 甲 | 5 |\n\n注：[ ]内为累计数。\n";
        assert_eq!(told_of(DocumentKind::Plan, text, &[(5, 6)]), []);
        let text = format!("{text}\n正文。\n");
        let want = [WarningKind::BoxesMissing { numbers: vec![1] }];
        assert_eq!(told_of(DocumentKind::Plan, &text, &[(5, 6)]), want);
    }

    #[test]
    fn a_missing_table_that_is_announced_or_a_picture_is_found() {
        let text = "甲市规划纲要\n\n第一章 发展目标\n\n专栏1 主要指标\n\n正文。\n\n第二章 产业\n\n正文。\n";
        let title = |title: &str| WarningKind::TableNotInText { title: title.to_owned() };
        assert_eq!(told(text), [title("专栏1主要指标")]);
        let text = "甲市规划纲要\n\n# 第一章 发展目标\n\n正文。\n\n![](a.jpg)\n\n# 第二章 产业\n\n正文。\n\n![](b.jpg)\n";
        let pictures = WarningKind::PicturesNotRead { count: 2 };
        assert_eq!(told(text), [title("发展目标"), pictures]);
    }

    #[test]
    fn a_text_that_calls_itself_an_excerpt_is_one() {
        let text = "甲市规划纲要（节选）\n\n正文。\n";
        assert_eq!(told(text), [WarningKind::Excerpt]);
    }

    #[test]
    fn a_text_that_ends_within_a_sentence_is_truncated() {
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
        assert_eq!(told_of(DocumentKind::WorkReport, back, &[]), [WarningKind::Excerpt]);
        assert_eq!(told_of(DocumentKind::WorkReport, &whole, &[]), []);
        assert_eq!(told_of(DocumentKind::Communique, back, &[]), []);
    }

    #[test]
    fn pictures_beside_a_complete_set_of_numbered_tables_are_charts() {
        let table = |number: u32| format!("表{number} 产量\n\n| 名 | 量 |\n| 甲 | 5 |\n\n");
        let picture = "正文。\n\n![](a.png)\n\n";
        let of = |tables: &[u32]| -> String {
            let tables: String = tables.iter().map(|number| table(*number)).collect();
            format!("甲市统计公报\n\n{picture}{tables}正文。\n")
        };
        let told = |text: &str, taken| told_of(DocumentKind::Communique, text, taken);
        let both = [(9, 10), (14, 15)];
        assert_eq!(told(&of(&[1, 2]), &both), [WarningKind::ChartsNotRead { count: 1 }]);
        assert!(!WarningKind::ChartsNotRead { count: 1 }.is_gap());
        let pictures = WarningKind::PicturesNotRead { count: 1 };
        let missing = WarningKind::TablesMissing { numbers: vec![2] };
        assert_eq!(told(&of(&[1, 3]), &both), [missing, pictures.clone()]);
        assert_eq!(told(&of(&[1]), &both[..1]), std::slice::from_ref(&pictures));
        let report = told_of(DocumentKind::WorkReport, &of(&[1, 2]), &both);
        assert!(report.contains(&pictures), "{report:?}");
    }

    #[test]
    fn pictures_of_a_text_are_counted() {
        let text = "甲市规划纲要\n\n正文。\n\n![](a.jpg)\n\n正文。\n\n![](b.jpg)\n";
        assert_eq!(told(text), [WarningKind::PicturesNotRead { count: 2 }]);
    }
}

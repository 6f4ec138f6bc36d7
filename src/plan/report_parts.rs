//! The parts of a report that its outline leaves open: titles without the word 回顾 (过去一年工作, 关于2022年
//! 工作), titles on the line of a paragraph (二、2023年工作安排。今年…), and reports without any title.
//!
//! A part goes on until the next one, or until a title of the level at which it began.

use super::outline::{Outline, Stance};
use crate::document::{bare, compact};
use crate::domain::DocumentKind;
use crate::plan::lexicon::promises::COMING;
use crate::plan::lexicon::report_parts::{
    ADDRESSES, AHEAD, AHEAD_SUBJECTS, DONE, GOALS_FOLLOW, PAST, SEVERAL_YEARS, TASKS,
};
use crate::plan::number::ordinal::year;
use crate::plan::parsed::DocumentInfo;
use crate::spelling::numeral::is_numeral;

/// The longest title of a part, in characters.
const LONGEST_TITLE: usize = 25;
/// The part of a paragraph, in characters, in which it says that goals follow.
const OPENING: usize = 120;

/// The part of a report that the lines read so far have reached.
#[derive(Debug)]
pub struct ReportParts {
    /// The year that the report looks back on.
    reported: u16,
    open: Option<Part>,
}

#[derive(Debug, Clone, Copy)]
struct Part {
    stance: Stance,
    /// Level of its title in the outline; `None` where it began without one.
    level: Option<u8>,
}

impl ReportParts {
    /// Begins before the first line of a document; `None` where it is no report about a year.
    pub fn of(info: &DocumentInfo) -> Option<Self> {
        let report = matches!(info.kind, DocumentKind::WorkReport | DocumentKind::PlanReport);
        let [_, reported] = info.reports.filter(|_| report)?;
        Some(Self::new(reported))
    }

    /// Begins before the first line of a report on the year `reported`.
    fn new(reported: u16) -> Self {
        Self { reported, open: None }
    }

    /// The time that the next line refers to; `by_outline` is the time of its section.
    pub fn stance(
        &mut self,
        outline: &Outline,
        line: u32,
        text: &str,
        by_outline: Stance,
    ) -> Stance {
        let title = outline.section_at(line).filter(|section| section.line == line);
        let level = title.map(|section| section.level);
        let current = self.open.map_or(by_outline, |part| part.stance);
        if let Some(stance) = self.begun(text, current) {
            self.open = Some(Part { stance, level });
        } else if let (Some(level), Some(part)) = (level, self.open)
            && (part.level.is_some_and(|of_part| level <= of_part)
                || matches!(by_outline, Stance::Term(_) | Stance::Horizon(_)))
        {
            self.open = None;
        }
        self.open.map_or(by_outline, |part| part.stance)
    }

    /// The part that a line begins.
    fn begun(&self, text: &str, current: Stance) -> Option<Stance> {
        let text = compact(bare(text));
        let (numbered, text) = without_number(&text);
        let address = ADDRESSES.strip_prefix(text);
        let text =
            address.unwrap_or(text).trim_start_matches(['!', '！', ',', '，', '。', '：', ':']);
        let end = text.find(['。', '：', ':', '；', '，', ',']).unwrap_or(text.len());
        let title = &text[..end];
        let short = title.chars().count() <= LONGEST_TITLE;
        if short && (end == text.len() || numbered) {
            return self.of_title(title);
        }
        (current == Stance::Review && self.leads_to_goals(text)).then_some(Stance::Plan)
    }

    /// The time of a title: 过去一年工作, 关于2022年工作, 今年工作安排.
    fn of_title(&self, title: &str) -> Option<Stance> {
        let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
        if has(SEVERAL_YEARS) {
            return None;
        }
        let title = title.strip_prefix("关于").unwrap_or(title);
        // 今年工作回顾 is in a report given in December.
        if title.contains("回顾") {
            return Some(Stance::Review);
        }
        let begins = |words: &[&str]| words.iter().any(|word| title.starts_with(word));
        let named = year_at_start(title);
        if begins(PAST) && has(DONE) || named.is_some_and(|year| year <= self.reported) && has(DONE)
        {
            return Some(Stance::Review);
        }
        let next =
            begins(AHEAD) && !title.starts_with("今年以来") || named == Some(self.reported + 1);
        (next && has(TASKS)).then_some(Stance::Plan)
    }

    /// Whether a paragraph opens the part about the coming year: 2023年是开局之年, 今年工作的总体要求是.
    fn leads_to_goals(&self, text: &str) -> bool {
        let opening = text.char_indices().nth(OPENING).map_or(text, |(end, _)| &text[..end]);
        let says = |words: &[&str]| words.iter().any(|word| opening.contains(word));
        if year_at_start(text) == Some(self.reported + 1) {
            let after: String = text.chars().skip("2023年".chars().count()).take(1).collect();
            return after == "是" || says(GOALS_FOLLOW);
        }
        AHEAD_SUBJECTS.begins(text) && says(GOALS_FOLLOW)
    }
}

/// The year with which the text begins: 2023年, 二〇二三年.
fn year_at_start(text: &str) -> Option<u16> {
    let (digits, rest) = text.split_at(text.char_indices().nth(4).map_or(text.len(), |(at, _)| at));
    rest.starts_with('年').then(|| year(digits)).flatten()
}

/// The time that a line refers to. In a plan, a part about its own period is about goals. A communiqué
/// has no targets, and a report looks back before its first heading.
pub fn stance(outline: &Outline, kind: DocumentKind, line: u32) -> Stance {
    match (kind, outline.stance(line)) {
        (DocumentKind::Plan, Stance::Term(_)) => Stance::Plan,
        (DocumentKind::Communique, _) => Stance::Review,
        (DocumentKind::WorkReport | DocumentKind::PlanReport, Stance::Plan)
            if outline.section_at(line).is_none() =>
        {
            Stance::Review
        }
        // An evaluation looks back, except in sections about the years to come.
        (DocumentKind::Evaluation, Stance::Plan) => {
            let title = outline.section_at(line).map_or("", |section| &section.title);
            if COMING.any_in(title) { Stance::Plan } else { Stance::Review }
        }
        (_, stance) => stance,
    }
}

/// Whether the text begins with the number of a part (一、, （二）, 1., 【三】, 第一部分), and the text after it.
fn without_number(text: &str) -> (bool, &str) {
    let numeral = |c: char| is_numeral(c) || c.is_ascii_digit();
    if let Some(rest) = text.strip_prefix('第') {
        let rest = rest.trim_start_matches(numeral);
        if let Some(title) = rest.strip_prefix("部分") {
            return (true, title.trim_start_matches(['：', ':', '、', '，']));
        }
    }
    let inner = text.trim_start_matches(['（', '(', '【', '[']);
    let rest = inner.trim_start_matches(numeral);
    let marked =
        rest.len() < inner.len() && rest.starts_with(['、', '.', '．', '）', ')', '】', ']']);
    if marked {
        (true, rest.trim_start_matches(['、', '.', '．', '）', ')', '】', ']']))
    } else {
        (false, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begun(text: &str) -> Option<Stance> {
        ReportParts::new(2022).begun(text, Stance::Review)
    }

    #[test]
    fn a_title_may_name_its_time_in_other_words() {
        for title in [
            "一、过去一年工作",
            "一、今年工作回顾",
            "一、一年来的工作",
            "## 去年工作",
            "一、2022年工作情况",
            "（一）关于2022年工作",
            "一、过去一年工作回顾。2022年，我们顶住压力，克服困难，各项事业取得成效。",
            "第一部分 二〇二二年工作",
        ] {
            assert_eq!(begun(title), Some(Stance::Review), "{title}");
        }
        for title in [
            "二、今年的工作目标",
            "二、2023年工作安排。今年是重要的一年，要做好各项工作。",
            "2. 2023年总体要求",
            "第三部分 2023年重点工作",
        ] {
            assert_eq!(begun(title), Some(Stance::Plan), "{title}");
        }
        for title in [
            "一、今后五年工作",
            "一、今年以来的工作",
            "二、重点工作",
            "一、突出项目为王",
            "2022年预算",
            "二、“十四五”目标任务",
        ] {
            assert_eq!(begun(title), None, "{title}");
        }
    }

    #[test]
    fn a_paragraph_may_lead_to_the_goals() {
        for text in [
            "各位代表！2023年是开局之年。今年政府工作的总体要求是：坚持稳中求进。",
            "今年经济社会发展的主要预期目标是：地区生产总值增长7%，收入增长6%，就业2万人。",
        ] {
            assert_eq!(begun(text), Some(Stance::Plan), "{text}");
        }
        for text in [
            "今年以来，我们克服困难，全年新增就业3万人，完成预期目标，各项工作取得成效。",
            "2022年是很不平凡的一年，我们顶住压力，克服困难，各项事业取得成效。",
            "各位代表！一年来，我们坚持依法行政，办理建议120件，群众满意度不断提高。",
        ] {
            assert_eq!(begun(text), None, "{text}");
        }
    }
}

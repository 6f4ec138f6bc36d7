//! The number of years that a review covers.

use super::passage::{Passage, text_of};
use super::statement::Frame;
use crate::plan::lexicon::report_parts::ADDRESSES;
use crate::plan::lexicon::time::{FIVE_YEARS, LOOKING_BACK, ONE_YEAR, PERIODS};

/// The years that the review of a report covers: one year, or the term from a paragraph about it
/// (本届政府任期的五年) up to the next paragraph or heading about another span.
#[derive(Debug, Default)]
pub(super) struct Term {
    heading: Option<String>,
    five: bool,
}

impl Term {
    /// The number of years that a figure of this passage may cover.
    pub(super) fn years_reviewed(&mut self, passage: &Passage, frame: Frame) -> u16 {
        if frame.last > frame.first {
            return frame.last + 1 - frame.first;
        }
        if frame.evaluated > 0 {
            return frame.evaluated;
        }
        let says = |words: &[&str], text: &str| words.iter().any(|word| text.contains(word));
        if passage.heading.as_ref() != self.heading.as_ref() {
            self.heading.clone_from(&passage.heading);
            let title = self.heading.as_deref().unwrap_or_default();
            let one = says(ONE_YEAR, title) || title.contains(|c: char| c.is_ascii_digit());
            let period = says(PERIODS, title) && title.contains("回顾");
            // A heading that names neither span does not change it.
            if one {
                self.five = false;
            } else if FIVE_YEARS.any_in(title) || period {
                self.five = true;
            }
        }
        let begins = &passage.text[..passage.text.len().min(30)];
        // All words for a span of years have one of these characters.
        let begins = if begins.iter().any(|c| matches!(c, '年' | '届' | '任')) {
            text_of(begins)
        } else {
            String::new()
        };
        // 2021年是本届政府任期的最后一年 is about that year.
        if leads_to_term(&passage.text) {
            self.five = true;
        } else if opens_with_year(&begins, frame.base) {
            self.five = false;
        } else if FIVE_YEARS.any_in(&begins) {
            self.five = true;
        } else if says(ONE_YEAR, &begins) || names_year(&begins, frame.base) {
            self.five = false;
        }
        if self.five { 5 } else { 1 }
    }
}

/// Whether a paragraph begins with the one year that it is about: 刚刚过去的2021年, 面对2021年的挑战.
/// In 2021年底,全市人口达到… and 到2021年 the year is the end of a term.
fn names_year(begins: &str, year: u16) -> bool {
    let begins = ADDRESSES.strip_prefix(begins).unwrap_or(begins);
    let begins = begins.trim_start_matches([',', '!', '。', ':']);
    let Some((before, after)) = begins.split_once(&format!("{year}年")) else { return false };
    let ends = after.starts_with(['底', '末', '-', '至', '、']);
    !ends && (before.is_empty() || LOOKING_BACK.ends(before))
}

/// Whether the first sentence with a figure begins with the term: “十四五”规划胜利完成。五年来,企业由….
fn leads_to_term(text: &[char]) -> bool {
    for sentence in text.split(|c| matches!(c, '。' | '!')).take(4) {
        if FIVE_YEARS.is_at(sentence, 0) {
            return true;
        }
        let year =
            |at: usize| sentence[at..].iter().take(5).find(|c| !c.is_ascii_digit()) == Some(&'年');
        let figures = sentence.iter().enumerate().any(|(at, c)| c.is_ascii_digit() && !year(at));
        if figures {
            return false;
        }
    }
    false
}

/// Whether a paragraph begins with a sentence about its year: 2021年是本届政府任期的最后一年.
fn opens_with_year(begins: &str, year: u16) -> bool {
    begins.strip_prefix(&format!("{year}年")).is_some_and(|after| after.starts_with(['是', ',']))
}

#[cfg(test)]
mod tests {
    use super::{leads_to_term, names_year, opens_with_year};

    #[test]
    fn a_paragraph_may_begin_with_its_year() {
        for text in [
            "刚刚过去的2021年,全县",
            "各位代表,面对2021年的挑战",
            "2021年,我们",
            "2021年是开局之年",
        ] {
            assert!(names_year(text, 2021), "{text}");
        }
        for text in
            ["到2021年,全市", "2021年底,全市", "由2016年的3家增加到2021年的5家", "过去的2020年"]
        {
            assert!(!names_year(text, 2021), "{text}");
        }
    }

    #[test]
    fn a_paragraph_may_lead_to_its_term() {
        let leads = |text: &str| leads_to_term(&text.chars().collect::<Vec<_>>());
        assert!(leads("随着2025年的收官,“十四五”胜利完成。五年来,企业由178家增至263家"));
        for text in ["去年新增企业20家。五年来,企业增至263家", "企业增至263家,五年来最多"]
        {
            assert!(!leads(text), "{text}");
        }
    }

    #[test]
    fn a_paragraph_about_the_last_year_of_a_term_is_about_one_year() {
        assert!(opens_with_year("2021年是本届政府任期的最后一年,全市", 2021));
        for text in ["过去五年,全市", "2021年底,全市", "2016年至2021年,五年来", "2020年是"]
        {
            assert!(!opens_with_year(text, 2021), "{text}");
        }
    }
}

//! The number of years that a review covers.

use super::passage::Passage;
use super::statement::Frame;
use crate::plan::lexicon::time::{FIVE_YEARS, ONE_YEAR, PERIODS};

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
            } else if says(FIVE_YEARS, title) || period {
                self.five = true;
            }
        }
        let begins: String = passage.text.iter().take(30).collect();
        if says(FIVE_YEARS, &begins) {
            self.five = true;
        } else if says(ONE_YEAR, &begins) {
            self.five = false;
        }
        if self.five { 5 } else { 1 }
    }
}

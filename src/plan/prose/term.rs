//! How many years a look back covers.

use super::passage::Passage;
use super::statement::Frame;
use crate::plan::lexicon::time::{FIVE_YEARS, ONE_YEAR, PERIODS};

/// How far the look back of a report reaches: a year, or the term that a paragraph begins to speak of
/// (本届政府任期的五年), up to the paragraph or heading that speaks of another span.
#[derive(Debug, Default)]
pub(super) struct Term {
    heading: Option<String>,
    five: bool,
}

impl Term {
    /// The years that a figure of this passage looks back on.
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
            // A heading that tells neither goes on with what was spoken of before.
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

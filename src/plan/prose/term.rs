//! How many years a look back covers.

use super::passage::Passage;
use super::statement::Frame;
use crate::plan::lexicon::time::{FIVE_YEARS, ONE_YEAR};

/// How far the look back of a report reaches: a year, or the term that a paragraph begins to speak of
/// (本届政府任期的五年), up to the next heading.
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
        let heading = passage.heading.as_ref();
        let says = |words: &[&str], text: &str| words.iter().any(|word| text.contains(word));
        if heading != self.heading.as_ref() {
            self.heading = heading.cloned();
            let title = heading.map(String::as_str).unwrap_or_default();
            self.five = says(FIVE_YEARS, title) && !says(ONE_YEAR, title) && !title.contains('和');
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

//! Words that apply to all later figures of their sentence. A sentence may have many figures, so it is searched on from
//! the figure before.

use super::clause;
use crate::plan::lexicon::clauses::SEVERAL;
use crate::plan::lexicon::promises::EXPECTED;

/// The greatest length of such a word, in characters.
const LONGEST: usize = 12;

/// The words found in a sentence so far.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// First index of the sentence, and index to which it was searched.
    searched: (usize, usize),
    /// 累计: later flows are totals too.
    pub totals: bool,
    /// Words for several years.
    pub several: bool,
    /// 预计: an outcome is not final.
    pub expected: bool,
}

impl Said {
    /// Searches the sentence that begins at `start` on to `end`; its figures come in order.
    pub(super) fn read_to(&mut self, text: &[char], start: usize, end: usize) {
        if self.searched.0 != start || self.searched.1 > end {
            *self = Self { searched: (start, start), ..Self::default() };
        }
        // A word may have begun before the figure.
        let from = start.max(self.searched.1.saturating_sub(LONGEST));
        let part = &text[from..end];
        self.totals |= clause::says(part, "累计");
        self.several |= SEVERAL.any_among(part);
        self.expected |= EXPECTED.any_among(part);
        self.searched.1 = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_wherever_the_figures_are() {
        for word in SEVERAL.iter().chain(EXPECTED.iter()) {
            assert!(word.chars().count() <= LONGEST, "{word}");
        }
        let text: Vec<char> = "达到1预计2亿元。累计3".chars().collect();
        let mut said = Said::default();
        for (start, end, expected) in [(0, 2, false), (0, 4, false), (0, 5, true), (9, 11, false)] {
            said.read_to(&text, start, end);
            assert_eq!((said.expected, said.totals), (expected, end == 11), "{end}");
        }
    }
}

//! Which letters a text has: tells of most names, without comparing them, that a word is unlike them.

use super::likeness::{most_edits, near_in_length};

/// The letters of a text. Several letters may share a bit, so a set says for certain only what a text lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letters {
    set: u128,
    /// In characters.
    length: usize,
}

impl Letters {
    pub fn of(text: &str) -> Self {
        let bit = |sign: char| 1_u128 << (u32::from(sign) % u128::BITS);
        let (set, length) =
            text.chars().fold((0, 0), |(set, length), sign| (set | bit(sign), length + 1));
        Self { set, length }
    }

    /// Whether [`likeness`](super::likeness::likeness) may find a word with these letters like the name; where it
    /// is false, it does not.
    ///
    /// A name that contains the word, or its two parts, has all of its letters, and each letter that it lacks is an edit.
    pub fn may_be_like(self, name: Self) -> bool {
        let lacking = (self.set & !name.set).count_ones() as usize;
        lacking == 0
            || (near_in_length(self.length, name.length) && lacking <= most_edits(self.length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spelling::likeness::likeness;

    #[test]
    fn whatever_is_like_a_word_may_be_like_it_by_its_letters() {
        let names = [
            "汉南",
            "汉南区",
            "南汉",
            "汉阳",
            "武汉经济技术开发区（汉南）",
            "gdp",
            "gdp_per_capita",
            "gpd",
            "420113",
            "420131",
            "42011",
            "jiangan",
            "jianghan",
            "jiangna",
            "城镇调查失业率",
            "城镇失业率",
            "失业率",
            "a",
            "",
        ];
        for word in names {
            for name in names {
                if likeness(word, name).is_some() {
                    assert!(Letters::of(word).may_be_like(Letters::of(name)), "{word} {name}");
                }
            }
        }
    }

    #[test]
    fn a_name_that_lacks_letters_is_unlike() {
        for (word, name) in
            [("gdp", "district_1-2011-2015"), ("汉南", "武昌"), ("汉南", "第十四个五年规划汉")]
        {
            assert_eq!(likeness(word, name), None);
            assert!(!Letters::of(word).may_be_like(Letters::of(name)), "{word} {name}");
        }
    }
}

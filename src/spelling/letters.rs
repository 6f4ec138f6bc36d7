//! Which letters and pairs of letters a text has: tells of most names, without comparing them, that a word is unlike them.

use super::likeness::{is_number, most_edits, near_in_length, shortest_part};

/// The letters of a text and its pairs of neighbours. Several of them may share a bit, so a set says for certain only what a
/// text lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letters {
    set: u128,
    pairs: u128,
    /// In characters.
    length: usize,
    is_ascii: bool,
    is_number: bool,
}

impl Letters {
    pub fn of(text: &str) -> Self {
        let bit = |number: u32| 1_u128 << (number % u128::BITS);
        let (is_ascii, is_number) = (text.is_ascii(), is_number(text));
        let mut letters = Self { set: 0, pairs: 0, length: 0, is_ascii, is_number };
        let mut before = None;
        for sign in text.chars().map(u32::from) {
            letters.set |= bit(sign);
            letters.pairs |= before.map_or(0, |before: u32| bit(before.wrapping_mul(37) ^ sign));
            letters.length += 1;
            before = Some(sign);
        }
        letters
    }

    /// Whether [`likeness`](super::likeness::likeness) may find a word with these letters like the name; where it
    /// is false, it does not.
    ///
    /// A name that contains the word, or its two parts, has all of its letters, and all pairs but the one between the parts. Each
    /// letter that a name lacks is an edit, and an edit changes at most three pairs of the word: two neighbours that change
    /// places.
    pub fn may_be_like(self, name: Self) -> bool {
        let lacking = |own: u128, of_name: u128| (own & !of_name).count_ones() as usize;
        let (letters, pairs) = (lacking(self.set, name.set), lacking(self.pairs, name.pairs));
        let most = most_edits(self.length);
        let between_parts = usize::from(self.length >= 2 * shortest_part(self.is_ascii));
        (letters == 0 && pairs <= between_parts)
            || (!self.is_number
                && letters <= most
                && pairs <= 3 * most
                && near_in_length(self.length, name.length))
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
            "421300",
            "d42011-3",
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

    /// All words of up to four letters, and longer ones of four pieces: parts, edits and exchanges in every place.
    #[test]
    fn no_like_word_is_passed_over() {
        let of = |letters: [&str; 3], length: u32| -> Vec<String> {
            let word = |number: usize| {
                (0..length).map(|at| letters[number / 3_usize.pow(at) % 3]).collect::<String>()
            };
            (0..3_usize.pow(length)).map(word).collect()
        };
        let mut words: Vec<String> =
            (1..=4).flat_map(|length| of(["a", "b", "汉"], length)).collect();
        let pairs = of(["ab", "ba", "b"], 4);
        words.extend(pairs.iter().step_by(2).cloned());
        let mut alike = 0;
        for word in &words {
            for name in words.iter().chain(&pairs) {
                if likeness(word, name).is_some() {
                    alike += 1;
                    assert!(Letters::of(word).may_be_like(Letters::of(name)), "{word} {name}");
                }
            }
        }
        assert!(alike > 5000, "{alike}");
    }

    #[test]
    fn a_name_that_lacks_letters_or_pairs_is_unlike() {
        for (word, name) in [
            ("gdp", "district_1-2011-2015"),
            ("汉南", "武昌"),
            ("汉南", "第十四个五年规划汉"),
            ("420113", "district_34-2021-2025"),
            ("汉南", "南部新城汉口"),
            ("420113", "d134-2011-2015"),
        ] {
            assert_eq!(likeness(word, name), None);
            assert!(!Letters::of(word).may_be_like(Letters::of(name)), "{word} {name}");
        }
    }
}

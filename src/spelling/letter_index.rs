//! Finds the names that a word may be like, without comparing them all: a bit-sliced signature file of their letters.

use super::likeness::{LONGEST, is_number, most_edits, near_in_length, shortest_part};

/// The bits for letters in a signature, and those for pairs of neighbours.
const BITS: usize = 128;

/// Names, each of an entry, by their letters and pairs of neighbours.
///
/// Several letters share a bit, so the index says for certain only what a name lacks. A search reads one `u64` for each letter of
/// the word and 64 names.
#[derive(Debug, Clone)]
pub struct LetterIndex {
    /// For each bit of a letter the names that have it, 64 to a number. Numbers missing at the end are zeros.
    letters: Vec<Vec<u64>>,
    /// Likewise for each bit of a pair.
    pairs: Vec<Vec<u64>>,
    /// For each name its length in characters and the place of its entry.
    names: Vec<(usize, usize)>,
}

impl Default for LetterIndex {
    fn default() -> Self {
        let none = || vec![Vec::new(); BITS];
        Self { letters: none(), pairs: none(), names: Vec::new() }
    }
}

impl LetterIndex {
    /// Adds a name of the entry with this place. Places are added in order.
    pub fn add(&mut self, name: &str, place: usize) {
        let number = self.names.len();
        let signs = name.chars();
        for sign in signs.clone() {
            set(&mut self.letters[letter_bit(sign)], number);
        }
        for (sign, next) in signs.clone().zip(signs.clone().skip(1)) {
            set(&mut self.pairs[pair_bit(sign, next)], number);
        }
        self.names.push((signs.count(), place));
    }

    /// The places of the entries with a name that [`likeness`](super::likeness::likeness) may find like the word, in order, each
    /// once. It finds the word unlike all names of the others.
    ///
    /// A name that contains the word, or its two parts, has all of its letters, and all pairs but the one between the parts. Each
    /// letter that a name lacks is an edit, and an edit changes at most three pairs of the word: two neighbours that change
    /// places.
    pub fn places(&self, word: &str) -> Vec<usize> {
        let signs: Vec<char> = word.chars().collect();
        let letters = bits(signs.iter().map(|sign| letter_bit(*sign)));
        let pairs = bits(signs.windows(2).map(|pair| pair_bit(pair[0], pair[1])));
        let is_parted = signs.len() >= 2 * shortest_part(word.is_ascii());
        let may_be_near = signs.len() <= LONGEST && !is_number(word);
        let edits = may_be_near.then(|| most_edits(signs.len()));
        let mut places: Vec<usize> = Vec::new();
        if signs.is_empty() {
            return places;
        }
        for (block, names) in self.names.chunks(64).enumerate() {
            let lacking_letters = Lacking::of(&self.letters, &letters, block);
            let lacking_pairs = Lacking::of(&self.pairs, &pairs, block);
            let have = lacking_letters.at_most(0) & lacking_pairs.at_most(usize::from(is_parted));
            let near = edits.map_or(0, |edits| {
                lacking_letters.at_most(edits) & lacking_pairs.at_most(3 * edits)
            });
            for (number, (length, place)) in names.iter().enumerate() {
                let is = |set: u64| set >> number & 1 == 1;
                if (is(have) || (is(near) && near_in_length(signs.len(), *length)))
                    && places.last() != Some(place)
                {
                    places.push(*place);
                }
            }
        }
        places
    }
}

fn letter_bit(sign: char) -> usize {
    u32::from(sign) as usize % BITS
}

fn pair_bit(sign: char, next: char) -> usize {
    (u32::from(sign).wrapping_mul(37) ^ u32::from(next)) as usize % BITS
}

fn set(names: &mut Vec<u64>, number: usize) {
    let block = number / 64;
    if names.len() <= block {
        names.resize(block + 1, 0);
    }
    names[block] |= 1 << (number % 64);
}

/// Each bit once.
fn bits(bits: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut bits: Vec<usize> = bits.collect();
    bits.sort_unstable();
    bits.dedup();
    bits
}

/// How many bits of a word each of 64 names lacks: the first number has the lowest bit of each count, and so on.
#[derive(Debug, Clone, Copy, Default)]
struct Lacking([u64; 8]);

impl Lacking {
    fn of(names: &[Vec<u64>], bits: &[usize], block: usize) -> Self {
        let mut counts = [0; 8];
        for bit in bits {
            let mut carried = !names[*bit].get(block).copied().unwrap_or_default();
            for digit in &mut counts {
                (*digit, carried) = (*digit ^ carried, *digit & carried);
                if carried == 0 {
                    break;
                }
            }
        }
        Self(counts)
    }

    /// The names that lack at most so many.
    fn at_most(self, most: usize) -> u64 {
        // From the highest digit down: whether the counts are below so far, or equal.
        let (mut below, mut equal) = (0, !0);
        for (at, digit) in self.0.iter().enumerate().rev() {
            if most >> at & 1 == 1 {
                below |= equal & !digit;
                equal &= digit;
            } else {
                equal &= !digit;
            }
        }
        below | equal
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spelling::likeness::likeness;

    fn index<'n>(names: impl IntoIterator<Item = &'n str>) -> LetterIndex {
        let mut index = LetterIndex::default();
        for (place, name) in names.into_iter().enumerate() {
            index.add(name, place);
        }
        index
    }

    /// The number of names that are like one of the words. The index must give every one of them.
    fn alike(words: &[String], names: &[String]) -> usize {
        let index = index(names.iter().map(String::as_str));
        let mut alike = 0;
        for word in words {
            let places = index.places(word);
            for (place, name) in names.iter().enumerate() {
                if likeness(word, name).is_some() {
                    alike += 1;
                    assert!(places.contains(&place), "{word} {name}");
                }
            }
        }
        alike
    }

    #[test]
    fn whatever_is_like_a_word_is_found() {
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
        ]
        .map(str::to_owned);
        assert!(alike(&names, &names) > names.len());
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
        let names: Vec<String> = words.iter().chain(&pairs).cloned().collect();
        let alike = alike(&words, &names);
        assert!(alike > 5000, "{alike}");
    }

    #[test]
    fn a_name_that_lacks_letters_or_pairs_is_not_compared() {
        for (word, name) in [
            ("gdp", "district_1-2011-2015"),
            ("汉南", "武昌"),
            ("汉南", "第十四个五年规划汉"),
            ("420113", "district_34-2021-2025"),
            ("汉南", "南部新城汉口"),
            ("420113", "d134-2011-2015"),
        ] {
            assert_eq!(likeness(word, name), None);
            assert!(index([name]).places(word).is_empty(), "{word} {name}");
        }
    }

    #[test]
    fn places_are_in_order_and_each_once() {
        let mut index = LetterIndex::default();
        for number in 0..200 {
            index.add("汉南", 2 * number);
            index.add("汉南区", 2 * number);
            index.add("gdp", 2 * number + 1);
        }
        let even: Vec<usize> = (0..200).map(|number| 2 * number).collect();
        assert_eq!(index.places("汉南"), even);
        assert!(index.places("黄陂").is_empty());
        assert!(LetterIndex::default().places("汉南").is_empty());
    }

    #[test]
    fn a_count_is_compared_with_any_limit() {
        // Name n lacks n of the bits.
        let bits: Vec<usize> = (0..64).collect();
        let names: Vec<Vec<u64>> =
            (0..64).map(|bit| vec![(1_u64 << bit) | ((1 << bit) - 1)]).collect();
        let lacking = Lacking::of(&names, &bits, 0);
        for most in 0..130 {
            let expected =
                (0..64).filter(|lacks| *lacks <= most).fold(0, |set, lacks| set | 1_u64 << lacks);
            assert_eq!(lacking.at_most(most), expected, "{most}");
        }
    }
}

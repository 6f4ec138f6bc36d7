//! A list of words with an index by their first and last characters, so that a search does not compare every
//! word.

use std::ops::Deref;
use std::sync::OnceLock;

/// The number of groups of an index, a power of two. A list of 170 words has about one word in a group.
const GROUPS: usize = 256;

/// A list of words. Searches give words in the order of the list.
#[derive(Debug)]
pub struct WordList {
    words: &'static [&'static str],
    index: OnceLock<Index>,
}

/// The words by the character that they begin and end with.
#[derive(Debug)]
struct Index {
    by_first: Groups,
    by_last: Groups,
}

/// Words in groups by a character.
#[derive(Debug)]
struct Groups {
    /// One bit for each group, set where it has words: most characters are excluded by it.
    filled: [u64; GROUPS / 64],
    words: Vec<Vec<&'static str>>,
}

impl Groups {
    fn new() -> Self {
        Self { filled: [0; GROUPS / 64], words: vec![Vec::new(); GROUPS] }
    }

    fn push(&mut self, c: char, word: &'static str) {
        let group = group(c);
        self.filled[group / 64] |= 1 << (group % 64);
        self.words[group].push(word);
    }

    fn has(&self, c: char) -> bool {
        let group = group(c);
        self.filled[group / 64] >> (group % 64) & 1 == 1
    }

    fn of(&self, c: char) -> &[&'static str] {
        if self.has(c) { &self.words[group(c)] } else { &[] }
    }
}

impl WordList {
    pub const fn new(words: &'static [&'static str]) -> Self {
        Self { words, index: OnceLock::new() }
    }

    /// The words that the text ends with.
    pub fn suffixes<'t>(&self, text: &'t str) -> impl Iterator<Item = &'static str> + use<'_, 't> {
        let group = text.chars().next_back().map(|last| self.index().by_last.of(last));
        group.into_iter().flatten().copied().filter(move |word| has_suffix(text, word))
    }

    /// The longest word that the text ends with; the last one of several of this length.
    pub fn longest_suffix(&self, text: &str) -> Option<&'static str> {
        self.suffixes(text).max_by_key(|word| word.len())
    }

    /// The words that the text begins with.
    pub fn prefixes<'t>(&self, text: &'t str) -> impl Iterator<Item = &'static str> + use<'_, 't> {
        let group = text.chars().next().map(|first| self.index().by_first.of(first));
        group.into_iter().flatten().copied().filter(move |word| has_prefix(text, word))
    }

    /// The words that `text` has at `at`.
    pub fn at<'t>(
        &self,
        text: &'t [char],
        at: usize,
    ) -> impl Iterator<Item = &'static str> + use<'_, 't> {
        let rest = text.get(at..).unwrap_or_default();
        let group = rest.first().map(|first| self.index().by_first.of(*first));
        group.into_iter().flatten().copied().filter(move |word| {
            let mut rest = rest.iter();
            word.chars().all(|c| rest.next() == Some(&c))
        })
    }

    /// The words that `text` has directly before `end`.
    pub fn before<'t>(
        &self,
        text: &'t [char],
        end: usize,
    ) -> impl Iterator<Item = &'static str> + use<'_, 't> {
        let start = text.get(..end).unwrap_or_default();
        let group = start.last().map(|last| self.index().by_last.of(*last));
        group.into_iter().flatten().copied().filter(move |word| {
            let mut rest = start.iter().rev();
            word.chars().rev().all(|c| rest.next() == Some(&c))
        })
    }

    /// Whether `text` has a word of the list at `at`.
    pub fn is_at(&self, text: &[char], at: usize) -> bool {
        self.at(text, at).next().is_some()
    }

    /// Whether `text` has a word of the list directly before `end`.
    pub fn ends_at(&self, text: &[char], end: usize) -> bool {
        self.before(text, end).next().is_some()
    }

    /// The indexes after the words that `text` has at `at`.
    pub fn ends_after(&self, text: &[char], at: usize) -> impl Iterator<Item = usize> {
        self.at(text, at).map(move |word| at + word.chars().count())
    }

    /// Whether a word of the list is in the characters.
    pub fn any_among(&self, text: &[char]) -> bool {
        let by_first = &self.index().by_first;
        (0..text.len()).any(|at| by_first.has(text[at]) && self.is_at(text, at))
    }

    /// Whether a word of the list is in the text.
    pub fn any_in(&self, text: &str) -> bool {
        self.first_in(text).is_some()
    }

    /// Index of the first byte of the first word of the list in the text.
    pub fn first_in(&self, text: &str) -> Option<usize> {
        let by_first = &self.index().by_first;
        let has_word =
            |at: usize, first| by_first.of(first).iter().any(|word| has_prefix(&text[at..], word));
        text.char_indices().find(|(at, first)| has_word(*at, *first)).map(|(at, _)| at)
    }

    /// The text without the first word of the list that it ends with; `None` where there is none.
    pub fn strip_suffix<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.suffixes(text).next().map(|word| &text[..text.len() - word.len()])
    }

    /// The text without the first word of the list that it begins with; `None` where there is none.
    pub fn strip_prefix<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.prefixes(text).next().map(|word| &text[word.len()..])
    }

    /// Whether the text ends with a word of the list.
    pub fn ends(&self, text: &str) -> bool {
        self.suffixes(text).next().is_some()
    }

    /// Whether the text begins with a word of the list.
    pub fn begins(&self, text: &str) -> bool {
        self.prefixes(text).next().is_some()
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let mut index = Index { by_first: Groups::new(), by_last: Groups::new() };
            for word in self.words {
                let (first, last) = (word.chars().next(), word.chars().next_back());
                if let (Some(first), Some(last)) = (first, last) {
                    index.by_first.push(first, word);
                    index.by_last.push(last, word);
                }
            }
            index
        })
    }
}

impl Deref for WordList {
    type Target = [&'static str];

    fn deref(&self) -> &Self::Target {
        self.words
    }
}

/// Whether the text begins with the word. Words are short, and a call of the function that compares memory costs more than
/// the comparison.
fn has_prefix(text: &str, word: &str) -> bool {
    text.len() >= word.len() && text.bytes().zip(word.bytes()).all(|(one, other)| one == other)
}

/// Whether the text ends with the word.
fn has_suffix(text: &str, word: &str) -> bool {
    let mut pairs = text.bytes().rev().zip(word.bytes().rev());
    text.len() >= word.len() && pairs.all(|(one, other)| one == other)
}

fn group(c: char) -> usize {
    u32::from(c) as usize % GROUPS
}

#[cfg(test)]
mod tests {
    use super::*;

    static LIST: WordList = WordList::new(&["达到", "到", "达到了", "建成", "成", "改造"]);

    #[test]
    fn a_search_finds_the_words_that_a_comparison_with_each_word_finds() {
        for text in ["", "到", "收入达到", "建成区", "完成", "达到了", "改造达到了建成", "建"]
        {
            let slow: Vec<_> = LIST.iter().copied().filter(|word| text.ends_with(word)).collect();
            assert_eq!(LIST.suffixes(text).collect::<Vec<_>>(), slow, "{text}");
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(LIST.before(&chars, chars.len()).collect::<Vec<_>>(), slow, "{text}");
            assert_eq!(LIST.ends(text), !slow.is_empty(), "{text}");
            let slow: Vec<_> = LIST.iter().copied().filter(|word| text.starts_with(word)).collect();
            assert_eq!(LIST.prefixes(text).collect::<Vec<_>>(), slow, "{text}");
            assert_eq!(LIST.begins(text), !slow.is_empty(), "{text}");
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(LIST.at(&chars, 0).collect::<Vec<_>>(), slow, "{text}");
            let slow = LIST.iter().find_map(|word| text.strip_prefix(word));
            assert_eq!(LIST.strip_prefix(text), slow, "{text}");
            let slow = LIST.iter().find_map(|word| text.strip_suffix(word));
            assert_eq!(LIST.strip_suffix(text), slow, "{text}");
            let slow = LIST.iter().filter_map(|word| text.find(word)).min();
            assert_eq!((LIST.first_in(text), LIST.any_in(text)), (slow, slow.is_some()), "{text}");
            assert_eq!(LIST.any_among(&chars), slow.is_some(), "{text}");
        }
        assert_eq!(LIST.longest_suffix("收入达到"), Some("达到"));
    }
}

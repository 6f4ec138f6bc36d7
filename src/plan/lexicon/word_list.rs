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
    by_first: Vec<Vec<&'static str>>,
    by_last: Vec<Vec<&'static str>>,
}

impl WordList {
    pub const fn new(words: &'static [&'static str]) -> Self {
        Self { words, index: OnceLock::new() }
    }

    /// The words that the text ends with.
    pub fn suffixes<'t>(&self, text: &'t str) -> impl Iterator<Item = &'static str> + use<'_, 't> {
        let group = text.chars().next_back().map(|last| &self.index().by_last[group(last)]);
        group.into_iter().flatten().copied().filter(move |word| text.ends_with(word))
    }

    /// The longest word that the text ends with; the last one of several of this length.
    pub fn longest_suffix(&self, text: &str) -> Option<&'static str> {
        self.suffixes(text).max_by_key(|word| word.len())
    }

    /// The words that the text begins with.
    pub fn prefixes<'t>(&self, text: &'t str) -> impl Iterator<Item = &'static str> + use<'_, 't> {
        let group = text.chars().next().map(|first| &self.index().by_first[group(first)]);
        group.into_iter().flatten().copied().filter(move |word| text.starts_with(word))
    }

    /// The words that `text` has at `at`.
    pub fn at<'t>(
        &self,
        text: &'t [char],
        at: usize,
    ) -> impl Iterator<Item = &'static str> + use<'_, 't> {
        let rest = text.get(at..).unwrap_or_default();
        let group = rest.first().map(|first| &self.index().by_first[group(*first)]);
        group.into_iter().flatten().copied().filter(move |word| {
            let mut rest = rest.iter();
            word.chars().all(|c| rest.next() == Some(&c))
        })
    }

    /// Whether a word of the list is in the text.
    pub fn any_in(&self, text: &str) -> bool {
        let by_first = &self.index().by_first;
        text.char_indices().any(|(at, first)| {
            by_first[group(first)].iter().any(|word| text[at..].starts_with(word))
        })
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
            let mut index =
                Index { by_first: vec![Vec::new(); GROUPS], by_last: vec![Vec::new(); GROUPS] };
            for word in self.words {
                let (first, last) = (word.chars().next(), word.chars().next_back());
                if let (Some(first), Some(last)) = (first, last) {
                    index.by_first[group(first)].push(word);
                    index.by_last[group(last)].push(word);
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
            assert_eq!(LIST.ends(text), !slow.is_empty(), "{text}");
            let slow: Vec<_> = LIST.iter().copied().filter(|word| text.starts_with(word)).collect();
            assert_eq!(LIST.prefixes(text).collect::<Vec<_>>(), slow, "{text}");
            assert_eq!(LIST.begins(text), !slow.is_empty(), "{text}");
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(LIST.at(&chars, 0).collect::<Vec<_>>(), slow, "{text}");
            assert_eq!(LIST.any_in(text), LIST.iter().any(|word| text.contains(word)), "{text}");
        }
        assert_eq!(LIST.longest_suffix("收入达到"), Some("达到"));
    }
}

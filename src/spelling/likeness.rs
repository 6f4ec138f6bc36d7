//! The likeness of a word and a name: one rule for error messages and for lists of candidates.

use super::key;

/// The relation of a word to the name of an entry; the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchKind {
    /// The word is the id.
    Id,
    /// The word is an official code, in force or abolished.
    Code,
    /// The word is the Chinese or English name.
    Name,
    /// The word is another name.
    Alias,
    /// A name, alias or code begins with the word.
    Prefix,
    /// A name or alias contains the word, or its two parts in order (城镇失业率 in 城镇调查失业率).
    Contains,
    /// A name or alias is spelt almost like the word.
    Near,
}

impl MatchKind {
    /// Whether the word equals an id, code, name or alias.
    pub fn is_exact(self) -> bool {
        self <= Self::Alias
    }
}

/// The relation of a word to a name, and its certainty in percent; `None` where they are unlike.
///
/// `Prefix` and `Contains` score higher the larger the part of the name that the word covers. `Near` scores
/// by the share of letters that are right. A number is near nothing: a code with another digit is another place.
pub fn likeness(word: &str, name: &str) -> Option<(MatchKind, u32)> {
    let (length, whole) = (word.chars().count(), name.chars().count());
    if length == 0 || whole == 0 {
        return None;
    }
    let part = u32::try_from(30 * length.min(whole) / whole).unwrap_or_default();
    if word == name {
        Some((MatchKind::Name, 100))
    } else if name.starts_with(word) {
        Some((MatchKind::Prefix, 60 + part))
    } else if name.contains(word) {
        Some((MatchKind::Contains, 45 + part))
    } else if has_both_parts(word, name) {
        Some((MatchKind::Contains, 35 + part))
    } else if is_number(word) {
        None
    } else {
        let edits = edits(word, name)?;
        let right = 40 * whole.max(length).saturating_sub(edits) / whole.max(length);
        Some((MatchKind::Near, u32::try_from(right).unwrap_or_default()))
    }
}

/// The fewest characters of a part of a word that a name has in two parts.
pub(super) fn shortest_part(is_ascii: bool) -> usize {
    if is_ascii { 4 } else { 2 }
}

/// Whether the name is the word with characters inserted at one place, and at most twice as long. Each of
/// the two parts has at least two characters, or four ASCII letters.
fn has_both_parts(word: &str, name: &str) -> bool {
    let least = |part: &str| part.chars().count() >= shortest_part(part.is_ascii());
    let (length, whole) = (word.chars().count(), name.chars().count());
    length <= LONGEST
        && whole <= 2 * length
        && word.char_indices().skip(1).any(|(at, _)| {
            let (one, other) = word.split_at(at);
            least(one)
                && least(other)
                && name.find(one).is_some_and(|found| name[found + one.len()..].contains(other))
        })
}

/// The longest word that is compared, in characters; it bounds the cost of a request.
pub(super) const LONGEST: usize = 60;

/// The number of letters to change, insert, delete or transpose to turn the word into the name. `None`
/// where it exceeds one for every three letters, or where no letter is right.
fn edits(word: &str, name: &str) -> Option<usize> {
    let length = word.chars().count();
    let whole = name.chars().count();
    // No word needs fewer edits than the lengths differ by, which spares the table of most names.
    if length > LONGEST || !near_in_length(length, whole) {
        return None;
    }
    let edits = strsim::osa_distance(word, name);
    (edits <= most_edits(length) && edits < whole).then_some(edits)
}

/// Whether a word is a number.
pub(super) fn is_number(word: &str) -> bool {
    word.bytes().all(|sign| sign.is_ascii_digit())
}

/// The most edits of a word of this length that is still near a name.
pub(super) fn most_edits(length: usize) -> usize {
    length.max(3) / 3
}

/// Whether a word of this length may be near a name of a length.
pub(super) fn near_in_length(length: usize, whole: usize) -> bool {
    length.abs_diff(whole) <= most_edits(length)
}

/// The entry whose name needs the fewest [`edits`]. Among equally near names, one that begins with the text
/// is preferred (`jiangh` is jianghan, not jiangan). If no name is near, the entry with the shortest name
/// that begins with the text. The first entry wins a tie.
pub fn nearest<'c, T, N, S>(
    text: &str,
    entries: &'c [T],
    names: impl Fn(&'c T) -> N,
) -> Option<&'c T>
where
    N: Iterator<Item = S>,
    S: AsRef<str>,
{
    let wanted = key::name(text);
    let length = wanted.chars().count();
    if length == 0 || length > LONGEST {
        return None;
    }
    let mut best: Option<((usize, bool), &T)> = None;
    let mut begins: Option<(usize, &T)> = None;
    for entry in entries {
        for name in names(entry) {
            let name = key::name(name.as_ref());
            let near = edits(&wanted, &name).map(|edits| (edits, !name.starts_with(&wanted)));
            if let Some(near) = near
                && best.is_none_or(|(nearest, _)| near < nearest)
            {
                best = Some((near, entry));
            }
            let size = name.chars().count();
            if length >= 2
                && name.starts_with(&wanted)
                && begins.is_none_or(|(least, _)| size < least)
            {
                begins = Some((size, entry));
            }
        }
    }
    best.map(|(_, entry)| entry).or(begins.map(|(_, entry)| entry))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_word_is_near_and_another_word_is_not() {
        let names = ["jiangan".to_owned(), "jianghan".to_owned(), "硚口区".to_owned()];
        let nearest = |word| nearest(word, &names, std::iter::once).map(String::as_str);
        assert_eq!(nearest("jiangna"), Some("jiangan"));
        assert_eq!(nearest("jiangh"), Some("jianghan"));
        assert_eq!(nearest("硚口"), Some("硚口区"));
        assert_eq!(nearest("wuhan"), None);
        assert_eq!(likeness("420113", "420131"), None);
        assert_eq!(likeness("4201", "420131"), Some((MatchKind::Prefix, 80)));
        assert_eq!(nearest(""), None);
    }

    #[test]
    fn a_word_that_covers_more_of_a_name_scores_higher() {
        assert_eq!(likeness("gdp", "gdp"), Some((MatchKind::Name, 100)));
        let (how, begins) = likeness("地区生产", "地区生产总值").unwrap();
        assert_eq!(how, MatchKind::Prefix);
        assert!(likeness("生产", "地区生产总值").unwrap().1 < begins);
        assert_eq!(likeness("", "gdp"), None);
        let (how, parts) = likeness("城镇失业率", "城镇调查失业率").unwrap();
        assert_eq!(how, MatchKind::Contains);
        assert!(parts < likeness("调查失业率", "城镇调查失业率").unwrap().1);
        assert_eq!(likeness("失业率城镇", "城镇调查失业率"), None);
    }
}

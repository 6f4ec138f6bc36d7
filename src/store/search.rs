//! What is searched for and in: text folded to one spelling, and cut into pairs of neighbouring
//! characters so that an index finds words of two characters.

use unicode_normalization::UnicodeNormalization;

/// NFKC, lower case, without white space or control characters: `ＧＤＰ 增长` is `gdp增长`.
pub fn fold(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect()
}

/// Every two neighbouring characters of a folded text, each pair once, in order of the alphabet. None
/// for a text of one character, which only reading through finds.
pub fn grams(folded: &str) -> Vec<String> {
    let chars: Vec<char> = folded.chars().collect();
    let mut grams: Vec<String> = chars.windows(2).map(String::from_iter).collect();
    grams.sort_unstable();
    grams.dedup();
    grams
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_and_blanks_do_not_matter() {
        assert_eq!(fold("ＧＤＰ\u{3000}增 长\n"), "gdp增长");
    }

    #[test]
    fn a_word_of_two_characters_is_one_pair() {
        assert_eq!(grams("绿化"), ["绿化"]);
        assert_eq!(grams("绿化绿化"), ["化绿", "绿化"]);
        assert!(grams("绿").is_empty());
    }
}

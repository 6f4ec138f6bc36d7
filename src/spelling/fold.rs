//! Folding for search. Spellings that differ only in width, case, blanks, traditional or simplified
//! characters, or marks of an index (`PM_{2.5}`, `PM<sub>2.5</sub>`) fold to one text.
//!
//! Each character is folded independently of its neighbours. A word that occurs in a text therefore also
//! occurs in the folded text, and each folded character has a place in the original.

use std::borrow::Cow;
use std::sync::LazyLock;
use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

/// Tags that only change the position or weight of characters.
const TAGS: &[&str] = &["<sub>", "</sub>", "<sup>", "</sup>", "<b>", "</b>"];

/// The unified ideographs of the basic plane; `SIMPLIFIED` holds the simplified form of each.
const IDEOGRAPHS: std::ops::RangeInclusive<char> = '\u{4E00}'..='\u{9FFF}';
static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut forms: Vec<char> = IDEOGRAPHS.collect();
    let lines = include_str!("simplified.txt").lines().filter(|line| !line.starts_with('#'));
    for pair in lines.flat_map(str::split_whitespace) {
        let mut signs = pair.chars();
        if let (Some(sign), Some(form)) = (signs.next(), signs.next())
            && let Some(place) = forms.get_mut(place(sign))
        {
            *place = form;
        }
    }
    forms
});

/// Whether the character is a unified ideograph of the basic plane, which is a letter.
pub(super) fn is_ideograph(sign: char) -> bool {
    IDEOGRAPHS.contains(&sign)
}

/// Index of an ideograph in [`SIMPLIFIED`].
fn place(sign: char) -> usize {
    sign as usize - *IDEOGRAPHS.start() as usize
}

/// The simplified form of a character; a character without one is returned as it is.
pub fn simplified(sign: char) -> char {
    if !IDEOGRAPHS.contains(&sign) {
        return sign;
    }
    SIMPLIFIED.get(place(sign)).copied().unwrap_or(sign)
}

/// A folded text, with the place of each of its characters in the original.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoldedText {
    /// NFKC, lower case, simplified; without white space, control characters and marks of an index.
    pub text: String,
    /// For each character of `text`, the characters `[start, end)` of the original that it stands for.
    places: Vec<[u32; 2]>,
}

impl FoldedText {
    /// Folds a text.
    pub fn of(text: &str) -> Self {
        let mut folded = Self::default();
        each_sign(text, |sign, place| {
            folded.text.push(sign);
            folded.places.push(place);
        });
        folded
    }

    /// The occurrences of a folded word, as characters `[start, end)` of the original, in order and without
    /// overlap.
    pub fn find(&self, word: &str) -> Vec<[u32; 2]> {
        let length = word.chars().count();
        if length == 0 {
            return Vec::new();
        }
        let mut found = Vec::new();
        let (mut bytes, mut chars) = (0, 0);
        while let Some(next) = self.text[bytes..].find(word) {
            let from = chars + self.text[bytes..bytes + next].chars().count();
            if let (Some(first), Some(last)) =
                (self.places.get(from), self.places.get(from + length - 1))
            {
                found.push([first[0], last[1]]);
            }
            bytes += next + word.len();
            chars = from + length;
        }
        found
    }
}

/// The folded text alone.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // Most texts have characters only that are folded one by one.
    if !text.contains('<') && text.chars().all(|sign| narrow(sign).is_some()) {
        let narrow = text.chars().filter_map(narrow);
        let said = narrow.filter(|sign| is_ideograph(*sign) || says(*sign));
        folded.extend(said.map(|sign| simplified(sign.to_ascii_lowercase())));
    } else {
        each_sign(text, |sign, _| folded.push(sign));
    }
    folded
}

/// NFKC, in lower case.
pub(super) fn nfkc_lower(text: &str) -> String {
    if text.chars().all(is_plain) {
        return text.to_ascii_lowercase();
    }
    nfkc(text).chars().flat_map(char::to_lowercase).collect()
}

/// NFKC: full width to half, ㎡ to m2.
pub fn nfkc(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        let Some(sign) = narrow(sign) else { return Cow::Owned(text.nfkc().collect()) };
        out.push(sign);
    }
    Cow::Owned(out)
}

/// The NFKC of a plain character, of common punctuation, and of the full-width form of an ASCII character, also beside
/// other such characters; `None` for every other character, for which the tables of Unicode are asked.
fn narrow(sign: char) -> Option<char> {
    match sign {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(sign) - 0xFEE0),
        '\u{3000}' => Some(' '),
        '、' | '。' | '“' | '”' | '‘' | '’' | '《' | '》' | '—' | '–' | '·' => {
            Some(sign)
        }
        _ => is_plain(sign).then_some(sign),
    }
}

/// Whether NFKC leaves the character as it is, also beside another such character, and only ASCII has cases. Most
/// characters are plain, and asking the tables of Unicode about each costs ten times as much.
fn is_plain(sign: char) -> bool {
    sign.is_ascii() || IDEOGRAPHS.contains(&sign)
}

/// Passes on each folded character, and the characters `[start, end)` of the text it stands for.
fn each_sign(text: &str, mut pass: impl FnMut(char, [u32; 2])) {
    let mut rest = text;
    let mut at = 0;
    while let Some(first) = rest.chars().next() {
        let tag = if first == '<' { TAGS.iter().find(|tag| rest.starts_with(**tag)) } else { None };
        if let Some(tag) = tag {
            at += small(tag.len());
            rest = &rest[tag.len()..];
            continue;
        }
        let behind = &rest[first.len_utf8()..];
        if let Some(sign) = narrow(first)
            && behind.chars().next().is_none_or(|next| narrow(next).is_some())
        {
            if says(sign) {
                pass(simplified(sign.to_ascii_lowercase()), [at, at + 1]);
            }
            at += 1;
            rest = behind;
            continue;
        }
        // A combining mark (é written as two characters) is folded with its base.
        let more = behind.chars().take_while(|sign| canonical_combining_class(*sign) != 0);
        let (mut bytes, mut chars) = (first.len_utf8(), 1);
        for sign in more {
            bytes += sign.len_utf8();
            chars += 1;
        }
        for sign in rest[..bytes].nfkc().flat_map(char::to_lowercase).filter(|sign| says(*sign)) {
            pass(simplified(sign), [at, at + chars]);
        }
        at += chars;
        rest = &rest[bytes..];
    }
}

fn says(sign: char) -> bool {
    !sign.is_whitespace()
        && !sign.is_control()
        && !matches!(sign, '_' | '{' | '}' | '$' | '\\' | '^')
}

#[expect(clippy::cast_possible_truncation, reason = "a tag has a few bytes")]
fn small(number: usize) -> u32 {
    number as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_characters_are_those_that_nfkc_leaves() {
        let signs = ('\0'..='\u{7F}').chain(IDEOGRAPHS);
        for sign in signs {
            let text = sign.to_string();
            assert!(text.nfkc().eq([sign]), "{sign}");
            assert!(sign.to_lowercase().eq([sign.to_ascii_lowercase()]), "{sign}");
            assert_eq!(canonical_combining_class(sign), 0, "{sign}");
        }
    }

    #[test]
    fn narrow_characters_are_those_of_nfkc() {
        for sign in ('\0'..=char::MAX).filter(|sign| narrow(*sign).is_some()) {
            assert!(sign.to_string().nfkc().eq(narrow(sign)), "{sign}");
            assert_eq!(canonical_combining_class(sign), 0, "{sign}");
        }
        for text in ["占比（％）", "ＧＤＰ\u{3000}增长", "cafe\u{301}（㎡）", "“十四五”时期"]
        {
            assert_eq!(nfkc(text), text.nfkc().collect::<String>());
        }
    }

    #[test]
    fn width_case_blanks_and_traditional_characters_do_not_matter() {
        for (text, folded) in [
            ("ＧＤＰ\u{3000}增 长\n", "gdp增长"),
            ("綠化覆蓋率", "绿化覆盖率"),
            ("漢南區", "汉南区"),
            ("PM_{2.5}", "pm2.5"),
            ("PM<sub>2.5</sub>", "pm2.5"),
            ("ＰＭ２．５", "pm2.5"),
            ("m²", "m2"),
            ("Jiang\u{2019}an", "jiang\u{2019}an"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn every_pair_of_the_table_is_two_ideographs_and_ends_in_a_simplified_form() {
        let lines = include_str!("simplified.txt").lines().filter(|line| !line.starts_with('#'));
        let pairs: Vec<Vec<char>> =
            lines.flat_map(str::split_whitespace).map(|pair| pair.chars().collect()).collect();
        assert!(pairs.len() > 3000);
        for pair in pairs {
            assert_eq!(pair.len(), 2, "{pair:?}");
            assert!(IDEOGRAPHS.contains(&pair[0]) && pair[0] != pair[1], "{pair:?}");
            assert_eq!(simplified(pair[1]), pair[1], "{pair:?} leads on");
        }
    }

    /// The catalogue and the committed plans are in simplified characters, so folding does not change them.
    #[test]
    fn characters_of_the_catalogue_and_the_plans_stay_as_they_are() {
        let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
        let files = |folder: &std::path::Path| -> Vec<std::path::PathBuf> {
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
        };
        let mut read = 0;
        for path in files(&data).into_iter().chain(files(&data.join("plans"))) {
            if path.extension().is_some_and(|it| it == "toml" || it == "json") {
                let text = std::fs::read_to_string(&path).unwrap();
                read += 1;
                for sign in text.chars().filter(|sign| IDEOGRAPHS.contains(sign)) {
                    assert_eq!(simplified(sign), sign, "{}", path.display());
                }
            }
        }
        assert!(read > 5);
        // These characters occur in plans and are simplified forms already.
        for sign in "薹磐捍".chars() {
            assert_eq!(simplified(sign), sign);
        }
        let older = "漢後鄉於乾羣敎餘徵畫臺灣";
        assert_eq!(older.chars().map(simplified).collect::<String>(), "汉后乡于干群教余征画台湾");
    }

    #[test]
    fn places_are_counted_in_characters_of_the_original() {
        let text = "细颗粒物（ＰＭ<sub>２.５</sub>）濃度";
        let folded = FoldedText::of(text);
        let original = |[start, end]: [u32; 2]| -> String {
            text.chars().skip(start as usize).take((end - start) as usize).collect()
        };
        let found =
            |word: &str| -> Vec<String> { folded.find(word).into_iter().map(original).collect() };
        assert_eq!(found("pm2.5"), ["ＰＭ<sub>２.５"]);
        assert_eq!(found("浓度"), ["濃度"]);
        assert_eq!(found("颗粒"), ["颗粒"]);
        assert!(found("粗颗粒").is_empty());
        // One character that folds to several is found by each of them.
        assert_eq!(FoldedText::of("排放㎞数").find("m"), [[2, 3]]);
        assert_eq!(FoldedText::of("绿绿绿绿绿").find("绿绿"), [[0, 2], [2, 4]]);
        assert_eq!(FoldedText::of("cafe\u{301}").find("é"), [[3, 5]]);
    }

    proptest! {
        #[test]
        fn a_part_of_a_text_is_found_in_it(
            text in "[地区生產总值ＧＤＰgdp2.5（）㎡乾隆於著 ]{2,30}", from in 0..30_usize, length in 1..8_usize
        ) {
            let part: String = text.chars().skip(from).take(length).collect();
            let word = fold(&part);
            prop_assert!(fold(&text).contains(&word));
            for [start, end] in FoldedText::of(&text).find(&word) {
                let length = end.saturating_sub(start) as usize;
                let original: String = text.chars().skip(start as usize).take(length).collect();
                prop_assert!(fold(&original).contains(&word));
            }
        }
    }
}

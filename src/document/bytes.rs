//! Questions about the bytes of a text, answered for many bytes at once.

/// Whether the test is true for three neighbouring bytes, with zeros after the end of the text. The loop has no exit and
/// the test must have no branch (`|` instead of `||`), so that the compiler makes it work on many bytes at once.
pub fn any_bytes(text: &str, test: impl Fn(u8, u8, u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    let Some(inner) = bytes.len().checked_sub(2) else {
        return bytes.first().is_some_and(|first| test(*first, 0, 0));
    };
    let next = bytes[1..].iter().zip(&bytes[2..]);
    let found = bytes[..inner]
        .iter()
        .zip(next)
        .fold(false, |found, (first, (second, third))| found | test(*first, *second, *third));
    found || test(bytes[inner], bytes[inner + 1], 0) || test(bytes[inner + 1], 0, 0)
}

/// The number of bytes that are counted at once.
const BLOCK: usize = 64;

/// Index of the byte after this number of characters; the length of a shorter text.
pub(super) fn after(text: &str, characters: usize) -> usize {
    let bytes = text.as_bytes();
    let begins = |byte: &u8| byte & 0xC0 != 0x80;
    let (mut at, mut left) = (0, characters);
    for block in bytes.chunks_exact(BLOCK) {
        let begun: u8 = block.iter().map(|byte| u8::from(begins(byte))).sum();
        if usize::from(begun) > left {
            break;
        }
        left -= usize::from(begun);
        at += BLOCK;
    }
    let mut begun = bytes[at..].iter().enumerate().filter(|(_, byte)| begins(byte));
    begun.nth(left).map_or(bytes.len(), |(index, _)| at + index)
}

/// Whether white space is in the text.
pub(super) fn has_white_space(text: &str) -> bool {
    any_bytes(text, |first, second, third| {
        let ascii = (first == b' ') | (first.wrapping_sub(b'\t') < 5);
        let latin = (first == 0xC2) & ((second == 0x85) | (second == 0xA0));
        let ogham = (first == 0xE1) & (second == 0x9A) & (third == 0x80);
        let blanks = (third < 0x8B) | (third == 0xA8) | (third == 0xA9) | (third == 0xAF);
        let general =
            (first == 0xE2) & (((second == 0x80) & blanks) | ((second == 0x81) & (third == 0x9F)));
        let wide = (first == 0xE3) & (second == 0x80) & (third == 0x80);
        ascii | latin | ogham | general | wide
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_that_of_unicode() {
        for sign in '\0'..=char::MAX {
            for text in [format!("{sign}"), format!("{sign}a"), format!("山{sign}水")] {
                assert_eq!(has_white_space(&text), text.contains(char::is_whitespace), "{text:?}");
            }
        }
        assert!(!has_white_space(""));
    }

    #[test]
    fn a_place_is_counted_in_characters() {
        let text = "到2025年，“十四五”规划的目标é全部完成😀。".repeat(9);
        for characters in 0..=text.chars().count() + 2 {
            let slow = text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at);
            assert_eq!(after(&text, characters), slow, "{characters}");
        }
        assert_eq!(after("", 3), 0);
    }
}

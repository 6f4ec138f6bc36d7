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

/// The number of bytes for which the test is true, which is given the two bytes after each. A test for the first byte of
/// characters counts those characters.
pub(super) fn count_bytes(text: &str, test: impl Fn(u8, u8, u8) -> bool) -> usize {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let inner = bytes.len().saturating_sub(2);
    let last = (inner..bytes.len()).filter(|at| test(byte(*at), byte(at + 1), byte(at + 2)));
    let mut count = last.count();
    for from in (0..inner).step_by(BLOCK) {
        let to = inner.min(from + BLOCK);
        let next = bytes[from + 1..=to].iter().zip(&bytes[from + 2..to + 2]);
        let block = bytes[from..to].iter().zip(next);
        let found: u8 = block.map(|(a, (b, c))| u8::from(test(*a, *b, *c))).sum();
        count += usize::from(found);
    }
    count
}

/// The number of bytes that are counted at once; a count of them fits a byte.
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
pub fn has_white_space(text: &str) -> bool {
    // For a short text the preparation costs more than it saves.
    if text.len() < BLOCK {
        return text.contains(char::is_whitespace);
    }
    any_bytes(text, is_white_space)
}

/// Whether the bytes begin with a character of white space.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "a branch would stop the work on many bytes at once"
)]
pub(super) fn is_white_space(first: u8, second: u8, third: u8) -> bool {
    let ascii = (first == b' ') | (first.wrapping_sub(b'\t') < 5);
    let latin = (first == 0xC2) & ((second == 0x85) | (second == 0xA0));
    let ogham = (first == 0xE1) & (second == 0x9A) & (third == 0x80);
    let blanks = (third < 0x8B) | (third == 0xA8) | (third == 0xA9) | (third == 0xAF);
    let general =
        (first == 0xE2) & (((second == 0x80) & blanks) | ((second == 0x81) & (third == 0x9F)));
    let wide = (first == 0xE3) & (second == 0x80) & (third == 0x80);
    ascii | latin | ogham | general | wide
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
        for text in ["", "a", " ", "山 ", "　a\u{2009}b\r\n", &" 山\u{A0}水".repeat(99)] {
            let slow = text.chars().filter(|sign| sign.is_whitespace()).count();
            assert_eq!(count_bytes(text, is_white_space), slow, "{text:?}");
        }
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

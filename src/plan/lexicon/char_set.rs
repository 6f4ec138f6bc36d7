//! A set of characters that is asked about every character of a text.

/// The number of words of 64 bits for the characters of the basic plane.
const WORDS: usize = 0x1_0000 / 64;

/// A set of characters of the basic plane, with one bit for each.
#[derive(Debug)]
pub struct CharSet([u64; WORDS]);

impl CharSet {
    /// The set of these characters and the ASCII digits.
    pub const fn with_digits(characters: &[char]) -> Self {
        let Self(mut bits) = Self::of(characters);
        let mut digit = '0' as usize;
        while digit <= '9' as usize {
            bits[digit / 64] |= 1 << (digit % 64);
            digit += 1;
        }
        Self(bits)
    }

    /// The set of these characters.
    pub const fn of(characters: &[char]) -> Self {
        let mut bits = [0; WORDS];
        let mut at = 0;
        while at < characters.len() {
            let place = characters[at] as usize;
            bits[place / 64] |= 1 << (place % 64);
            at += 1;
        }
        Self(bits)
    }

    pub fn has(&self, c: char) -> bool {
        let place = c as usize;
        self.0.get(place / 64).is_some_and(|bits| bits >> (place % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::CharSet;

    #[test]
    fn a_set_has_its_characters_and_no_other() {
        static SET: CharSet = CharSet::with_digits(&['年', '-', '〇']);
        for c in '\0'..=char::MAX {
            assert_eq!(SET.has(c), c.is_ascii_digit() || matches!(c, '年' | '-' | '〇'), "{c}");
        }
    }
}

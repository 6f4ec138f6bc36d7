//! Spellings that count as equal.
//!
//! - `fold`: one spelling of a text, character by character. `key`: the keys of names, labels and units.
//! - `numeral`: numerals, one character at a time. `likeness`: the likeness of a misspelt word and a name, for which
//!   `letter_index` finds the names that are worth comparing.

pub mod fold;
pub mod key;
pub mod letter_index;
pub mod likeness;
pub mod numeral;

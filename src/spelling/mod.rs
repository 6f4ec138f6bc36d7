//! Which spellings count as one.
//!
//! - `fold`: one spelling of a text, character by character. `key`: the keys of names, labels and units.
//! - `likeness`: how near a misspelt word comes to a name.

pub mod fold;
pub mod key;
pub mod likeness;

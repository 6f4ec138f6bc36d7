//! Which spellings count as one.

pub mod fold;

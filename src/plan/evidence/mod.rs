//! Does a quote carry the figure it is cited for? A check made apart from the parser, with a number
//! reader of its own, so that a slip of the one is not excused by the same slip of the other.
//!
//! [`quote`] compares a quote with a figure or with words. [`numbers`] reads the numbers of a quote.

mod numbers;
mod quote;
#[cfg(test)]
mod tests;

pub use quote::{holds_figure, holds_words, is_part_of, shows_words};

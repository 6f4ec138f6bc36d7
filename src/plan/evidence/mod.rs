//! Checks whether a quote contains the figure that it is cited for. The check reads numbers independently
//! of the parser, so that an error of one is not repeated by the other.
//!
//! [`quote`] compares a quote with a figure or with words. [`numbers`] reads the numbers of a quote.

mod numbers;
mod quote;
#[cfg(test)]
mod tests;

pub use quote::{holds_figure, holds_words, is_part_of, shows_words};

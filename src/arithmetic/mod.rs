//! Rules of arithmetic that comparison, checks and scorecards share.
//!
//! - `span`: the values that a printed figure allows. `bound`: comparators of sums, differences and
//!   quotients.
//! - `tolerance`: the width of 左右. `rounding`: decimals of answers.
//! - `growth`: compound annual growth. `percent`: part of a whole. `fall`: the sign of falls.

pub mod bound;
pub mod fall;
pub mod growth;
pub mod percent;
pub mod rounding;
pub mod span;
pub mod tolerance;

pub use span::{End, Span};

//! From what a handler found to the bytes of the answer.

pub mod body;
pub mod format;

pub use body::{Answer, Body};

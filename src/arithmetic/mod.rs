//! Rules of arithmetic that comparison and checks share.

pub mod span;

pub use span::Span;

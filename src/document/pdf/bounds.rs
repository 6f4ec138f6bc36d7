//! The name of the format in messages, and the largest number of pages.

/// The name of the format in messages.
pub(super) const KIND: &str = "PDF";
/// The largest number of pages: plans have hundreds, collections a thousand.
pub(super) const MOST_PAGES: usize = 3000;

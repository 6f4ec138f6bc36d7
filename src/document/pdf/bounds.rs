//! What a PDF is called in messages, and how many pages are read.

/// As messages name the format.
pub(super) const KIND: &str = "PDF";
/// Plans have hundreds of pages, collections a thousand.
pub(super) const MOST_PAGES: usize = 3000;

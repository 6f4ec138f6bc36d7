//! Sizes of pages that several lists share.

/// Entries of a page where a request does not say.
pub const DEFAULT_LIMIT: u32 = 100;
/// Most entries of a page.
pub const MAX_LIMIT: u32 = 5000;

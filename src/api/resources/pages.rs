//! Sizes of pages that several lists share.

/// Default number of entries of a page.
pub const DEFAULT_LIMIT: u32 = 100;
/// Greatest number of entries of a page.
pub const MAX_LIMIT: u32 = 5000;

//! Options of a load.

/// Options of a load.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Report what would change, and write nothing.
    pub dry_run: bool,
    /// Remove plans that are in the database and not among the files.
    pub prune: bool,
    /// Store the whole texts that the plans were checked against, for search.
    pub store_texts: bool,
}

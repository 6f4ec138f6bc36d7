//! What a load is asked to do.

/// What to do beside loading.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Find out what would change, and write nothing.
    pub dry_run: bool,
    /// Take plans out that are in the database and not among the files.
    pub prune: bool,
    /// Keep the whole texts that the plans were checked against, so that they can be searched.
    pub store_texts: bool,
}

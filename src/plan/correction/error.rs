//! Errors of corrections.

/// A correction that cannot be applied, because it does not match the parsed plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {entry}: {reason}")]
pub struct CorrectionError {
    /// Path of the file of corrections, as passed by the caller.
    pub file: String,
    /// `set[2] (line 666, 各类人才总数)`, `document`, or `line 12` for invalid TOML.
    pub entry: String,
    /// The reason, in words that help the author of the entry.
    pub reason: String,
}

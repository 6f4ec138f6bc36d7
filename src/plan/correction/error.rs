//! Why corrections cannot be applied.

/// Why corrections cannot be applied: what they were written for is not what is read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {entry}: {reason}")]
pub struct CorrectionError {
    /// The file of corrections, as named by the caller.
    pub file: String,
    /// `set[2] (line 666, 各类人才总数)`, `document`, `line 12` of a file that is no TOML.
    pub entry: String,
    /// In words its author can act on.
    pub reason: String,
}

//! The one error of an export.

use crate::format::FormatError;

/// The reason why a file of a release could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error(transparent)]
    Store(#[from] sqlx::Error),
    /// A bug.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// A bug: the task that writes a batch panicked.
    #[error(transparent)]
    Task(#[from] tokio::task::JoinError),
}

//! The one error of the formats.

use super::media::Format;

/// A table that a format could not write, which only a bug can cause.
#[derive(Debug, thiserror::Error)]
#[error("{}: {message}", format.word())]
pub struct FormatError {
    format: Format,
    message: String,
}

impl FormatError {
    /// The error of a format with the message of its library.
    pub fn new(format: Format, error: impl std::fmt::Display) -> Self {
        Self { format, message: error.to_string() }
    }
}

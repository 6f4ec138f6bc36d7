//! The file that a document was read from.

use crate::store::documents::Document;
use serde::Serialize;
use utoipa::ToSchema;

/// The file a document was read from.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SourceFile {
    /// SHA-256 of its bytes, lower-case hex.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub sha256: String,
    /// File name without folders.
    #[schema(example = "jiangan.txt")]
    pub file: String,
    /// Its size.
    #[schema(example = 115_735)]
    pub bytes: i64,
    /// The encoding of its characters.
    #[schema(example = "UTF-8")]
    pub encoding: String,
}

impl SourceFile {
    pub fn of(found: &Document) -> Self {
        Self {
            sha256: found.sha256.clone(),
            file: found.file.clone(),
            bytes: found.bytes,
            encoding: found.encoding.clone(),
        }
    }
}

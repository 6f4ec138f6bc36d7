//! The lengths of files that are written anew for each request.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Files whose length is kept. There are five for each release and language.
const MOST_FILES: usize = 4096;

/// The length in bytes of each file that was written to its end, by its tag. The tag identifies the bytes, so a
/// length never expires.
#[derive(Debug, Default)]
pub struct FileLengths(Mutex<HashMap<String, u64>>);

impl FileLengths {
    /// The length of a file; `None` before it was written to its end.
    pub fn get(&self, tag: &str) -> Option<u64> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(tag).copied()
    }

    /// Keeps the length of a file. An empty tag names no file.
    pub fn insert(&self, tag: &str, length: u64) {
        let mut lengths = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if lengths.len() >= MOST_FILES {
            lengths.clear();
        }
        if !tag.is_empty() {
            lengths.insert(tag.to_owned(), length);
        }
    }
}

//! Why a parsed plan is not loaded, with the place in the file.

use serde::Serialize;
use std::fmt;

/// A reason for refusing the load: file, entry, reason.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// Path as given.
    pub file: String,
    /// Where in the file: `observations[12] (line 762, 绿化覆盖率)`, `plan.region`; null where it
    /// concerns the whole file.
    pub entry: Option<String>,
    /// The reason, and what to change.
    pub reason: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.entry {
            Some(entry) => write!(to, "{}: {entry}: {}", self.file, self.reason),
            None => write!(to, "{}: {}", self.file, self.reason),
        }
    }
}

/// The problems of one file, in the order they were found.
#[derive(Debug)]
pub(super) struct Problems<'f> {
    file: &'f str,
    found: Vec<Problem>,
}

impl<'f> Problems<'f> {
    pub(super) fn of(file: &'f str) -> Self {
        Self { file, found: Vec::new() }
    }

    pub(super) fn add(&mut self, entry: impl Into<String>, reason: impl Into<String>) {
        self.found.push(Problem {
            file: self.file.to_owned(),
            entry: Some(entry.into()),
            reason: reason.into(),
        });
    }

    pub(super) fn into_found(self) -> Vec<Problem> {
        self.found
    }
}

//! How much the pages of a PDF draw: their own content, and the forms, shadings and patterns that it
//! calls, each as often as it is called.
//!
//! The library follows at most fifty forms within each other. Forms that call two forms on every level still draw without
//! end, so the unpacked size of every call is counted before any page is drawn.

use super::bounds::KIND;
use super::hayro::{Call, Content, PdfFile};
use crate::document::error::SourceError;

/// Bytes of content that all pages together may draw; long plans have a tenth of it.
const MOST_DRAWN: usize = 256 * 1024 * 1024;
/// A call costs as much as so many.
const CALL: usize = 4096;
/// Forms within forms. The library does not draw deeper ones.
const DEEPEST: usize = 50;

/// # Errors
/// [`SourceError::TooMuch`] for pages that draw more than any plan's.
pub(super) fn check(file: &PdfFile) -> Result<(), SourceError> {
    let mut left = Left(MOST_DRAWN);
    for content in file.contents() {
        left.take(content.len()).and_then(|()| left.calls(&content, 0)).ok_or(
            SourceError::TooMuch {
                kind: KIND,
                limit: MOST_DRAWN as u64,
                what: "bytes drawn by its pages",
            },
        )?;
    }
    Ok(())
}

/// Bytes that may still be drawn.
struct Left(usize);

impl Left {
    /// `None` where fewer are left.
    fn take(&mut self, bytes: usize) -> Option<()> {
        self.0 = self.0.checked_sub(bytes + CALL)?;
        Some(())
    }

    /// Takes everything that a content calls; the caller has taken its own length.
    fn calls(&mut self, content: &Content<'_, '_>, depth: usize) -> Option<()> {
        content.each_call(&mut |call| match call {
            Call::Form(form) if depth < DEEPEST => {
                let drawn = form.with_content(|content| {
                    self.take(content.len())?;
                    self.calls(content, depth + 1)
                });
                drawn.unwrap_or_else(|| self.take(0))
            }
            Call::Form(_) => self.take(0),
            Call::Data(bytes) => self.take(*bytes),
        })
    }
}

//! The amount of content that the pages of a PDF draw: their own content, and the forms, shadings and
//! patterns that it calls, counted once for each call.
//!
//! The library draws forms nested up to fifty deep. If every form calls two others, drawing would not end,
//! so the unpacked size of every call is counted before any page is drawn.
//! end, so the unpacked size of every call is counted before any page is drawn.

use super::bounds::KIND;
use super::hayro::{Call, Content, PdfFile};
use crate::document::error::SourceError;

/// The most content that all pages together may draw, in bytes; long plans have a tenth of it.
const MOST_DRAWN: usize = 256 * 1024 * 1024;
/// The cost of a call in bytes, in addition to its content.
const CALL: usize = 4096;
/// The deepest nesting of forms that the library draws.
const DEEPEST: usize = 50;

/// # Errors
/// [`SourceError::TooMuch`] for pages that draw more than [`MOST_DRAWN`].
pub(super) fn check(file: &PdfFile) -> Result<(), SourceError> {
    let mut left = DrawingBudget(MOST_DRAWN);
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

/// The number of bytes that may still be drawn.
struct DrawingBudget(usize);

impl DrawingBudget {
    /// Subtracts bytes and the cost of a call; `None` where too few are left.
    fn take(&mut self, bytes: usize) -> Option<()> {
        self.0 = self.0.checked_sub(bytes + CALL)?;
        Some(())
    }

    /// Subtracts everything that the content calls; the caller has subtracted the content itself.
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

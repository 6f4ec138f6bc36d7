//! How much the pages of a PDF draw: their own content, and the forms, shadings and patterns that it
//! calls, each as often as it is called.
//!
//! The library goes fifty forms deep and no further, but twice two forms on each level are more
//! than anyone waits for. Here every call is counted by what it unpacks to, before any is drawn.

use super::bounds::KIND;
use crate::document::error::SourceError;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::content::UntypedIter;
use hayro_interpret::hayro_syntax::object::{Dict, Name, Object, Stream};
use hayro_interpret::hayro_syntax::page::Resources;

/// Bytes of content that all pages together may draw; long plans have a tenth of it.
const MOST_DRAWN: usize = 256 * 1024 * 1024;
/// A call costs as much as so many.
const CALL: usize = 4096;
/// Forms within forms; what is deeper the library does not draw.
const DEEPEST: usize = 50;

/// # Errors
/// [`SourceError::TooMuch`] for pages that draw more than any plan's.
pub(super) fn check(pdf: &Pdf) -> Result<(), SourceError> {
    check_with(pdf, MOST_DRAWN)
}

fn check_with(pdf: &Pdf, most: usize) -> Result<(), SourceError> {
    let mut left = Left(most);
    for page in pdf.pages().iter() {
        if let Some(content) = page.page_stream() {
            let resources = page.resources();
            left.take(content.len()).and_then(|()| left.content(content, resources, 0)).ok_or(
                SourceError::TooMuch {
                    kind: KIND,
                    limit: most as u64,
                    what: "bytes drawn by its pages",
                },
            )?;
        }
    }
    Ok(())
}

/// Bytes that may still be drawn.
struct Left(usize);

impl Left {
    /// None where there are not so many left.
    fn take(&mut self, bytes: usize) -> Option<()> {
        self.0 = self.0.checked_sub(bytes + CALL)?;
        Some(())
    }

    /// Takes what a content calls; its own length was taken before.
    fn content(&mut self, content: &[u8], resources: &Resources<'_>, depth: usize) -> Option<()> {
        if !calls(resources) {
            return Some(());
        }
        let mut instructions = UntypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            let Some(Object::Name(name)) = instruction.operands().last() else { continue };
            match &**instruction.operator {
                b"Do" => {
                    if let Some(form) = resources.get_x_object(name) {
                        self.form(&form, resources, depth)?;
                    }
                }
                b"sh" => self.unpacked(resources.get_shading(name))?,
                b"scn" | b"SCN" => self.unpacked(resources.get_pattern(name))?,
                _ => {}
            }
        }
        Some(())
    }

    fn form(&mut self, form: &Stream<'_>, outer: &Resources<'_>, depth: usize) -> Option<()> {
        if !is_form(form) || depth >= DEEPEST {
            return self.take(0);
        }
        let Ok(content) = form.decoded_data() else { return self.take(0) };
        self.take(content.len())?;
        let own = form.dict().get::<Dict<'_>>(b"Resources").map(Resources::new);
        self.content(&content, own.as_ref().unwrap_or(outer), depth + 1)
    }

    fn unpacked(&mut self, object: Option<Object<'_>>) -> Option<()> {
        match object {
            Some(Object::Stream(stream)) => {
                self.take(stream.decoded_data().map_or(0, |data| data.len()))
            }
            _ => self.take(0),
        }
    }
}

/// Whether a content with these resources can call anything that is drawn: images are not.
fn calls(resources: &Resources<'_>) -> bool {
    let forms = || {
        resources
            .x_objects
            .keys()
            .any(|name| resources.get_x_object(&name).is_some_and(|it| is_form(&it)))
    };
    !resources.shadings.is_empty() || !resources.patterns.is_empty() || forms()
}

fn is_form(stream: &Stream<'_>) -> bool {
    stream.dict().get::<Name<'_>>(b"Subtype").is_none_or(|kind| kind.as_ref() != b"Image")
}

//! The head of a document: kind, region, years, date.
//!
//! The kind is decided by the title and the first lines of the document, never by a document that it cites.
//! [`report`] reads the heads of reports, [`plan`] those of plans.

mod found;
mod front;
mod given;
mod imprint;
mod plan;
mod report;
mod title;

pub use found::{Head, HeadError};
pub use given::DocumentFacts;

use super::outline::Outline;
use crate::catalog::Catalog;
use crate::document::Source;
use crate::domain::DocumentKind;

/// Reads the head.
///
/// # Errors
/// The kind, region or years are unknown, and `given` does not contain them.
pub fn read(
    source: &Source,
    outline: &Outline,
    catalog: &Catalog,
    given: DocumentFacts<'_>,
) -> Result<Head, HeadError> {
    let front = front::read(source);
    let report = report::find(source, outline, &front);
    let kind = given.kind.or_else(|| {
        let report = report.as_ref()?;
        // If there are two titles, the first is that of the document.
        let plan = title::title_line(source, outline, catalog, &front);
        plan.is_none_or(|line| report.line.is_none_or(|own| own <= line)).then_some(report.kind)
    });
    let mut head = match kind {
        None | Some(DocumentKind::Plan) => plan::read(source, outline, catalog, &front, given)?,
        Some(kind) => {
            let found = report.filter(|report| report.kind == kind);
            report::read(source, outline, catalog, &front, kind, found, given)?
        }
    };
    head.info.address = front.address;
    head.front_end = front.end;
    Ok(head)
}

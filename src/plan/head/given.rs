//! Facts that the caller knows better than the document.

use crate::domain::DocumentKind;

/// Facts from the caller; they override the title.
#[derive(Debug, Clone, Copy, Default)]
pub struct DocumentFacts<'g> {
    pub kind: Option<DocumentKind>,
    /// Region id, name, alias or official code.
    pub region: Option<&'g str>,
    /// First and last year of the document.
    pub period: Option<[u16; 2]>,
    /// The year in which a report is given, or that a communiqué reports.
    pub year: Option<u16>,
    /// The part of the plan or report that the document contains; `None` for the main part.
    pub part: Option<&'g str>,
}

//! What the caller knows better than the document.

use crate::domain::DocumentKind;

/// What the caller says of a document, whatever its title says.
#[derive(Debug, Clone, Copy, Default)]
pub struct Given<'g> {
    pub kind: Option<DocumentKind>,
    /// Region id, name, alias or official code.
    pub region: Option<&'g str>,
    /// First and last year the document is about.
    pub period: Option<[u16; 2]>,
    /// The year of a report: the one it is given for, of a communiqué the one it reports.
    pub year: Option<u16>,
    /// Which part of the plan or report the document is, where it is not the main one.
    pub part: Option<&'g str>,
}

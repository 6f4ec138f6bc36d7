//! What answers show of a statement as it is printed. The first answer makes it, and all answers share it: they differ in what
//! they compare a statement with, not in the statement.

use super::price_basis::PriceBasis;
use serde::Serialize;
use std::fmt;
use std::sync::{Arc, OnceLock};
use utoipa::ToSchema;

/// A figure in the document's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PrintedFigure)]
pub struct PrintedFigure {
    /// The number, or `low-high`; null for words.
    pub value: Option<String>,
    /// As printed; null where none is.
    pub unit: Option<Arc<str>>,
    /// The goal in words.
    pub text: Option<Arc<str>>,
    /// The label, in the document's words.
    pub label: Arc<str>,
}

/// The place of a figure in its document.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = FigureEvidence)]
pub struct Evidence {
    /// The text it was read from.
    pub document: Arc<str>,
    /// 1-based.
    pub line: u32,
    /// The titles above the line.
    pub section: Option<Arc<str>>,
    /// The row and the column; null in running text.
    pub table: Option<Arc<str>>,
    /// Verbatim.
    pub quote: Arc<str>,
    /// The parser's rule that read it.
    pub rule: Option<Arc<str>>,
    /// 0 to 1.
    pub confidence: f64,
    /// Doubts.
    pub flags: Vec<Arc<str>>,
}

/// What was made of a statement so far. It follows from the other fields, so it has no part in whether statements are equal.
/// A copy begins without it, because the fields of a copy may change. Whoever changes a field of a statement that was shown
/// sets this anew.
#[derive(Default)]
pub struct Shown {
    pub(super) printed: OnceLock<Arc<PrintedFigure>>,
    pub(super) evidence: OnceLock<Arc<Evidence>>,
    pub(super) prices: OnceLock<Option<PriceBasis>>,
}

impl Clone for Shown {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Shown {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl fmt::Debug for Shown {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Shown")
    }
}

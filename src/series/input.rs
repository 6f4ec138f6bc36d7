//! The input of a series: statements with their documents.

use crate::domain::{ChangeDirection, DocumentKind, Statement};
use std::sync::Arc;

/// The flag of a figure that the document calls an estimate (预计).
const PRELIMINARY: &str = "preliminary";

/// A document as series and progress use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub id: Arc<str>,
    pub kind: DocumentKind,
    /// Region id.
    pub region: String,
    pub title: String,
    /// Id of the plan it makes up; null for any other kind.
    pub plan: Option<Arc<str>>,
    /// The year it was published in; null where the text does not say.
    pub issued: Option<u16>,
    /// Public address; null where it is not known.
    pub address: Option<Arc<str>>,
    /// First and last year whose outcomes it reports.
    pub reports: Option<[u16; 2]>,
    /// First and last year it sets targets for.
    pub promises: Option<[u16; 2]>,
    /// The year its targets are measured from.
    pub base_year: Option<u16>,
}

impl Document {
    /// The year in which its content became known: that of its publication, else the year after the last one it
    /// reports, else the first it promises.
    pub fn known_in(&self) -> u16 {
        let after = self.reports.map(|[_, last]| last + 1);
        let before = self.promises.map(|[first, _]| first);
        self.issued.or(after).or(before).unwrap_or(u16::MAX)
    }
}

/// A statement with its document.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportedStatement {
    pub statement: Statement,
    pub document: Arc<Document>,
    /// The direction of a change, where the words say it.
    pub direction: Option<ChangeDirection>,
}

impl ReportedStatement {
    /// Whether the document calls the figure an estimate.
    pub fn is_preliminary(&self) -> bool {
        self.statement.has_flag(PRELIMINARY)
    }

    /// The first year, excluded, and the last year: a growth of 2025 since 2024 covers one year.
    /// `None` for a level, and where the document does not say from when it counts.
    pub fn span(&self) -> Option<[u16; 2]> {
        Some([self.statement.since?, self.statement.year?])
    }

    /// Whether it is the growth, the total or the change of one year.
    pub fn is_of_one_year(&self) -> bool {
        self.span().is_some_and(|[since, year]| since + 1 == year)
    }
}

//! The head of a document, and the errors of reading it.

use crate::domain::DocumentKind;
use crate::plan::parsed::{DocumentInfo, Warning};

/// The head of a document, with warnings about guesses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub info: DocumentInfo,
    /// Line of the title, counted from 1; `None` where there is no title.
    pub title_line: Option<u32>,
    /// Last line of the front matter; 0 where there is none.
    pub front_end: u32,
    pub warnings: Vec<Warning>,
}

/// The reason why kind, region or years of a document are unknown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeadError {
    #[error(
        "no title of a five-year plan (…国民经济和社会发展第…个五年规划…) or of a report among the \
         first lines; name the kind with --kind (plan, work_report, plan_report, communique, \
         evaluation) and what else the title would tell with --region and --period or --year"
    )]
    NoTitle,
    #[error(
        "the title `{title}` names no region of the catalogue; name one with --region, or \
         give a catalogue of your own that has it with --catalog"
    )]
    UnknownRegion { title: String },
    #[error("the title `{title}` names no period; give it with --period, as in 2021-2025")]
    UnknownPeriod { title: String },
    #[error(
        "the {} `{title}` does not tell its year; give it with --year, or with --period as in \
         2021-2023",
        kind.word()
    )]
    UnknownYear { kind: DocumentKind, title: String },
    #[error("no region `{asked}` in the catalogue{}", nearest.as_ref().map_or(String::new(), |id| format!("; did you mean `{id}`?")))]
    NoSuchRegion { asked: String, nearest: Option<String> },
}

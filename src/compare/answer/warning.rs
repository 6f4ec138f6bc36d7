//! A warning about a compared figure.

use crate::domain::message::Message;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// A warning about a compared figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = CellWarning)]
pub struct Note {
    /// The same in every language.
    pub code: NoteCode,
    /// The warning with its figures, in the language of the answer.
    #[schema(value_type = String)]
    pub detail: Message,
    /// Ids of the observations it is about.
    pub inputs: Vec<Arc<str>>,
}

/// A reservation about a compared figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CellWarningCode)]
pub enum NoteCode {
    /// Base and target are different measures: nothing is computed from the two.
    MeasureDiffers,
    /// The base is of another year than the plan's base year.
    BaseYear,
    /// No base, though the plan gives a total, or a change, of the period before.
    TotalOnly,
    /// The base is computed, not printed.
    BaseDerived,
    /// Statements of the same thing give different figures.
    CandidatesDiffer,
    /// One statement gives a number, another leaves it to words.
    NumberAndWords,
    /// The target lies on the wrong side of its base for the indicator's direction.
    TargetWorseThanBase,
    /// The parser doubts a figure.
    Doubt,
    /// The document prints no unit; the indicator's is supposed.
    UnitAssumed,
    /// Base and target are counted in different prices: nothing is computed from the two.
    PriceBasisDiffers,
    /// A total over the period of something that is not added up over years: in a table's brackets
    /// it may be the change.
    MeasureUnexpected,
}

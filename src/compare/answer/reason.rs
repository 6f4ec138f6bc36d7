//! Why a figure may not be compared.

use crate::domain::message::Message;
use serde::Serialize;
use utoipa::ToSchema;

/// Why a cell may not be compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = IncomparableReason)]
pub struct Reason {
    /// The same in every language.
    pub code: ReasonCode,
    /// The reason with its figures, in the language of the answer.
    #[schema(value_type = String)]
    pub detail: Message,
}

/// Why a figure may not be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = IncomparableReasonCode)]
pub enum ReasonCode {
    /// No plan of this region and period is loaded.
    NoPlan,
    /// The plan was read, is complete, and does not say.
    NotStated,
    /// The text that was read does not say, and a part of the document is missing from it.
    TextIncomplete,
    /// A later plan reviews the period, and its review does not say; the plan itself is not loaded.
    NotReviewed,
    /// Documents look ahead to the last year of the period and do not say; no plan of it is loaded.
    NoOutlook,
    /// A goal in words.
    Words,
    /// More than, at least, at most or less than: no point figure.
    BoundOnly,
    /// From … to …: no point figure.
    Range,
    /// Another measure than most of the entry: a total among levels.
    Measure,
    /// Another year than the last of the period.
    Year,
    /// It counts from another year than most of the entry: a fall in five years and one in a single year.
    Span,
    /// Its unit is not the indicator's.
    Unit,
    /// The parser doubts the figure or its unit.
    Doubt,
    /// In other prices than most of those whose plans say in which: 2015年价 among 现价.
    PriceBasis,
    /// Of another part of the thing than most of those whose plans say of which (属地口径 among 全口径), or
    /// printed under a name that means something else.
    Definition,
    /// A base that is computed, not printed.
    Derived,
}

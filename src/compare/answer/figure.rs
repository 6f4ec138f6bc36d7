//! A figure of a comparison: printed, with its place, or derived.

use super::basis::Qualifier;
use super::status::Status;
use crate::domain::message::Message;
use crate::domain::{
    Attribute, Comparator, Evidence, Kind, Measure, Origin, PriceBasis, PrintedFigure,
};
use rust_decimal::Decimal;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// A printed figure or goal in words, or a derived figure (`derived` is then set, and `id`,
/// `printed` and `evidence` are null).
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ComparedFigure)]
pub struct Figure {
    /// Id of the observation.
    pub id: Option<Arc<str>>,
    /// The year to which the value refers, or in which it ends; null where the document names none.
    pub year: Option<u16>,
    /// For growth, totals, changes and multiples the year from which they count; null for levels, and where the
    /// document does not tell.
    pub since: Option<u16>,
    /// In `unit`; null where the goal is in words.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub value: Option<Decimal>,
    /// Upper end of a range; null where there is none.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub value_high: Option<Decimal>,
    /// Canonical unit; `%` for growth.
    pub unit: Option<Arc<str>>,
    /// The relation of the value to the actual one; null for a goal in words.
    pub comparator: Option<Comparator>,
    pub measure: Measure,
    /// The document's status of the figure; null where the figure is derived.
    pub status: Option<Status>,
    /// 约束性 or 预期性; null where the document names neither.
    pub attribute: Option<Attribute>,
    pub printed: Option<Arc<PrintedFigure>>,
    pub evidence: Option<Arc<Evidence>>,
    /// The prices in which it is counted; null where the document names none.
    pub price_basis: Option<PriceBasis>,
    /// Words of the document for the part of the thing that is counted, or for the way of counting.
    pub qualifiers: Vec<Qualifier>,
    /// The computation of a figure that is not printed.
    pub derived: Option<Computation>,
    /// Something unusual about the figure, such as another year than the base year.
    #[schema(value_type = Option<String>)]
    pub note: Option<Message>,
    /// Other statements of the same thing in the same plan, best first.
    pub alternatives: Vec<Alternative>,
}

impl Figure {
    /// The goal in words, as printed; `None` for a number.
    pub fn words(&self) -> Option<&str> {
        self.printed.as_ref()?.text.as_deref()
    }

    /// Whether the parser set this flag; never for a derived figure.
    pub fn has_flag(&self, wanted: &str) -> bool {
        self.evidence.iter().flat_map(|place| &place.flags).any(|flag| **flag == *wanted)
    }
}

/// The arithmetic behind a figure that is not printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Computation)]
pub struct Computation {
    /// The arithmetic, with the figures in it.
    #[schema(value_type = String)]
    pub method: Message,
    /// Ids of the observations it was computed from.
    pub inputs: Vec<Arc<str>>,
}

/// A statement of the same thing that is not used.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = AlternativeStatement)]
pub struct Alternative {
    /// Id of the observation.
    pub id: Arc<str>,
    pub kind: Kind,
    pub origin: Origin,
    /// 1-based line of the document.
    pub line: u32,
    /// Year of the figure; null where it has none.
    pub year: Option<u16>,
    /// In `unit`; null where the goal is in words.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub value: Option<Decimal>,
    /// Upper end of a range, in `unit`; null where it is none.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub value_high: Option<Decimal>,
    /// Unit of the figure; null for a bare number or words.
    pub unit: Option<Arc<str>>,
    /// Null where the goal is in words.
    pub comparator: Option<Comparator>,
    pub measure: Measure,
    /// The goal in words.
    pub text: Option<Arc<str>>,
    /// Whether it can be true together with the figure used: the same number, a bound that allows it, a
    /// number within 1 % of an approximate one, or the same words. Null where year or measure differ.
    pub agrees: Option<bool>,
}

//! The ambition of a target.

use super::missing::MissingFigure;
use crate::domain::Comparator;
use crate::domain::message::Message;
use rust_decimal::Decimal;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// How ambitious a target is. Of every gap and improvement positive is better, whatever the indicator's
/// direction. Computed, never printed; null fields are explained in `missing`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
pub struct Ambition {
    /// Target minus base, divided by the years between them: the required annual change, in
    /// `required_unit`, 4 decimals. Negative for a fall. For a total over the period, the total divided by
    /// its years.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub required_a_year: Option<Decimal>,
    /// The indicator's unit, or 百分点 between percentages.
    pub required_unit: Option<Arc<str>>,
    /// The same as compound growth in percent, as `derived.annual_growth`; null between percentages.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub required_percent_a_year: Option<Decimal>,
    /// Comparator of the two figures above.
    pub comparator: Option<Comparator>,
    /// `required_a_year` towards the good: for PM2.5 a fall is positive. Null where the indicator
    /// has no good direction.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub improvement_a_year: Option<Decimal>,
    /// Place of the improvement a year among the `paced`: in percent where there is one, else in the
    /// unit. Only where base and target both may be compared.
    pub pace_rank: Option<usize>,
    /// The number of cells with a `pace_rank`; 0 where this one has none.
    pub paced: usize,
    /// To the best comparable target of the entry: never above 0.
    pub to_best_target: Option<Gap>,
    /// To the best comparable base of the entry: never above 0.
    pub to_best_base: Option<Gap>,
    /// To the greatest improvement a year of the entry: never above 0.
    pub to_best_pace: Option<Gap>,
    /// To the target of the region above, for rates, means and figures per head.
    pub to_parent_target: Option<Gap>,
    /// To the base of the region above, for the same.
    pub to_parent_base: Option<Gap>,
    /// The arithmetic.
    #[schema(value_type = Option<String>)]
    pub method: Option<Message>,
    /// Ids of the observations behind every number here.
    pub inputs: Vec<Arc<str>>,
    /// Why a number is null.
    pub missing: Vec<MissingFigure>,
}

/// By how much a figure is better than another; negative: by how much it falls short.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = AmbitionGap)]
pub struct Gap {
    /// In `unit`, or in percentage points between percentages.
    #[serde(serialize_with = "crate::domain::figure::exact")]
    pub value: Decimal,
    /// In percent of the reference, 1 decimal; null between percentages.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub percent: Option<Decimal>,
    /// Unit of `value`.
    pub unit: Option<Arc<str>>,
    /// Comparator of `value`: a target of more than 2000 is better by more than the figure given.
    pub comparator: Comparator,
    /// The figure it is compared with; of `to_best_pace` the improvement a year.
    #[serde(serialize_with = "crate::domain::figure::exact")]
    pub reference: Decimal,
    /// Ids of the regions that state it, at most five; `summary.best_regions` has all.
    pub regions: Vec<Arc<str>>,
    /// The arithmetic.
    #[schema(value_type = String)]
    pub method: Message,
}

//! The answer of a cascade: a region above and those below it.

use super::derived::Share;
use super::figure::Figure;
use super::missing::MissingFigure;
use super::reason::Reason;
use super::refs::{IndicatorRef, RegionRef};
use super::resolution::Resolution;
use super::status::Status;
use crate::domain::message::Message;
use crate::domain::{Comparator, Measure};
use rust_decimal::Decimal;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// One indicator in a region and in those below it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Cascade {
    pub indicator: IndicatorRef,
    /// First and last year of the plans.
    #[schema(example = "2021-2025")]
    pub period: String,
    /// The regions above that one, the nearest first: for a city its province, then the nation.
    pub above: Vec<CascadeCell>,
    /// The region above.
    pub parent: CascadeCell,
    /// Each region below, in the order of the catalogue.
    pub children: Vec<CascadeCell>,
    /// Counts over all regions below, including those that `status` leaves out.
    pub counts: Counts,
    /// Sums of the regions below, for an additive indicator.
    pub sums: Sums,
}

/// The target and base of one region for one indicator.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = CascadeCell)]
pub struct CascadeCell {
    pub region: RegionRef,
    /// Id of the plan that was read; null where none is loaded for the period.
    pub plan: Option<Arc<str>>,
    /// Whether no part of its text is known to be missing; `/v1/plans/{id}` lists the missing parts. Null
    /// without a plan.
    pub plan_complete: Option<bool>,
    /// The plan's status of the target.
    pub status: Status,
    pub base: Option<Figure>,
    pub target: Option<Figure>,
    /// Growth a year over the period as the plan prints it.
    pub stated_growth: Option<Figure>,
    /// The resolution of a target in words; null unless `status` is delegated or relative.
    pub resolution: Option<Resolution>,
    /// Whether the target may be compared with those of the other regions below. Null for a region
    /// above.
    pub comparable: Option<bool>,
    /// The reasons against comparison.
    pub reasons: Vec<Reason>,
    /// Part of the region above, where the indicator adds up.
    pub share_of_parent: Option<Share>,
}

/// The number of regions below by status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = CascadeCounts)]
pub struct Counts {
    /// All regions below.
    pub regions: usize,
    /// With a figure of their own.
    pub stated: usize,
    /// That leave it to the region above (完成市下达目标).
    pub delegated: usize,
    /// In step with something else (与经济增长同步).
    pub relative: usize,
    /// With a goal in other words.
    pub qualitative: usize,
    /// Regions whose plan is complete and does not mention the target.
    pub not_stated: usize,
    /// Regions whose text does not mention the target and lacks a part of the plan.
    pub unknown: usize,
    /// Regions without a loaded plan.
    pub no_plan: usize,
    /// With a figure of the base year, whatever they say of the target.
    pub with_base: usize,
    /// Delegated and relative targets that lead to a figure.
    pub resolved: usize,
}

/// The regions below added up, and set against the region above.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = CascadeSums)]
pub struct Sums {
    pub base: Option<Sum>,
    pub target: Option<Sum>,
    /// The reason why there is no sum.
    pub missing: Vec<MissingFigure>,
}

/// One sum. Computed, never printed.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = CascadeSum)]
pub struct Sum {
    /// In `unit`, exact.
    #[serde(serialize_with = "crate::domain::figure::exact")]
    pub value: Decimal,
    /// Unit of every figure of the sum; null for a bare number.
    pub unit: Option<Arc<str>>,
    pub comparator: Comparator,
    pub measure: Measure,
    /// Whether every region below is in it. Where not, it is a part of the sum only.
    pub complete: bool,
    /// Ids of the regions added.
    pub regions: Vec<Arc<str>>,
    /// Ids of the regions without a figure.
    pub left_out: Vec<Arc<str>>,
    /// The figure of the region above, if it has the same year, measure and unit.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub parent_value: Option<Decimal>,
    /// Sum minus `parent_value`. If the sum is not complete, the difference includes the missing regions.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub difference: Option<Decimal>,
    /// Sum in percent of `parent_value`, 1 decimal.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub percent_of_parent: Option<Decimal>,
    /// Comparator of `difference` and `percent_of_parent`; null with them.
    pub parent_comparator: Option<Comparator>,
    /// The arithmetic.
    #[schema(value_type = String)]
    pub method: Message,
    /// A reservation about the sum: zones may lie within districts.
    #[schema(value_type = Option<String>)]
    pub note: Option<Message>,
    /// Ids of the observations.
    pub inputs: Vec<Arc<str>>,
}

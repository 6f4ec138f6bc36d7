//! Figures computed from base and target.

use super::missing::MissingFigure;
use super::refs::RegionRef;
use crate::domain::Comparator;
use crate::domain::message::Message;
use rust_decimal::Decimal;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// Numbers computed from base and target, rounded to the stated decimals, half away from zero;
/// never printed anywhere. Null fields are explained in `missing`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = DerivedFigures)]
pub struct Derived {
    /// Target less base, exact.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub change: Option<Decimal>,
    /// The indicator's unit, or 百分点 between percentages.
    pub change_unit: Option<Arc<str>>,
    /// Change in percent of the base, 1 decimal.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub change_percent: Option<Decimal>,
    /// Compound growth a year, in percent, that base and target imply; nominal, 1 decimal.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub annual_growth: Option<Decimal>,
    /// Target year less base year.
    pub years: Option<u16>,
    /// The level the target comes to where it is stated as a change of the base (累计提高2.2个百分点) or a
    /// multiple of it (翻一番), exact, or as growth a year (年均增长10%), to the decimals of the base; null
    /// where the target is a level itself.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub target_level: Option<Decimal>,
    /// Comparator of the figures above, before rounding: a target of more than 2000 implies more growth
    /// than the number given.
    pub comparator: Option<Comparator>,
    pub share_of_parent: Option<Share>,
    /// The same for base and target beside each other; null where there is neither.
    pub shares: Option<Shares>,
    /// The arithmetic, with its figures; null where nothing was derived.
    #[schema(value_type = Option<String>)]
    pub method: Option<Message>,
    /// Ids of the observations behind every number here.
    pub inputs: Vec<Arc<str>>,
    /// Why a number is null.
    pub missing: Vec<MissingFigure>,
}

/// Part of the region above.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ShareOfParent)]
pub struct Share {
    /// Percent, 1 decimal.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub value: Option<Decimal>,
    pub comparator: Comparator,
    /// The figures of the division.
    pub of: ShareOf,
    /// Year of both figures.
    pub year: u16,
    pub parent: RegionRef,
    /// Id of the parent's observation.
    pub parent_observation: Arc<str>,
}

/// Part of the region above in both years.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = SharesOfParent)]
pub struct Shares {
    pub base: Option<Share>,
    pub target: Option<Share>,
    /// Target's share less the base's, in 百分点, 1 decimal; null unless there are both.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub change: Option<Decimal>,
    /// Comparator of `change`; null with it.
    pub comparator: Option<Comparator>,
}

/// The figures that a share is computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ShareOf {
    Target,
    Base,
}

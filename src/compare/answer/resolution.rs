//! The resolution of a target in words: the figure elsewhere that it leads to.

use super::figure::Figure;
use super::refs::RegionRef;
use super::status::Status;
use crate::domain::message::Message;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// The figure that a target in words leads to.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Resolution {
    /// Whether a figure was found.
    pub status: ResolutionStatus,
    pub method: ResolutionMethod,
    /// The region whose figure is used, or would be used; null where there is no such region.
    pub region: Option<RegionRef>,
    /// The indicator of the figure.
    pub indicator: Arc<str>,
    /// The figure; null where unresolved.
    pub target: Option<Figure>,
    /// The reason why it is unresolved, in the language of the answer; null where resolved.
    #[schema(value_type = Option<String>)]
    pub reason: Option<Message>,
    /// The same for programs; null where resolved.
    pub code: Option<UnresolvedCode>,
    /// The plans that were searched, the nearest first.
    pub steps: Vec<ResolutionStep>,
}

/// A plan that was searched for the figure behind words.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ResolutionStep {
    pub region: RegionRef,
    /// Id of its plan; null where none is loaded for the period.
    pub plan: Option<Arc<str>>,
    /// The status of the target in that plan.
    pub status: Status,
    /// Id of its statement; null where it makes none.
    pub observation: Option<Arc<str>>,
}

/// The reason why words lead to no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnresolvedCode {
    /// The catalogue has no region above.
    NoParent,
    /// No plan of the region above is loaded for the period.
    ParentNoPlan,
    /// The plan of the region above was read, is complete, and states no target.
    ParentNotStated,
    /// The text of the plan of the region above states no target, and a part of it is missing.
    ParentUnknown,
    /// The region above has a goal in words that leads nowhere.
    ParentWords,
    /// The plan is complete and states no growth of GDP a year.
    NoGdpGrowth,
    /// The text of the plan states no growth of GDP a year, and a part of it is missing.
    GdpGrowthUnknown,
    /// The plan has words for its growth of GDP too.
    GdpGrowthWords,
}

/// Whether words lead to a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResolutionStatus {
    Resolved,
    Unresolved,
}

/// The place where the figure for the words is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResolutionMethod {
    /// The target the region above states in its plan for the same period.
    ParentTarget,
    /// The growth of GDP a year that the same plan states.
    OwnGdpGrowth,
    /// The region above ties its target to its growth of GDP: the growth its plan states.
    ParentGdpGrowth,
}

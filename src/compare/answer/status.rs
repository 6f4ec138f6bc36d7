//! The status of a target in a plan.

use crate::domain::Plan;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The plan's status of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TargetStatus)]
pub enum Status {
    /// A number.
    Stated,
    /// Left to the region above: 完成市下达目标.
    Delegated,
    /// Tied to another: 与经济增长同步.
    Relative,
    /// Other words: 达标.
    Qualitative,
    /// The plan was read, is complete, and does not say.
    NotStated,
    /// The text that was read does not say, and a part of the document is missing from it, or it is no plan of
    /// the period.
    Unknown,
    /// No plan of this region and period is loaded.
    NoPlan,
}

impl Status {
    /// The status of a target that a plan does not state: `not_stated` for a complete text only.
    pub(in crate::compare) fn of_silence(plan: &Plan) -> Self {
        if plan.missing.is_empty() { Self::NotStated } else { Self::Unknown }
    }
}

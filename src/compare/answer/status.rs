//! What a plan says of a target.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a plan says of a target.
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
    /// The plan was read and does not say.
    NotStated,
    /// No plan of this region and period is loaded.
    NoPlan,
}

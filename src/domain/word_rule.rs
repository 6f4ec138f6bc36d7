//! What a goal in words means.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a goal in words means.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum WordRule {
    /// 完成市下达目标: the parent region sets it.
    SetByParent,
    /// 与经济增长同步.
    InStepWithGdp,
    /// 达标, 完成: claimed as met.
    Met,
}

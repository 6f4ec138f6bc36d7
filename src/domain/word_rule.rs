//! The meaning of a goal in words.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The meaning of a goal in words.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum WordRule {
    /// 完成市下达目标: the region above sets the target.
    SetByParent,
    /// 与经济增长同步: growth equals that of GDP.
    InStepWithGdp,
    /// 达标, 完成: the document states that the target was met.
    Met,
}

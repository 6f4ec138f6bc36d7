//! 指标属性: whether a target is binding.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// 指标属性.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Attribute {
    /// 约束性.
    Binding,
    /// 预期性.
    Expected,
}

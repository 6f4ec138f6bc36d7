//! What a number measures.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the number measures.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// The value in the year.
    #[default]
    Level,
    /// A total over the period: 新增X家, 累计投资.
    Cumulative,
    /// Annual growth over the period, in percent.
    AnnualGrowth,
    /// The rise or fall over the period.
    Change,
    /// A multiple: 翻一番 is 2.
    RatioMultiple,
}

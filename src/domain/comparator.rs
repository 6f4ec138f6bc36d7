//! The relation of a printed number to the actual value.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The relation of the printed number to the actual value. The codes are words, because a spreadsheet takes
/// a cell that begins with `=` for a formula.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
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
pub enum Comparator {
    #[default]
    Eq,
    /// Not less than: 以上, 不低于, 不少于.
    Ge,
    /// More than: 突破, 超过.
    Gt,
    /// Not more than: 以内, 以下, 不超过.
    Le,
    /// Less than: 低于, 不足.
    Lt,
    /// About: 左右, 约, 近.
    Approx,
}

impl Comparator {
    /// The sign before a number: `≥`; empty for an exact number.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Eq => "",
            Self::Ge => "≥",
            Self::Gt => ">",
            Self::Le => "≤",
            Self::Lt => "<",
            Self::Approx => "~",
        }
    }
}

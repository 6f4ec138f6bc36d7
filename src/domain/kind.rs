//! Whether a figure is a commitment or an outcome.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A commitment, or an achieved or estimated figure.
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
pub enum Kind {
    Target,
    Actual,
}

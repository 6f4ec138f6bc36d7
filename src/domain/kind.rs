//! The two kinds of figures: targets and actual figures.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `target`: a commitment. `actual`: an achieved or estimated figure.
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

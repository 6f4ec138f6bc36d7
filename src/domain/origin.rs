//! The part of a document that contains a figure.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The part of a document that contains an observation.
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
pub enum Origin {
    Table,
    Prose,
}

//! What an indicator table is for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whether a table sets targets, reviews the plan before, or states outcomes.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum TableRole {
    /// This plan's targets.
    Targets,
    /// How the plan before it was fulfilled.
    Review,
    /// What was reached in the years that a report is about, without targets.
    Outcomes,
}

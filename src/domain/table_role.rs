//! The role of an indicator table.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The role of an indicator table: it sets targets, reviews the previous plan, or states outcomes.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum TableRole {
    /// Targets of this plan.
    Targets,
    /// Results of the previous plan.
    Review,
    /// Results of the years that a report covers, without targets.
    Outcomes,
}

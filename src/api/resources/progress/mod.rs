//! `/v1/progress`: targets of plans against what later documents report.

mod csv;
pub mod list;
mod picture;
pub mod query;

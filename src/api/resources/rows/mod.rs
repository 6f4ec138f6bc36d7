//! `/v1/targets` and `/v1/actuals`: one row for each statement of a plan.

pub mod list;
pub mod query;

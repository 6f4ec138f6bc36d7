//! `/v1/compare`: indicators across regions, one cell for each.

pub mod csv;
mod cube;
pub mod order;
mod picture;
pub mod query;
pub mod table;

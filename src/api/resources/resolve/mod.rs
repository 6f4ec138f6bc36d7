//! `/v1/resolve`: what a word may mean, as ids.

pub mod candidate;
pub mod list;
pub mod query;

//! `/history` of a row: what it said in each release that had it.

pub mod list;
pub mod statement;
pub mod version;

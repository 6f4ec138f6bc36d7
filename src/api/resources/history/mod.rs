//! `/history` of a row: its versions and the releases that have them.

pub mod list;
pub mod statement;
pub mod version;

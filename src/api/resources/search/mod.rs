//! `/v1/search`: everything the plans say, by words.

pub mod find;
pub mod hit;
pub mod matches;
pub mod query;

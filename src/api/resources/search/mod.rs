//! `/v1/search`: statements, titles and lines by words.

pub mod find;
pub mod hit;
pub mod matches;
pub mod query;

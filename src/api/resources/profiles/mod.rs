//! `/v1/profiles/{region}`: one region on one page.

pub mod answer;
mod csv;
pub mod get;
mod page;

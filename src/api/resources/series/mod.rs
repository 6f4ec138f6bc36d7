//! `/v1/series`: actual figures and targets of indicators, year by year.

mod csv;
mod cube;
pub mod list;
mod picture;
pub mod query;

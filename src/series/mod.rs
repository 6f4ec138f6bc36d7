//! Series: the figures of an indicator in documents of every kind, year by year, and the targets
//! set for it.
//!
//! Takes the statements of a release with the documents they stand in; gives one [`Series`] for an indicator
//! and a region. Pure: `store` fetches the statements, `api` writes the answer.
//!
//! - `input`: a statement with its document. `choose`: which of several figures of one year is used.
//! - `answer`: the types of the answer. `build`: puts one series together.

pub mod answer;
pub mod build;
pub mod choose;
pub mod input;
#[cfg(test)]
pub mod tests;

pub use answer::Series;
pub use build::series;
pub use input::{Document, ReportedStatement};

//! Comparisons: base, target, growth, share and rank of indicators across regions.
//!
//! Takes the observations of a release as plain values ([`Statement`]) and the plans they were read
//! from; gives one [`Entry`] an indicator with one [`Cell`] for every asked region. Pure: `store`
//! fetches what [`Scope`] names, `api` puts the answer into JSON and CSV.
//!
//! - `input`: what goes in. `answer`: what comes out.
//! - `choose`: which of several statements is the base, the target, the stated growth.
//! - `base`, `derive`, `share`: numbers computed from printed ones. `rank`: what may be compared, and its order.
//! - `basis`: prices and parts that documents name. `summary`, `ambition`: what follows from the comparable.
//! - `resolve`: what a target in words leads to. `cell`: all of it put together.
//! - `cascade`: a region above and those below it.
//!
//! A figure is never taken from another region's plan, nor from this region's plan for another
//! period; where a derived number uses the parent's figure, the parent's observation is named.

mod ambition;
pub mod answer;
mod base;
mod basis;
pub mod cascade;
mod cell;
mod choose;
mod derive;
pub mod input;
mod rank;
mod resolve;
mod share;
mod summary;
#[cfg(test)]
mod tests;

pub use crate::arithmetic::Span;
pub use answer::{Cell, Entry, Figure};
pub use input::{Plan, Question, Scope, Statement};

pub(crate) use choose::{is_base_year, is_change};
pub(crate) use derive::{combine, compound};
pub(crate) use input::is_doubt;

use input::Facts;

/// Id of the indicator whose growth a target like 与经济增长同步 follows.
pub const GDP: &str = "gdp";

/// One entry for each asked indicator, in the order asked, with one cell for each asked region, in
/// the order asked. Statements of plans that are not in `plans` are left out.
#[must_use]
pub fn table(question: &Question<'_>, plans: &[Plan], statements: &[Statement]) -> Vec<Entry> {
    let facts = Facts::new(question, plans, statements);
    question.indicators.iter().map(|indicator| rank::entry(&facts, indicator)).collect()
}

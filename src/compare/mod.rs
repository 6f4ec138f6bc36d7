//! Comparisons: base, target, growth, share and rank of indicators across regions.
//!
//! Takes statements of a release as plain values and their plans; gives one [`Entry`] for each
//! indicator with one [`Cell`] for each region of the input. Pure: `store` fetches what [`Scope`]
//! names, `api` writes the answer as JSON and CSV.
//!
//! - `input`: indicators, regions, period and their index. `answer`: the types of the answer.
//! - `substitute`: targets of a period from other documents than its plan.
//! - `choose`: which of several statements is the base, the target, the stated growth.
//! - `base`, `derive`, `share`: figures computed from printed ones. `rank`, `usual`: comparability and order.
//! - `basis`: prices and parts that documents name. `summary`, `ambition`: computed from the comparable figures.
//! - `method`: the arithmetic in words. `above`: the figures of a region above.
//! - `resolve`: the figure that a target in words leads to. `cell`: puts one region together.
//! - `cascade`: a region above and those below it.
//!
//! A figure is never taken from another region's plan, nor from this region's plan for another
//! period unless `basis` says so; where a derived number uses the parent's figure, the parent's observation is named.

mod above;
mod ambition;
pub mod answer;
mod base;
mod basis;
pub mod cascade;
mod cell;
mod choose;
mod derive;
pub mod input;
mod method;
mod pace;
mod places;
mod point;
mod printed;
mod rank;
mod required;
mod resolve;
mod share;
mod substitute;
mod summary;
#[cfg(test)]
mod tests;
mod usual;

pub use answer::{Cell, Entry, Figure};
pub use choose::is_base_year;
pub use input::{CompareInput, Scope};
pub use rank::table;
pub use substitute::substituted;

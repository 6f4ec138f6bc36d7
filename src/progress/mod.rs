//! Progress: each target of a plan against what later documents report.
//!
//! Takes the targets of one plan and the statements of every document of the region; gives one [`Progress`] for each
//! target, with a verdict and its arithmetic. Pure: `store` fetches the statements, `api` writes the answer.
//!
//! - `input`: a plan and the statements of its region. `answer`: the types of the answer. `targets`: the targets of the plan, statements of one
//!   thing together. `judge`: one target, by its measure.
//! - `by_label`: figures for a target that the catalogue has no indicator for. `choices`: which of several figures.
//! - `level`, `growth`, `total`, `change`: the arithmetic of each measure. `facts`: the actual figures of an indicator.
//! - `parts`: the years of a span, each with its figure. `verdict`: what a target allows, and whether a figure is on its way.
//!   `written`: figures in words.
//!
//! Only figures over the same span of years are compared, and only what documents print is used.

pub mod answer;
mod by_label;
mod change;
mod choices;
mod facts;
mod growth;
mod input;
mod judge;
mod level;
mod parts;
mod tally;
mod targets;
#[cfg(test)]
mod tests;
mod total;
mod verdict;
mod written;

pub use answer::{PlanProgress, Progress};
pub use input::ProgressInput;
pub use judge::progress;

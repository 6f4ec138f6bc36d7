//! The rules of running text, in the order tried. Each reads a quantity with its clause and decides label
//! and measure; the first rule that knows the form is used.
//!
//! A rule returns `None` for a form it does not know, `Some(Reading::Skip)` for a number that is no figure
//! of the document, and `Some(Reading::Figure)` for a figure.

mod before;
mod chain;
mod change;
mod counted;
mod fulfilment;
mod growth;
mod level;
mod members;
mod movement;
mod multiple;
mod quoted;
mod rank;
mod respective;
mod scene;
mod share;
mod structure;
mod threshold;
mod topic;
mod travel;

pub(super) use before::of_pair;
pub(super) use change::{change_word, difference, leading_fall};
pub(super) use quoted::quotes_goal;
pub(super) use respective::parts;
pub(super) use scene::{Figure, Reading, Rule, Scene, core, last_named};

/// Every rule but [`is_threshold`], which is tried before them, in the order tried.
pub(super) const RULES: &[&dyn Rule] = &[
    &structure::Structure,
    &quoted::Quoted,
    &rank::Rank,
    &travel::Travel,
    &chain::Chain,
    &multiple::Multiple,
    &respective::Respective,
    &movement::Movement,
    &growth::AnnualGrowth,
    &change::Gap,
    &change::Change,
    &share::Share,
    &counted::Counted,
    &level::Level,
];

/// Whether the quantity only selects things. The answer depends on the quantities alone, not on the figures read before.
pub(super) fn is_threshold(scene: &Scene<'_>) -> bool {
    threshold::Threshold.read(scene).is_some()
}

//! The rules of running text, in the order tried. Each reads one quantity in its clause and says
//! what is measured and how; the first that knows the form decides.
//!
//! A rule answers `None` where the form is not its own, `Some(Reading::Skip)` where the number is no
//! figure of the plan, and `Some(Reading::Figure)` otherwise.

mod before;
mod chain;
mod change;
mod counted;
mod growth;
mod level;
mod members;
mod movement;
mod multiple;
mod rank;
mod respective;
mod scene;
mod share;
mod structure;
mod threshold;
mod travel;

pub(super) use before::of_pair;
pub(super) use change::{change_word, leading_fall};
pub(super) use scene::{Figure, Reading, Rule, Scene, core};

/// Every rule, in the order tried.
pub(super) const RULES: &[&dyn Rule] = &[
    &threshold::Threshold,
    &structure::Structure,
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

/// Whether the quantity only says which things are meant.
pub(super) fn threshold(scene: &Scene<'_>) -> Option<Reading> {
    threshold::Threshold.read(scene)
}

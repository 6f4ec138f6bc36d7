//! Plan against outcome: for each row of a review table the target, the outcome, the claim in
//! words, and the arithmetic.
//!
//! The words (达标, 视同完成, 可比口径完成) and the arithmetic stand apart. A verdict is `met` or `missed` only
//! where the figures decide it; where only words say that a target was met, it is `claimed`.
//!
//! # Order of the arithmetic
//! Level against level; total or change over the period against the same; growth a year against growth a year:
//! the first pair that is printed on both sides decides, the others are given beside it. Direction and
//! comparator are the target's: more than 1400 is not met by 1400, a limit of 3.8 is met by 3.2, and a fall of
//! 23 meets a fall of 5 although the level is better when lower.

mod answer;
mod decide;
mod judge;
mod review;
#[cfg(test)]
mod tests;

pub use answer::{
    Arithmetic, Claim, ClaimKind, OtherStatement, PlannedTarget, Result, ReviewedStatement,
    Scorecard, ScorecardRow, Summary, Verdict,
};
pub use decide::{result, satisfying};
pub use judge::{claim_kind, scorecard};
pub use review::{Review, TableRow};

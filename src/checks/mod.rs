//! Checks: figures of a plan that a reader should see side by side.
//!
//! A plan says the same thing twice, or things that follow from each other: growth and the levels it
//! leads to, a table and the running text, a base and the outcome it was, parts and their whole. Each
//! check computes one from the other and tells where they do not meet. What a figure leaves open counts:
//! its comparator, 左右, and that 7.5 may be anything from 7.45 to 7.55. So a finding is never about the
//! last digit, and none is called wrong: it has the figures, the arithmetic, and what may be behind it.
//!
//! - `subject`: what goes in: one plan, the one before it, the plans of its districts. `finding`: what comes out.
//! - `term`: a printed figure with what it allows. `explain`: what may be behind a finding.
//! - `growth`, `share_growth`, `bases`, `differ`, `side`, `parts`, `shares`, `names`: the checks.
//!
//! Which statement is the base, the target and the stated growth is decided in [`crate::compare`], so that
//! a finding is about the figures that a comparison shows. Pure: `ingest` computes findings when it loads a plan,
//! `store` keeps them, `api` answers with them.

mod bases;
mod differ;
mod explain;
mod finding;
mod growth;
mod names;
mod parts;
mod review;
mod share_growth;
mod shares;
mod side;
mod subject;
mod term;
#[cfg(test)]
mod tests;

pub use finding::{Code, Explanation, Finding, Input, Kind, Role, Severity, Term};
pub use subject::{Region, Subject};
pub use term::slack;

use std::collections::HashSet;

/// Which rules made a finding. To be raised with every change that changes what is found: the next load
/// then checks every plan again, as a new release.
pub const VERSION: i32 = 3;

/// Everything the checks find in one plan, the most serious first, then by indicator and id; each once.
#[must_use]
pub fn findings(subject: &Subject<'_>) -> Vec<Finding> {
    let facts = subject::Facts::new(subject);
    let mut found = growth::find(&facts);
    found.extend(side::find(&facts));
    found.extend(differ::find(&facts));
    found.extend(review::find(&facts));
    found.extend(parts::find(&facts));
    found.extend(shares::find(&facts));
    found.extend(share_growth::find(&facts));
    found.extend(names::find(&facts));
    let mut seen = HashSet::new();
    found.retain(|finding| seen.insert(finding.id.clone()));
    found.sort_by(|a, b| (b.severity, &a.indicator, &a.id).cmp(&(a.severity, &b.indicator, &b.id)));
    found
}

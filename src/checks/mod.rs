//! Checks: figures of a plan that contradict each other or need care.
//!
//! A plan may state the same figure twice, or state figures that follow from each other: growth and levels,
//! a table and the running text, a base and an outcome, parts and their whole. Each check computes one
//! figure from the others and reports a contradiction. It takes into account comparators, 左右 and rounding
//! (7.5 may be anything from 7.45 to 7.55), so the last digit alone never causes a finding. A finding calls
//! no figure wrong: it contains the figures, the arithmetic and possible explanations.
//!
//! - `subject`: the input: a plan, the plan before it, the plans of its districts. `finding`: the
//!   result.
//! - `term`: a printed figure and the values it allows. `explain`: possible explanations.
//! - `growth`, `share_growth`, `bases`, `differ`, `side`, `parts`, `shares`, `names`: the checks.
//!
//! [`crate::compare`] decides which statement is the base, the target and the stated growth, so a finding
//! is about the figures of a comparison. This room is pure: `ingest` computes findings when it loads a
//! plan, `store` keeps them, `api` returns them.

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
pub use subject::{ChosenFigures, Region, Subject};
pub use term::slack;

use std::collections::HashSet;

/// Version of the rules. A change that changes findings must raise it; the next load then checks every plan
/// again and makes a new release.
pub const VERSION: i32 = 4;

/// All findings of one plan without duplicates: the most serious first, then by indicator and id.
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

//! Targets of a period that another document states than its plan: the review table of a later plan, and the
//! outlook of a work report or of the plan before. Their statements are brought into the form of a plan's, so
//! that all other rules are the same.
//!
//! | | target | base |
//! |---|---|---|
//! | reviewed | what the review table repeats of the period | an actual figure up to the base year |
//! | outlook | a figure or words for the last year of the period | the same |
//!
//! Figures that count from a year (growth, totals, changes, multiples) are of the period only where they count
//! from its base year, and of its base only where they cover the period before it.

use super::choose::start;
use crate::domain::{Basis, Kind, Measure, Plan, Statement, TableRole};
use std::collections::HashMap;

/// The statements of these texts as those of plans, in their order: of a plan for the period as they are, of another text
/// those that are of the period. Statements of other texts are left out.
#[must_use]
pub fn substituted(
    plans: &[Plan],
    statements: impl IntoIterator<Item = Statement>,
) -> Vec<Statement> {
    let known: HashMap<&str, &Plan> = plans.iter().map(|plan| (&*plan.id, plan)).collect();
    let of_period = |statement: Statement| {
        let plan = known.get(&*statement.plan)?;
        if plan.basis == Basis::Plan { Some(statement) } else { restated(plan, statement) }
    };
    statements.into_iter().filter_map(of_period).collect()
}

fn restated(plan: &Plan, mut statement: Statement) -> Option<Statement> {
    let is_review = statement.table_role == Some(TableRole::Review);
    let of_period = match (statement.kind, plan.basis) {
        (Kind::Actual, _) => is_of_base(plan, &statement),
        (Kind::Target, Basis::Outlook) => {
            !is_review
                && statement.year == Some(plan.period[1])
                && counts_from(plan.base_year, &statement)
        }
        (Kind::Target, _) => {
            let within = |year| plan.base_year < year && year <= plan.period[1];
            is_review
                && statement.year.is_some_and(within)
                && counts_from(plan.base_year, &statement)
        }
    };
    if statement.kind == Kind::Target && is_review {
        statement.table_role = Some(TableRole::Targets);
    }
    of_period.then_some(statement)
}

/// Whether a figure that counts from a year counts from this one, as far as the text tells.
fn counts_from(year: u16, statement: &Statement) -> bool {
    statement.since.is_none_or(|since| since == year)
}

/// A total or a change of one year is none of the period before; growth is of a year where the indicator is one.
fn is_of_base(plan: &Plan, statement: &Statement) -> bool {
    let known = statement.year.is_some_and(|year| year <= plan.base_year);
    known
        && match statement.measure {
            Measure::Level | Measure::AnnualGrowth | Measure::RatioMultiple => true,
            // Of a review table the column tells that it is.
            Measure::Cumulative | Measure::Change => {
                statement.since.map_or(statement.is_of_review(), |since| since == start(plan))
            }
        }
}

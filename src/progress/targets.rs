//! The targets of a plan, statements of one thing together.

use super::by_label::label_key;
use super::input::ProgressInput;
use crate::domain::Measure;
use crate::series::ReportedStatement;

/// The targets of the plan; statements that say the same of one thing are together, the first in a table first.
pub(super) fn merged<'q>(input: &ProgressInput<'q>) -> Vec<Vec<&'q ReportedStatement>> {
    let mut all: Vec<Vec<&ReportedStatement>> = Vec::new();
    for one in input.targets() {
        let same = all.iter_mut().find(|same| is_same(input, same[0], one));
        match same {
            Some(same) => same.push(one),
            None => all.push(vec![one]),
        }
    }
    for same in &mut all {
        same.sort_by_key(|one| one.statement.table.is_none());
    }
    all
}

/// Whether two statements set the same: figure or words, measure and years of one indicator, or without one of one label.
fn is_same(input: &ProgressInput<'_>, one: &ReportedStatement, other: &ReportedStatement) -> bool {
    let years = |one| (year_of(input, one), since_of(input, one));
    let (own, others) = (&one.statement, &other.statement);
    own.indicator == others.indicator
        && own.measure == others.measure
        && own.comparator == others.comparator
        && own.text == others.text
        && (own.value, own.value_high) == (others.value, others.value_high)
        && years(one) == years(other)
        && (!own.indicator.is_empty() || {
            let printed = |one: &ReportedStatement| {
                let statement = &one.statement;
                (statement.printed_value, statement.printed_high, statement.printed_unit.clone())
            };
            printed(one) == printed(other) && label_key(&own.label) == label_key(&others.label)
        })
}

/// The year a target is for: its own, else the last of the plan.
pub(super) fn year_of(input: &ProgressInput<'_>, one: &ReportedStatement) -> u16 {
    one.statement.year.unwrap_or(input.plan.period[1])
}

/// The year a target counts from: its own, else the base year of the plan; `None` for a level.
pub(super) fn since_of(input: &ProgressInput<'_>, one: &ReportedStatement) -> Option<u16> {
    (one.statement.measure != Measure::Level)
        .then(|| one.statement.since.unwrap_or(input.plan.base_year))
}

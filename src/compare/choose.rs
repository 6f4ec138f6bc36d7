//! The choice among several statements of one plan: the one that is used, and its alternatives.
//!
//! # Order of preference
//! An earlier line outweighs all later ones.
//!
//! | | target | base | stated growth |
//! |---|---|---|---|
//! | 1 | a number before words | the same | the same |
//! | 2 | the last year of the period; then a figure without a year; then the latest year within | the target's measure, then as in 3 | as target |
//! | 3 | level, total, change, multiple | the base year; then a figure without a year; then the latest before it | – |
//! | 4 | a figure the parser does not doubt | the same | the same |
//! | 5 | table of targets, running text | table of targets, review table, running text | as target |
//! | 6 | higher confidence | the same | the same |
//! | 7 | earlier line, then smaller id | the same | the same |
//!
//! Never a target: what a review table planned for the period before; a year outside the period
//! (2035 is the horizon, not this plan's end). Never a base: a change or a multiple (是2015年的1.6倍)
//! of something that is a level; a total, unless the target is one; a year more than one period before.
//!
//! Where a plan states no level, its growth a year is the target: 进出口年均增长10% is a target of
//! trade, with measure `annual_growth`.
//!
//! An indicator that is itself a growth (`consumer_prices`), a reduction (单位能耗降低) or a total
//! (新增就业) is stated as `annual_growth`, `change` or `cumulative`, as the catalogue says (`measures`), and
//! these come first for it. For all but the
//! first two an annual growth is its stated growth, and its target only where no other is stated: a
//! number, or words that tie it to GDP.

use super::input::Facts;
use crate::catalog::Indicator;
use crate::domain::{Basis, Kind, Measure, Origin, Plan, Statement, TableRole, WordRule};
use std::cmp::Reverse;

/// The measures of an indicator, best first. Statements of other measures are not its figures.
pub(super) fn measures(indicator: &Indicator) -> &'static [Measure] {
    use Measure::{AnnualGrowth, Change, Cumulative, Level, RatioMultiple};
    match indicator.measure() {
        Level | RatioMultiple => &[Level, Cumulative, Change, RatioMultiple],
        Cumulative => &[Cumulative, Level, Change, RatioMultiple],
        AnnualGrowth => &[AnnualGrowth, Level, Cumulative, Change],
        Change => &[Change, Cumulative, Level, AnnualGrowth],
    }
}

/// The text whose figures the cell of a region has: the first that states a target of the indicator; where none
/// does, the first.
pub(super) fn text<'a>(facts: &Facts<'a>, region: &str, indicator: &Indicator) -> Option<&'a Plan> {
    let mut texts = facts.texts(region);
    let first = texts.next()?;
    if first.basis == Basis::Plan {
        return Some(first);
    }
    let states = |text: &&Plan| !targets(facts, text, indicator).is_empty();
    std::iter::once(first).chain(texts).find(states).or(Some(first))
}

/// The candidates for the target, the used one first: statements of the indicator or, without any,
/// of its growth a year.
pub(super) fn targets<'a>(
    facts: &Facts<'a>,
    plan: &Plan,
    indicator: &Indicator,
) -> Vec<&'a Statement> {
    let order = measures(indicator);
    let mut found: Vec<_> = facts
        .of(plan, indicator)
        .iter()
        .copied()
        .filter(|statement| is_commitment(statement, plan) && order.contains(&statement.measure))
        .collect();
    found.sort_by_key(|statement| {
        (
            statement.value.is_none(),
            end_distance(statement, plan),
            place(order, statement.measure),
            quality(statement),
        )
    });
    if found.is_empty() && !indicator.is_change() {
        // 完成市下达目标 in a column of growth may be of the level; under a name of the growth it is not.
        let leads = |statement: &&Statement| {
            statement.value.is_some()
                || statement.rule == Some(WordRule::InStepWithGdp)
                || indicator.names_growth(&statement.label)
        };
        return growths(facts, plan, indicator).into_iter().filter(leads).collect();
    }
    found
}

/// The statements of the growth a year over the period, the used one first.
pub(super) fn growths<'a>(
    facts: &Facts<'a>,
    plan: &Plan,
    indicator: &Indicator,
) -> Vec<&'a Statement> {
    let counts = |statement: &&Statement| {
        is_commitment(statement, plan) && end_distance(statement, plan) <= 1
    };
    let mut found: Vec<_> = facts.growth_of(plan, indicator).filter(counts).collect();
    found.sort_by_key(|statement| {
        (statement.value.is_none(), end_distance(statement, plan), quality(statement))
    });
    found
}

/// The candidates for the base, the used one first.
pub(super) fn bases<'a>(
    facts: &Facts<'a>,
    plan: &Plan,
    indicator: &Indicator,
    target: Option<&Statement>,
) -> Vec<&'a Statement> {
    let order = measures(indicator);
    let first =
        target.filter(|statement| statement.value.is_some()).map(|statement| statement.measure);
    let mut found: Vec<_> = facts
        .of(plan, indicator)
        .iter()
        .copied()
        .filter(|statement| statement.kind == Kind::Actual && order.contains(&statement.measure))
        .filter(|statement| is_base_like(statement, indicator, first))
        .filter(|statement| {
            statement.year.is_none_or(|year| (start(plan)..=plan.base_year).contains(&year))
        })
        .collect();
    found.sort_by_key(|statement| {
        (
            statement.value.is_none(),
            first.is_some_and(|measure| measure != statement.measure),
            place(order, statement.measure),
            statement.year.map_or(1, |year| (plan.base_year - year) * 2),
            quality(statement),
        )
    });
    found
}

/// Whether an actual figure can be a base. The total of the period before is one of a total only: for a
/// level, brackets in a table may as well be its change.
fn is_base_like(statement: &Statement, indicator: &Indicator, target: Option<Measure>) -> bool {
    match (statement.measure, indicator.measure()) {
        (_, Measure::AnnualGrowth | Measure::Change)
        | (Measure::Level, _)
        | (Measure::Cumulative, Measure::Cumulative) => true,
        (Measure::Cumulative, _) => target == Some(Measure::Cumulative),
        _ => false,
    }
}

/// Totals of the period before that are not used as a base.
pub(super) fn totals<'a>(
    facts: &Facts<'a>,
    plan: &Plan,
    indicator: &Indicator,
) -> Vec<&'a Statement> {
    let mut found: Vec<_> = facts
        .of(plan, indicator)
        .iter()
        .copied()
        .filter(|statement| {
            statement.kind == Kind::Actual && statement.year == Some(plan.base_year)
        })
        .filter(|statement| statement.measure == Measure::Cumulative && statement.value.is_some())
        .collect();
    found.sort_by_key(|statement| quality(statement));
    found
}

/// The base year of the period before: 2015 for a plan from 2020.
pub(super) fn start(plan: &Plan) -> u16 {
    plan.base_year.saturating_sub(plan.period[1] + 1 - plan.period[0])
}

/// Whether a figure is of the year the period before began with, or earlier: 2015 for a plan from 2020.
pub fn is_base_year(statement: &Statement, plan: &Plan) -> bool {
    statement.year.is_some_and(|year| year <= start(plan))
}

/// Whether a statement is a target of this plan for its own period.
fn is_commitment(statement: &Statement, plan: &Plan) -> bool {
    let within = |year: u16| plan.base_year < year && year <= plan.period[1];
    statement.kind == Kind::Target
        && statement.table_role != Some(TableRole::Review)
        && statement.year.is_none_or(within)
}

/// 0 for the last year of the period, 1 for no year, more for earlier ones.
fn end_distance(statement: &Statement, plan: &Plan) -> u16 {
    statement.year.map_or(1, |year| (plan.period[1] - year) * 2)
}

fn place(order: &[Measure], measure: Measure) -> usize {
    order.iter().position(|known| *known == measure).unwrap_or(order.len())
}

/// Lines 4 to 7 of the order.
fn quality(statement: &Statement) -> (bool, u8, Reverse<i64>, u32, &str) {
    let place = match (statement.origin, statement.table_role) {
        (Origin::Table, Some(TableRole::Review)) => 1,
        (Origin::Table, _) => 0,
        (Origin::Prose, _) => 2,
    };
    #[expect(clippy::cast_possible_truncation, reason = "0 to 1, to three decimals")]
    let confidence = (statement.confidence * 1000.0).round() as i64;
    (statement.is_doubtful(), place, Reverse(confidence), statement.line, &statement.id)
}

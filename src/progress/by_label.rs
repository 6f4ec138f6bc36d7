//! Targets without an indicator in the catalogue, against figures printed under the same label.
//!
//! A figure matches where its label has the same key, its unit converts and its measure is the same, within one region.
//! The match must be exact and unambiguous: a short label, or two different figures of one document for one year, match
//! nothing.

use super::input::ProgressInput;
use crate::arithmetic::fall::Bounds;
use crate::catalog::{Direction, Indicator, unit};
use crate::domain::{ChangeDirection, Comparator, Kind, Measure, names_fall};
use crate::series::ReportedStatement;
use crate::spelling::key;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Verbs before a thing that is counted: 打造示范片带 and 示范片带 count the same.
const DOING: [&str; 8] = ["打造", "建设", "建成", "完成", "实施", "推进", "创建", "培育"];

/// Shorter labels (泊位, 全国) may name different things.
const SHORTEST: usize = 4;

/// A target without indicator, with the figures of the same label and an indicator made of its own words.
pub(super) struct LabelMatch {
    /// Without id: no entry of the catalogue.
    pub(super) indicator: Indicator,
    /// The target, its figure as printed.
    pub(super) target: ReportedStatement,
    /// The actual figures, in the unit of the target.
    pub(super) statements: Vec<ReportedStatement>,
}

/// The actual figures without indicator, by measure and key of the thing that their label counts. Made once for all
/// targets of a plan: a label is read several times more slowly than it is compared.
pub(super) struct LabelIndex<'i>(BTreeMap<(Measure, String), Vec<&'i ReportedStatement>>);

impl<'i> LabelIndex<'i> {
    pub(super) fn of(input: &ProgressInput<'i>) -> Self {
        let mut index: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let actual = |one: &&ReportedStatement| {
            one.statement.kind == Kind::Actual && one.statement.indicator.is_empty()
        };
        for one in input.known().filter(actual) {
            let key = counted(one.statement.measure, &one.statement.label);
            index.entry((one.statement.measure, key)).or_default().push(one);
        }
        Self(index)
    }
}

impl LabelMatch {
    /// The figures that match a target; `None` where there are none, or where they are ambiguous.
    pub(super) fn of(index: &LabelIndex<'_>, target: &ReportedStatement) -> Option<Self> {
        let unit = target.statement.printed_unit.clone()?;
        let measure = target.statement.measure;
        let wanted = counted(measure, &target.statement.label);
        if wanted.chars().count() < SHORTEST {
            return None;
        }
        let figures = index.0.get(&(measure, wanted))?;
        let statements: Vec<_> = figures.iter().filter_map(|one| in_unit(one, &unit)).collect();
        if statements.is_empty() || is_ambiguous(&statements) {
            return None;
        }
        let target = in_unit(target, &unit)?;
        let indicator = Indicator {
            measures: vec![measure],
            ..Indicator::new("", &target.statement.label, &unit, way(&target))
        };
        Some(Self { indicator, target, statements })
    }
}

/// The key of a label, equal for all its spellings.
pub(super) fn label_key(label: &str) -> String {
    key::label(label, unit::known).key
}

/// The key of the thing that a label counts; for a total without the verb before it.
fn counted(measure: Measure, label: &str) -> String {
    let key = label_key(label);
    let verb = DOING.iter().filter(|_| measure == Measure::Cumulative);
    let thing = verb.filter_map(|verb| key.strip_prefix(verb)).find(|thing| !thing.is_empty());
    thing.map(str::to_owned).unwrap_or(key)
}

/// The good direction as the target itself gives it: that of its words, or more for a total.
fn way(target: &ReportedStatement) -> Direction {
    match (target.direction, target.statement.measure) {
        _ if names_fall(&target.statement.label) => Direction::Higher,
        (Some(ChangeDirection::Up), _) | (None, Measure::Cumulative) => Direction::Higher,
        (Some(ChangeDirection::Down), _) => Direction::Lower,
        (None, _) => Direction::Neutral,
    }
}

/// A statement with its printed figure in a unit; falls are negative. `None` without a figure, and where the units do
/// not convert.
fn in_unit(one: &ReportedStatement, wanted: &str) -> Option<ReportedStatement> {
    let mut one = one.clone();
    let statement = &mut one.statement;
    let printed = statement.printed_unit.as_deref()?;
    let convert = |value: Decimal| {
        if key::unit(printed) == key::unit(wanted) {
            Some(value)
        } else {
            unit::convert(value, printed, wanted)
        }
    };
    let value = convert(statement.printed_value?)?;
    let high = statement.printed_high.map(convert);
    if high == Some(None) {
        return None;
    }
    let mut bounds = Bounds { value, high: high.flatten(), comparator: statement.comparator };
    let moves = matches!(statement.measure, Measure::Change | Measure::AnnualGrowth);
    if moves && one.direction == Some(ChangeDirection::Down) && !names_fall(&statement.label) {
        bounds = bounds.fallen();
    }
    statement.value = Some(bounds.value);
    statement.value_high = bounds.high;
    statement.comparator = bounds.comparator;
    statement.unit = Some(wanted.into());
    Some(one)
}

/// Whether one document states different figures for one year: then the label names more than one thing.
fn is_ambiguous(statements: &[ReportedStatement]) -> bool {
    let place = |one: &ReportedStatement| {
        (one.document.id.clone(), one.statement.since, one.statement.year)
    };
    let exact = |one: &ReportedStatement| one.statement.comparator == Comparator::Eq;
    statements.iter().enumerate().any(|(at, one)| {
        let others = statements[at + 1..].iter().filter(|other| place(one) == place(other));
        others.filter(|other| exact(one) && exact(other)).any(|other| {
            (one.statement.value, one.statement.value_high)
                != (other.statement.value, other.statement.value_high)
        })
    })
}

//! The base of a cell: printed for the base year, or computed, or of another year with a note.

use super::answer::{Computation, Figure};
use super::choose::{self, bases};
use super::input::Facts;
use super::printed::{alternative, figure};
use crate::arithmetic::bound;
use crate::catalog::Indicator;
use crate::domain::lang::Lang;
use crate::domain::message::{Message, message};
use crate::domain::{ChangeDirection, Kind, Measure, Plan, Statement};
use std::sync::Arc;

/// The base and the ids considered for it, the used ones first. A level printed for the base year is
/// used before a computed one, a computed one before another year's.
pub(super) fn base(
    facts: &Facts<'_>,
    plan: &Plan,
    indicator: &Indicator,
    target: Option<&Statement>,
) -> (Option<Figure>, Vec<Arc<str>>) {
    let found = bases(facts, plan, indicator, target);
    let of_base_year = |statement: &&Statement| {
        statement.measure == Measure::Level && statement.year == Some(plan.base_year)
    };
    let settled =
        found.first().is_some_and(|statement| statement.value.is_some() && of_base_year(statement));
    if !settled
        && let Some((mut computed, used)) =
            computed(facts.lang, facts.of(plan, indicator), plan, indicator)
    {
        let others =
            found.iter().filter(|statement| used.iter().all(|input| input.id != statement.id));
        computed.alternatives =
            others.clone().map(|statement| alternative(used[0], statement)).collect();
        let ids = used.iter().chain(others).map(|statement| statement.id.clone()).collect();
        return (Some(computed), ids);
    }
    let mut base = figure(&found);
    if let Some(base) = &mut base {
        base.note = base_note(facts.lang, base, plan);
    }
    (base, found.iter().map(|statement| statement.id.clone()).collect())
}

fn base_note(lang: Lang, base: &Figure, plan: &Plan) -> Option<Message> {
    match base.year {
        Some(year) if year == plan.base_year => None,
        Some(year) => Some(message!(
            lang,
            "{text} prints no figure of its base year {base_year}; this one is of {year}",
            "{text}未印基年 {base_year} 年的数字；此为 {year} 年的数字",
            text = plan.basis.noun(lang),
            base_year = plan.base_year,
        )),
        None => Some(message!(
            lang,
            "the document gives no year; the plan's base year is {base_year}",
            "文件未写年份；规划的基年为 {base_year} 年",
            base_year = plan.base_year,
        )),
    }
}

/// The figure of the base year computed from the level five years before and the change since, both printed
/// in the same row of a review table: 63 in 2015 minus \[23\] is 40 in 2020. The label of the row must name
/// the direction (降低, 提高), because brackets are also printed around totals (累计投资 \[1500\]).
fn computed<'a>(
    lang: Lang,
    statements: &[&'a Statement],
    plan: &Plan,
    indicator: &Indicator,
) -> Option<(Figure, [&'a Statement; 2])> {
    if indicator.is_change() {
        return None;
    }
    let actual = |statement: &&&Statement| {
        statement.kind == Kind::Actual
            && statement.value.is_some()
            && statement.value_high.is_none()
    };
    let (change, way) = statements.iter().filter(actual).find_map(|statement| {
        let moved = matches!(statement.measure, Measure::Cumulative | Measure::Change);
        let here = moved && statement.year == Some(plan.base_year) && statement.row.is_some();
        Some((
            *statement,
            here.then(|| {
                ChangeDirection::named_first([Some(&*statement.label), statement.group.as_deref()])
            })
            .flatten()?,
        ))
    })?;
    let level = statements.iter().filter(actual).find(|statement| {
        statement.measure == Measure::Level
            && statement.year == Some(choose::start(plan))
            && (&statement.document, &statement.table, statement.row)
                == (&change.document, &change.table, change.row)
            && statement.unit.as_deref() == indicator.unit.as_deref()
    })?;
    let comparator = bound::of_points(level.comparator, change.comparator)?;
    if change.unit != level.unit {
        return None;
    }
    let (from, by) = (level.value?.normalize(), change.value?.normalize());
    let (value, operator, verb) = match way {
        ChangeDirection::Up => (from.checked_add(by)?, "+", Message::of(lang, "plus", "加")),
        ChangeDirection::Down => (from.checked_sub(by)?, "−", Message::of(lang, "less", "减")),
    };
    let value = value.normalize();
    let (start, end) = (choose::start(plan), plan.base_year);
    let method = message!(
        lang,
        "level of {start} {verb} the change printed for {first}–{end}: {from} {operator} {by} = {value}",
        "{start} 年的值{verb} {first}–{end} 年所印的变化：{from} {operator} {by} = {value}",
        first = start + 1,
    );
    let note = message!(
        lang,
        "no figure of {year} is printed; this one is computed",
        "未印 {year} 年的数字；此数为计算所得",
        year = plan.base_year,
    );
    let figure = Figure {
        id: None,
        year: Some(plan.base_year),
        since: None,
        value: Some(value),
        value_high: None,
        unit: level.unit.clone(),
        comparator: Some(comparator),
        measure: Measure::Level,
        status: None,
        attribute: None,
        printed: None,
        evidence: None,
        price_basis: None,
        qualifiers: Vec::new(),
        derived: Some(Computation { method, inputs: vec![level.id.clone(), change.id.clone()] }),
        note: Some(note),
        alternatives: Vec::new(),
    };
    Some((figure, [level, change]))
}

//! The annual change that a target requires.

use super::answer::{Ambition, Cell, MissingCode, MissingFigure, Why};
use super::derive::years_unknown;
use super::input::Facts;
use super::point::{POINTS, ids, point};
use crate::arithmetic::rounding;
use crate::catalog::{Direction, Indicator};
use crate::domain::Measure;
use crate::domain::lang::Lang;
use crate::domain::message::Message;
use rust_decimal::Decimal;

/// Decimals of a change a year: 0.2 points in five years are 0.04.
const DECIMALS: u32 = 4;

/// Explains why there is no better or worse value.
pub(super) fn neutral(lang: Lang) -> Why {
    let reason = Message::of(
        lang,
        "neither more nor less of the indicator is better",
        "该指标无所谓高低好坏",
    );
    (MissingCode::NoDirection, reason)
}

/// A target that is a total over the period, and the years of that period. Brackets at a percentage are a
/// change.
pub(super) fn total(facts: &Facts<'_>, cell: &Cell) -> Option<(Decimal, u16)> {
    let target = cell.target.as_ref().filter(|target| target.measure == Measure::Cumulative)?;
    let percentage = matches!(target.unit.as_deref(), Some("%" | POINTS));
    if percentage || cell.derived.target_level.is_some() {
        return None;
    }
    let [first, last] = facts.input.period;
    let own = target.year.zip(target.since).and_then(|(year, since)| year.checked_sub(since));
    let years = own.filter(|years| *years > 0).unwrap_or(last + 1 - first);
    Some((point(target)?.value, years))
}

/// The annual part of a total over the period. It is no change, so there is no growth.
pub(super) fn required_total(lang: Lang, cell: &Cell, value: Decimal, years: u16) -> Ambition {
    let mut ambition = Ambition::default();
    let Some(a_year) = value.checked_div(Decimal::from(years)) else { return ambition };
    let a_year = rounding::rounded(a_year, DECIMALS);
    let target = cell.target.as_ref();
    ambition.required_a_year = Some(a_year);
    ambition.required_unit = target.and_then(|target| target.unit.clone());
    ambition.comparator = target.and_then(|target| target.comparator);
    let unit = ambition.required_unit.as_deref().unwrap_or("");
    let method = format_args!("required_a_year: {value} ÷ {years} = {a_year} {unit}");
    ambition.method = Some(Message::made(method));
    ambition.inputs.extend(target.into_iter().flat_map(ids).cloned());
    ambition.missing.push(MissingFigure::new(
        &["required_percent_a_year", "improvement_a_year"],
        (
            MissingCode::PeriodTotal,
            Message::of(
                lang,
                "a total over the period is no change of a level",
                "五年累计不是水平的变化",
            ),
        ),
    ));
    ambition
}

/// The change a year that leads from base to target.
pub(super) fn required(lang: Lang, indicator: &Indicator, cell: &Cell) -> Ambition {
    let mut ambition = Ambition::default();
    let derived = &cell.derived;
    let fields = &["required_a_year", "required_percent_a_year", "improvement_a_year"];
    let years = match (&cell.base, &cell.target) {
        (Some(base), Some(target)) => base.year.zip(target.year),
        _ => None,
    };
    let years = years.and_then(|(first, last)| last.checked_sub(first)).filter(|years| *years > 0);
    let (Some(change), Some(years)) = (derived.change, years) else {
        let missing = if derived.change.is_some() {
            MissingFigure::new(fields, years_unknown(lang))
        } else {
            as_for(lang, "change", cell, fields)
        };
        ambition.missing.push(missing);
        return ambition;
    };
    let Some(a_year) = change.checked_div(Decimal::from(years)) else { return ambition };
    let a_year = rounding::rounded(a_year, DECIMALS);
    ambition.required_a_year = Some(a_year);
    ambition.required_unit.clone_from(&derived.change_unit);
    ambition.required_percent_a_year = derived.annual_growth;
    ambition.comparator = derived.comparator;
    let unit = derived.change_unit.as_deref().unwrap_or("");
    let method = format_args!("required_a_year: {change} ÷ {years} = {a_year} {unit}");
    ambition.method = Some(Message::made(method));
    let both = [&cell.base, &cell.target].into_iter().flatten();
    ambition.inputs.extend(both.flat_map(ids).cloned());
    ambition.improvement_a_year = match indicator.direction {
        Direction::Higher => Some(a_year),
        Direction::Lower => Some(-a_year),
        Direction::Neutral => None,
    };
    if ambition.improvement_a_year.is_none() {
        ambition.missing.push(MissingFigure::new(&["improvement_a_year"], neutral(lang)));
    }
    if derived.annual_growth.is_none() {
        let missing = as_for(lang, "annual_growth", cell, &["required_percent_a_year"]);
        ambition.missing.push(missing);
    }
    ambition
}

/// These fields, missing for the reason for which a derived figure is.
fn as_for(
    lang: Lang,
    derived: &str,
    cell: &Cell,
    fields: &'static [&'static str],
) -> MissingFigure {
    let why = cell.derived.missing.iter().find(|missing| missing.fields.contains(&derived));
    if let Some(why) = why {
        MissingFigure { fields: fields.into(), ..why.clone() }
    } else {
        let reason = Message::of(lang, "there is no such figure", "没有该数");
        MissingFigure::new(fields, (MissingCode::NoFigure, reason))
    }
}

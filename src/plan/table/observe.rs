//! Makes observations of the cells of a row of an indicator table, with kind, year, and the year from which
//! they count.
//!
//! ```text
//! base, actual       actual of the base year, of the period's last year
//! target, growth     target of the period's last year
//! [1.89]             cumulative over the period; a change where the label says 降低
//! 7.5 under 增速     annual growth in %; 0.1 where that is target less base: cumulative
//! <6 under 增速      a level, where the label is a rate: shifted
//! ```

use super::align::{ColumnCell, Doubt};
use super::cell::{Content, Figure, content, is_growth};
use super::header::Columns;
use super::measure::{direction, is_flow, measure, unit};
use super::observation::{Context, Reading};
use super::role::Role;
use super::rows::Read;
use crate::catalog::unit as units;
use crate::domain::{Kind, Measure, TableRole};
use crate::plan::lexicon::table_rows::PARTS;
use crate::plan::parsed::{Observation, Row};
use rust_decimal::Decimal;

/// The observations of a row, in the order of its cells. `ordinal` is the index of the row among the rows
/// that begin on the same line, from 0.
pub(super) fn observe(
    context: Context<'_>,
    columns: &Columns,
    read: &Read,
    ordinal: usize,
) -> Vec<Observation> {
    let level = |role: Role| {
        let value = read.values.iter().find(|value| value.role == role)?;
        figure(value).map(|figure| figure.value)
    };
    let difference = level(Role::Target).zip(level(Role::Base)).map(|(to, from)| to - from);
    let stated = read.values.iter().filter(|value| !value.dash);
    stated.map(|value| one(context, columns, read, value, ordinal, difference)).collect()
}

fn figure(value: &ColumnCell) -> Option<Figure> {
    match content(&value.cell.text) {
        Content::Figure(figure) => Some(figure),
        _ => None,
    }
}

fn one(
    context: Context<'_>,
    columns: &Columns,
    read: &Read,
    value: &ColumnCell,
    ordinal: usize,
    difference: Option<Decimal>,
) -> Observation {
    let Row { label, group, .. } = &read.row;
    let whole = format!("{}{label}", group.as_deref().unwrap_or(""));
    let figure = figure(value);
    let (kind, year) = kind_and_year(columns, value.role);
    let starred = kind == Kind::Actual && value.cell.text.contains(['*', '＊']);
    let year = context.starred_year.filter(|_| starred).unwrap_or(year);
    let growth = matches!(value.role, Role::Growth | Role::ActualGrowth);
    let (measure, shifted) =
        measure(&whole, read.row.unit.as_deref(), growth, figure.as_ref(), difference);
    let total = columns.total_growth
        && value.role == Role::Growth
        && measure == Measure::AnnualGrowth
        && !is_growth(&whole);
    let measure = match measure {
        _ if !total => measure,
        _ if is_flow(&whole) => Measure::Cumulative,
        _ => Measure::Change,
    };
    let unit = match &figure {
        // The head of the column says that its figures are percent.
        Some(figure) if total && figure.unit.is_none() => Some("%".to_owned()),
        _ => unit(read.row.unit.as_deref(), measure, growth, figure.as_ref()),
    };
    let indicator = indicator(context, &read.row, unit.as_deref(), measure);
    let since = figure
        .as_ref()
        .and_then(|figure| since(columns, value.role, measure, figure.bracketed, (year, kind)));
    let mut reading = Reading {
        row: &read.row,
        ordinal,
        label_cell: &read.label,
        cell: &value.cell,
        name: name(value.role, kind),
        figure: figure.as_ref(),
        label: full_label(label, group.as_deref()),
        indicator,
        kind,
        measure,
        unit,
        year,
        since,
        direction: direction(&whole, figure.as_ref()),
        flags: Vec::new(),
        confidence: 0.97,
    };
    for doubt in &value.doubts {
        match doubt {
            Doubt::Missing => reading.doubt("cell_missing", 0.92),
            Doubt::Guessed => reading.doubt("column_guessed", 0.6),
            Doubt::Moved => reading.doubt("cell_moved", 0.9),
            Doubt::Carried => reading.doubt("carried_down", 0.88),
        }
    }
    if shifted {
        reading.doubt("shifted_cell", 0.8);
    }
    if reading.figure.is_some() && reading.unit.is_none() {
        reading.doubt("unit_missing", 0.92);
    }
    reading.observation(context)
}

fn name(role: Role, kind: Kind) -> &'static str {
    match role {
        Role::Year(_) if kind == Kind::Actual => "actual",
        Role::Base => "base",
        Role::Growth => "growth",
        Role::Actual => "actual",
        Role::ActualGrowth => "actual_growth",
        _ => "target",
    }
}

fn kind_and_year(columns: &Columns, role: Role) -> (Kind, u16) {
    let [first, last] = columns.period;
    match role {
        Role::Base => (Kind::Actual, columns.base_year),
        Role::Year(year) if year <= columns.reported => (Kind::Actual, year),
        Role::Year(year) => (Kind::Target, year),
        // In a table of targets, growth before the period.
        Role::ActualGrowth if columns.role == TableRole::Targets => (Kind::Actual, first - 1),
        Role::Actual | Role::ActualGrowth => (Kind::Actual, last),
        _ => (Kind::Target, last),
    }
}

/// The year from which a growth, a total or a change counts. For figures of the period it is the base year;
/// for the growth of a base year the year before; for a bracketed figure of the base year, as many years
/// before as the period has. `None` for a level, and for a change in the base column whose span is unknown.
fn since(
    columns: &Columns,
    role: Role,
    measure: Measure,
    bracketed: bool,
    (year, kind): (u16, Kind),
) -> Option<u16> {
    let [first, last] = columns.period;
    let before = first - 1;
    let years = (last + 1).saturating_sub(first);
    match (role, measure) {
        (_, Measure::Level) => None,
        (Role::Base, _) if bracketed => Some(year.saturating_sub(years)),
        (Role::Base, Measure::AnnualGrowth) => Some(year - 1),
        (Role::Base, _) => None,
        (Role::Year(_), measure) if kind == Kind::Actual => {
            (measure == Measure::AnnualGrowth).then(|| year - 1)
        }
        (Role::ActualGrowth, _) if columns.role == TableRole::Targets => {
            let span = if columns.past_year { 1 } else { years };
            Some(before.saturating_sub(span))
        }
        (_, Measure::AnnualGrowth | Measure::Change) if kind == Kind::Target => {
            Some(columns.base_year)
        }
        _ => Some(before),
    }
}

/// The label as a reader would write it. A pollutant under 主要污染物排放总量减少 has the whole label,
/// because 化学需氧量 alone names no indicator.
fn full_label(label: &str, group: Option<&str>) -> String {
    match group {
        Some(group) if group.contains("排放") => {
            let rest = group.strip_prefix("主要污染物").unwrap_or(group);
            format!("{label}{rest}")
        }
        Some(group) if group == "城镇就业" && !label.starts_with("城镇") => {
            format!("城镇{label}")
        }
        // 城镇 under 居民人均可支配收入.
        Some(group) if PARTS.contains(&label) => {
            let whole = group.strip_prefix("城乡").unwrap_or(group);
            format!("{label}{}", whole.strip_suffix("其中").unwrap_or(whole))
        }
        _ => label.to_string(),
    }
}

fn indicator(
    context: Context<'_>,
    row: &Row,
    unit: Option<&str>,
    measure: Measure,
) -> Option<String> {
    let mut labels = vec![row.label.clone(), full_label(&row.label, row.group.as_deref())];
    if let Some(group) = &row.group {
        labels.push(format!("{group}{}", row.label));
    }
    // The unit of the row decides between two indicators with the same name. If there is none or the catalogue does not
    // know it, the name alone decides. 户籍人口 in % is a share of the people, not their number.
    let named = row.unit.as_deref().is_none_or(|unit| !units::known(unit));
    let tries = [(unit, measure), (row.unit.as_deref(), Measure::Level)];
    let tries = tries.into_iter().chain(named.then_some((None, measure)));
    labels.iter().find_map(|label| {
        tries.clone().find_map(|(unit, measure)| {
            let found = match context.region {
                Some(region) => context.catalog.indicator_in(region, label, unit, measure),
                None => context.catalog.indicator_for(label, unit, measure),
            };
            found.map(|indicator| indicator.id.clone())
        })
    })
}

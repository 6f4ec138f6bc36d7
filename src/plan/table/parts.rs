//! Divides a row of cells into number, labels, unit, values and attribute.

use super::align::{ColumnCell, align};
use super::cell::{Content, content, fold, is_number, is_unit, is_unit_in_brackets, split_unit};
use super::grid::{Cell, Shape};
use super::label;
use super::role::Role;
use crate::document::compact;
use crate::domain::Attribute;

/// The parts of a row.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub category: Option<String>,
    pub no: Option<String>,
    pub no_line: Option<u32>,
    /// One label, or parent and child.
    pub labels: Vec<Cell>,
    pub unit: Option<String>,
    pub values: Vec<ColumnCell>,
    /// Cells of a row that has more of them than columns, so that none can be assigned.
    pub unplaced: Vec<String>,
    pub attribute: Option<Attribute>,
    /// Whether nothing is printed before the label, as in a sub-row.
    pub indented: bool,
}

/// Divides a row by its columns if it fits them, else by what its cells can be; `None` without a label.
pub(super) fn take_apart(shape: Shape, cells: &[Cell], roles: &[Role]) -> Option<Parts> {
    let parts = if fits(shape, cells, roles) {
        by_column(cells, roles)
    } else {
        by_kind(shape, cells, roles)
    };
    (!parts.labels.is_empty()).then_some(parts)
}

/// Whether every cell fits the role of its column.
fn fits(shape: Shape, cells: &[Cell], roles: &[Role]) -> bool {
    if shape == Shape::Stacked || cells.len() < roles.len() {
        return false;
    }
    if cells[roles.len()..].iter().any(|cell| !cell.is_empty()) {
        return false;
    }
    let attributed = roles.iter().zip(cells).any(|(&role, cell)| {
        role == Role::Attribute && matches!(content(&cell.text), Content::Attribute(_))
    });
    let labelled = roles.iter().zip(cells).any(|(&role, cell)| {
        role == Role::Label && matches!(content(&cell.text), Content::Text | Content::Words)
    });
    let alone = roles.iter().filter(|role| role.is_value()).count() == 1;
    let mut values = 0;
    labelled
        && roles.iter().zip(cells).all(|(&role, cell)| {
            let content = content(&cell.text);
            match role {
                Role::No => cell.is_empty() || is_number(&cell.text) || content == Content::Dash,
                Role::Label => matches!(content, Content::Text | Content::Empty | Content::Words),
                Role::Unit => {
                    !matches!(content, Content::Attribute(_) | Content::Figure(_))
                        && (cell.text.chars().count() <= 8 || is_unit(&cell.text))
                }
                Role::Attribute => {
                    matches!(content, Content::Attribute(_) | Content::Empty | Content::Dash)
                }
                Role::Category => !matches!(content, Content::Figure(_)),
                Role::Other => true,
                _ => {
                    values += 1;
                    match content {
                        Content::Attribute(_) => false,
                        // A sub-label for which the header has no column.
                        Content::Text => attributed || alone || values > 1,
                        _ => true,
                    }
                }
            }
        })
}

fn number(text: &str) -> String {
    fold(text).trim_matches(['(', ')', '.', '、', '*']).to_string()
}

fn by_column(cells: &[Cell], roles: &[Role]) -> Parts {
    let mut parts = Parts { indented: true, ..Parts::default() };
    let mut values: Vec<(Role, Cell)> = Vec::new();
    for (&role, cell) in roles.iter().zip(cells) {
        if role.is_value() {
            values.push((role, cell.clone()));
        } else if !cell.is_empty() {
            match role {
                Role::Category => {
                    parts.category = Some(compact(&cell.text).into_owned());
                }
                Role::No if is_number(&cell.text) => {
                    parts.no = Some(number(&cell.text));
                    parts.no_line = Some(cell.line);
                    parts.indented = false;
                }
                // A label that spans both columns is repeated; it is taken once.
                Role::Label if parts.labels.last().is_none_or(|label| label.text != cell.text) => {
                    parts.labels.push(cell.clone());
                }
                Role::Unit if content(&cell.text) != Content::Dash => {
                    parts.unit = Some(fold_unit(&cell.text));
                }
                Role::Attribute => {
                    if let Content::Attribute(attribute) = content(&cell.text) {
                        parts.attribute = Some(attribute);
                    }
                }
                _ => {}
            }
        }
    }
    let roles: Vec<Role> = values.iter().map(|(role, _)| *role).collect();
    let cells: Vec<Cell> = values.into_iter().map(|(_, cell)| cell).collect();
    let label = parts.labels.last().map_or("", |label| label.text.as_str());
    parts.values = align(&cells, &roles, &split_unit(label).0);
    parts
}

fn by_kind(shape: Shape, cells: &[Cell], roles: &[Role]) -> Parts {
    let mut parts = Parts::default();
    let printed = |from: usize| (from..cells.len()).find(|&at| !cells[at].is_empty());
    let is_text = |at: usize| matches!(content(&cells[at].text), Content::Text);
    let mut at = printed(0).unwrap_or(cells.len());
    parts.indented = at > 0 || shape == Shape::Stacked;

    // [category] [number] before a label.
    let number_at = |at: usize| is_number(&cells[at].text) && printed(at + 1).is_some_and(&is_text);
    if at < cells.len() && is_text(at) && !number_at(at) {
        let next = printed(at + 1);
        let unnumbered =
            !roles.contains(&Role::No) && roles.first() == Some(&Role::Category) && at == 0;
        let unnumbered = unnumbered || label::names_category(&cells[at].text);
        let is_label = |at: usize| is_text(at) && !is_unit(&cells[at].text);
        if next.is_some_and(number_at) || (unnumbered && next.is_some_and(is_label)) {
            parts.category = Some(compact(&cells[at].text).into_owned());
            at = next.unwrap_or(cells.len());
        }
    }
    if at < cells.len() && number_at(at) {
        parts.no = Some(number(&cells[at].text));
        parts.no_line = Some(cells[at].line);
        parts.indented = false;
        at = printed(at + 1).unwrap_or(cells.len());
    }

    // Labels, then a unit.
    let mut end = at;
    while let Some(next) = printed(end) {
        let cell = &cells[next];
        if !parts.labels.is_empty() && is_unit_in_brackets(&cell.text) {
            parts.unit = Some(fold_unit(fold(&cell.text).trim_matches(['(', ')'])));
        } else if !parts.labels.is_empty() && parts.unit.is_none() && is_unit(&cell.text) {
            parts.unit = Some(fold_unit(&cell.text));
            end = next + 1;
            break;
        } else if is_text(next) && parts.labels.len() < 2 && parts.unit.is_none() {
            parts.labels.push(cell.clone());
        } else {
            break;
        }
        end = next + 1;
    }

    let mut rest = cells[end.min(cells.len())..].to_vec();
    // After the attribute there may be remarks, or the number of the page.
    for last in (0..rest.len()).rev() {
        if let Content::Attribute(attribute) = content(&rest[last].text) {
            parts.attribute = Some(attribute);
            rest.truncate(last);
            break;
        }
    }
    // If there are two texts and no figure, the second is a goal in unknown words.
    if parts.labels.len() == 2
        && rest.iter().all(Cell::is_empty)
        && parts.attribute.is_some()
        && let Some(words) = parts.labels.pop()
    {
        rest = vec![words];
    }
    // Columns of remarks after the figures are not values.
    let first = roles.iter().position(|role| role.is_value()).unwrap_or(0);
    let last = roles.iter().rposition(|role| role.is_value()).map_or(0, |last| last + 1);
    let values: Vec<Role> = roles[first.min(last)..last]
        .iter()
        .copied()
        .filter(|&role| role.is_value() || role == Role::Other)
        .collect();
    let printed = rest.iter().filter(|cell| !cell.is_empty());
    // A verdict after the figures has a cell of its own.
    let behind = roles[last..].iter().filter(|&&role| role == Role::Other).count();
    let more = printed.clone().count().saturating_sub(values.len());
    let values = match more {
        1.. if shape == Shape::Stacked && more <= behind => {
            [values, vec![Role::Other; more]].concat()
        }
        _ => values,
    };
    if shape == Shape::Stacked && printed.clone().count() > values.len() {
        parts.unplaced = printed.map(|cell| cell.text.clone()).collect();
        return parts;
    }
    let label = parts.labels.last().map_or("", |label| label.text.as_str());
    parts.values = align(&rest, &values, &split_unit(label).0);
    parts
}

fn fold_unit(unit: &str) -> String {
    compact(unit).into_owned()
}

/// Joins a label over two lines, which looks like parent and child. It is one label if no other child
/// follows and the first line is long or the second very short.
pub(super) fn join_wrapped(parts: &mut Parts, next: Option<&[Cell]>) {
    let [first, second] = parts.labels.as_slice() else { return };
    let child_follows = next.is_some_and(|row| {
        row.first().is_some_and(|cell| !is_number(&cell.text))
            && !row.get(1).is_some_and(|cell| is_number(&cell.text))
    });
    let long = first.text.chars().count() >= 9 || second.text.chars().count() <= 2;
    if !child_follows && long && split_unit(&first.text).1.is_none() {
        let text = format!("{}{}", first.text, second.text);
        parts.labels = vec![Cell { text, ..first.clone() }];
    }
}

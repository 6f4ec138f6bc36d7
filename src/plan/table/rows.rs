//! Rows of cells to rows of an indicator table: which cell is the label, which the base, which the
//! target, also where cells are missing, shifted, or span their neighbours.
//!
//! A row that fits its header is read by columns. Any other is read by what its cells can be:
//! `[category] number label… [unit] values… [attribute]`, the values from the left, then moved where
//! the kind of value says they cannot stand.

use super::align::{Doubt, Placed, align};
use super::cell::{Content, content, fold, is_unit, split_unit};
use super::grid::{Cell, Raw, Shape};
use super::header::{Columns, Role};
use super::label;
use super::stacked::is_unit_in_brackets;
use crate::document::compact;
use crate::domain::Attribute;
use crate::plan::parsed::{Cells, Row};

/// A row, with where each of its figures stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    pub row: Row,
    /// The cell of the label itself.
    pub label: Cell,
    pub values: Vec<Placed>,
}

/// What the notes around a table say of marked labels (标*为约束性指标).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Notes {
    pub starred: Option<Attribute>,
    pub others: Option<Attribute>,
}

/// A row taken apart.
#[derive(Debug, Default)]
struct Parts {
    category: Option<String>,
    no: Option<String>,
    no_line: Option<u32>,
    /// One, or parent and child.
    labels: Vec<Cell>,
    unit: Option<String>,
    values: Vec<Placed>,
    attribute: Option<Attribute>,
    /// Nothing is printed before the label: a sub-row's sign.
    indented: bool,
}

/// What rows hand down to those below.
#[derive(Debug, Default)]
struct Above {
    category: Option<String>,
    no: Option<String>,
    no_line: Option<u32>,
    attribute: Option<Attribute>,
    group: Option<Group>,
    /// The last row with a number of its own, as the parent of 其中.
    main: Option<Group>,
    numbered: bool,
}

#[derive(Debug, Clone)]
struct Group {
    label: String,
    unit: Option<String>,
    starred: bool,
    /// Words of its first row, for sub-rows below a vertically merged cell.
    words: Vec<Placed>,
}

/// The rows of a table.
pub fn read(raw: &Raw, columns: &Columns, notes: Notes) -> Vec<Read> {
    let roles = with_attribute(raw, &columns.roles);
    let mut above = Above { numbered: roles.contains(&Role::No), ..Above::default() };
    let mut rows: Vec<Read> = Vec::new();
    // A parent without figures is a row only where no sub-rows follow it.
    let mut parent: Option<Read> = None;
    for (at, cells) in raw.rows.iter().enumerate() {
        if let Some(category) = category_row(cells) {
            above.category = Some(category);
            above.group = None;
            continue;
        }
        let Some(mut parts) = take_apart(raw.shape, cells, &roles) else { continue };
        if raw.shape == Shape::Stacked {
            join_wrapped(&mut parts, raw.rows.get(at + 1).map(Vec::as_slice));
        }
        let bare = parts.values.is_empty() && parts.labels.len() == 1;
        let Some((read, is_sub)) = finish(raw.shape, parts, &mut above, notes) else { continue };
        if let Some(parent) = parent.take().filter(|_| !is_sub) {
            rows.push(parent);
        }
        if bare && !is_sub {
            above.group.clone_from(&above.main);
            parent = Some(read);
        } else {
            rows.push(read);
        }
    }
    // A last line without figures was none of the table's.
    rows.extend(parent.filter(|_| raw.shape != Shape::Stacked));
    rows
}

/// A column headed 指标类型 may hold categories or attributes; its cells tell.
fn with_attribute(raw: &Raw, roles: &[Role]) -> Vec<Role> {
    let mut roles = roles.to_vec();
    if roles.contains(&Role::Attribute) || raw.shape == Shape::Stacked {
        return roles;
    }
    let held = |at: usize| {
        let attributes = raw.rows.iter().filter(|row| {
            row.get(at).is_some_and(|cell| matches!(content(&cell.text), Content::Attribute(_)))
        });
        attributes.count() * 2 > raw.rows.len()
    };
    let open = |role: Role| matches!(role, Role::Category | Role::Other);
    if let Some(at) = (0..roles.len()).find(|&at| open(roles[at]) && held(at)) {
        roles[at] = Role::Attribute;
    }
    roles
}

/// 一、经济发展, alone in its row or spanning it.
fn category_row(cells: &[Cell]) -> Option<String> {
    let mut printed = cells.iter().filter(|cell| !cell.is_empty());
    let first = printed.next()?;
    if printed.any(|cell| cell.text != first.text) {
        return None;
    }
    label::category(&first.text)
}

fn take_apart(shape: Shape, cells: &[Cell], roles: &[Role]) -> Option<Parts> {
    let parts = if fits(shape, cells, roles) {
        by_column(cells, roles)
    } else {
        by_kind(shape, cells, roles)
    };
    (!parts.labels.is_empty()).then_some(parts)
}

/// Whether every cell can be what its column is for.
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
    let labelled = roles
        .iter()
        .zip(cells)
        .any(|(&role, cell)| role == Role::Label && content(&cell.text) == Content::Text);
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
                        // A sub-label, where the header has no column for it.
                        Content::Text => attributed || values > 1,
                        _ => true,
                    }
                }
            }
        })
}

fn is_number(text: &str) -> bool {
    let text = fold(text);
    let digits = text.trim_matches(['(', ')', '.', '、', '*']);
    (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
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
                // A label that spans both columns stands in both.
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

    // [category] [number], where a label follows.
    let number_at = |at: usize| is_number(&cells[at].text) && printed(at + 1).is_some_and(&is_text);
    if at < cells.len() && is_text(at) && !number_at(at) {
        let next = printed(at + 1);
        let unnumbered =
            !roles.contains(&Role::No) && roles.first() == Some(&Role::Category) && at == 0;
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

    // Labels, and a unit.
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
    // Behind the attribute come remarks, or the number of the page.
    for last in (0..rest.len()).rev() {
        if let Content::Attribute(attribute) = content(&rest[last].text) {
            parts.attribute = Some(attribute);
            rest.truncate(last);
            break;
        }
    }
    // Two texts and no figure: the second is a goal in words nobody foresaw.
    if parts.labels.len() == 2
        && rest.iter().all(Cell::is_empty)
        && parts.attribute.is_some()
        && let Some(words) = parts.labels.pop()
    {
        rest = vec![words];
    }
    // Columns of remarks behind the figures do not take part.
    let first = roles.iter().position(|role| role.is_value()).unwrap_or(0);
    let last = roles.iter().rposition(|role| role.is_value()).map_or(0, |last| last + 1);
    let values: Vec<Role> = roles[first.min(last)..last]
        .iter()
        .copied()
        .filter(|&role| role.is_value() || role == Role::Other)
        .collect();
    let label = parts.labels.last().map_or("", |label| label.text.as_str());
    parts.values = align(&rest, &values, &split_unit(label).0);
    parts
}

fn fold_unit(unit: &str) -> String {
    compact(unit).into_owned()
}

/// A label over two lines looks like parent and child; where no other child follows, and the first
/// line is long, it is one label.
fn join_wrapped(parts: &mut Parts, next: Option<&[Cell]>) {
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

/// The row and whether it is a sub-row.
fn finish(shape: Shape, mut parts: Parts, above: &mut Above, notes: Notes) -> Option<(Read, bool)> {
    let mut last = parts.labels.last()?.clone();
    // 1.地区生产总值: the number stands in the label's own cell.
    if parts.no.is_none()
        && parts.labels.len() == 1
        && let Some((no, label)) = label::numbered(&last.text)
    {
        parts.no = Some(no);
        parts.no_line = Some(last.line);
        parts.indented = false;
        last.text = label;
    }
    let (label, own_unit, starred, prefixed) = label::plain(&last.text);
    if label.is_empty() {
        return None;
    }
    if parts.category.is_some() {
        above.category.clone_from(&parts.category);
        above.group = None;
    }
    above.numbered |= parts.no.is_some();
    let mut values = parts.values;
    let mut group = None;
    let is_sub = if parts.labels.len() == 2 {
        let (name, unit, starred, _) = label::plain(&parts.labels[0].text);
        let known = above.group.take().filter(|known| known.label == name);
        group = known.or(Some(Group { label: name, unit, starred, words: words(&values) }));
        false
    } else if prefixed && above.main.is_some() {
        group.clone_from(&above.main);
        true
    } else if parts.no.is_none() && above.numbered && parts.indented && above.group.is_some() {
        group = above.group.take();
        true
    } else {
        false
    };
    if parts.no.is_some() || group.is_none() {
        above.no.clone_from(&parts.no);
    }
    // HTML says itself which cells span rows.
    if let Some(group) = group.as_ref().filter(|_| shape != Shape::Html) {
        carry(&mut values, group);
    }
    let unit = parts.unit.or(own_unit).or_else(|| group.as_ref()?.unit.clone());
    let starred = starred || group.as_ref().is_some_and(|group| group.starred);
    let noted = if starred { notes.starred } else { notes.others };
    let attribute =
        parts.attribute.or(noted).or(above.attribute.filter(|_| parts.indented && is_sub));
    above.attribute = attribute;
    if !is_sub && parts.labels.len() == 1 {
        above.main =
            Some(Group { label: label.clone(), unit: unit.clone(), starred, words: Vec::new() });
    }
    above.group.clone_from(if prefixed { &None } else { &group });
    // Cells that HTML lets span rows stand where the first of those rows begins.
    let spans = shape == Shape::Html && (parts.no_line.is_none() || parts.no_line == above.no_line);
    let first = parts.labels.first().filter(|_| !spans).map_or(last.line, |label| label.line);
    let no_line = parts.no_line.filter(|_| !spans);
    above.no_line = parts.no_line;
    let row = Row {
        line: no_line.unwrap_or(first),
        no: above.no.clone(),
        category: above.category.clone(),
        group: group.map(|group| group.label),
        label,
        unit,
        attribute,
        cells: printed(&values),
    };
    Some((Read { row, label: last, values }, is_sub))
}

/// Words in a cell merged over the rows of a group hold for each of them; a figure does not.
fn carry(values: &mut Vec<Placed>, group: &Group) {
    let dashed = values.iter().any(|value| value.dash);
    for words in &group.words {
        if !dashed && !values.iter().any(|value| value.role == words.role) {
            let mut words = words.clone();
            words.doubts.push(Doubt::Carried);
            values.push(words);
        }
    }
    values.sort_by_key(|value| value.role);
}

fn words(values: &[Placed]) -> Vec<Placed> {
    values
        .iter()
        .filter(|value| matches!(content(&value.cell.text), Content::Words))
        .cloned()
        .collect()
}

fn printed(values: &[Placed]) -> Cells {
    let cell = |role: Role| {
        values
            .iter()
            .find(|value| value.role == role && !value.dash)
            .map(|value| value.cell.text.clone())
    };
    Cells {
        base: cell(Role::Base),
        target: cell(Role::Target),
        growth: cell(Role::Growth),
        actual: cell(Role::Actual),
        actual_growth: cell(Role::ActualGrowth),
    }
}

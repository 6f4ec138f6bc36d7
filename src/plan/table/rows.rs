//! Rows of cells to rows of an indicator table: label, base, target and other values, even where cells are
//! missing, shifted, or span their neighbours.
//!
//! A row that fits its header is read by columns. Any other row is read by what its cells can be:
//! `[category] number label… [unit] values… [attribute]`. The values are assigned from the left, then moved
//! if their kind does not fit the column.

use super::align::{ColumnCell, Doubt};
use super::cell::{Content, content};
use super::grid::{Cell, RawTable, Shape};
use super::header::Columns;
use super::notes::Notes;
use super::parts::{Parts, join_wrapped, take_apart};
use super::role::Role;
use super::{label, unstack};
use crate::document::compact;
use crate::domain::Attribute;
use crate::plan::parsed::{Cells, Row};

/// A row, with the places of its figures.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Read {
    pub row: Row,
    /// The cell of the label.
    pub label: Cell,
    pub values: Vec<ColumnCell>,
    /// Cells that are not read: several figures without labels of their own, or more cells than columns.
    pub unread: Vec<String>,
}

/// Values that rows pass on to the rows below.
#[derive(Debug, Default)]
struct InheritedValues {
    category: Option<String>,
    no: Option<String>,
    no_line: Option<u32>,
    attribute: Option<Attribute>,
    /// The attribute of all rows below a row that contains only 约束性指标.
    heading: Option<Attribute>,
    group: Option<Group>,
    /// The last row with its own number, which is the parent of 其中.
    main: Option<Group>,
    /// The last number in brackets before a label: 2 in （2）.
    counted: Option<u32>,
    numbered: bool,
}

#[derive(Debug, Clone)]
struct Group {
    label: String,
    unit: Option<String>,
    starred: bool,
    /// Words of the first row of the group, for sub-rows below a vertically merged cell.
    words: Vec<ColumnCell>,
}

/// The rows of a table.
pub(super) fn read(raw: &RawTable, columns: &Columns, notes: Notes) -> Vec<Read> {
    let roles = with_attribute(raw, &columns.roles);
    let mut above =
        InheritedValues { numbered: roles.contains(&Role::No), ..InheritedValues::default() };
    let mut rows: Vec<Read> = Vec::new();
    // A parent without figures is a row only if no sub-rows follow it.
    let mut parent: Option<Read> = None;
    for (at, cells) in raw.rows.iter().enumerate() {
        if label::is_note(cells) {
            continue;
        }
        if let Some(attribute) = label::attribute_row(cells) {
            above.heading = Some(attribute);
            continue;
        }
        if let Some(category) = category_row(raw, at, &roles) {
            above.category = Some(category);
            above.group = None;
            continue;
        }
        for mut cells in unstack::rows(cells, &roles) {
            let mut unread = unstack::take_unlabelled(&mut cells);
            let Some(mut parts) = take_apart(raw.shape, &cells, &roles) else { continue };
            if raw.shape == Shape::Stacked {
                join_wrapped(&mut parts, raw.rows.get(at + 1).map(Vec::as_slice));
            }
            if !parts.unplaced.is_empty() {
                unread.push(parts.unplaced.join(" | "));
            }
            let bare = parts.values.is_empty() && unread.is_empty() && parts.labels.len() == 1;
            let Some((mut read, is_sub)) = finish(raw.shape, parts, &mut above, notes) else {
                continue;
            };
            read.unread = unread;
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
    }
    // A last line without figures does not belong to a stacked table.
    rows.extend(parent.filter(|_| raw.shape != Shape::Stacked));
    rows.into_iter().flat_map(|read| other_years(read, columns.reported)).collect()
}

/// The row, and a separate row for the figure of each year other than the base year and the last one.
fn other_years(mut read: Read, reported: u16) -> Vec<Read> {
    let is_other = |value: &ColumnCell| matches!(value.role, Role::Year(_));
    let (others, own): (Vec<ColumnCell>, Vec<ColumnCell>) =
        read.values.drain(..).partition(is_other);
    let others = others.into_iter().filter(|value| !value.dash).map(|value| {
        let text = Some(value.cell.text.clone());
        let cells = match value.role {
            Role::Year(year) if year <= reported => Cells { actual: text, ..Cells::default() },
            _ => Cells { target: text, ..Cells::default() },
        };
        let row = Row { cells, ..read.row.clone() };
        Read { row, label: read.label.clone(), values: vec![value], unread: Vec::new() }
    });
    let others: Vec<Read> = others.collect();
    read.values = own;
    let alone = !read.values.is_empty() || !read.unread.is_empty() || others.is_empty();
    alone.then_some(read).into_iter().chain(others).collect()
}

/// A column headed 指标类型 may contain categories or attributes; its cells decide.
fn with_attribute(raw: &RawTable, roles: &[Role]) -> Vec<Role> {
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

/// The category of the rows below, from a row that contains only 一、经济发展 or spans it. Text without a
/// number is a category if it spans every column, or is alone and looks like the name of a category.
fn category_row(raw: &RawTable, at: usize, roles: &[Role]) -> Option<String> {
    let cells = &raw.rows[at];
    let mut printed = cells.iter().filter(|cell| !cell.is_empty());
    let first = printed.next()?;
    if printed.any(|cell| cell.text != first.text) {
        return None;
    }
    let category = label::category(&first.text);
    if category.is_some() {
        return category;
    }
    let spans = raw.shape == Shape::Html
        && cells.len() > 1
        && cells.len() >= roles.len()
        && cells.iter().all(|cell| cell.line == first.line && cell.bytes == first.bytes);
    let heads = |next: &Vec<Cell>| !next.iter().any(|cell| label::plain(&cell.text).sub.is_some());
    let plain = content(&first.text) == Content::Text
        && first.text.chars().count() <= 16
        && label::plain(&first.text).unit.is_none();
    let alone = label::names_category(&first.text) && raw.rows.get(at + 1).is_some_and(heads);
    (plain && (spans || alone)).then(|| compact(&first.text).into_owned())
}

/// The row, and whether it is a sub-row.
#[allow(clippy::too_many_lines, reason = "each step changes what the next reads")]
fn finish(
    shape: Shape,
    mut parts: Parts,
    above: &mut InheritedValues,
    notes: Notes,
) -> Option<(Read, bool)> {
    let mut last = parts.labels.last()?.clone();
    // 1.地区生产总值: the number is in the cell of the label.
    if parts.no.is_none()
        && parts.labels.len() == 1
        && let Some((no, label)) = label::numbered(&last.text)
    {
        parts.no = Some(no);
        parts.no_line = Some(last.line);
        parts.indented = false;
        last.text = label;
    }
    let label::PlainLabel { label, unit: own_unit, starred, sub } = label::plain(&last.text);
    if label.is_empty() {
        return None;
    }
    // (1), (2), … are the numbers of rows if they count on from the first row; below a row without such a
    // number they mark sub-rows.
    let counts = match sub {
        Some(label::SubRowMark::Number(number))
            if parts.labels.len() == 1 && parts.no.is_none() =>
        {
            let next = above.counted.is_some_and(|counted| counted + 1 == number);
            ((above.main.is_none() && number == 1) || next).then_some(number)
        }
        _ => None,
    };
    if let Some(number) = counts {
        parts.no = Some(number.to_string());
        parts.no_line = Some(last.line);
        parts.indented = false;
        above.counted = Some(number);
    }
    let prefixed = sub.is_some() && counts.is_none();
    if parts.category.is_some() {
        above.category.clone_from(&parts.category);
        above.group = None;
    }
    above.numbered |= parts.no.is_some();
    let mut values = parts.values;
    let mut group = None;
    let is_sub = if parts.labels.len() == 2 {
        let label::PlainLabel { label: name, unit, starred, .. } =
            label::plain(&parts.labels[0].text);
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
    // In HTML, the source says which cells span rows.
    if let Some(group) = group.as_ref().filter(|_| shape != Shape::Html) {
        carry(&mut values, group);
    }
    let unit = parts.unit.or(own_unit).or_else(|| group.as_ref()?.unit.clone());
    let starred = starred || group.as_ref().is_some_and(|group| group.starred);
    let noted = if starred { notes.starred } else { notes.others };
    let attribute =
        parts.attribute.or(noted).or(above.attribute.filter(|_| parts.indented && is_sub));
    let attribute = attribute.or(above.heading);
    above.attribute = attribute;
    if !is_sub && parts.labels.len() == 1 {
        above.main =
            Some(Group { label: label.clone(), unit: unit.clone(), starred, words: Vec::new() });
    }
    above.group.clone_from(if prefixed { &None } else { &group });
    // A cell of HTML that spans rows is on the line of the first of them.
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
    Some((Read { row, label: last, values, unread: Vec::new() }, is_sub))
}

/// Words in a cell that spans the rows of a group apply to each of them; a figure does not.
fn carry(values: &mut Vec<ColumnCell>, group: &Group) {
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

fn words(values: &[ColumnCell]) -> Vec<ColumnCell> {
    values
        .iter()
        .filter(|value| matches!(content(&value.cell.text), Content::Words))
        .cloned()
        .collect()
}

fn printed(values: &[ColumnCell]) -> Cells {
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

//! The tables of a document: finds them with the reader of each form, interprets them, and makes
//! observations of their rows.

use super::cell::{Content, content};
use super::grid::{Cell, RawTable, Shape};
use super::header::Columns;
use super::headwords::Heads;
use super::observation::Context;
use super::split::Rows;
use super::statistics::{self, Title};
use super::{header, html, lines, notes, observe, other_tables, rows, stacked};
use crate::catalog::Catalog;
use crate::document::{Source, bare, compact};
use crate::domain::DocumentKind;
use crate::plan::lexicon::table_rows::{NUMBERED_TITLES, TITLES};
use crate::plan::outline::Outline;
use crate::plan::parsed::{DocumentInfo, Observation, Table, Warning, WarningKind};
use std::collections::HashMap;

/// The tables of a document.
#[derive(Debug, Clone, Default)]
pub struct TablesRead {
    /// `t1`, `t2`, … in document order.
    pub tables: Vec<Table>,
    /// In the order of their cells.
    pub observations: Vec<Observation>,
    /// Line ranges that are not read as running text, both ends included: title, header, rows.
    pub lines_taken: Vec<(u32, u32)>,
    pub warnings: Vec<Warning>,
}

/// Reads every indicator table. Time is linear in the source.
pub fn read(
    source: &Source,
    outline: &Outline,
    info: &DocumentInfo,
    catalog: &Catalog,
) -> TablesRead {
    let heads = if info.kind == DocumentKind::Plan { Heads::Plan } else { Heads::Report };
    let mut raws = html::read(source, heads);
    let rows = Rows::of(source);
    raws.extend(lines::read(&rows, source, outline, heads));
    raws.extend(stacked::read(source, outline, heads));
    raws.sort_by_key(|raw| (raw.lines.0, raw.shape != Shape::Html));
    let others = [
        html::others(source),
        other_tables::projects(&rows, source),
        other_tables::others(&rows, source),
    ]
    .concat();
    drop(rows);
    let mut found = TablesRead::default();
    for raw in raws {
        let last = found.lines_taken.last().map_or(0, |&(_, last)| last);
        let same_line = raw.shape == Shape::Html && raw.lines.0 == last;
        if raw.lines.0 > last || same_line {
            read_one(source, outline, info, catalog, &raw, last, &mut found);
        }
    }
    found.lines_taken.extend(others);
    found.lines_taken.sort_unstable();
    apart(&mut found.lines_taken);
    found
}

/// Joins ranges that overlap; they are in order.
fn apart(ranges: &mut Vec<(u32, u32)>) {
    ranges.dedup_by(|next, before| {
        let joined = next.0 <= before.1;
        if joined {
            before.1 = before.1.max(next.1);
        }
        joined
    });
}

fn read_one(
    source: &Source,
    outline: &Outline,
    info: &DocumentInfo,
    catalog: &Catalog,
    raw: &RawTable,
    after: u32,
    found: &mut TablesRead,
) {
    if read_statistics(source, outline, info, catalog, raw, after, found) {
        return;
    }
    let title = title(source, raw, after);
    let text = title.as_ref().map(|(_, title)| title.as_str());
    let Some(period) = info.period() else { return };
    let Some(mut columns) = header::columns(raw.shape, &raw.header, text, period) else {
        // A header in this form is one of a table with figures that are not read.
        if matches!(raw.shape, Shape::Html | Shape::Pipes | Shape::Tabs) {
            let heads = raw.header[0].iter().map(|cell| cell.text.as_str());
            let heads: Vec<&str> = heads.filter(|head| !head.is_empty()).collect();
            let kind = WarningKind::TableNotRead { columns: heads.join(" | ") };
            found.warnings.push(Warning { line: Some(raw.lines.0), kind });
            found.lines_taken.push(raw.lines);
        }
        return;
    };
    columns.reported = info.reports.map_or(columns.reported, |[_, last]| last);
    let notes = notes::read(source, raw);
    let read = rows::read(raw, &columns, notes);
    if read.is_empty() {
        return;
    }
    found.warnings.extend(unknown_columns(raw, &columns));
    let id = format!("t{}", found.tables.len() + 1);
    let context = Context {
        source,
        outline,
        catalog,
        region: catalog.region(&info.region),
        shape: raw.shape,
        starred_year: notes.starred_year,
        table: &id,
    };
    let mut on_line: HashMap<u32, usize> = HashMap::new();
    for row in &read {
        let ordinal = on_line.entry(row.row.line).or_default();
        found.observations.extend(observe::observe(context, &columns, row, *ordinal));
        *ordinal += 1;
        for cells in &row.unread {
            let (label, cells) = (row.row.label.clone(), cells.clone());
            let kind = WarningKind::CellsNotRead { label, cells };
            found.warnings.push(Warning { line: Some(row.row.line), kind });
        }
        if row.values.is_empty() && row.unread.is_empty() {
            let kind = WarningKind::RowNotRead { label: row.row.label.clone() };
            found.warnings.push(Warning { line: Some(row.row.line), kind });
        }
    }
    let (first, last) = raw.lines;
    found.lines_taken.extend(title.as_ref().map(|&(line, _)| (line, line)));
    found.lines_taken.push((first, last));
    let first = raw.header.iter().flatten().find(|cell| !cell.is_empty()).map_or(first, |c| c.line);
    found.tables.push(Table {
        id,
        role: columns.role,
        title: title.map(|(_, title)| title),
        period: columns.period,
        section: outline.section_at(first).map(|section| section.id.clone()),
        line: first,
        rows: read.into_iter().map(|read| read.row).collect(),
    });
}

/// Reads a table of statistics in a report; false where it is none.
fn read_statistics(
    source: &Source,
    outline: &Outline,
    info: &DocumentInfo,
    catalog: &Catalog,
    raw: &RawTable,
    after: u32,
    found: &mut TablesRead,
) -> bool {
    let Some([_, year]) = info.reports.filter(|_| info.kind != DocumentKind::Plan) else {
        return false;
    };
    let title = Title::above(source, raw.lines.0, after);
    let id = format!("t{}", found.tables.len() + 1);
    let context = Context {
        source,
        outline,
        catalog,
        region: catalog.region(&info.region),
        shape: raw.shape,
        starred_year: None,
        table: &id,
    };
    let Some(read) = statistics::read(context, raw, &title, year) else { return false };
    found.observations.extend(read.observations);
    found.warnings.extend(read.warnings);
    found.lines_taken.extend(read.title_line.map(|line| (line, line)));
    found.lines_taken.push(raw.lines);
    found.tables.push(read.table);
    true
}

/// The line of the title above a table, and its words. A line with the unit (单位：亿元) may be between
/// them.
fn title(source: &Source, raw: &RawTable, after: u32) -> Option<(u32, String)> {
    let mut looked = 0;
    let mut line = raw.lines.0;
    let mut blank = 0;
    while line > after + 1 && looked < 3 && blank < 12 {
        line -= 1;
        let text = plain(source.line(line), raw.shape);
        if text.is_empty() {
            blank += 1;
            continue;
        }
        looked += 1;
        // A paragraph may be between title and table.
        if text.chars().count() > 60 || text.contains('。') {
            continue;
        }
        let named = TITLES.iter().any(|word| text.contains(word));
        if named || NUMBERED_TITLES.begins(&text) {
            return Some((line, text));
        }
    }
    None
}

fn plain(line: &str, shape: Shape) -> String {
    let text = bare(line);
    if shape != Shape::Html || text.len() > 2000 {
        return compact(text).into_owned();
    }
    let mut inside = false;
    text.chars()
        .filter(|&sign| {
            let tag = inside || sign == '<';
            inside = sign == '<' || (inside && sign != '>');
            !tag && !sign.is_whitespace()
        })
        .collect()
}

/// Warnings for columns with figures but without a role.
fn unknown_columns(raw: &RawTable, columns: &Columns) -> Vec<Warning> {
    let holds = |at: usize| {
        let figure = |row: &&Vec<Cell>| {
            row.get(at).is_some_and(|cell| matches!(content(&cell.text), Content::Figure(_)))
        };
        raw.rows.iter().filter(figure).count() * 2 >= raw.rows.len()
    };
    let line = raw.header.iter().flatten().find(|cell| !cell.is_empty()).map(|cell| cell.line);
    columns
        .unknown
        .iter()
        .filter(|(at, _)| holds(*at))
        .map(|(_, words)| Warning {
            line,
            kind: WarningKind::ColumnNotRead { column: words.clone() },
        })
        .collect()
}

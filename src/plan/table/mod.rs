//! Indicator tables: found in the text, their cells read, their rows made observations.
//!
//! ```text
//! lines (tabs, pipes, spaces) ─┐
//! stacked (one cell a line)   ─┼─▶ grid ─▶ header (roles) ─▶ rows + align ─▶ observe
//! html (spans)                ─┘
//! ```
//! Project lists and other boxes have no column of indicators and are left alone; so are the notes
//! below a table, which are running text.

mod align;
mod cell;
mod grid;
mod header;
mod html;
mod label;
mod lines;
mod observe;
mod rows;
mod stacked;
#[cfg(test)]
mod tests;

use super::outline::Outline;
use super::parsed::{DocumentInfo, Observation, Table, Warning, WarningKind};
use crate::catalog::Catalog;
use crate::document::{Source, bare, compact};
use crate::domain::Attribute;
use grid::{Raw, Shape};
use observe::Context;
use rows::Notes;
use std::collections::HashMap;

/// What the tables of a document say.
#[derive(Debug, Clone, Default)]
pub struct TablesRead {
    /// `t1`, `t2`, … in document order.
    pub tables: Vec<Table>,
    /// In the order of their cells.
    pub observations: Vec<Observation>,
    /// Line ranges, both ends included, that running text need not look at: title, header, rows.
    pub lines_taken: Vec<(u32, u32)>,
    pub warnings: Vec<Warning>,
}

/// Read every indicator table. Linear in the source.
pub fn read(
    source: &Source,
    outline: &Outline,
    info: &DocumentInfo,
    catalog: &Catalog,
) -> TablesRead {
    let mut raws = html::read(source);
    raws.extend(lines::read(source, outline));
    raws.extend(stacked::read(source, outline));
    raws.sort_by_key(|raw| (raw.lines.0, raw.shape != Shape::Html));
    let projects = html::projects(source);
    let mut found = TablesRead::default();
    for raw in raws {
        let last = found.lines_taken.last().map_or(0, |&(_, last)| last);
        let same_line = raw.shape == Shape::Html && raw.lines.0 == last;
        if raw.lines.0 > last || same_line {
            read_one(source, outline, info, catalog, &raw, last, &mut found);
        }
    }
    found.lines_taken.extend(projects.into_iter().chain(lines::projects(source)));
    found.lines_taken.sort_unstable();
    apart(&mut found.lines_taken);
    found
}

/// Ranges that overlap put together; they are in order.
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
    raw: &Raw,
    after: u32,
    found: &mut TablesRead,
) {
    let title = title(source, raw, after);
    let text = title.as_ref().map(|(_, title)| title.as_str());
    let Some(period) = info.period() else { return };
    let Some(columns) = header::columns(raw.shape, &raw.header, text, period) else { return };
    let read = rows::read(raw, &columns, notes(source, raw));
    if read.is_empty() {
        return;
    }
    let id = format!("t{}", found.tables.len() + 1);
    let context = Context {
        source,
        outline,
        catalog,
        region: catalog.region(&info.region),
        columns: &columns,
        shape: raw.shape,
        table: &id,
    };
    let mut on_line: HashMap<u32, usize> = HashMap::new();
    for row in &read {
        let ordinal = on_line.entry(row.row.line).or_default();
        found.observations.extend(observe::observe(context, row, *ordinal));
        *ordinal += 1;
        if row.values.is_empty() {
            let kind = WarningKind::RowNotRead { label: row.row.label.clone() };
            found.warnings.push(Warning { line: Some(row.row.line), kind });
        }
    }
    let (first, last) = raw.lines;
    found.lines_taken.push((title.as_ref().map_or(first, |&(line, _)| line), last));
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

/// The line of the title above a table, and its words. Lines of units (单位：亿元) stand between.
fn title(source: &Source, raw: &Raw, after: u32) -> Option<(u32, String)> {
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
        if text.chars().count() > 60 || text.contains('。') {
            return None;
        }
        let named = ["指标", "目标", "完成情况"].iter().any(|word| text.contains(word));
        if named || text.starts_with("表") || text.starts_with("专栏") {
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

/// What the lines below the table, or right above it, say of marked labels.
fn notes(source: &Source, raw: &Raw) -> Notes {
    let (first, last) = raw.lines;
    let below = (last + 1..=source.line_count())
        .take(40)
        .filter(|&line| !source.line(line).trim().is_empty())
        .take(6);
    let above = (first.saturating_sub(4)..first).rev();
    for line in below.chain(above) {
        let text: String = source.line(line).chars().take(300).collect();
        let text = compact(&text);
        let Some(star) = text.find(['*', '＊', '★', '▲']) else { continue };
        let rest = &text[star..];
        let (binding, expected) = (rest.find("约束性"), rest.find("预期性"));
        let others = ["其它", "其他", "其余", "未标"].iter().any(|word| rest.contains(word));
        return match (binding, expected) {
            (Some(binding), Some(expected)) if binding < expected => Notes {
                starred: Some(Attribute::Binding),
                others: others.then_some(Attribute::Expected),
            },
            (Some(_), Some(_)) => Notes {
                starred: Some(Attribute::Expected),
                others: others.then_some(Attribute::Binding),
            },
            (Some(_), None) => Notes { starred: Some(Attribute::Binding), others: None },
            (None, Some(_)) => Notes { starred: Some(Attribute::Expected), others: None },
            (None, None) => continue,
        };
    }
    Notes::default()
}

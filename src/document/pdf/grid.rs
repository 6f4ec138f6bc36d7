//! Tables drawn by ruling lines: cells, their spans and their characters.
//!
//! Rules that touch belong to one table; it may be open to the left and right. Fields without a rule
//! between them form one cell. Tables without vertical rules are read as lines.

use super::glyphs::{Glyph, Rule};
use super::lines;
use std::collections::BTreeMap;

/// Rules at most this far apart count as one, in points.
const NEAR: f64 = 3.0;
/// The largest number of fields of a table.
const MOST_FIELDS: usize = 20_000;

/// A table with its characters by field.
#[derive(Debug)]
pub(super) struct Grid {
    /// x of the vertical edges from the left; y of the horizontal edges from above.
    xs: Vec<f64>,
    ys: Vec<f64>,
    /// For each field, row by row, the field where its cell begins.
    owner: Vec<usize>,
    glyphs: Vec<Vec<Glyph>>,
}

/// A cell with its spans and its lines of text.
#[derive(Debug, PartialEq)]
pub(super) struct Cell {
    pub columns: usize,
    pub rows: usize,
    pub lines: Vec<String>,
}

impl Grid {
    pub(super) fn top(&self) -> f64 {
        self.ys.first().copied().unwrap_or(0.0)
    }

    /// x of the vertical edges.
    pub(super) fn columns(&self) -> &[f64] {
        &self.xs
    }

    /// Whether the table has these columns, as the continuation of a table has.
    pub(super) fn has_columns(&self, columns: &[f64]) -> bool {
        self.xs.len() == columns.len()
            && self.xs.iter().zip(columns).all(|(a, b)| (a - b).abs() <= NEAR)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.glyphs.iter().all(Vec::is_empty)
    }

    pub(super) fn holds(&self, glyph: &Glyph) -> bool {
        self.field(glyph).is_some()
    }

    pub(super) fn add(&mut self, glyph: Glyph) {
        if let Some(field) = self.field(&glyph) {
            let owner = self.owner[field];
            self.glyphs[owner].push(glyph);
        }
    }

    /// The cells row by row. A cell is in the row where it begins; rows without cells are left out.
    pub(super) fn rows(&self) -> impl Iterator<Item = Vec<Cell>> {
        let wide = self.xs.len() - 1;
        (0..self.ys.len() - 1).filter_map(move |row| {
            let cells: Vec<Cell> = (row * wide..(row + 1) * wide)
                .filter(|&field| self.owner[field] == field)
                .map(|field| self.cell(field))
                .collect();
            (!cells.is_empty()).then_some(cells)
        })
    }

    fn cell(&self, field: usize) -> Cell {
        let wide = self.xs.len() - 1;
        let (row, column) = (field / wide, field % wide);
        let own = |at: &usize| self.owner.get(*at) == Some(&field);
        let columns = (column..wide).map(|x| row * wide + x).take_while(own).count();
        let rows = (row..self.ys.len() - 1).map(|y| y * wide + column).take_while(own).count();
        let lines = lines::rows(self.glyphs[field].clone());
        Cell { columns, rows, lines: lines.into_iter().map(|row| row.text).collect() }
    }

    /// The field that contains the middle of a character.
    fn field(&self, glyph: &Glyph) -> Option<usize> {
        let place = |edges: &[f64], at: f64| {
            let after = edges.partition_point(|edge| *edge <= at);
            (after > 0 && after < edges.len()).then(|| after - 1)
        };
        let column = place(&self.xs, glyph.x + glyph.width / 2.0)?;
        let row = place(&self.ys, glyph.y - glyph.size * 0.35)?;
        Some(row * (self.xs.len() - 1) + column)
    }
}

/// The tables of a page.
pub(super) fn find(rules: &[Rule]) -> Vec<Grid> {
    let rules = merged(rules);
    let mut tables: Vec<Grid> = touching(&rules).iter().filter_map(|part| grid(part)).collect();
    tables.sort_by(|a, b| a.top().total_cmp(&b.top()));
    tables
}

/// Removes tables of one row, unless the last table of the page before or the first of the next page has
/// the same columns, so that the row may be part of it.
pub(super) fn keep_parts(pages: &mut [Vec<Grid>]) {
    for page in 0..pages.len() {
        let before = page.checked_sub(1).and_then(|before| pages[before].last());
        let before = before.map(|grid| grid.columns().to_vec());
        let after = pages.get(page + 1).and_then(|after| after.first());
        let after = after.map(|grid| grid.columns().to_vec());
        let count = pages[page].len();
        let mut at = 0;
        pages[page].retain(|grid| {
            at += 1;
            let goes_on = |columns: &Option<Vec<f64>>| {
                columns.as_ref().is_some_and(|columns| grid.has_columns(columns))
            };
            grid.ys.len() > 2 || at == 1 && goes_on(&before) || at == count && goes_on(&after)
        });
    }
}

/// Joins pieces that are on the same line and touch.
fn merged(rules: &[Rule]) -> Vec<Rule> {
    let mut rules = rules.to_vec();
    rules.sort_by(|a, b| {
        a.upright.cmp(&b.upright).then(a.at.total_cmp(&b.at)).then(a.from.total_cmp(&b.from))
    });
    let mut lines: Vec<Rule> = Vec::new();
    for rule in rules {
        // Only lines at nearly the same place can be joined with it.
        let line = lines
            .iter_mut()
            .rev()
            .take_while(|line| line.upright == rule.upright && rule.at - line.at <= 1.0)
            .find(|line| rule.from <= line.to + NEAR && line.from <= rule.to + NEAR);
        match line {
            Some(line) => {
                line.from = line.from.min(rule.from);
                line.to = line.to.max(rule.to);
            }
            None => lines.push(rule),
        }
    }
    lines
}

/// The root of a group in the union-find forest.
fn root(group: &mut [usize], mut at: usize) -> usize {
    while group[at] != at {
        group[at] = group[group[at]];
        at = group[at];
    }
    at
}

/// Groups of rules that cross or meet.
fn touching(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let mut group: Vec<usize> = (0..rules.len()).collect();
    let level = rules.partition_point(|rule| !rule.upright);
    for a in 0..level {
        for b in level..rules.len() {
            let (along, upright) = (rules[a], rules[b]);
            let meet = upright.at >= along.from - NEAR
                && upright.at <= along.to + NEAR
                && along.at >= upright.from - NEAR
                && along.at <= upright.to + NEAR;
            if meet {
                let (a, b) = (root(&mut group, a), root(&mut group, b));
                group[a] = b;
            }
        }
    }
    let mut parts: BTreeMap<usize, Vec<Rule>> = BTreeMap::new();
    for (at, rule) in rules.iter().enumerate() {
        parts.entry(root(&mut group, at)).or_default().push(*rule);
    }
    parts.into_values().collect()
}

fn grid(rules: &[Rule]) -> Option<Grid> {
    let (upright, level): (Vec<Rule>, Vec<Rule>) = rules.iter().partition(|rule| rule.upright);
    if upright.is_empty() || level.len() < 2 {
        return None;
    }
    // The rules of a table that is open to a side end there.
    let ends = |rules: &[Rule]| {
        let from = rules.iter().map(|rule| rule.from).fold(f64::INFINITY, f64::min);
        [from, rules.iter().map(|rule| rule.to).fold(f64::NEG_INFINITY, f64::max)]
    };
    let xs = edges(upright.iter().map(|rule| rule.at).chain(ends(&level)).collect());
    let ys = edges(level.iter().map(|rule| rule.at).chain(ends(&upright)).collect());
    let (wide, high) = (xs.len() - 1, ys.len() - 1);
    if wide < 2 || high < 1 || wide * high > MOST_FIELDS {
        return None;
    }
    let rules_at = |rules: &[Rule], edge: f64, middle: f64| {
        rules
            .iter()
            .any(|rule| (rule.at - edge).abs() <= NEAR && rule.from <= middle && rule.to >= middle)
    };
    let middle = |edges: &[f64], at: usize| f64::midpoint(edges[at], edges[at + 1]);
    let mut owner: Vec<usize> = (0..wide * high).collect();
    for row in 0..high {
        for column in 0..wide {
            let field = row * wide + column;
            let left = (column > 0 && !rules_at(&upright, xs[column], middle(&ys, row)))
                .then(|| owner[field - 1]);
            let above = (row > 0 && !rules_at(&level, ys[row], middle(&xs, column)))
                .then(|| owner[field - wide]);
            // A cell is a box, so a field below a rule is joined to the left only if that cell begins in
            // this row.
            owner[field] = match (left, above) {
                (Some(left), Some(above)) if left == above => left,
                (Some(left), None) if left / wide == row => left,
                (None, Some(above)) => above,
                (Some(left), Some(_)) => left,
                _ => field,
            };
        }
    }
    let glyphs = vec![Vec::new(); wide * high];
    Some(Grid { xs, ys, owner, glyphs })
}

/// Sorts edges and merges those that are too near each other.
fn edges(mut at: Vec<f64>) -> Vec<f64> {
    at.sort_by(f64::total_cmp);
    at.dedup_by(|b, a| *b - *a <= NEAR);
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn along(at: f64, from: f64, to: f64) -> Rule {
        Rule { upright: false, at, from, to }
    }

    fn upright(at: f64, from: f64, to: f64) -> Rule {
        Rule { upright: true, at, from, to }
    }

    fn sign(text: &str, x: f64, y: f64) -> Glyph {
        Glyph { text: text.to_owned(), x, y, width: 10.0, size: 10.0 }
    }

    /// Three columns and three rows, open to the left. The lower cells of the first column form one cell.
    fn rules() -> Vec<Rule> {
        vec![
            along(0.0, 0.0, 150.0),
            along(150.0, 0.0, 300.0),
            along(0.0, 150.0, 300.0),
            along(50.0, 0.0, 300.0),
            along(100.0, 100.0, 300.0),
            along(150.0, 0.0, 100.0),
            upright(100.0, 0.0, 150.0),
            upright(200.0, 0.0, 150.0),
            upright(300.0, 0.0, 150.0),
        ]
    }

    #[test]
    fn fields_without_a_rule_between_them_are_one_cell() {
        let mut grids = find(&rules());
        assert_eq!(grids.len(), 1);
        let grid = &mut grids[0];
        for (text, x, y) in
            [("类", 20.0, 30.0), ("甲", 20.0, 110.0), ("5", 220.0, 80.0), ("6", 220.0, 130.0)]
        {
            let glyph = sign(text, x, y);
            assert!(grid.holds(&glyph));
            grid.add(glyph);
        }
        assert!(!grid.holds(&sign("外", 400.0, 30.0)));
        let rows: Vec<Vec<(usize, usize, String)>> = grid
            .rows()
            .map(|row| row.iter().map(|it| (it.columns, it.rows, it.lines.concat())).collect())
            .collect();
        let cell = |columns, rows, text: &str| (columns, rows, text.to_owned());
        assert_eq!(
            rows,
            [
                vec![cell(1, 1, "类"), cell(1, 1, ""), cell(1, 1, "")],
                vec![cell(1, 2, "甲"), cell(1, 1, ""), cell(1, 1, "5")],
                vec![cell(1, 1, ""), cell(1, 1, "6")],
            ]
        );
    }

    #[test]
    fn underlines_and_frames_are_no_tables() {
        assert!(find(&[along(10.0, 0.0, 100.0), along(30.0, 0.0, 100.0)]).is_empty());
        let frame = [
            along(0.0, 0.0, 100.0),
            along(90.0, 0.0, 100.0),
            upright(0.0, 0.0, 90.0),
            upright(100.0, 0.0, 90.0),
        ];
        assert!(find(&frame).is_empty());
    }
}

//! Divides rows whose cells contain several lines: one line of each cell forms a row.
//!
//! ```text
//! 居民人均可支配收入<br>城镇<br>农村 | 元 | 45000<br>20000     one label more than figures: a group
//! 城镇人数<br>农村人数               | 人 | 5<br>6
//! 居民人均可支配收入                 | 元 | 城镇45000<br>农村20000    each figure has its own label
//! ```
//! A cell with one figure or one goal over several lines stays whole.

use super::cell::{Content, content, labelled};
use super::grid::{Cell, CellLine};
use super::label;
use super::role::Role;

/// The rows in a printed row; the row itself if each cell contains one thing.
pub(super) fn rows(cells: &[Cell], roles: &[Role]) -> Vec<Vec<Cell>> {
    if cells.len() < roles.len() || cells.iter().all(|cell| cell.pieces.is_empty()) {
        return vec![cells.to_vec()];
    }
    by_line(cells, roles).or_else(|| by_label(cells, roles)).unwrap_or_else(|| vec![cells.to_vec()])
}

/// Removes several figures without labels of their own from a row, because their labels are unknown;
/// returns their printed text.
pub(super) fn take_unlabelled(cells: &mut [Cell]) -> Vec<String> {
    let several = cells.iter_mut().filter(|cell| holds_several(cell));
    several.map(|cell| std::mem::take(cell).text).collect()
}

/// Whether a line is a complete value.
fn is_value(piece: &CellLine) -> bool {
    matches!(content(&piece.text), Content::Figure(_) | Content::Dash | Content::Words)
}

/// Whether a cell contains several figures, so that it cannot be read as one.
fn holds_several(cell: &Cell) -> bool {
    let figure = |piece: &&CellLine| matches!(content(&piece.text), Content::Figure(_));
    cell.pieces.iter().filter(figure).count() >= 2
}

/// Divides a row with as many labels as values, or with one more, which is the label of the group.
fn by_line(cells: &[Cell], roles: &[Role]) -> Option<Vec<Vec<Cell>>> {
    let values = || cells.iter().zip(roles).filter(|(_, role)| role.is_value());
    let stacked = |cell: &Cell| cell.pieces.len() > 1 && cell.pieces.iter().all(is_value);
    let count =
        values().filter(|(cell, _)| stacked(cell)).map(|(cell, _)| cell.pieces.len()).max()?;
    let even = |cell: &Cell| cell.is_empty() || !stacked(cell) || cell.pieces.len() == count;
    if !values().all(|(cell, _)| even(cell)) || !values().any(|(cell, _)| holds_several(cell)) {
        return None;
    }
    let at = (0..roles.len())
        .rev()
        .find(|&at| roles[at] == Role::Label && cells[at].pieces.len() >= count)?;
    let labels = &cells[at].pieces;
    let group = labels.len().checked_sub(count).filter(|more| *more <= 1)? == 1;
    let labels = &labels[usize::from(group)..];
    let mut sub = false;
    let rows = labels.iter().enumerate().map(|(line, piece)| {
        let mut row = cells.to_vec();
        let mut own = piece.cell();
        sub |= matches!(label::plain(&own.text).sub, Some(label::SubRowMark::Mark));
        if group || sub {
            // 其中 applies to the lines below it too.
            own.text = format!("其中：{}", label::plain(&own.text).label_with_unit());
        }
        row[at] = own;
        for (column, cell) in row.iter_mut().enumerate() {
            let figures = roles.get(column).is_some_and(|role| role.is_value() && stacked(cell));
            let units = roles.get(column) == Some(&Role::Unit) && cell.pieces.len() == count;
            if let Some(piece) = cell.pieces.get(line).filter(|_| figures || units) {
                *cell = piece.cell();
            }
        }
        number_first(&mut row, roles, line == 0 && !group);
        row
    });
    let mut rows: Vec<Vec<Cell>> = rows.collect();
    if group {
        let mut parent = cells.to_vec();
        parent[at] = cells[at].pieces.first()?.cell();
        for (cell, role) in parent.iter_mut().zip(roles) {
            if role.is_value() {
                *cell = Cell::default();
            }
        }
        rows.insert(0, parent);
    }
    Some(rows)
}

/// Divides a row whose figures have labels in their own cells.
fn by_label(cells: &[Cell], roles: &[Role]) -> Option<Vec<Vec<Cell>>> {
    let read = |cell: &Cell| -> Option<Vec<(String, Cell)>> {
        let piece = |piece: &CellLine| {
            let (label, figure) = labelled(&piece.text)?;
            Some((label, Cell { text: figure, ..piece.cell() }))
        };
        (cell.pieces.len() > 1).then(|| cell.pieces.iter().map(piece).collect())?
    };
    let columns: Vec<(usize, Vec<(String, Cell)>)> = (0..roles.len())
        .filter(|&at| roles[at].is_value())
        .filter_map(|at| Some((at, read(&cells[at])?)))
        .collect();
    let (_, first) = columns.first()?;
    let same = |(_, other): &(usize, Vec<(String, Cell)>)| {
        other.iter().map(|(label, _)| label).eq(first.iter().map(|(label, _)| label))
    };
    let at = roles.iter().position(|&role| role == Role::Label)?;
    if !columns.iter().all(same) {
        return None;
    }
    let rows = first.iter().enumerate().map(|(line, (label, place))| {
        let mut row = cells.to_vec();
        row[at] = Cell { text: format!("其中：{label}"), ..place.clone() };
        for (column, figures) in &columns {
            row[*column] = figures[line].1.clone();
        }
        number_first(&mut row, roles, false);
        row
    });
    let mut parent = cells.to_vec();
    for (cell, role) in parent.iter_mut().zip(roles) {
        if role.is_value() {
            *cell = Cell::default();
        }
    }
    Some(std::iter::once(parent).chain(rows).collect())
}

/// Only the first row has the number of the printed row.
fn number_first(row: &mut [Cell], roles: &[Role], is_first: bool) {
    for (cell, role) in row.iter_mut().zip(roles) {
        if *role == Role::No && !is_first {
            *cell = Cell::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Role::{Base, Label, No, Target, Unit};
    use super::*;

    fn read(row: &str) -> Vec<String> {
        let mut begin = 0;
        let cells: Vec<Cell> = row
            .split('|')
            .map(|cell| {
                let at = begin;
                begin += cell.len() + 1;
                Cell::of(1, row, at..at + cell.len())
            })
            .collect();
        rows(&cells, &[No, Label, Unit, Base, Target])
            .iter()
            .map(|row| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|"))
            .collect()
    }

    #[test]
    fn lines_of_cells_are_rows_where_each_has_a_label() {
        assert_eq!(
            read("3|收入<br>城镇<br>农村|元|5<br>6|7<br>8"),
            ["3|收入|元||", "|其中：城镇|元|5|7", "|其中：农村|元|6|8"]
        );
        assert_eq!(
            read("3|甲数<br>乙数|人<br>户|5<br>6|7<br>8"),
            ["3|甲数|人|5|7", "|乙数|户|6|8"]
        );
        assert_eq!(
            read("3|收入|元|城镇5<br>农村6|城镇7<br>农村8"),
            ["3|收入|元||", "|其中：城镇|元|5|7", "|其中：农村|元|6|8"]
        );
    }

    #[test]
    fn one_value_over_several_lines_stays_whole() {
        for row in ["3|甲|%|—|完成市<br>下达目标", "3|甲|%|100|≥<br>120", "3|甲<br>产值|元|5|6"]
        {
            assert_eq!(read(row).len(), 1, "{row}");
        }
    }
}

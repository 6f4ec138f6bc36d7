//! Assigns the values of a row to columns, where there are fewer or more cells than columns.

use super::cell::{Content, content, fold, is_growth};
use super::grid::Cell;
use super::role::Role;
use crate::domain::Comparator;

/// A cell with its column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ColumnCell {
    pub role: Role,
    pub cell: Cell,
    /// Whether the cell is a dash, which is printed but states nothing.
    pub dash: bool,
    pub doubts: Vec<Doubt>,
}

/// The reason why a cell may be in the wrong column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// The row has fewer cells than columns, so the column was inferred.
    Missing,
    /// The column was inferred, and another one is as likely.
    Guessed,
    /// The cell was moved from the column where it is printed.
    Moved,
    /// The cell is in a row above and spans several rows.
    Carried,
}

/// Assigns cells from left to right to the columns of figures. `roles` may contain columns that are not
/// read. `label` decides the column of a single figure.
pub(super) fn align(cells: &[Cell], roles: &[Role], label: &str) -> Vec<ColumnCell> {
    let mut cells = cells.to_vec();
    while cells.len() > roles.len() && cells.first().is_some_and(Cell::is_empty) {
        cells.remove(0);
    }
    while cells.len() > roles.len() && cells.last().is_some_and(Cell::is_empty) {
        cells.pop();
    }
    let complete = cells.len() == roles.len();
    // A cell that spans columns is repeated in each of them; only the first one is kept.
    for at in (1..cells.len()).rev() {
        let same = cells[at].line == cells[at - 1].line && cells[at].bytes == cells[at - 1].bytes;
        if same && !cells[at].is_empty() {
            cells[at] = Cell::default();
        }
    }
    let mut slots: Vec<Option<Cell>> = roles
        .iter()
        .enumerate()
        .map(|(at, _)| cells.get(at).filter(|cell| !cell.is_empty()).cloned())
        .collect();
    let mut moved = settle(&mut slots, roles, complete);
    let alone = slots.iter().flatten().count() == 1 && !complete;
    moved.extend(alone.then(|| settle_alone(&mut slots, roles, label)).flatten());
    let figures = slots
        .iter()
        .flatten()
        .filter(|cell| matches!(content(&cell.text), Content::Figure(_)))
        .count();
    // Base and target without their growth are certain. A single figure of three may be either, and any of
    // 基期, 目标 and 完成 may be missing.
    let review = roles.contains(&Role::Base) && roles.contains(&Role::Actual);
    let guessed = !complete
        && figures > 0
        && figures == slots.iter().flatten().count()
        && (figures == 1 || (review && figures < 3));
    slots
        .into_iter()
        .zip(roles)
        .filter(|(_, role)| role.is_value())
        .filter_map(|(cell, &role)| {
            let cell = cell?;
            let dash = content(&cell.text) == Content::Dash;
            let doubts = [
                (!complete, Doubt::Missing),
                (guessed, Doubt::Guessed),
                (moved.contains(&role), Doubt::Moved),
            ];
            let doubts = doubts.into_iter().filter(|(holds, _)| *holds).map(|(_, doubt)| doubt);
            Some(ColumnCell { role, cell, dash, doubts: doubts.collect() })
        })
        .collect()
}

/// Moves cells that cannot be in their column; returns the columns that they were moved to.
fn settle(slots: &mut [Option<Cell>], roles: &[Role], complete: bool) -> Vec<Role> {
    let at = |role: Role| roles.iter().position(|&r| r == role);
    let kind = |slots: &[Option<Cell>], at: usize| {
        slots[at].as_ref().map_or(Content::Empty, |cell| content(&cell.text))
    };
    let pairs = [(Role::Target, Role::Growth), (Role::Actual, Role::ActualGrowth)]
        .into_iter()
        .filter_map(|(level, growth)| Some((at(level)?, at(growth)?)))
        .collect::<Vec<_>>();
    let mut moved = Vec::new();

    for &(level, growth) in &pairs {
        let is_bracketed =
            matches!(kind(slots, level), Content::Figure(figure) if figure.bracketed);
        let in_step = slots[level].as_ref().is_some_and(|cell| cell.text.contains("同步"));
        // A cell is missing before [7.85], because brackets contain growth.
        let lost = !complete && is_bracketed;
        // Words that span target and growth belong to the one that they refer to.
        if slots[growth].is_none() && (lost || (complete && in_step && at(Role::Base).is_none())) {
            slots.swap(level, growth);
            moved.push(roles[growth]);
        }
    }
    // Words that span base and target, or that are alone in their row, belong to the target.
    if let (Some(base), Some(target)) = (at(Role::Base), at(Role::Target))
        && kind(slots, base) == Content::Words
        && slots[target].is_none()
        && slots[base].as_ref().is_some_and(|cell| !is_result(cell))
    {
        slots.swap(base, target);
        moved.push(Role::Target);
    }
    moved
}

/// Moves a single figure under base, target and growth: to growth if the label names growth, or to target
/// if the figure is a bound (>10, 4以内). Returns the column that it was moved to.
fn settle_alone(slots: &mut [Option<Cell>], roles: &[Role], label: &str) -> Option<Role> {
    let at = |role: Role| roles.iter().position(|&r| r == role);
    let base = at(Role::Base)?;
    let Content::Figure(figure) = content(&slots[base].as_ref()?.text) else { return None };
    let to = match () {
        () if is_growth(label) => Role::Growth,
        () if figure.comparator != Comparator::Eq => Role::Target,
        () => return None,
    };
    slots.swap(base, at(to)?);
    Some(to)
}

/// Whether the words state a result: 达标, 视同完成.
fn is_result(cell: &Cell) -> bool {
    let text = fold(&cell.text);
    text.ends_with("达标") || text.ends_with("完成") || text.ends_with("实现")
}

#[cfg(test)]
mod tests {
    use super::Role::*;
    use super::*;

    const REVIEW: &[Role] = &[Target, Growth, Actual, ActualGrowth];
    const PLAN: &[Role] = &[Base, Target, Growth];

    fn placed(texts: &[&str], roles: &[Role]) -> Vec<(Role, String)> {
        let cells: Vec<Cell> = texts
            .iter()
            .enumerate()
            .map(|(at, text)| Cell {
                text: (*text).to_string(),
                line: 1,
                bytes: at * 9..at * 9 + 3,
                pieces: Vec::new(),
            })
            .collect();
        let all = align(&cells, roles, "甲比重");
        all.into_iter().filter(|p| !p.dash).map(|p| (p.role, p.cell.text)).collect()
    }

    fn want(pairs: &[(Role, &str)]) -> Vec<(Role, String)> {
        pairs.iter().map(|(role, text)| (*role, (*text).to_string())).collect()
    }

    #[test]
    fn as_many_cells_as_columns_stay_in_their_columns() {
        assert_eq!(
            placed(&[">1400", ">9%", "1247.04", "-"], REVIEW),
            want(&[(Target, ">1400"), (Growth, ">9%"), (Actual, "1247.04")])
        );
        assert_eq!(
            placed(&["", "5", "6", "[1]"], PLAN),
            want(&[(Base, "5"), (Target, "6"), (Growth, "[1]")])
        );
        assert_eq!(placed(&["-", "-", "<6"], PLAN), want(&[(Growth, "<6")]));
    }

    #[test]
    fn brackets_move_to_growth_if_a_cell_is_missing() {
        assert_eq!(
            placed(&["75", "[3.05]", "[7.85]"], REVIEW),
            want(&[(Target, "75"), (Growth, "[3.05]"), (ActualGrowth, "[7.85]")])
        );
        assert_eq!(
            placed(&["45", "[3.76]", "46.52"], REVIEW),
            want(&[(Target, "45"), (Growth, "[3.76]"), (Actual, "46.52")])
        );
    }

    #[test]
    fn merged_cells_belong_to_the_column_their_words_name() {
        assert_eq!(
            placed(&["市定目标", "", "2.89"], REVIEW),
            want(&[(Target, "市定目标"), (Actual, "2.89")])
        );
        assert_eq!(
            placed(&["和经济增长保持同步", "", "-", "达标"], REVIEW),
            want(&[(Growth, "和经济增长保持同步"), (ActualGrowth, "达标")])
        );
        assert_eq!(placed(&["与经济增长同步"], PLAN), want(&[(Target, "与经济增长同步")]));
        assert_eq!(placed(&["完成市定目标", "", ""], PLAN), want(&[(Target, "完成市定目标")]));
        assert_eq!(
            placed(&["达标", "控制在指标内", "-"], PLAN),
            want(&[(Base, "达标"), (Target, "控制在指标内")])
        );
        assert_eq!(
            placed(&["-", "[2.2]", "-", "[3.1]"], REVIEW),
            want(&[(Growth, "[2.2]"), (ActualGrowth, "[3.1]")])
        );
    }

    #[test]
    fn fewer_cells_fill_the_columns_from_the_left() {
        assert_eq!(
            placed(&["[18]", "完成市级下达目标"], PLAN),
            want(&[(Base, "[18]"), (Target, "完成市级下达目标")])
        );
        assert_eq!(placed(&["1"], PLAN), want(&[(Base, "1")]));
        assert_eq!(placed(&[], PLAN), []);
        assert_eq!(placed(&[">10"], PLAN), want(&[(Target, ">10")]));
        // An empty cell is printed, so no cell is missing.
        assert_eq!(placed(&["", "", "8"], PLAN), want(&[(Growth, "8")]));
    }
}

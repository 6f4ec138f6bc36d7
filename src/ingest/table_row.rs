//! Finds the row and the cell of a table that an observation was read from.

use crate::domain::Origin;
use crate::plan::parsed::{Cells, Observation, ParsedDocument, Row};
use std::collections::HashSet;

/// Positions of table and row of each observation; null in running text, and where no row has the
/// label and that cell. Among several rows the order is: a cell that no other observation has,
/// exactly this label, the nearest row above.
pub fn rows(plan: &ParsedDocument) -> Vec<Option<(usize, usize)>> {
    let mut used = HashSet::new();
    let place = |read: &Observation| {
        if read.origin != Origin::Table {
            return None;
        }
        let at = plan.tables.iter().position(|table| Some(&table.id) == read.table.as_ref())?;
        let cell = read.cell.as_deref()?;
        let row = (plan.tables[at].rows.iter().enumerate())
            .filter(|(_, row)| names(&read.label, row) && cell_of(&row.cells, cell).is_some())
            .min_by_key(|(row, candidate)| {
                let taken = used.contains(&(at, *row, cell.to_owned()));
                let exact = candidate.label == read.label;
                // A cell is on or below the first line of its row, unless it belongs to a row above and spans
                // this one.
                let below = candidate.line <= read.line;
                (taken, !exact, !below, candidate.line.abs_diff(read.line))
            })
            .map(|(row, _)| row)?;
        used.insert((at, row, cell.to_owned()));
        Some((at, row))
    };
    plan.observations.iter().map(place).collect()
}

/// Whether the label of an observation is that of this row: alone, or with words of the parent row
/// before or after it (化学需氧量 under 主要污染物排放削减 is 化学需氧量排放削减).
fn names(label: &str, row: &Row) -> bool {
    label == row.label || (row.group.is_some() && label.contains(&row.label))
}

/// A cell by its name; null where it is empty, and for an unknown name.
pub fn cell_of<'c>(cells: &'c Cells, name: &str) -> Option<&'c str> {
    match name {
        "base" => cells.base.as_deref(),
        "target" => cells.target.as_deref(),
        "growth" => cells.growth.as_deref(),
        "actual" => cells.actual.as_deref(),
        "actual_growth" => cells.actual_growth.as_deref(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::TableRole;
    use crate::ingest::testing::observation;
    use crate::plan::parsed::{DocumentInfo, FORMAT, SourceInfo, Table};

    fn row(line: u32, group: Option<&str>, label: &str, target: Option<&str>) -> Row {
        Row {
            line,
            no: None,
            category: None,
            group: group.map(str::to_owned),
            label: label.to_owned(),
            unit: None,
            attribute: None,
            cells: Cells { target: target.map(str::to_owned), ..Cells::default() },
        }
    }

    fn plan(rows: Vec<Row>, observations: Vec<Observation>) -> ParsedDocument {
        ParsedDocument {
            format: FORMAT.to_owned(),
            source: SourceInfo {
                file: String::from("jia.txt"),
                sha256: "a".repeat(64),
                bytes: 1,
                encoding: String::from("UTF-8"),
            },
            document: DocumentInfo::plan("jia", "", [2021, 2025]),
            contents: crate::plan::parsed::Contents::All,
            sections: Vec::new(),
            tables: vec![Table {
                id: String::from("t1"),
                role: TableRole::Targets,
                title: None,
                period: [2021, 2025],
                section: None,
                line: 1,
                rows,
            }],
            observations,
            lines: std::collections::BTreeMap::new(),
            withdrawn: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// Line of the row each observation is traced to.
    fn traced(plan: &ParsedDocument) -> Vec<Option<u32>> {
        let lines = rows(plan).into_iter();
        lines.map(|at| at.map(|(table, row)| plan.tables[table].rows[row].line)).collect()
    }

    #[test]
    fn a_row_is_found_by_its_label_on_any_line_of_its_cells() {
        let rows = vec![
            row(10, None, "建成区绿地率", Some("38")),
            row(20, None, "绿地率", Some("35")),
            row(30, Some("主要污染物排放削减"), "化学需氧量", Some("达标")),
            row(40, Some("主要污染物排放削减"), "氨氮", Some("达标")),
        ];
        let observations = vec![
            observation(26, "绿地率", Some("target")),
            observation(10, "建成区绿地率", Some("target")),
            observation(36, "化学需氧量排放削减", Some("target")),
            // Carried down from the row before.
            observation(36, "氨氮排放削减", Some("target")),
        ];
        assert_eq!(traced(&plan(rows, observations)), [Some(20), Some(10), Some(30), Some(40)]);
    }

    #[test]
    fn rows_with_the_same_label_are_distinguished_by_line_and_taken_once() {
        let twins = || vec![row(10, None, "水质", Some("1")), row(12, None, "水质", Some("1"))];
        let apart =
            vec![observation(13, "水质", Some("target")), observation(11, "水质", Some("target"))];
        assert_eq!(traced(&plan(twins(), apart)), [Some(12), Some(10)]);
        let together =
            vec![observation(12, "水质", Some("target")), observation(12, "水质", Some("target"))];
        assert_eq!(traced(&plan(twins(), together)), [Some(12), Some(10)]);
    }

    #[test]
    fn no_row_is_invented() {
        let rows = || vec![row(10, None, "绿地率", Some("35")), row(20, None, "森林覆盖率", None)];
        let observations = vec![
            observation(10, "绿化率", Some("target")),
            observation(10, "绿地率", Some("base")),
            observation(10, "绿地率", None),
            observation(20, "森林覆盖率", Some("target")),
        ];
        assert_eq!(traced(&plan(rows(), observations)), [None; 4]);
    }
}

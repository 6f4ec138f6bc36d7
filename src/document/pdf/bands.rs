//! Tables without ruling lines: a row without text in a column gets an empty cell there.
//!
//! The row with the most cells decides the columns of a table. A cell of another row belongs to the column
//! that it overlaps, or else to the nearest one.

use super::lines::TextRow;

/// A table has at least this many columns and rows.
const FEWEST_COLUMNS: usize = 3;
const FEWEST_ROWS: usize = 3;

/// Gives every row of a table one cell for each column up to its last text. Rows whose cells do not fit the
/// columns stay as they are.
pub(super) fn align(rows: &mut [&mut TextRow]) {
    let mut first = 0;
    while first < rows.len() {
        let end = (first..rows.len()).find(|&at| !goes_on(rows, at)).unwrap_or(rows.len());
        let table = &mut rows[first..end];
        let tabled = table.iter().filter(|row| row.cells.len() > 1).count();
        let widest = table.iter().max_by_key(|row| row.cells.len()).map(|row| row.cells.clone());
        if let Some(columns) = widest
            && tabled >= FEWEST_ROWS
            && columns.len() >= FEWEST_COLUMNS
        {
            for row in table.iter_mut().filter(|row| row.cells.len() > 1) {
                put_under(row, &columns);
            }
        }
        first = end.max(first) + 1;
    }
}

/// Whether a line belongs to a table: it has several cells, or is a single piece between two such lines.
fn goes_on(rows: &[&mut TextRow], at: usize) -> bool {
    let several = |at: usize| rows.get(at).is_some_and(|row| row.cells.len() > 1);
    several(at) || several(at + 1) && at > 0 && several(at - 1)
}

fn put_under(row: &mut TextRow, columns: &[(f64, f64)]) {
    if row.cells.len() >= columns.len() {
        return;
    }
    let mut places: Vec<usize> = Vec::new();
    for cell in &row.cells {
        let nearest = (0..columns.len())
            .min_by(|&a, &b| distance(*cell, columns[a]).total_cmp(&distance(*cell, columns[b])));
        match nearest {
            Some(place) if places.last().is_none_or(|&last| last < place) => places.push(place),
            _ => return,
        }
    }
    let mut texts = row.text.split('\t');
    let mut text = String::new();
    let mut at = 0;
    for place in places {
        for _ in at..place {
            text.push('\t');
        }
        at = place;
        text.push_str(texts.next().unwrap_or(""));
    }
    row.text = text;
}

/// The distance of a cell from a column: the gap between them, plus a small part of the distance of their
/// middles, which decides between columns that overlap the cell.
fn distance(cell: (f64, f64), column: (f64, f64)) -> f64 {
    let gap = (column.0 - cell.1).max(cell.0 - column.1);
    let middles = f64::midpoint(cell.0, cell.1) - f64::midpoint(column.0, column.1);
    gap.max(0.0) + middles.abs() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[(&str, f64)]) -> TextRow {
        let texts: Vec<&str> = cells.iter().map(|(text, _)| *text).collect();
        let width = |text: &str| f64::from(u32::try_from(text.chars().count()).unwrap()) * 10.0;
        let cells: Vec<_> = cells.iter().map(|(text, at)| (*at, at + width(text))).collect();
        let (from, to) = (cells[0].0, cells[cells.len() - 1].1);
        TextRow { text: texts.join("\t"), y: 0.0, from, to, size: 10.0, cells }
    }

    fn aligned(mut rows: Vec<TextRow>) -> Vec<String> {
        align(&mut rows.iter_mut().collect::<Vec<_>>());
        rows.into_iter().map(|row| row.text).collect()
    }

    #[test]
    fn a_figure_stays_under_its_year() {
        let table = vec![
            row(&[
                ("序号", 0.0),
                ("指标", 60.0),
                ("2020年", 200.0),
                ("2025年", 300.0),
                ("属性", 400.0),
            ]),
            row(&[
                ("1", 5.0),
                ("地区生产总值", 50.0),
                ("800", 210.0),
                ("1200", 310.0),
                ("预期性", 395.0),
            ]),
            row(&[("2", 5.0), ("森林覆盖率", 50.0), ("22.5", 310.0), ("约束性", 395.0)]),
            row(&[("续行", 55.0)]),
            row(&[("3", 5.0), ("人口", 60.0), ("90", 215.0)]),
        ];
        assert_eq!(
            aligned(table),
            [
                "序号\t指标\t2020年\t2025年\t属性",
                "1\t地区生产总值\t800\t1200\t预期性",
                "2\t森林覆盖率\t\t22.5\t约束性",
                "续行",
                "3\t人口\t90",
            ]
        );
    }

    #[test]
    fn two_columns_and_running_text_stay_as_they_are() {
        let list = || (0..4).map(|_| row(&[("第一章", 0.0), ("12", 300.0)])).collect::<Vec<_>>();
        assert!(aligned(list()).iter().all(|text| text == "第一章\t12"));
        assert_eq!(aligned(vec![row(&[("一行文字", 0.0)])]), ["一行文字"]);
    }
}

//! A matrix: indicators down, regions across, a sign in each cell.
//!
//! If the cells are wide enough, the figure is beside its sign. If not all regions fit across, the matrix
//! continues below with the next regions.

#![expect(clippy::cast_precision_loss, reason = "counts of rows and columns are small")]

use super::data::{Frame, Matrix, MatrixRow};
use super::frame::{MARGIN, Sheet};
use super::sign::{SIDE, Sign};
use super::text::{figure, in_full, shortened, width};
use super::theme::Ink;
use super::xml::Anchor;
use crate::domain::lang::Lang;
use std::ops::Range;

const SIZE: f64 = 13.0;
/// The least width of a column: a sign and space.
const LEAST: f64 = 24.0;
/// From this width on a column has figures.
const FIGURES: f64 = 84.0;
const ROW: f64 = 25.0;

/// Draws the matrix.
pub fn cascade(matrix: &Matrix, frame: &Frame) -> String {
    let mut sheet = Sheet::new(frame);
    let longest =
        matrix.rows.iter().map(|row| width(&row_name(row), SIZE)).fold(0.0, f64::max) + 14.0;
    let share = if sheet.width < 620.0 { 0.42 } else { 0.3 };
    let names = longest.clamp(80.0, sheet.inner() * share);
    let room = sheet.inner() - names;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small positive number"
    )]
    let fit = ((room / LEAST) as usize).max(1);
    let blocks = matrix.columns.len().div_ceil(fit).max(1);
    // Blocks of equal length.
    let across = matrix.columns.len().div_ceil(blocks).max(1);
    let column = (room / across as f64).min(130.0);
    for block in 0..blocks {
        let columns = block * across..((block + 1) * across).min(matrix.columns.len());
        draw_block(&mut sheet, matrix, columns, names, column);
    }
    let lang = frame.lang;
    let used = |sign: &Sign| {
        matrix.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.sign == Some(*sign))
    };
    let signs: Vec<_> =
        Sign::ALL.into_iter().filter(used).map(|sign| (sign.badge(), sign.name(lang))).collect();
    sheet.legend(&signs);
    let (rows, columns) = (matrix.rows.len(), matrix.columns.len());
    let about = match lang {
        Lang::En => format!("what {columns} regions say of {rows} indicators"),
        Lang::Zh => format!("{columns} 个地区对 {rows} 个指标的规定"),
    };
    sheet.finish(&about)
}

fn row_name(row: &MatrixRow) -> String {
    match &row.heading.unit {
        Some(unit) => format!("{} {unit}", row.heading.name),
        None => row.heading.name.clone(),
    }
}

fn draw_block(
    sheet: &mut Sheet<'_>,
    matrix: &Matrix,
    columns: Range<usize>,
    names: f64,
    column: f64,
) {
    let left = MARGIN + names;
    let lang = sheet.frame.lang;
    let heads = &matrix.columns[columns.clone()];
    let level = heads.iter().all(|name| width(name, 12.0) < column - 6.0);
    if level {
        sheet.y += 22.0;
    } else {
        let longest = heads.iter().map(|name| width(name, 12.0)).fold(0.0, f64::max).min(130.0);
        sheet.y += 14.0 + longest * 0.87;
    }
    for (place, name) in heads.iter().enumerate() {
        let x = left + place as f64 * column;
        if level {
            sheet.svg.text(x + 4.0, sheet.y, 12.0, Ink::Text, Anchor::Start, name);
        } else {
            // The last names would leave the picture on the right.
            let room = ((sheet.right() - x - 6.0) / 0.5 - 6.0).min(130.0);
            sheet.svg.slanted(x + 15.0, sheet.y, 12.0, &shortened(name, 12.0, room));
        }
    }
    sheet.y += 7.0;
    for row in &matrix.rows {
        let top = sheet.y;
        sheet.y += ROW;
        let right = left + column * heads.len() as f64;
        sheet.svg.line((MARGIN, top), (right, top), 0.5, Ink::Line);
        let name = shortened(&row.heading.name, SIZE, names - 10.0);
        let after = MARGIN + width(&name, SIZE) + 6.0;
        sheet.svg.open(&row_name(row));
        sheet.svg.text(MARGIN, top + 17.0, SIZE, Ink::Text, Anchor::Start, &name);
        if let Some(unit) =
            row.heading.unit.as_ref().filter(|unit| after + width(unit, 11.0) < left - 4.0)
        {
            sheet.svg.text(after, top + 17.0, 11.0, Ink::Quiet, Anchor::Start, unit);
        }
        sheet.svg.close();
        for (place, cell) in row.cells.iter().enumerate().take(columns.end).skip(columns.start) {
            let Some(sign) = cell.sign else { continue };
            let x = left + (place - columns.start) as f64 * column;
            let said = match (&cell.target, &cell.words) {
                (Some(target), _) => format!(" {}", in_full(target, lang)),
                (None, Some(words)) => format!(" · {words}"),
                (None, None) => String::new(),
            };
            let (region, name) = (&matrix.columns[place], &row.heading.name);
            sheet.svg.open(&format!("{region} {name}: {}{said}", sign.name(lang)));
            sign.badge().draw(&mut sheet.svg, x + 4.0, top + 12.5);
            if column >= FIGURES
                && let Some(target) = &cell.target
            {
                let room = column - SIDE - 16.0;
                let written = shortened(&figure(target), 12.0, room);
                let end = x + column - 8.0;
                sheet.svg.text(end, top + 17.0, 12.0, Ink::Text, Anchor::End, &written);
            }
            sheet.svg.close();
        }
    }
    sheet.y += 16.0;
}

//! Dumbbells from base to target, one line for each region.
//!
//! On a narrow picture a row has two lines: the words above, the dumbbell below.

#![expect(clippy::cast_precision_loss, reason = "counts of rows and columns are small")]

use super::data::{ComparePanel, CompareRow, Figure, Frame};
use super::frame::{MARGIN, Sheet};
use super::marks::{AxisDirection, diamond, dot, ends, middle, open_end};
use super::scale::{Scale, place, rounded};
use super::sign::{SIDE, Sign};
use super::text::{figure, in_full, number, pick, shortened, unit, width};
use super::theme::Ink;
use super::xml::Anchor;
use crate::domain::lang::Lang;

/// From this width on a row is one line.
const WIDE: f64 = 620.0;
/// The size of the text of rows.
const SIZE: f64 = 13.0;

/// The columns of a panel, in pixels from the left.
struct Columns {
    wide: bool,
    /// Room for the name.
    name: f64,
    /// Right edge of the base.
    base: f64,
    /// The axis.
    from: f64,
    to: f64,
    /// Left and right edge of the target.
    words: f64,
    target: f64,
}

/// Draws a panel for each indicator, one below the other.
pub fn compare(panels: &[ComparePanel], frame: &Frame) -> String {
    let mut sheet = Sheet::new(frame);
    for panel in panels {
        draw_panel(&mut sheet, panel);
    }
    let lang = frame.lang;
    let key = pick(
        lang,
        "Circle: base year. Diamond: target; hollow with an arrow: a bound, open to that side; hatched: about. \
         Hollow circle: computed or not exact. Number before a name: rank.",
        "圆点：基期。菱形：目标；空心带箭头：上下限，向该侧开放；斜线：左右、约。空心圆：推算或非精确值。名称前的数字：位次。",
    );
    sheet.paragraph(key, 11.5);
    let figures = panels.iter().flat_map(|panel| &panel.rows);
    let mut figures = figures.flat_map(|row| row.base.iter().chain(&row.target));
    if figures.any(|figure| !figure.on_axis) {
        let key = pick(
            lang,
            "A figure written with its unit measures something else than the axis and has no mark.",
            "带单位的数值与坐标轴口径不同，不画标记。",
        );
        sheet.paragraph(key, 11.5);
    }
    let used =
        |sign: &Sign| panels.iter().flat_map(|panel| &panel.rows).any(|row| row.sign == *sign);
    let signs: Vec<_> = Sign::ALL
        .into_iter()
        .filter(|sign| *sign != Sign::Stated)
        .filter(used)
        .map(|sign| (sign.badge(), sign.name(lang)))
        .collect();
    sheet.legend(&signs);
    let names: Vec<_> = panels.iter().map(|panel| panel.heading.name.as_str()).collect();
    let regions = panels.iter().map(|panel| panel.rows.len()).max().unwrap_or_default();
    let about = match lang {
        Lang::En => {
            format!("base year and target of {} in {regions} regions", names.join(", "))
        }
        Lang::Zh => {
            format!("{regions} 个地区{}的基期值与目标", names.join("、"))
        }
    };
    sheet.finish(&about)
}

fn draw_panel(sheet: &mut Sheet<'_>, panel: &ComparePanel) {
    sheet.panel_head(&panel.heading, &unit(&panel.heading));
    sheet.y += if panel.notes.is_empty() { 0.0 } else { 4.0 };
    for note in &panel.notes {
        sheet.paragraph(note, 12.0);
    }
    let columns = Columns::of(sheet, panel);
    let figures = panel.rows.iter().flat_map(|row| row.base.iter().chain(&row.target));
    let scale = Scale::of(&ends(figures), columns.from + 22.0, columns.to - 22.0, true);
    draw_axis(sheet, panel, scale.as_ref(), &columns);
    for (index, row) in panel.rows.iter().enumerate() {
        draw_row(sheet, row, scale.as_ref(), &columns, index);
    }
    sheet.y += 18.0;
}

impl Columns {
    fn of(sheet: &Sheet<'_>, panel: &ComparePanel) -> Self {
        let (left, right) = (MARGIN, sheet.right());
        let longest = |texts: &mut dyn Iterator<Item = String>| {
            texts.map(|text| width(&text, SIZE)).fold(0.0, f64::max)
        };
        let name = longest(&mut panel.rows.iter().map(label)) + 12.0;
        if sheet.width < WIDE {
            return Self {
                wide: false,
                name,
                base: 0.0,
                from: left,
                to: right,
                words: left,
                target: right,
            };
        }
        let name = name.clamp(70.0, sheet.inner() * 0.27);
        let base = longest(&mut panel.rows.iter().filter_map(|row| row.base.as_ref()).map(figure));
        let base = (base + 10.0).clamp(60.0, 130.0);
        let target = longest(&mut panel.rows.iter().map(|row| target_text(row, sheet)));
        let target = (target + SIDE + 16.0).clamp(86.0, sheet.inner() * 0.25);
        let from = left + name + base + 8.0;
        Self {
            wide: true,
            name,
            base: left + name + base,
            from,
            to: right - target - 4.0,
            words: right - target,
            target: right,
        }
    }
}

fn label(row: &CompareRow) -> String {
    match row.rank {
        Some(rank) => format!("{rank}  {}", row.region),
        None => row.region.clone(),
    }
}

/// The text in the column of the target: the figure, else the printed words, else the meaning of the sign.
fn target_text(row: &CompareRow, sheet: &Sheet<'_>) -> String {
    match (&row.target, &row.words) {
        (Some(target), _) => figure(target),
        (None, Some(words)) => words.clone(),
        (None, None) => row.sign.name(sheet.frame.lang).to_owned(),
    }
}

/// Years above the columns, and the axis with its figures.
fn draw_axis(
    sheet: &mut Sheet<'_>,
    panel: &ComparePanel,
    scale: Option<&Scale>,
    columns: &Columns,
) {
    let lang = sheet.frame.lang;
    let year = |figures: &mut dyn Iterator<Item = &Figure>| {
        let mut years: Vec<_> = figures.filter_map(|figure| figure.year).collect();
        years.sort_unstable();
        years.dedup();
        match years.as_slice() {
            [] => String::new(),
            [one] => one.to_string(),
            [first, .., last] => format!("{first}–{last}"),
        }
    };
    let base = year(&mut panel.rows.iter().filter_map(|row| row.base.as_ref()));
    let target = year(&mut panel.rows.iter().filter_map(|row| row.target.as_ref()));
    sheet.y += 18.0;
    let top = sheet.y;
    let base = format!("{} {base}", pick(lang, "base", "基期"));
    let target = format!("{} {target}", pick(lang, "target", "目标"));
    let svg = &mut sheet.svg;
    if columns.wide {
        svg.text(columns.base, top, 11.5, Ink::Quiet, Anchor::End, base.trim());
        svg.text(columns.target, top, 11.5, Ink::Quiet, Anchor::End, target.trim());
    } else {
        let both = format!("{} → {}", base.trim(), target.trim());
        svg.text(columns.target, top, 11.5, Ink::Quiet, Anchor::End, &both);
        sheet.y += 15.0;
    }
    let Some(scale) = scale else {
        sheet.y += 5.0;
        return;
    };
    let rows = panel.rows.len() as f64 * row_height(columns);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small positive number"
    )]
    let many = ((columns.to - columns.from) / 110.0) as usize;
    let y = sheet.y;
    for tick in scale.ticks(many.clamp(2, 8)) {
        let x = scale.at(tick);
        sheet.svg.line((x, y + 5.0), (x, y + 5.0 + rows), 1.0, Ink::Line);
        let written = number(rounded(tick));
        sheet.svg.text(x, y, 11.0, Ink::Quiet, Anchor::Middle, &written);
    }
    if scale.log && columns.wide {
        let note = pick(lang, "log scale", "对数刻度");
        sheet.svg.text(MARGIN, y, 11.0, Ink::Quiet, Anchor::Start, note);
    } else if scale.log {
        let note = pick(lang, "log scale", "对数刻度");
        sheet.svg.text(MARGIN, y - 15.0, 11.0, Ink::Quiet, Anchor::Start, note);
    }
    sheet.y += 5.0;
}

fn row_height(columns: &Columns) -> f64 {
    if columns.wide { 26.0 } else { 44.0 }
}

fn draw_row(
    sheet: &mut Sheet<'_>,
    row: &CompareRow,
    scale: Option<&Scale>,
    columns: &Columns,
    index: usize,
) {
    let (top, height) = (sheet.y, row_height(columns));
    sheet.y += height;
    sheet.svg.open(&describe(row, sheet));
    // A line between rows leads the eye without hiding the axis.
    if index > 0 {
        sheet.svg.line((MARGIN, top), (sheet.right(), top), 0.5, Ink::Line);
    }
    let (text_y, y) =
        if columns.wide { (top + 17.5, top + 13.0) } else { (top + 16.0, top + 32.0) };
    let target = target_text(row, sheet);
    let svg = &mut sheet.svg;
    let plain = row.target.is_none();
    let ink = match row.sign {
        Sign::NotStated => Ink::Warning,
        _ if plain => Ink::Quiet,
        _ => Ink::Text,
    };
    let mut left = columns.target;
    if columns.wide {
        let room = columns.target - columns.words - SIDE - 10.0;
        let written = shortened(&target, SIZE, room);
        svg.text(columns.target, text_y, SIZE, ink, Anchor::End, &written);
        left -= width(&written, SIZE);
        if let Some(base) = &row.base {
            svg.text(columns.base, text_y, SIZE, Ink::Text, Anchor::End, &figure(base));
        }
    } else {
        let base = row.base.as_ref().map_or_else(|| "–".to_owned(), figure);
        let badge = if plain { SIDE + 8.0 } else { 0.0 };
        let least = columns.name.min((columns.target - MARGIN) * 0.42);
        let room =
            columns.target - MARGIN - least - width(&format!("{base} → "), SIZE) - badge - 10.0;
        let written = shortened(&target, SIZE, room);
        svg.text(columns.target, text_y, SIZE, ink, Anchor::End, &written);
        left -= width(&written, SIZE) + badge;
        svg.text(left - 4.0, text_y, SIZE, Ink::Text, Anchor::End, &format!("{base} →"));
        left = columns.target - width(&written, SIZE);
    }
    if plain {
        row.sign.badge().draw(svg, left - SIDE - 7.0, text_y - 4.5);
    }
    let room = if columns.wide {
        columns.name - 10.0
    } else {
        let base = row.base.as_ref().map_or_else(|| "–".to_owned(), figure);
        let used = width(&format!("{base} → "), SIZE) + if plain { SIDE + 8.0 } else { 0.0 };
        (left - MARGIN - used - 12.0).max(60.0)
    };
    let mut x = MARGIN;
    if let Some(rank) = row.rank {
        let rank = rank.to_string();
        svg.text(x, text_y, 11.0, Ink::Quiet, Anchor::Start, &rank);
        x += (width(&rank, 11.0) + 6.0).max(14.0);
    }
    let name = shortened(&row.region, SIZE, room - (x - MARGIN));
    svg.text(x, text_y, SIZE, Ink::Text, Anchor::Start, &name);
    if let Some(scale) = scale {
        draw_dumbbell(sheet, row, scale, y);
    }
    sheet.svg.close();
}

fn draw_dumbbell(sheet: &mut Sheet<'_>, row: &CompareRow, scale: &Scale, y: f64) {
    let on_axis = |figure: &Option<Figure>| figure.clone().filter(|figure| figure.on_axis);
    let (base, target) = (on_axis(&row.base), on_axis(&row.target));
    let svg = &mut sheet.svg;
    if let (Some(base), Some(target)) = (&base, &target) {
        svg.line((middle(base, scale), y), (middle(target, scale), y), 3.0, Ink::Soft);
    }
    if let Some(target) = &target {
        let x = middle(target, scale);
        if let Some(high) = target.high {
            let ends = [target.value, high].map(|end| scale.at(place(end)));
            svg.line((ends[0], y), (ends[1], y), 3.0, Ink::Accent);
        }
        open_end(svg, x, y, target.comparator, AxisDirection::Right);
        diamond(svg, x, y, target.comparator);
    }
    if let Some(base) = &base {
        dot(svg, middle(base, scale), y, base, Ink::Quiet);
    }
}

/// The row in words, with every figure in full.
fn describe(row: &CompareRow, sheet: &Sheet<'_>) -> String {
    let lang = sheet.frame.lang;
    let mut parts = Vec::new();
    if let Some(base) = &row.base {
        parts.push(format!("{} {}", pick(lang, "base", "基期"), in_full(base, lang)));
    }
    parts.push(match (&row.target, &row.words) {
        (Some(target), _) => format!("{} {}", pick(lang, "target", "目标"), in_full(target, lang)),
        (None, Some(words)) => format!("{} · {words}", row.sign.name(lang)),
        (None, None) => row.sign.name(lang).to_owned(),
    });
    if let Some(rank) = row.rank {
        parts.push(format!("{} {rank}", pick(lang, "rank", "位次")));
    }
    format!("{}: {}", row.region, parts.join("; "))
}

//! Figures over the years: actual figures are dots on a line, targets are diamonds. Nothing is interpolated:
//! years without a figure interrupt the line.

use super::data::{Figure, Frame, SeriesPanel};
use super::frame::{MARGIN, Sheet};
use super::marks::{AxisDirection, diamond, dot, ends, middle, open_end, opens_up};
use super::scale::{Scale, place, rounded};
use super::text::{figure, in_full, number, pick, unit, width};
use super::theme::Ink;
use super::xml::{Anchor, Svg};
use crate::domain::lang::Lang;

/// The height of the plot of a panel, in pixels.
const PLOT: f64 = 190.0;

/// The positions of the years and figures of a panel.
struct Plot {
    first: u16,
    last: u16,
    left: f64,
    right: f64,
    scale: Scale,
}

impl Plot {
    fn x(&self, year: u16) -> f64 {
        let years = f64::from(self.last - self.first).max(1.0);
        let inset = 16.0;
        self.left
            + inset
            + f64::from(year.saturating_sub(self.first)) / years
                * (self.right - self.left - 2.0 * inset)
    }
}

/// Draws a panel for each series, one below the other.
pub fn series(panels: &[SeriesPanel], frame: &Frame) -> String {
    let mut sheet = Sheet::new(frame);
    for panel in panels {
        draw_panel(&mut sheet, panel);
    }
    let key = pick(
        frame.lang,
        "Dot: actual figure. Diamond: target; hollow with an arrow: a bound, open to that side; hatched: about. \
         Shaded: years after the last actual figure. A gap in the line: a year without a figure.",
        "圆点：实际值。菱形：目标；空心带箭头：上下限，向该侧开放；斜线：左右、约。阴影：最近实际值之后的年份。线的中断：该年无数值。",
    );
    sheet.paragraph(key, 11.5);
    let names: Vec<_> =
        panels.iter().map(|panel| format!("{} {}", panel.region, panel.heading.name)).collect();
    let about = match frame.lang {
        Lang::En => format!("actual figures and targets over the years: {}", names.join(", ")),
        Lang::Zh => format!("历年实际值与目标：{}", names.join("、")),
    };
    sheet.finish(&about)
}

fn draw_panel(sheet: &mut Sheet<'_>, panel: &SeriesPanel) {
    let lang = sheet.frame.lang;
    let mut heading = panel.heading.clone();
    heading.name = format!("{} {}", panel.region, heading.name);
    sheet.panel_head(&heading, &unit(&heading));
    sheet.y += if panel.notes.is_empty() { 0.0 } else { 4.0 };
    for note in &panel.notes {
        sheet.paragraph(note, 12.0);
    }
    let mut points: Vec<_> = panel.points.iter().filter_map(|one| Some((one.year?, one))).collect();
    points.retain(|(_, figure)| figure.on_axis);
    points.sort_by_key(|(year, _)| *year);
    let mut targets: Vec<_> =
        panel.targets.iter().filter_map(|one| Some((one.year?, one))).collect();
    targets.retain(|(_, figure)| figure.on_axis);
    let all = || points.iter().chain(&targets);
    let values = ends(all().map(|(_, figure)| *figure));
    let years = || all().map(|(year, _)| *year);
    let (Some(first), Some(last)) = (years().min(), years().max()) else {
        sheet.y += 4.0;
        sheet.paragraph(
            pick(lang, "no figure in the unit of the indicator", "没有以该指标单位计的数值"),
            12.0,
        );
        sheet.y += 10.0;
        return;
    };
    let top = sheet.y + 24.0;
    let Some(scale) = Scale::of(&values, top + PLOT - 22.0, top + 22.0, false) else { return };
    let ticks: Vec<_> =
        scale.ticks(4).into_iter().map(|tick| (tick, number(rounded(tick)))).collect();
    let labels = ticks.iter().map(|(_, text)| width(text, 11.0)).fold(20.0, f64::max);
    let plot = Plot { first, last, left: MARGIN + labels + 8.0, right: sheet.right(), scale };
    if let Some((latest, _)) = points.last().filter(|(latest, _)| *latest < last) {
        let from = f64::midpoint(plot.x(*latest), plot.x(*latest + 1));
        sheet.svg.rect(from, top, plot.right - from, PLOT, Ink::Band);
    }
    for (tick, text) in &ticks {
        let y = plot.scale.at(*tick);
        sheet.svg.line((plot.left, y), (plot.right, y), 1.0, Ink::Line);
        sheet.svg.text(plot.left - 8.0, y + 4.0, 11.0, Ink::Quiet, Anchor::End, text);
    }
    draw_years(sheet, &plot, top + PLOT + 15.0);
    for pair in points.windows(2) {
        if pair[1].0 == pair[0].0 + 1 {
            let at = |index: usize| {
                let (year, figure) = pair[index];
                (plot.x(year), plot.scale.at(place(figure.value)))
            };
            sheet.svg.line(at(0), at(1), 2.0, Ink::Quiet);
        }
    }
    draw_marks(sheet, &plot, &points, &targets);
    sheet.y = top + PLOT + 34.0;
}

fn draw_years(sheet: &mut Sheet<'_>, plot: &Plot, y: f64) {
    let room = (plot.right - plot.left) / 42.0;
    let years = f64::from(plot.last - plot.first + 1);
    let every = [1u16, 2, 5, 10, 20].into_iter().find(|step| years / f64::from(*step) <= room);
    let every = every.unwrap_or(50);
    for year in (plot.first..=plot.last).filter(|year| year.is_multiple_of(every)) {
        sheet.svg.text(plot.x(year), y, 11.0, Ink::Quiet, Anchor::Middle, &year.to_string());
    }
}

fn draw_marks(
    sheet: &mut Sheet<'_>,
    plot: &Plot,
    points: &[(u16, &Figure)],
    targets: &[(u16, &Figure)],
) {
    let lang = sheet.frame.lang;
    let svg = &mut sheet.svg;
    // Places of written figures, so that none is written over another.
    let mut written: Vec<(f64, f64, f64)> = Vec::new();
    let mut label = |svg: &mut Svg, x: f64, y: f64, one: &Figure, ink: Ink| {
        let text = figure(one);
        let wide = width(&text, 11.5);
        let x = x.clamp(plot.left + wide / 2.0, plot.right - wide / 2.0);
        let free = |x: f64, y: f64, written: &[(f64, f64, f64)]| {
            written.iter().all(|(other, row, half)| {
                (x - other).abs() > wide / 2.0 + half + 4.0 || (y - row).abs() > 12.0
            })
        };
        let Some(y) = [y - 10.0, y + 19.0].into_iter().find(|y| free(x, *y, &written)) else {
            return;
        };
        written.push((x, y, wide / 2.0));
        svg.text(x, y, 11.5, ink, Anchor::Middle, &text);
    };
    for (year, one) in targets {
        let (x, y) = (plot.x(*year), middle(one, &plot.scale));
        svg.open(&format!("{} {}", pick(lang, "target", "目标"), in_full(one, lang)));
        open_end(svg, x, y, one.comparator, AxisDirection::Up);
        diamond(svg, x, y, one.comparator);
        let raised = if opens_up(one.comparator) { y - 14.0 } else { y };
        label(svg, x, raised, one, Ink::Accent);
        svg.close();
    }
    let ends = [points.first(), points.last()].map(|end| end.map(|(year, _)| *year));
    for (year, one) in points.iter().rev() {
        let (x, y) = (plot.x(*year), plot.scale.at(place(one.value)));
        svg.open(&format!("{} {}", pick(lang, "actual", "实际"), in_full(one, lang)));
        dot(svg, x, y, one, Ink::Text);
        if points.len() <= 12 || ends.contains(&Some(*year)) {
            label(svg, x, y, one, Ink::Text);
        }
        svg.close();
    }
}

//! The way from base to target: a bar for the way done, a tick for the years that have passed, a sign for the verdict.

use super::data::{Figure, Frame, ProgressPanel, ProgressRow};
use super::frame::{MARGIN, Sheet};
use super::marks::diamond;
use super::scale::place;
use super::sign::{SIDE, Verdict};
use super::text::{figure, in_full, number, pick, shortened, width};
use super::theme::Ink;
use super::xml::Anchor;
use crate::domain::lang::Lang;

const SIZE: f64 = 13.0;
/// From this width on name and bar are side by side.
const WIDE: f64 = 620.0;
/// How far beyond the target, and on the wrong side of the base, a bar is drawn, in percent of the way.
const BEYOND: (f64, f64) = (-15.0, 125.0);

/// Draws a panel for each plan, one below the other.
pub fn progress(panels: &[ProgressPanel], frame: &Frame) -> String {
    let mut sheet = Sheet::new(frame);
    for panel in panels {
        sheet.y += 22.0;
        let head = format!("{}  {}", panel.region, panel.period);
        sheet.svg.bold(MARGIN, sheet.y, 15.0, &shortened(&head, 15.0, sheet.inner()));
        sheet.y += 10.0;
        for row in &panel.rows {
            draw_row(&mut sheet, row);
        }
        sheet.y += 14.0;
    }
    let lang = frame.lang;
    let key = pick(
        lang,
        "Bar: share of the way from base (left) to target (diamond) that is done. Upright line: share of the years \
         that have passed. An arrow: beyond the edge of the bar.",
        "横条：从基期（左）到目标（菱形）已完成的部分。竖线：已过去的年份比例。箭头：超出横条范围。",
    );
    sheet.paragraph(key, 11.5);
    let used = |verdict: &Verdict| {
        panels.iter().flat_map(|panel| &panel.rows).any(|row| row.verdict == *verdict)
    };
    let signs: Vec<_> = Verdict::ALL
        .into_iter()
        .filter(used)
        .map(|verdict| (verdict.badge(), verdict.name(lang)))
        .collect();
    sheet.legend(&signs);
    let names: Vec<_> = panels.iter().map(|panel| panel.region.as_str()).collect();
    let about = match lang {
        Lang::En => format!("targets and the way done: {}", names.join(", ")),
        Lang::Zh => format!("目标与完成进度：{}", names.join("、")),
    };
    sheet.finish(&about)
}

fn draw_row(sheet: &mut Sheet<'_>, row: &ProgressRow) {
    let lang = sheet.frame.lang;
    let wide = sheet.width >= WIDE;
    let (top, height) = (sheet.y, if wide { 28.0 } else { 50.0 });
    sheet.y += height;
    sheet.svg.open(&describe(row, lang));
    sheet.svg.line((MARGIN, top), (sheet.right(), top), 0.5, Ink::Line);
    let text_y = top + 18.0;
    row.verdict.badge().draw(&mut sheet.svg, MARGIN, text_y - 4.5);
    let left = MARGIN + SIDE + 8.0;
    let right = sheet.right();
    let figures = if wide { (right - left) * 0.36 } else { (right - left) * 0.6 };
    let written = shortened(&figures_of(row, wide), SIZE, figures);
    sheet.svg.text(right, text_y, SIZE, Ink::Text, Anchor::End, &written);
    let name_room = if wide {
        (right - left) * 0.26
    } else {
        (right - left - width(&written, SIZE) - 8.0).max(40.0)
    };
    let name = shortened(&row.label, SIZE, name_room - 6.0);
    sheet.svg.text(left, text_y, SIZE, Ink::Text, Anchor::Start, &name);
    let (from, to, y) = if wide {
        (left + name_room + 6.0, right - figures - 56.0, top + 14.0)
    } else {
        (left, right - 52.0, top + 36.0)
    };
    draw_bar(sheet, row, (from, to), y);
    sheet.svg.close();
}

fn draw_bar(sheet: &mut Sheet<'_>, row: &ProgressRow, (from, to): (f64, f64), y: f64) {
    let svg = &mut sheet.svg;
    let x = |percent: f64| from + (percent - BEYOND.0) / (BEYOND.1 - BEYOND.0) * (to - from);
    let Some(done) = row.done_percent else {
        svg.line((x(0.0), y), (x(100.0), y), 1.0, Ink::Line);
        return;
    };
    svg.rect(x(0.0), y - 4.0, x(100.0) - x(0.0), 8.0, Ink::Band);
    let share = place(done);
    let ink = match row.verdict {
        Verdict::Missed | Verdict::Behind => Ink::Warning,
        Verdict::Unknown => Ink::Soft,
        _ => Ink::Accent,
    };
    let end = share.clamp(BEYOND.0, BEYOND.1);
    let (low, high) = (x(end.min(0.0)), x(end.max(0.0)));
    svg.rect(low, y - 4.0, (high - low).max(1.5), 8.0, ink);
    if share > BEYOND.1 || share < BEYOND.0 {
        let (tip, back) = if share > 0.0 { (high + 6.0, high) } else { (low - 6.0, low) };
        svg.line((back, y - 5.0), (tip, y), 1.8, ink);
        svg.line((tip, y), (back, y + 5.0), 1.8, ink);
    }
    svg.line((x(0.0), y - 7.0), (x(0.0), y + 7.0), 1.2, Ink::Quiet);
    if let Some(elapsed) = row.elapsed_percent {
        let elapsed = x(place(elapsed).clamp(0.0, 100.0));
        svg.line((elapsed, y - 9.0), (elapsed, y + 9.0), 2.0, Ink::Text);
    }
    let comparator = row.target.as_ref().map_or_else(Default::default, |target| target.comparator);
    diamond(svg, x(100.0), y, comparator);
    let percent = format!("{}%", number(done.round_dp(0)));
    svg.text(to + 46.0, y + 4.5, 12.0, Ink::Text, Anchor::End, &percent);
}

/// `base → reached / target unit`.
fn figures_of(row: &ProgressRow, wide: bool) -> String {
    let written = |one: &Option<Figure>| one.as_ref().map_or_else(|| "–".to_owned(), figure);
    let target = match (&row.target, &row.words) {
        (Some(target), _) => figure(target),
        (None, Some(words)) => words.clone(),
        (None, None) => "–".to_owned(),
    };
    let unit = row.target.iter().chain(&row.reached).find_map(|one| one.unit.clone());
    let unit = unit.map(|unit| format!(" {unit}")).unwrap_or_default();
    match (&row.base, &row.reached) {
        (None, None) => format!("{target}{unit}"),
        _ if wide => {
            format!("{} → {} / {target}{unit}", written(&row.base), written(&row.reached))
        }
        _ => format!("{} / {target}{unit}", written(&row.reached)),
    }
}

fn describe(row: &ProgressRow, lang: Lang) -> String {
    let mut parts = vec![row.verdict.name(lang).to_owned()];
    let words = [
        (&row.base, pick(lang, "base", "基期")),
        (&row.reached, pick(lang, "reached", "达到")),
        (&row.target, pick(lang, "target", "目标")),
    ];
    for (one, name) in words {
        parts.extend(one.as_ref().map(|one| format!("{name} {}", in_full(one, lang))));
    }
    parts.extend(row.words.clone());
    if let Some(done) = row.done_percent {
        parts.push(format!("{} {}%", pick(lang, "way done", "已完成"), done.normalize()));
    }
    if let Some(elapsed) = row.elapsed_percent {
        parts.push(format!("{} {}%", pick(lang, "years passed", "时间过去"), elapsed.normalize()));
    }
    format!("{}: {}", row.label, parts.join("; "))
}

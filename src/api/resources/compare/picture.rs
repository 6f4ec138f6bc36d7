//! A comparison as a picture: a panel for each indicator, a row for each region. Targets that several regions state as
//! another quantity (growth a year, where others state levels) have a panel of their own.

use crate::api::resources::picture::{bounded, frame, of_comparison, sign};
use crate::api::resources::quantity::Quantity;
use crate::chart::{self, ComparePanel, CompareRow, Heading};
use crate::compare::answer::{Cell, Entry, Figure};
use crate::domain::lang::Lang;
use crate::domain::text::Text;
use crate::format::About;

/// Targets of another quantity have a panel from this number on: one alone compares with nothing.
const PANEL_FROM: usize = 2;

/// The picture, or why there is none.
pub(super) fn picture(entries: &[Entry], about: &About, width: u32) -> Result<String, Text> {
    bounded(entries.len(), entries.iter().map(|entry| entry.cells.len()).sum())?;
    let panels: Vec<_> = entries.iter().flat_map(|entry| panels(entry, about.lang)).collect();
    let period = entries.first().map(|entry| entry.period.clone()).unwrap_or_default();
    let title =
        Text::made(format!("Base year and target, {period}"), format!("{period} 年基期值与目标"));
    Ok(chart::compare(&panels, &frame(title.in_language(about.lang), about, width)))
}

/// The panel of the axis, with every region, and those of the other quantities.
fn panels(entry: &Entry, lang: Lang) -> Vec<ComparePanel> {
    let main = Quantity::main_of(entry);
    let others = Quantity::others_of(entry);
    let note = |(quantity, count): &(Quantity<'_>, usize)| {
        if *count >= PANEL_FROM {
            quantity.drawn_below(*count, lang)
        } else {
            quantity.not_drawn(*count, lang)
        }
    };
    let notes = others.iter().map(note).collect();
    let whole = ComparePanel { notes, ..panel(entry, main, entry.cells.iter(), lang) };
    let own = others.iter().filter(|(_, count)| *count >= PANEL_FROM).map(|(quantity, _)| {
        let quantity = Some(*quantity);
        let cells = entry
            .cells
            .iter()
            .filter(|cell| cell.target.as_ref().and_then(Quantity::of_comparison) == quantity);
        panel(entry, quantity, cells, lang)
    });
    std::iter::once(whole).chain(own).collect()
}

fn panel<'e>(
    entry: &Entry,
    axis: Option<Quantity<'_>>,
    cells: impl Iterator<Item = &'e Cell>,
    lang: Lang,
) -> ComparePanel {
    let heading = Heading {
        name: entry.indicator.name.to_string(),
        name_en: entry.indicator.name_en.to_string(),
        measure: axis.and_then(|axis| axis.measure_name(lang)),
        unit: match axis {
            Some(axis) => axis.unit().map(str::to_owned),
            None => entry.indicator.unit.as_deref().map(str::to_owned),
        },
        period: entry.period.clone(),
    };
    let row = |cell: &Cell| CompareRow {
        region: cell.region.name.to_string(),
        base: cell.base.as_ref().and_then(|base| of_comparison(base, axis, lang)),
        sign: sign(cell.status),
        target: cell.target.as_ref().and_then(|target| of_comparison(target, axis, lang)),
        words: cell.target.as_ref().and_then(Figure::words).map(str::to_owned),
        rank: cell.rank,
    };
    ComparePanel { heading, notes: Vec::new(), rows: cells.map(row).collect() }
}

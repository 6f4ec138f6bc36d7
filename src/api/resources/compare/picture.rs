//! A comparison as a picture: a panel for each indicator, a row for each region.

use crate::api::resources::picture::{bounded, frame, of_comparison, sign};
use crate::chart::{self, ComparePanel, CompareRow, Heading};
use crate::compare::answer::{Cell, Entry};
use crate::domain::text::Text;
use crate::format::About;

/// The picture, or why there is none.
pub(super) fn picture(entries: &[Entry], about: &About, width: u32) -> Result<String, Text> {
    bounded(entries.len(), entries.iter().map(|entry| entry.cells.len()).sum())?;
    let panels: Vec<_> = entries.iter().map(panel).collect();
    let period = entries.first().map(|entry| entry.period.clone()).unwrap_or_default();
    let title =
        Text::made(format!("Base year and target, {period}"), format!("{period} 年基期值与目标"));
    Ok(chart::compare(&panels, &frame(title.in_language(about.lang), about, width)))
}

fn panel(entry: &Entry) -> ComparePanel {
    let heading = Heading {
        name: entry.indicator.name.clone(),
        name_en: entry.indicator.name_en.clone(),
        unit: entry.indicator.unit.clone(),
        period: entry.period.clone(),
    };
    let unit = entry.indicator.unit.as_ref();
    let row = |cell: &Cell| CompareRow {
        region: cell.region.name.clone(),
        base: cell.base.as_ref().and_then(|base| of_comparison(base, unit)),
        sign: sign(cell.status),
        target: cell.target.as_ref().and_then(|target| of_comparison(target, unit)),
        words: cell.target.as_ref().and_then(|target| target.printed.as_ref()?.text.clone()),
        rank: cell.rank,
    };
    ComparePanel { heading, rows: entry.cells.iter().map(row).collect() }
}

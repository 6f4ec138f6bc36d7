//! Series as a picture: a panel for each.

use crate::api::resources::picture::{bounded, frame, of_report};
use crate::chart::{self, Heading, SeriesPanel};
use crate::domain::Measure;
use crate::domain::text::Text;
use crate::format::About;
use crate::series::Series;

/// The picture, or why there is none.
pub(super) fn picture(entries: &[Series], about: &About, width: u32) -> Result<String, Text> {
    bounded(entries.len(), entries.len())?;
    let panels: Vec<_> = entries.iter().map(panel).collect();
    let title = Text::of("Actual figures and targets", "历年实际值与目标");
    Ok(chart::series(&panels, &frame(title.in_language(about.lang), about, width)))
}

fn panel(entry: &Series) -> SeriesPanel {
    let unit = entry.indicator.unit.as_ref();
    let measure = entry.points.first().map_or(Measure::Level, |point| point.used.measure);
    let targets = entry.targets.iter().filter(|mark| mark.target.measure == measure);
    SeriesPanel {
        heading: Heading {
            name: entry.indicator.name.clone(),
            name_en: entry.indicator.name_en.clone(),
            unit: entry.indicator.unit.clone(),
            period: String::new(),
        },
        region: entry.region.name.clone(),
        points: entry.points.iter().filter_map(|point| of_report(&point.used, unit)).collect(),
        targets: targets.filter_map(|mark| of_report(&mark.target, unit)).collect(),
    }
}

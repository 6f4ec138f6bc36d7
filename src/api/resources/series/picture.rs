//! Series as a picture: a panel for each.

use crate::api::resources::picture::{bounded, frame, of_report};
use crate::api::resources::quantity::Quantity;
use crate::chart::{self, Heading, SeriesPanel};
use crate::domain::lang::Lang;
use crate::domain::text::Text;
use crate::format::About;
use crate::series::Series;

/// The picture, or why there is none.
pub(super) fn picture(entries: &[Series], about: &About, width: u32) -> Result<String, Text> {
    bounded(entries.len(), entries.len())?;
    let panels: Vec<_> = entries.iter().map(|entry| panel(entry, about.lang)).collect();
    let title = Text::of("Actual figures and targets", "历年实际值与目标");
    Ok(chart::series(&panels, &frame(title.in_language(about.lang), about, width)))
}

/// The axis is that of the actual figures; without any, that of the first target in the order of measures.
fn panel(entry: &Series, lang: Lang) -> SeriesPanel {
    let points = entry.points.iter().map(|point| &point.used);
    let targets = || entry.targets.iter().map(|mark| &mark.target);
    let least = targets().filter_map(|one| Some((one.measure, Quantity::of_report(one)?)));
    let axis = points.clone().find_map(Quantity::of_report);
    let axis = axis.or_else(|| least.min_by_key(|(measure, _)| *measure).map(|(_, it)| it));
    let mut others: Vec<(Quantity<'_>, usize)> = Vec::new();
    for one in targets().filter_map(Quantity::of_report).filter(|one| Some(*one) != axis) {
        match others.iter_mut().find(|(known, _)| *known == one) {
            Some((_, count)) => *count += 1,
            None => others.push((one, 1)),
        }
    }
    let notes = others.iter().map(|(quantity, count)| quantity.not_drawn(*count, lang));
    let drawn = |figure| of_report(figure, axis, lang).filter(|one| one.on_axis);
    SeriesPanel {
        heading: Heading {
            name: entry.indicator.name.to_string(),
            name_en: entry.indicator.name_en.to_string(),
            measure: axis.and_then(|axis| axis.measure_name(lang)),
            unit: entry.indicator.unit.as_deref().map(str::to_owned),
            period: String::new(),
        },
        region: entry.region.name.to_string(),
        points: points.filter_map(drawn).collect(),
        targets: targets().filter_map(drawn).collect(),
        notes: notes.collect(),
    }
}

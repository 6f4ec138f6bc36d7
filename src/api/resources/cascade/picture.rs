//! A cascade as a picture: a matrix of signs, the highest region first.

use crate::api::resources::picture::{bounded, frame, of_comparison, sign};
use crate::api::resources::quantity::Quantity;
use crate::chart::{self, Heading, Matrix, MatrixCell, MatrixRow};
use crate::compare::answer::{Cascade, CascadeCell, Figure};
use crate::domain::lang::Lang;
use crate::domain::text::{Text, text};
use crate::format::About;

/// The picture, or why there is none.
pub(super) fn picture(entries: &[Cascade], about: &About, width: u32) -> Result<String, Text> {
    // Entries may have different regions: `status` leaves some out.
    let mut regions: Vec<(&str, &str)> = Vec::new();
    for held in entries.iter().flat_map(held) {
        if !regions.iter().any(|(id, _)| *id == &*held.region.id) {
            regions.push((&held.region.id, &held.region.name));
        }
    }
    bounded(1, entries.len())?;
    let rows = entries.iter().map(|entry| row(entry, &regions, about.lang)).collect();
    let columns = regions.iter().map(|(_, name)| (*name).to_owned()).collect();
    let period = entries.first().map_or("", |entry| entry.period.as_str());
    let title = text!("Who states a target, {period}", "{period} 年目标由谁规定");
    let frame = frame(title.in_language(about.lang), about, width);
    Ok(chart::cascade(&Matrix { columns, rows }, &frame))
}

/// The regions of an entry, the highest first.
fn held(entry: &Cascade) -> impl Iterator<Item = &CascadeCell> {
    entry.above.iter().rev().chain([&entry.parent]).chain(&entry.children)
}

fn row(entry: &Cascade, regions: &[(&str, &str)], lang: Lang) -> MatrixRow {
    let axis = Some(Quantity::level(entry.indicator.unit.as_deref()));
    let cell = |id: &str| {
        let found = held(entry).find(|held| *held.region.id == *id);
        let target = found.and_then(|held| held.target.as_ref());
        MatrixCell {
            sign: found.map(|held| sign(held.status)),
            words: target.and_then(Figure::words).map(str::to_owned),
            target: target.and_then(|target| of_comparison(target, axis, lang)),
        }
    };
    MatrixRow {
        heading: Heading {
            name: entry.indicator.name.to_string(),
            name_en: entry.indicator.name_en.to_string(),
            measure: None,
            unit: entry.indicator.unit.as_deref().map(str::to_owned),
            period: entry.period.clone(),
        },
        cells: regions.iter().map(|(id, _)| cell(id)).collect(),
    }
}

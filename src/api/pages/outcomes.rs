//! Targets beside the actual figures of the same year: promised and reached.

use super::figure::ShownFigure;
use crate::api::resources::quantity::Quantity;
use crate::domain::lang::Lang;
use crate::domain::{Kind, Measure, words};
use crate::series::Series;
use crate::series::answer::ReportedFigure;

/// A target whose year has an actual figure of the same quantity.
#[derive(Debug)]
pub(super) struct Outcome {
    pub region_id: String,
    pub region: String,
    pub year: u16,
    /// What both measure.
    pub measure: String,
    pub target: ShownFigure,
    pub actual: ShownFigure,
}

/// The targets of series that have an outcome, by region and year.
pub(super) fn outcomes(series: &[Series], lang: Lang) -> Vec<Outcome> {
    series.iter().flat_map(|one| outcomes_of(one, lang)).collect()
}

fn outcomes_of(series: &Series, lang: Lang) -> impl Iterator<Item = Outcome> {
    series.targets.iter().filter_map(move |mark| {
        let target = &mark.target;
        let points = series.points.iter().chain(&series.growth).chain(&series.changes);
        let actual = points.map(|point| &point.used).find(|actual| is_outcome(actual, target))?;
        let shown = |figure, kind| ShownFigure {
            year: String::new(),
            ..ShownFigure::of_report(figure, kind, lang)
        };
        let level = || words::Measure::SET.name("level", lang).unwrap_or_default().to_owned();
        let measure = Quantity::of_report(target)?.measure_name(lang).unwrap_or_else(level);
        Some(Outcome {
            region_id: series.region.id.to_string(),
            region: series.region.name.to_string(),
            year: target.year?,
            measure,
            target: shown(target, Kind::Target),
            actual: shown(actual, Kind::Actual),
        })
    })
}

/// Whether a figure is what became of a target: of the same quantity and years.
fn is_outcome(actual: &ReportedFigure, target: &ReportedFigure) -> bool {
    let is_same = Quantity::of_report(target).is_some()
        && Quantity::of_report(actual) == Quantity::of_report(target);
    let counts_alike = target.measure == Measure::Level || actual.since == target.since;
    is_same && counts_alike && target.year.is_some() && actual.year == target.year
}

//! The choices behind a verdict: for each figure that documents state more than once, the one that
//! was used.

use super::answer::{FigureChoice, PassedOver};
use crate::series::answer::{Candidate, ChosenFor, Point, ReportedFigure, Series};

/// The choice behind one figure; `None` where no document states another figure of the same year and measure.
pub(super) fn of_figure(
    series: &Series,
    own_base: Option<&ReportedFigure>,
    id: &str,
) -> Option<FigureChoice> {
    let Series { points, growth, changes, .. } = series;
    let all = || points.iter().chain(growth).chain(changes);
    let has = |point: &&Point| {
        *point.used.id == *id || point.candidates.iter().any(|one| *one.figure.id == *id)
    };
    let point = all().find(has).filter(|point| !point.candidates.is_empty())?;
    let is_own_base = own_base.is_some_and(|base| *base.id == *id) && *point.used.id != *id;
    let choice = if is_own_base { ChosenFor::OwnPlan } else { point.choice };
    let first = (*point.used.id != *id).then(|| passed_over(&point.used, None));
    let rest = point.candidates.iter().filter(|one| *one.figure.id != *id);
    let rest = rest.map(|Candidate { figure, agrees }| {
        // The series only says which figures agree with the one it uses.
        passed_over(figure, agrees.filter(|_| *point.used.id == *id))
    });
    Some(FigureChoice {
        id: id.into(),
        year: point.used.year,
        choice,
        others: first.into_iter().chain(rest).collect(),
        spread: point.spread.clone(),
    })
}

fn passed_over(figure: &ReportedFigure, agrees: Option<bool>) -> PassedOver {
    PassedOver {
        id: figure.id.clone(),
        value: figure.value,
        value_high: figure.value_high,
        unit: figure.unit.clone(),
        comparator: figure.comparator,
        agrees,
        document: figure.document.clone(),
        line: figure.line,
    }
}

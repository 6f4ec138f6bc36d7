//! The quantities of figures; different quantities never share an axis.

use crate::compare::answer as compared;
use crate::domain::Measure;
use crate::domain::lang::Lang;
use crate::domain::words;
use crate::series::answer::ReportedFigure;
use crate::store::words::word;

/// The properties that figures must share to be on one axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quantity<'f> {
    measure: Measure,
    unit: Option<&'f str>,
    /// Over how many years it counts, of totals, changes and multiples; `None` where the document does not tell.
    years: Option<u16>,
}

impl<'f> Quantity<'f> {
    /// The quantity of a figure of a comparison; `None` for words.
    pub(crate) fn of_comparison(figure: &'f compared::Figure) -> Option<Self> {
        let years = (figure.since, figure.year);
        figure.value.map(|_| Self::of(figure.measure, figure.unit.as_deref(), years))
    }

    /// The quantity of a reported figure; `None` for words.
    pub(crate) fn of_report(figure: &'f ReportedFigure) -> Option<Self> {
        let years = (figure.since, figure.year);
        figure.value.map(|_| Self::of(figure.measure, figure.unit.as_deref(), years))
    }

    /// A level.
    pub(crate) fn level(unit: Option<&'f str>) -> Self {
        Self::of(Measure::Level, unit, (None, None))
    }

    fn of(
        measure: Measure,
        unit: Option<&'f str>,
        (since, year): (Option<u16>, Option<u16>),
    ) -> Self {
        let years = match measure {
            Measure::Level | Measure::AnnualGrowth => None,
            Measure::Cumulative | Measure::Change | Measure::RatioMultiple => {
                since.zip(year).and_then(|(since, year)| year.checked_sub(since))
            }
        };
        Self { measure, unit, years }
    }

    /// The quantity of the axis of a comparison: of those that a target has (or, without any, a base), the one of
    /// most figures; of several, the first in the order of measures. `None` where no cell has a figure.
    pub(crate) fn main_of(entry: &'f compared::Entry) -> Option<Self> {
        let all: Vec<_> = entry.cells.iter().flat_map(of_cell).collect();
        let targets: Vec<_> = all.iter().filter(|(_, is_target)| *is_target).collect();
        let count = |one: &Self| all.iter().filter(|(other, _)| other == one).count();
        let candidates = all.iter().filter(|(_, is_target)| *is_target || targets.is_empty());
        let best = candidates.min_by_key(|(one, _)| (usize::MAX - count(one), one.measure as u8));
        best.map(|(one, _)| *one)
    }

    /// The other quantities of the targets of a comparison, with the number of targets of each.
    pub(crate) fn others_of(entry: &'f compared::Entry) -> Vec<(Self, usize)> {
        let main = Self::main_of(entry);
        let mut others: Vec<(Self, usize)> = Vec::new();
        let targets = entry.cells.iter().flat_map(of_cell).filter(|(_, is_target)| *is_target);
        for (one, _) in targets.filter(|(one, _)| Some(*one) != main) {
            match others.iter_mut().find(|(known, _)| *known == one) {
                Some((_, count)) => *count += 1,
                None => others.push((one, 1)),
            }
        }
        others
    }

    /// The name of the measure: `growth a year`; `None` for a level.
    pub(crate) fn measure_name(self, lang: Lang) -> Option<String> {
        match (self.measure, self.years, lang) {
            (Measure::Level, ..) => None,
            (Measure::Cumulative, None, Lang::Zh) => Some("累计值".to_owned()),
            (Measure::Cumulative, Some(1), Lang::Zh) => Some("当年合计".to_owned()),
            (Measure::Cumulative, Some(1), Lang::En) => Some("total of the year".to_owned()),
            (Measure::Cumulative, Some(years), Lang::Zh) => Some(format!("{years} 年累计")),
            (Measure::Cumulative, Some(years), Lang::En) => Some(format!("total of {years} years")),
            (Measure::Change, Some(years), Lang::Zh) => Some(format!("{years} 年变化量")),
            (Measure::Change, Some(years), Lang::En) => Some(format!("change over {years} years")),
            (measure, ..) => words::Measure::SET.name(&word(measure), lang).map(str::to_owned),
        }
    }

    /// Says that targets of this quantity are not drawn.
    pub(crate) fn not_drawn(self, count: usize, lang: Lang) -> String {
        let name = self.name(lang);
        match lang {
            Lang::En => format!("Not drawn on this axis: {count} stated as {name}."),
            Lang::Zh => format!("有 {count} 个目标以“{name}”表述，不画在此坐标轴上。"),
        }
    }

    /// Says that targets of this quantity are drawn in a panel of their own.
    pub(crate) fn drawn_below(self, count: usize, lang: Lang) -> String {
        let name = self.name(lang);
        match lang {
            Lang::En => format!("Drawn below on an axis of their own: {count} stated as {name}."),
            Lang::Zh => format!("有 {count} 个目标以“{name}”表述，另见下方分图。"),
        }
    }

    /// Measure and unit: `growth a year (%)`.
    fn name(self, lang: Lang) -> String {
        match (self.measure_name(lang), self.unit) {
            (Some(measure), Some(unit)) if lang == Lang::En => format!("{measure} ({unit})"),
            (Some(measure), Some(unit)) => format!("{measure}（{unit}）"),
            (Some(name), None) => name,
            (None, unit) => unit.unwrap_or_default().to_owned(),
        }
    }

    pub(crate) fn unit(self) -> Option<&'f str> {
        self.unit
    }
}

/// The quantities of base and target of a cell, and whether it is that of the target.
fn of_cell(cell: &compared::Cell) -> impl Iterator<Item = (Quantity<'_>, bool)> {
    let figures = [(cell.base.as_ref(), false), (cell.target.as_ref(), true)];
    figures
        .into_iter()
        .filter_map(|(figure, is_target)| Some((Quantity::of_comparison(figure?)?, is_target)))
}

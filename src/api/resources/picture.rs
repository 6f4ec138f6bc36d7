//! The frame and the figures of pictures, which several resources share.

use super::quantity::Quantity;
use crate::chart::{Figure, Frame, Sign};
use crate::compare::answer as compared;
use crate::domain::Comparator;
use crate::domain::lang::Lang;
use crate::domain::text::{Text, text};
use crate::format::About;
use crate::series::answer::ReportedFigure;

/// Most rows of one picture, over all panels.
const MAX_ROWS: usize = 1_000;
/// Most panels of one picture.
const MAX_PANELS: usize = 40;

/// The frame of a picture of an answer.
pub(super) fn frame(title: String, about: &About, width: u32) -> Frame {
    let source = format!("{} · {}", about.citation, about.licence);
    Frame { lang: about.lang, title, source, width, stand_alone: true }
}

/// Refuses a picture with too many rows or panels.
pub(super) fn bounded(panels: usize, rows: usize) -> Result<(), Text> {
    if panels <= MAX_PANELS && rows <= MAX_ROWS {
        return Ok(());
    }
    Err(text!(
        "a picture has at most {MAX_PANELS} panels and {MAX_ROWS} rows, this one has {panels} and {rows}: ask for fewer \
         indicators or regions, set limit, or take format=csv",
        "一幅图最多 {MAX_PANELS} 个分图、{MAX_ROWS} 行，此图有 {panels} 个、{rows} 行：请减少指标或地区，设置 limit，或改用 format=csv"
    ))
}

/// A figure of a comparison; `None` where it is words. It is on the axis where it has the quantity of the axis.
pub(super) fn of_comparison(
    figure: &compared::Figure,
    axis: Option<Quantity<'_>>,
    lang: Lang,
) -> Option<Figure> {
    let quantity = Quantity::of_comparison(figure)?;
    Some(Figure {
        value: figure.value?,
        high: figure.value_high,
        comparator: figure.comparator.unwrap_or(Comparator::Eq),
        on_axis: Some(quantity) == axis,
        measure: quantity.measure_name(lang),
        unit: figure.unit.as_deref().map(str::to_owned),
        year: figure.year,
        derived: figure.derived.is_some(),
    })
}

/// A reported figure; `None` where it is words. It is on the axis where it has the quantity of the axis.
pub(super) fn of_report(
    figure: &ReportedFigure,
    axis: Option<Quantity<'_>>,
    lang: Lang,
) -> Option<Figure> {
    let quantity = Quantity::of_report(figure)?;
    Some(Figure {
        value: figure.value?,
        high: figure.value_high,
        comparator: figure.comparator.unwrap_or(Comparator::Eq),
        on_axis: Some(quantity) == axis,
        measure: quantity.measure_name(lang),
        unit: figure.unit.as_deref().map(str::to_owned),
        year: figure.year,
        derived: false,
    })
}

/// The sign of a status.
pub(super) fn sign(status: compared::Status) -> Sign {
    match status {
        compared::Status::Stated => Sign::Stated,
        compared::Status::Delegated => Sign::Delegated,
        compared::Status::Relative => Sign::Relative,
        compared::Status::Qualitative => Sign::Qualitative,
        compared::Status::NotStated => Sign::NotStated,
        compared::Status::Unknown => Sign::Unknown,
        compared::Status::NoPlan => Sign::NoPlan,
    }
}

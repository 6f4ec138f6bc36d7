//! Marks: a circle for actual figures, a diamond for targets.

use super::data::Figure;
use super::scale::{Scale, place};
use super::theme::Ink;
use super::xml::{Svg, coordinate};
use crate::domain::Comparator;

/// Half the width of a diamond.
const HALF: f64 = 6.0;

/// The middle of a figure on an axis: of a range, between its ends.
pub(super) fn middle(figure: &Figure, scale: &Scale) -> f64 {
    let low = scale.at(place(figure.value));
    figure.high.map_or(low, |high| f64::midpoint(low, scale.at(place(high))))
}

/// Both ends of figures that are on the axis.
pub(super) fn ends<'f>(figures: impl Iterator<Item = &'f Figure>) -> Vec<f64> {
    figures
        .filter(|figure| figure.on_axis)
        .flat_map(|figure| std::iter::once(figure.value).chain(figure.high))
        .map(place)
        .collect()
}

/// A dot. A computed figure is hollow.
pub(super) fn dot(svg: &mut Svg, x: f64, y: f64, figure: &Figure, ink: Ink) {
    let fill =
        if figure.derived || figure.comparator != Comparator::Eq { Ink::Ground } else { ink };
    svg.circle(x, y, 4.6, Some(fill), ink);
}

/// A diamond: filled for a point, hatched for an approximate figure, hollow for a bound.
pub(super) fn diamond(svg: &mut Svg, x: f64, y: f64, comparator: Comparator) {
    let (left, right) = (coordinate(x - HALF), coordinate(x + HALF));
    let (top, bottom) = (coordinate(y - HALF), coordinate(y + HALF));
    let (x_, y_) = (coordinate(x), coordinate(y));
    let path = format!("M{left} {y_}L{x_} {top}L{right} {y_}L{x_} {bottom}Z");
    let fill = if comparator == Comparator::Eq { Ink::Accent } else { Ink::Ground };
    svg.path(&path, Some(fill), Ink::Accent, 1.6);
    if comparator == Comparator::Approx {
        for offset in [-3.0_f64, 0.0, 3.0] {
            let half = (HALF - offset.abs()) / 2.0;
            let centre = (x + offset / 2.0, y + offset / 2.0);
            svg.line(
                (centre.0 - half, centre.1 + half),
                (centre.0 + half, centre.1 - half),
                1.2,
                Ink::Accent,
            );
        }
    }
}

/// An arrow from a bound to where it is open. `along` is the axis: to the right, or upwards.
pub(super) fn open_end(
    svg: &mut Svg,
    x: f64,
    y: f64,
    comparator: Comparator,
    along: AxisDirection,
) {
    let sign = match comparator {
        Comparator::Ge | Comparator::Gt => 1.0,
        Comparator::Le | Comparator::Lt => -1.0,
        Comparator::Eq | Comparator::Approx => return,
    };
    let point = |forward: f64, aside: f64| match along {
        AxisDirection::Right => (x + sign * forward, y + aside),
        AxisDirection::Up => (x + aside, y - sign * forward),
    };
    svg.line(point(HALF, 0.0), point(19.0, 0.0), 1.6, Ink::Accent);
    let tip = point(19.5, 0.0);
    svg.line(point(15.0, -3.5), tip, 1.6, Ink::Accent);
    svg.line(point(15.0, 3.5), tip, 1.6, Ink::Accent);
}

/// The direction in which figures grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AxisDirection {
    Right,
    Up,
}

/// Whether a bound is open to greater figures.
pub(super) fn opens_up(comparator: Comparator) -> bool {
    matches!(comparator, Comparator::Ge | Comparator::Gt)
}

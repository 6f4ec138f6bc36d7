//! A small line of the actual figures of a series.

use crate::series::Series;
use askama::Template;
use askama::filters::HtmlSafe;
use rust_decimal::prelude::ToPrimitive as _;

/// The line, in a box of 100 by 24. The figures are in the text beside it.
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"<svg class="spark" viewBox="0 0 100 24" width="100" height="24" aria-hidden="true"><polyline points="{{ points }}"/><circle cx="{{ last.0 }}" cy="{{ last.1 }}" r="2.5"/></svg>"#,
    ext = "html"
)]
pub(super) struct Spark {
    points: String,
    last: (String, String),
}

impl HtmlSafe for Spark {}

impl Spark {
    /// The line of the figures that have a year; `None` of fewer than two.
    pub(super) fn of(series: &Series) -> Option<Self> {
        let figure = |point: &crate::series::answer::Point| {
            Some((f64::from(point.used.year?), point.used.value?.to_f64()?))
        };
        let figures: Vec<_> = series.points.iter().filter_map(figure).collect();
        let (first, last) = (figures.first()?.0, figures.last()?.0);
        if figures.len() < 2 || last <= first {
            return None;
        }
        let values = || figures.iter().map(|(_, value)| *value);
        let (low, high) =
            (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
        let height = if high > low { high - low } else { 1.0 };
        let place = |(year, value): &(f64, f64)| {
            let (x, y) = ((year - first) / (last - first), (value - low) / height);
            (format!("{:.1}", 3.0 + x * 94.0), format!("{:.1}", 21.0 - y * 18.0))
        };
        let places: Vec<_> = figures.iter().map(place).collect();
        let points: Vec<_> = places.iter().map(|(x, y)| format!("{x},{y}")).collect();
        Some(Self { points: points.join(" "), last: places.last()?.clone() })
    }
}

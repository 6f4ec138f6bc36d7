//! The data of charts.

use super::sign::{Sign, Verdict};
use crate::domain::Comparator;
use crate::domain::lang::Lang;
use rust_decimal::Decimal;

/// The default width of a picture, in pixels.
pub const DEFAULT_WIDTH: u32 = 800;
/// The least and the greatest width, in pixels.
pub const WIDTHS: (u32, u32) = (360, 1600);

/// The settings of a chart: language, title, source, width.
#[derive(Debug, Clone)]
pub struct Frame {
    pub lang: Lang,
    pub title: String,
    /// The source line with the release, printed below the chart.
    pub source: String,
    /// In pixels; drawn within [`WIDTHS`].
    pub width: u32,
    /// Whether the picture is a file of its own and contains its style.
    pub stand_alone: bool,
}

/// The name above a panel.
#[derive(Debug, Clone, Default)]
pub struct Heading {
    pub name: String,
    /// Shown beside the name where it differs.
    pub name_en: String,
    /// What the figures of the panel measure where they are no levels: `growth a year`.
    pub measure: Option<String>,
    /// As printed.
    pub unit: Option<String>,
    /// First and last year: `2021-2025`.
    pub period: String,
}

/// A figure.
#[derive(Debug, Clone)]
pub struct Figure {
    pub value: Decimal,
    /// Upper end of a range.
    pub high: Option<Decimal>,
    pub comparator: Comparator,
    /// The measure if it is no level: `growth a year`.
    pub measure: Option<String>,
    pub unit: Option<String>,
    pub year: Option<u16>,
    /// Whether it is computed and not printed.
    pub derived: bool,
    /// Whether it is drawn on the axis of its panel: it has the unit and the measure of the others.
    pub on_axis: bool,
}

/// One indicator across regions.
#[derive(Debug, Clone)]
pub struct ComparePanel {
    pub heading: Heading,
    /// The parts that the panel does not draw, in sentences.
    pub notes: Vec<String>,
    pub rows: Vec<CompareRow>,
}

/// One region of a comparison.
#[derive(Debug, Clone)]
pub struct CompareRow {
    pub region: String,
    pub base: Option<Figure>,
    pub sign: Sign,
    pub target: Option<Figure>,
    /// The target as printed where it is words.
    pub words: Option<String>,
    pub rank: Option<usize>,
}

/// One indicator in one region over the years.
#[derive(Debug, Clone)]
pub struct SeriesPanel {
    pub heading: Heading,
    pub region: String,
    /// Actual figures; those without a year are not drawn.
    pub points: Vec<Figure>,
    pub targets: Vec<Figure>,
    /// The parts that the panel does not draw, in sentences.
    pub notes: Vec<String>,
}

/// The targets of one plan.
#[derive(Debug, Clone)]
pub struct ProgressPanel {
    pub region: String,
    pub period: String,
    pub rows: Vec<ProgressRow>,
}

/// One target.
#[derive(Debug, Clone)]
pub struct ProgressRow {
    pub label: String,
    pub base: Option<Figure>,
    /// The value that the actual figures reach.
    pub reached: Option<Figure>,
    pub target: Option<Figure>,
    /// The target as printed where it is words.
    pub words: Option<String>,
    pub verdict: Verdict,
    /// Share of the way from base to target, in percent; any sign, above 100 beyond the target.
    pub done_percent: Option<Decimal>,
    /// Share of the years, in percent.
    pub elapsed_percent: Option<Decimal>,
}

/// Indicators down, regions across.
#[derive(Debug, Clone)]
pub struct Matrix {
    /// Names of the regions, the highest first.
    pub columns: Vec<String>,
    pub rows: Vec<MatrixRow>,
}

/// One indicator.
#[derive(Debug, Clone)]
pub struct MatrixRow {
    pub heading: Heading,
    /// One for each column.
    pub cells: Vec<MatrixCell>,
}

/// One indicator in one region; `sign` is `None` where the region is not part of the answer for it.
#[derive(Debug, Clone)]
pub struct MatrixCell {
    pub sign: Option<Sign>,
    pub target: Option<Figure>,
    /// The target as printed where it is words.
    pub words: Option<String>,
}

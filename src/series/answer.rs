//! The answer of a series.

use crate::compare::answer::{IndicatorRef, RegionRef};
use crate::domain::{
    Attribute, ChangeDirection, Comparator, DocumentKind, Measure, PriceBasis, PrintedFigure,
};
use rust_decimal::Decimal;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// One indicator in one region over the years. A year without a figure is absent: nothing is interpolated.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Series {
    pub indicator: IndicatorRef,
    pub region: RegionRef,
    /// Actual figures in the indicator's own unit, one for each year: levels, or for a total the totals of one year.
    pub points: Vec<Point>,
    /// Actual growth, by year and the year it counts from. Empty for an indicator that is itself a growth.
    pub growth: Vec<Point>,
    /// Other actual figures: changes, multiples, totals of several years.
    pub changes: Vec<Point>,
    /// Targets that documents set for a year, by year; the documents of one year in the order of
    /// `choice`.
    pub targets: Vec<Mark>,
    /// Actual figures that make no point.
    pub left_out: Vec<LeftOut>,
}

/// The actual figure of a year: the one used, and the others.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = SeriesPoint)]
pub struct Point {
    #[serde(flatten)]
    pub used: ReportedFigure,
    /// The rule that chose the used figure over the next one.
    pub choice: ChosenFor,
    /// The other figures of the same year and measure, best first.
    pub candidates: Vec<Candidate>,
    /// The spread of the figures; null where they agree.
    pub spread: Option<Spread>,
}

/// A figure of the same year that is not used.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = SeriesCandidate)]
pub struct Candidate {
    #[serde(flatten)]
    pub figure: ReportedFigure,
    /// Whether it can be true together with the used figure, rounding and bounds considered.
    pub agrees: Option<bool>,
}

/// A target as a document sets it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = SeriesTarget)]
pub struct Mark {
    #[serde(flatten)]
    pub target: ReportedFigure,
    /// Ids of other statements of the same document for the same year and measure.
    pub also: Vec<Arc<str>>,
    /// Whether it is in a table that reviews the previous plan.
    pub review: bool,
}

/// A figure with its place.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ReportedFigure {
    /// Id of the observation.
    #[schema(example = "5aadb4db7d2d3eb4")]
    pub id: Arc<str>,
    /// The year to which the value refers, or in which it ends.
    #[schema(example = 2025)]
    pub year: Option<u16>,
    /// The year a growth, a change, a multiple or a total counts from; null for a level and where the text does not say.
    pub since: Option<u16>,
    pub measure: Measure,
    /// In `unit`; null for words.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    #[schema(value_type = Option<f64>, example = 22147.35)]
    pub value: Option<Decimal>,
    /// Upper end of a range, in `unit`; null where there is none.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    #[schema(value_type = Option<f64>)]
    pub value_high: Option<Decimal>,
    /// The unit of the indicator for levels and totals; `%`, 倍 or 百分点 for growth, multiples and
    /// changes.
    #[schema(example = "亿元")]
    pub unit: Option<Arc<str>>,
    /// The relation of the value to the actual one; null for words.
    pub comparator: Option<Comparator>,
    /// Whether the words say that it rises or falls.
    pub direction: Option<ChangeDirection>,
    /// Whether the document calls it an estimate (预计).
    pub preliminary: bool,
    /// 约束性 or 预期性, for a target whose document names it.
    pub attribute: Option<Attribute>,
    pub printed: Arc<PrintedFigure>,
    /// The prices in which it is counted; null where the document names none.
    pub price_basis: Option<PriceBasis>,
    pub document: DocumentRef,
    /// 1-based.
    #[schema(example = 18)]
    pub line: u32,
    /// Verbatim.
    pub quote: Arc<str>,
    /// Doubts of the reading.
    pub flags: Vec<Arc<str>>,
}

/// A document, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DocumentRef {
    /// Region, years, kind and part.
    #[schema(example = "wuhan-2026-work-report")]
    pub id: Arc<str>,
    pub kind: DocumentKind,
    /// Public address it was published at; null where it is not known.
    pub address: Option<Arc<str>>,
}

/// The spread of the figures of one year: the point figures that cannot be true together with the
/// used one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = SeriesSpread)]
pub struct Spread {
    /// The least of them.
    #[serde(serialize_with = "crate::domain::figure::exact")]
    #[schema(value_type = f64)]
    pub min: Decimal,
    /// The greatest.
    #[serde(serialize_with = "crate::domain::figure::exact")]
    #[schema(value_type = f64)]
    pub max: Decimal,
    /// `max` less `min`, in percent of the used figure, 1 decimal; null where that is zero.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    #[schema(value_type = Option<f64>)]
    pub percent: Option<Decimal>,
}

/// What decided between figures of one year: the first of these in which the used one and the next differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SeriesChoice)]
pub enum ChosenFor {
    /// There is no other.
    Only,
    /// The reading of the other is doubtful.
    Doubt,
    /// The other is of a narrower or otherwise defined variant.
    Definition,
    /// The other is in constant prices.
    Prices,
    /// The other is a bound or a range.
    Exact,
    /// Communiqué before evaluation before report before plan.
    Source,
    /// The document became known later.
    Later,
    /// The other is an estimate.
    Final,
    /// It has more digits.
    Digits,
    /// The other would come first and is a rounding of it.
    Rounding,
    /// A table before running text, then the surer reading, then the earlier line.
    Place,
    /// Of progress: the base that the plan itself states comes before those of other documents.
    OwnPlan,
}

/// An actual figure that makes no point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = SeriesLeftOut)]
pub struct LeftOut {
    /// Id of the observation.
    pub id: Arc<str>,
    pub reason: LeftOutReason,
}

/// The reason why a figure is no point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SeriesLeftOutReason)]
pub enum LeftOutReason {
    /// The document gives no year.
    NoYear,
    /// Its unit does not convert to the indicator's.
    OtherUnit,
}

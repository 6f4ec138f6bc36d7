//! The answer of progress.

use crate::compare::answer::{IndicatorRef, RegionRef};
use crate::domain::Comparator;
use crate::domain::message::Message;
use crate::scorecard::ClaimKind;
use crate::series::answer::{ChosenFor, DocumentRef, ReportedFigure, Spread};
use rust_decimal::Decimal;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// The targets of one plan compared with reported figures.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PlanProgress {
    pub region: RegionRef,
    /// Id of the plan; null where the plan of the period is not loaded.
    #[schema(example = "wuhan-2021-2025")]
    pub plan: Option<Arc<str>>,
    /// Id of the later plan whose review table states targets and outcomes of the period, where the plan itself is not
    /// loaded; null otherwise.
    #[schema(example = json!(null))]
    pub reviewed_in: Option<Arc<str>>,
    /// Period of the plan.
    #[schema(example = "2021-2025")]
    pub period: String,
    /// The year the plan counts from.
    #[schema(example = 2020)]
    pub base_year: u16,
    /// Over all targets, also those that `verdict` leaves out.
    pub counts: VerdictCounts,
    /// In the order of the plan; statements of one thing are one target.
    pub targets: Vec<Progress>,
}

/// How many targets have which verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct VerdictCounts {
    /// Targets of the plan for its period.
    pub targets: usize,
    /// The statements they are made of.
    pub statements: usize,
    /// Targets with a reported figure that can be compared.
    pub with_actual: usize,
    /// Targets with the verdict `met`.
    pub met: usize,
    /// Targets with the verdict `missed`.
    pub missed: usize,
    /// Targets with the verdict `ahead`.
    pub ahead: usize,
    /// Targets with the verdict `on_track`.
    pub on_track: usize,
    /// Targets with the verdict `behind`.
    pub behind: usize,
    /// Targets with the verdict `unknown`.
    pub unknown: usize,
}

/// A target and its progress.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = TargetProgress)]
pub struct Progress {
    /// Null where the catalogue has none.
    pub indicator: Option<IndicatorRef>,
    /// As the plan states it.
    pub target: ReportedFigure,
    /// Ids of other statements of the plan of the same target.
    pub also: Vec<Arc<str>>,
    /// How actual figures were found: by the indicator, or, where the catalogue has none, by the printed label. Null
    /// where the catalogue has no indicator and no figure has the same label.
    pub matched_by: Option<MatchedBy>,
    /// The year the target is for: its own, else the last of the plan's period.
    #[schema(example = 2025)]
    pub target_year: u16,
    pub verdict: ProgressVerdict,
    /// The reason why the verdict is `unknown`; null otherwise.
    pub reason: Option<UnknownReason>,
    /// The base figure; null where there is none, and where none is needed.
    pub base: Option<ReportedFigure>,
    /// The latest actual figure that was used.
    pub latest: Option<ReportedFigure>,
    /// The result of the actual figures, comparable with the target: the latest level, the
    /// compounded growth, the sum of the years reported. In `unit`, rounded to 2 decimals where it
    /// is computed.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    #[schema(value_type = Option<f64>, example = 22147.35)]
    pub reached: Option<Decimal>,
    /// Unit of `reached`.
    pub unit: Option<Arc<str>>,
    /// Share of the way from base to target that is done, in percent, 1 decimal; above 100 beyond the target, below 0
    /// on the wrong side of the base. Null where there is no way: without base, or with a target that the base meets.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    #[schema(value_type = Option<f64>, example = 102.3)]
    pub done_percent: Option<Decimal>,
    /// Share of the years that have passed, or are reported, in percent, 1 decimal.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    #[schema(value_type = Option<f64>, example = 100.0)]
    pub elapsed_percent: Option<Decimal>,
    /// Change a year so far, 2 decimals, in `pace_unit`.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    #[schema(value_type = Option<f64>)]
    pub pace_so_far: Option<Decimal>,
    /// Change a year that the remaining years need; null where none remain.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    #[schema(value_type = Option<f64>)]
    pub pace_needed: Option<Decimal>,
    /// Unit of both paces.
    pub pace_unit: Option<Arc<str>>,
    /// For growth, totals and changes: the years of the span with a reported figure.
    pub years_reported: Vec<u16>,
    /// The years of the span, up to the latest reported one, without a figure.
    pub years_missing: Vec<u16>,
    /// The arithmetic, with its figures; null where there is none.
    #[schema(value_type = Option<String>, example = "22147.35 亿元（2025 年） 对照 >22000 亿元：达到；由比较符决定")]
    pub method: Option<Message>,
    /// For each figure in the arithmetic that documents state more than once: the one used, the
    /// reason, and the others.
    pub choices: Vec<FigureChoice>,
    /// Claims of documents in words. Claims decide nothing.
    pub claims: Vec<ProgressClaim>,
    /// Ids of every observation behind the verdict: target, base, actual figures.
    pub inputs: Vec<Arc<str>>,
}

/// How the actual figures of a target were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MatchedBy {
    /// They are of the same indicator of the catalogue.
    Indicator,
    /// They have the same label, unit and measure, in documents of the same region. The catalogue does not confirm that
    /// both are the same thing.
    Label,
}

/// A figure that documents state more than once.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ProgressFigureChoice)]
pub struct FigureChoice {
    /// Id of the observation used, one of `inputs`.
    pub id: Arc<str>,
    /// The year of the figure.
    #[schema(example = 2025)]
    pub year: Option<u16>,
    /// The rule that chose the used figure over the next one.
    pub choice: ChosenFor,
    /// The other figures of the same year and measure, best first.
    pub others: Vec<PassedOver>,
    /// The spread of the figures; null where they agree.
    pub spread: Option<Spread>,
}

/// A figure that was not used.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ProgressPassedOver)]
pub struct PassedOver {
    /// Id of the observation.
    pub id: Arc<str>,
    /// In `unit`.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    #[schema(value_type = Option<f64>)]
    pub value: Option<Decimal>,
    /// Upper end of a range, in `unit`; null where there is none.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    #[schema(value_type = Option<f64>)]
    pub value_high: Option<Decimal>,
    /// Null for a bare number or words.
    pub unit: Option<Arc<str>>,
    /// The relation of the value to the actual one.
    pub comparator: Option<Comparator>,
    /// Whether it can be true together with the used figure, rounding and bounds considered; null where that is not
    /// known.
    pub agrees: Option<bool>,
    pub document: DocumentRef,
    /// 1-based.
    pub line: u32,
}

/// A statement on an outcome in words.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ProgressClaim {
    /// Id of the observation.
    pub id: Arc<str>,
    pub kind: ClaimKind,
    /// As printed.
    pub text: Arc<str>,
    pub document: DocumentRef,
    /// 1-based.
    pub line: u32,
}

/// The state of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProgressVerdict {
    /// The figure of the target year satisfies it, or a total was reached before.
    Met,
    /// The figure of the target year does not satisfy it.
    Missed,
    /// The target year is not reported yet; more of the way is done than years have passed, by more than 5 points.
    Ahead,
    /// As much of the way is done as years have passed, within 5 points.
    OnTrack,
    /// Less is done, by more than 5 points.
    Behind,
    /// `reason` says why.
    Unknown,
}

/// The reason for a missing verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnknownReason {
    /// The catalogue has no indicator for it, and no figure has the same label, unit and measure.
    NoIndicator,
    /// The target is in words: 全面消除劣Ⅴ类水体.
    TextOnly,
    /// The target follows another figure or the goal of a region above: 与经济增长同步, 完成市下达目标.
    Relative,
    /// No document reports a figure of the indicator for a year after the base.
    NoActual,
    /// Figures are reported over other years only.
    OtherSpan,
    /// Figures are reported in another measure only: growth for a level.
    OtherMeasure,
    /// The unit does not convert.
    OtherUnit,
    /// Target and figure are in different prices.
    OtherPriceBasis,
    /// One of target and figure is of a narrower or otherwise defined variant of the indicator.
    OtherDefinition,
    /// The way cannot be measured, because no base is stated.
    NoBase,
    /// Neither side of the target is known to be better.
    NoDirection,
    /// The figure reported is a bound or a range that leaves it open.
    BoundOnly,
}

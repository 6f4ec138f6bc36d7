//! What a comparison says. Field names are the ones of the wire.
//!
//! Printed figures ([`Figure`]) carry the id and the place they were printed at; derived ones
//! ([`Derived`]) the arithmetic and the ids it used. Where there is no figure, a code and a sentence
//! say why.

mod ambition;
mod resolution;
mod summary;

pub use ambition::{Ambition, Gap};
pub use resolution::{
    Resolution, ResolutionMethod, ResolutionStatus, ResolutionStep, UnresolvedCode,
};
pub use summary::{Spread, Summary};

pub use super::basis::{Family, PriceBasis, PriceKind, Qualifier};
use crate::catalog::{Direction, Indicator, Region};
use crate::domain::{Attribute, Comparator, Kind, Measure, Origin};
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;

/// One indicator across the asked regions.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Comparison)]
pub struct Entry {
    pub indicator: IndicatorRef,
    /// Of the plans: first and last year.
    #[schema(example = "2021-2025")]
    pub period: String,
    /// Regions compared; `cells` holds fewer where `status` or `limit` was asked for.
    pub compared: usize,
    /// How many regions have a `rank`.
    pub ranked: usize,
    /// How many regions have a `base_rank`.
    pub base_ranked: usize,
    /// What the figures that may be compared come to, over all regions compared.
    pub summary: Summary,
    /// One for each asked region, in the order asked unless `sort` says another.
    pub cells: Vec<Cell>,
}

/// The indicator of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ComparedIndicator)]
pub struct IndicatorRef {
    /// As `indicators=` takes it.
    pub id: String,
    /// Name in the language asked for.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// Canonical unit of its levels and totals; null for a bare number.
    pub unit: Option<String>,
    /// Id of its domain.
    pub domain: String,
    /// Which way is good.
    pub direction: Direction,
}

impl From<&Indicator> for IndicatorRef {
    fn from(known: &Indicator) -> Self {
        Self {
            id: known.id.clone(),
            name: known.name_zh.clone(),
            name_en: known.name_en.clone(),
            unit: known.unit.clone(),
            domain: known.domain.clone(),
            direction: known.direction,
        }
    }
}

/// The region of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ComparedRegion)]
pub struct RegionRef {
    /// As `regions=` takes it.
    pub id: String,
    /// Name in the language asked for.
    pub name: String,
    /// Official code of GB/T 2260 that holds today; null where it has none.
    pub code: Option<String>,
}

impl From<&Region> for RegionRef {
    fn from(region: &Region) -> Self {
        Self {
            id: region.id.clone(),
            name: region.name_zh.clone(),
            code: region.code().map(str::to_owned),
        }
    }
}

/// One indicator in one region.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ComparedCell)]
pub struct Cell {
    pub region: RegionRef,
    /// Id of the plan that was read; null where none is loaded for this region and period.
    pub plan: Option<String>,
    /// What the plan says of the target.
    pub status: Status,
    /// Whether the target may be compared with the other cells of the entry.
    pub comparable: bool,
    /// Why not; empty exactly where `comparable`.
    pub reasons: Vec<Reason>,
    /// Whether the base may be compared with the other cells' bases.
    pub base_comparable: bool,
    /// Why not; empty exactly where `base_comparable`.
    pub base_reasons: Vec<Reason>,
    /// Place of the target among the comparable: 1 is best, equal figures share a place and the
    /// next is skipped (1, 2, 2, 4). Null where not comparable or the indicator has no good direction.
    pub rank: Option<usize>,
    /// The same of the base, among printed point figures of the base year.
    pub base_rank: Option<usize>,
    /// The figure of the base year: printed, or derived and then marked so.
    pub base: Option<Figure>,
    /// The figure, or goal in words, for the last year of the period.
    pub target: Option<Figure>,
    /// Growth a year over the period as the plan prints it. Null for an indicator that is itself a
    /// growth: that is its target.
    pub stated_growth: Option<Figure>,
    /// What a target in words leads to; null unless `status` is delegated or relative.
    pub resolution: Option<Resolution>,
    pub derived: Derived,
    pub ambition: Ambition,
    /// Ids of every statement considered: for the base, then the target, then the growth; in each
    /// the used one first. `alternatives` of the figures say more of those passed over.
    pub candidates: Vec<String>,
    /// Where neither base nor target is stated: what the plan says of related indicators.
    pub related: Vec<Related>,
    /// What a careful reader should know before using the figures.
    pub warnings: Vec<Note>,
}

/// What a plan says of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TargetStatus)]
pub enum Status {
    /// A number.
    Stated,
    /// Left to the region above: 完成市下达目标.
    Delegated,
    /// Tied to another: 与经济增长同步.
    Relative,
    /// Other words: 达标.
    Qualitative,
    /// The plan was read and does not say.
    NotStated,
    /// No plan of this region and period is loaded.
    NoPlan,
}

/// A printed figure or goal in words, or a derived figure (`derived` is then set, and `id`,
/// `printed` and `evidence` are null).
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ComparedFigure)]
pub struct Figure {
    /// Id of the observation.
    pub id: Option<String>,
    /// The year it holds or ends; null where the document gives none.
    pub year: Option<u16>,
    /// In `unit`; null where the goal is in words.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub value: Option<Decimal>,
    /// Upper end of a range; null where there is none.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub value_high: Option<Decimal>,
    /// Canonical unit; `%` for growth.
    pub unit: Option<String>,
    /// How the value bounds the thing; null where the goal is in words.
    pub comparator: Option<Comparator>,
    pub measure: Measure,
    /// What the document says; null where the figure is derived.
    pub status: Option<Status>,
    /// 约束性 or 预期性, where the document says.
    pub attribute: Option<Attribute>,
    pub printed: Option<Printed>,
    pub evidence: Option<Evidence>,
    /// In which prices it is counted, where the document says; null where it does not.
    pub price_basis: Option<PriceBasis>,
    /// Words of the document that say which part of the thing is counted, or how.
    pub qualifiers: Vec<Qualifier>,
    /// How it was computed, where it is not printed.
    pub derived: Option<How>,
    /// What is unusual about it: another year than the base year, for one.
    pub note: Option<String>,
    /// Other statements of the same thing in the same plan, best first.
    pub alternatives: Vec<Alternative>,
}

/// A figure in the document's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PrintedFigure)]
pub struct Printed {
    /// The number, or `low-high`; null for words.
    pub value: Option<String>,
    /// As printed; null where none is.
    pub unit: Option<String>,
    /// The goal in words.
    pub text: Option<String>,
    /// What is measured.
    pub label: String,
}

/// Where a figure stands.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = FigureEvidence)]
pub struct Evidence {
    /// The text it was read from.
    pub document: String,
    /// 1-based.
    pub line: u32,
    /// The titles above the line.
    pub section: Option<String>,
    /// The row and the column; null in running text.
    pub table: Option<String>,
    /// Verbatim.
    pub quote: String,
    /// The parser's rule that read it.
    pub rule: Option<String>,
    /// 0 to 1.
    pub confidence: f64,
    /// Doubts.
    pub flags: Vec<String>,
}

/// The arithmetic behind a figure that is not printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Computation)]
pub struct How {
    /// The arithmetic, with the figures in it.
    pub method: String,
    /// Ids of the observations it was computed from.
    pub inputs: Vec<String>,
}

/// A statement of the same thing that was passed over.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = AlternativeStatement)]
pub struct Alternative {
    /// Of the observation.
    pub id: String,
    pub kind: Kind,
    pub origin: Origin,
    /// 1-based line of the document.
    pub line: u32,
    /// The year it speaks of; null where it says none.
    pub year: Option<u16>,
    /// In `unit`; null where the goal is in words.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub value: Option<Decimal>,
    /// Upper end of a range, in `unit`; null where it is none.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub value_high: Option<Decimal>,
    /// Unit of the figure; null for a bare number or words.
    pub unit: Option<String>,
    /// Null where the goal is in words.
    pub comparator: Option<Comparator>,
    pub measure: Measure,
    /// The goal in words.
    pub text: Option<String>,
    /// Whether it can be true together with the figure used: the same number, a bound that allows it,
    /// about it within 1 %, or the same words. Null where it speaks of another year or measure.
    pub agrees: Option<bool>,
}

/// Numbers computed from base and target, rounded to the stated decimals, half away from zero;
/// never printed anywhere. Null fields are explained in `missing`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = DerivedFigures)]
pub struct Derived {
    /// Target less base, exact.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub change: Option<Decimal>,
    /// The indicator's unit, or 百分点 between percentages.
    pub change_unit: Option<String>,
    /// Change in percent of the base, 1 decimal.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub change_percent: Option<Decimal>,
    /// Compound growth a year, in percent, that base and target imply; nominal, 1 decimal.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub annual_growth: Option<Decimal>,
    /// Target year less base year.
    pub years: Option<u16>,
    /// The level the target comes to where it is stated as a change of the base (累计提高2.2个百分点) or a
    /// multiple of it (翻一番), exact; null where the target is a level itself.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub target_level: Option<Decimal>,
    /// Of the figures above, before rounding: a target of more than 2000 implies more growth than the
    /// figure given.
    pub comparator: Option<Comparator>,
    pub share_of_parent: Option<Share>,
    /// The same for base and target beside each other; null where there is neither.
    pub shares: Option<Shares>,
    /// The arithmetic, with its figures; null where nothing was derived.
    pub method: Option<String>,
    /// Ids of the observations behind every number here.
    pub inputs: Vec<String>,
    /// Why a number is null.
    pub missing: Vec<Missing>,
}

/// Part of the region above.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ShareOfParent)]
pub struct Share {
    /// Percent, 1 decimal.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub value: Option<Decimal>,
    pub comparator: Comparator,
    /// Which figures were divided.
    pub of: ShareOf,
    /// Of both figures.
    pub year: u16,
    pub parent: RegionRef,
    /// Id of the parent's observation.
    pub parent_observation: String,
}

/// Part of the region above in both years.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = SharesOfParent)]
pub struct Shares {
    pub base: Option<Share>,
    pub target: Option<Share>,
    /// Target's share less the base's, in 百分点, 1 decimal; null unless there are both.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub change: Option<Decimal>,
    /// Of `change`; null with it.
    pub comparator: Option<Comparator>,
}

/// Which figures a share is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ShareOf {
    Target,
    Base,
}

/// A derived number that is null, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = MissingFigure)]
pub struct Missing {
    /// Names of the fields.
    pub fields: Vec<&'static str>,
    /// Why, in a sentence.
    pub reason: String,
}

/// Why a cell may not be compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = IncomparableReason)]
pub struct Reason {
    /// The same in every language.
    pub code: ReasonCode,
    /// What it is here, with the figures, in English.
    pub detail: String,
}

/// Why a figure may not be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = IncomparableReasonCode)]
pub enum ReasonCode {
    /// No plan of this region and period is loaded.
    NoPlan,
    /// The plan was read and does not say.
    NotStated,
    /// A goal in words.
    Words,
    /// More than, at least, at most or less than: no point figure.
    BoundOnly,
    /// From … to …: no point figure.
    Range,
    /// Another measure than most of the entry: a total among levels.
    Measure,
    /// Another year than the last of the period.
    Year,
    /// Its unit is not the indicator's.
    Unit,
    /// The parser doubts the figure or its unit.
    Doubt,
    /// In other prices than most of those whose plans say in which: 2015年价 among 现价.
    PriceBasis,
    /// Of another part of the thing than most of those whose plans say of which (属地口径 among 全口径), or
    /// printed under a name that means something else.
    Definition,
    /// A base that is computed, not printed.
    Derived,
}

/// Something a reader should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = CellWarning)]
pub struct Note {
    /// The same in every language.
    pub code: NoteCode,
    /// What it is here, with the figures, in English.
    pub detail: String,
    /// Ids of the observations it is about.
    pub inputs: Vec<String>,
}

/// What a careful reader should know of a compared figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CellWarningCode)]
pub enum NoteCode {
    /// Base and target are different measures: nothing is computed from the two.
    MeasureDiffers,
    /// The base is of another year than the plan's base year.
    BaseYear,
    /// No base, though the plan gives a total, or a change, of the period before.
    TotalOnly,
    /// The base is computed, not printed.
    BaseDerived,
    /// Statements of the same thing give different figures.
    CandidatesDiffer,
    /// One statement gives a number, another leaves it to words.
    NumberAndWords,
    /// The target lies on the wrong side of its base for the indicator's direction.
    TargetWorseThanBase,
    /// The parser doubts a figure.
    Doubt,
    /// The document prints no unit; the indicator's is supposed.
    UnitAssumed,
    /// Base and target are counted in different prices: nothing is computed from the two.
    PriceBasisDiffers,
    /// A total over the period of something that is not added up over years: in a table's brackets
    /// it may be the change.
    MeasureUnexpected,
}

/// A related indicator where the asked one is missing.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = RelatedIndicator)]
pub struct Related {
    pub indicator: IndicatorRef,
    pub base: Option<Figure>,
    pub target: Option<Figure>,
}

//! The findings of the checks. Fields have the names of the answers.

use crate::domain::Kind as RowKind;
use crate::domain::text::Text;
use crate::domain::{Comparator, Measure, Origin, TableRole};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Two statements of a plan that a reader should compare, and the arithmetic between them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// 16 hex digits, from plan, kind and the ids of the inputs: the same figures give the same id.
    pub id: String,
    pub kind: Kind,
    pub severity: Severity,
    /// Id of the plan it is about.
    pub plan: String,
    /// Id of the region.
    pub region: String,
    /// Of the plan: first and last year.
    pub period: [u16; 2],
    /// Id of the indicator.
    pub indicator: String,
    /// One sentence with the figures.
    pub summary: Text,
    /// Unit of the numbers below; null for a bare number.
    pub unit: Option<String>,
    /// The statement of the document.
    pub stated: Term,
    /// The figure that follows from the other statements.
    pub implied: Term,
    /// `stated.value` less `implied.value`.
    #[serde(with = "crate::domain::figure::option")]
    pub difference: Option<Decimal>,
    /// The greatest difference at which both can be true, from the printed decimals and 左右; a
    /// bound adds nothing.
    #[serde(with = "crate::domain::figure::option")]
    pub tolerance: Option<Decimal>,
    /// Whether a value satisfies both, with rounding, 左右 and bounds.
    pub can_both_hold: bool,
    /// The computation with its figures, units and rounding.
    pub arithmetic: Text,
    pub inputs: Vec<Input>,
    /// Possible explanations, the likelier first.
    pub explanations: Vec<Explanation>,
}

/// A number and the values it allows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = CheckedFigure)]
pub struct Term {
    /// As printed, or computed; null where the document has words.
    #[serde(with = "crate::domain::figure::option")]
    #[schema(value_type = Option<f64>, example = 7.5)]
    pub value: Option<Decimal>,
    pub comparator: Comparator,
    /// Least value it allows, with rounding and 左右; null where it is open below.
    #[serde(with = "crate::domain::figure::option")]
    #[schema(value_type = Option<f64>, example = 7.45)]
    pub low: Option<Decimal>,
    /// Greatest value it allows; null where it is open above.
    #[serde(with = "crate::domain::figure::option")]
    #[schema(value_type = Option<f64>, example = 7.55)]
    pub high: Option<Decimal>,
}

/// What was compared.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[schema(as = FindingKind)]
pub enum Kind {
    /// A printed growth a year (`stated`) against the growth between the first and the last figure
    /// (`implied`).
    GrowthAgainstLevels,
    /// A printed change or multiple over several years (`stated`) against the figures at both ends, or
    /// against a growth a year (`implied`).
    ChangeAgainstLevels,
    /// In a review without a base: the base that follows from target and planned growth (`stated`)
    /// against the base that follows from outcome and growth (`implied`).
    BasesImplied,
    /// An indicator table (`stated`) and the running text (`implied`) give figures of one thing that differ.
    TableAgainstText,
    /// Two statements of one thing, both in tables or both in the running text, differ.
    StatementsDiffer,
    /// The target (`stated`) is worse than its base (`implied`).
    TargetWorseThanBase,
    /// The base of this plan's targets (`stated`) against the outcome in its review, or, where that
    /// is not printed, against the level at the start of the period before (`implied`).
    BaseAgainstOutcome,
    /// The review calls a target met (its figure is `implied`); a printed figure of the same year
    /// (`stated`) is worse.
    ClaimAgainstFigure,
    /// A target as the review repeats it (`stated`) against the plan before (`implied`).
    ReviewAgainstPlan,
    /// The sum of parts (`stated`) against their whole (`implied`).
    PartsAgainstWhole,
    /// A printed share (`stated`) against part divided by whole (`implied`) of the same year;
    /// without a target of the share, the share of the base year against the targets of part and
    /// whole.
    ShareAgainstParts,
    /// One figure is given for two indicators (`stated`, `implied`) that must not be mixed.
    FigureUnderTwoNames,
}

/// How serious it is. No severity means that a figure is wrong.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[schema(as = FindingSeverity)]
pub enum Severity {
    /// Worth knowing before the figures are used; both can be true.
    Notice,
    /// The figures do not fit together as printed; a usual difference of basis may be the reason.
    Caution,
    /// Figures of the same thing, year and unit that cannot both hold as printed.
    Conflict,
}

/// One observation that went into the arithmetic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = CheckInput)]
pub struct Input {
    /// Of the observation.
    #[schema(example = "5f0c3a9e1b7d2468")]
    pub id: String,
    pub role: Role,
    /// Id of the plan it stands in.
    #[schema(example = "qiaokou-2021-2025")]
    pub plan: String,
    pub kind: RowKind,
    /// What is measured, in the document's words.
    pub label: String,
    /// In `unit`; null where the document has words.
    #[serde(with = "crate::domain::figure::option")]
    #[schema(value_type = Option<f64>, example = 860)]
    pub value: Option<Decimal>,
    /// Upper end of a range.
    #[serde(with = "crate::domain::figure::option")]
    #[schema(value_type = Option<f64>)]
    pub value_high: Option<Decimal>,
    /// Canonical unit; null for a bare number or words.
    pub unit: Option<String>,
    pub comparator: Comparator,
    pub measure: Measure,
    /// Its year; null where it has none.
    pub year: Option<u16>,
    /// The document's words where there is no figure.
    pub text: Option<String>,
    pub origin: Origin,
    /// `targets` or `review`; null in running text.
    #[schema(value_type = Option<String>, example = "review")]
    pub table_role: Option<TableRole>,
    /// 1-based.
    pub line: u32,
    /// Verbatim.
    pub quote: String,
    /// Doubts of the reading, as codes; empty for most.
    pub flags: Vec<String>,
}

/// The role of an input in the arithmetic.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[schema(as = CheckRole)]
pub enum Role {
    Base,
    Target,
    /// An outcome in a review table.
    Outcome,
    /// A printed growth a year.
    Growth,
    /// A printed change over several years.
    Change,
    /// A printed multiple: 翻一番 is 2.
    Multiple,
    /// Words that call a target met.
    Claim,
    /// One statement of the thing.
    Statement,
    /// Another statement of the same thing.
    Other,
    Part,
    Whole,
    Share,
}

/// A possible explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The same in every language.
    pub code: Code,
    /// With the figures that it needs.
    pub text: Text,
}

/// What may be behind a finding.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[schema(as = CheckExplanationCode)]
pub enum Code {
    /// Growth at constant prices, levels at current ones.
    ConstantPrices,
    /// A round figure was rounded further than its digits show.
    Rounding,
    /// The figure of the base year was an estimate when the plan was written.
    PreliminaryBase,
    /// The base year was out of the ordinary for this: 2020, the year of the pandemic, had cleaner air.
    UnusualBaseYear,
    /// The thing was counted in another way at one of the two times.
    ChangedDefinition,
    /// A limit not to be passed, or a least value, rather than an aim.
    BoundOnly,
    /// A total of one period says nothing of the pace of the next.
    PeriodTotal,
    /// The two may be of different things: another area, group or part.
    DifferentScope,
    /// Text recognition may have changed a figure or its unit.
    Ocr,
}

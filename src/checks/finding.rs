//! The findings of the checks. The names of the fields are those of the answers.

use crate::domain::Kind as RowKind;
use crate::domain::text::Text;
use crate::domain::{Comparator, Measure, Origin, TableRole};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Two statements of a plan that a reader should compare, and the arithmetic between them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// 16 hex digits computed from the plan, the kind and the ids of the inputs: the same figures give the
    /// same id.
    pub id: String,
    pub kind: Kind,
    pub severity: Severity,
    /// Id of the plan.
    pub plan: String,
    /// Id of the region.
    pub region: String,
    /// First and last year of the plan.
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
    /// `stated.value` minus `implied.value`.
    #[serde(with = "crate::domain::figure::option")]
    pub difference: Option<Decimal>,
    /// The greatest difference at which both figures can be true, from the printed decimals and 左右. A
    /// bound adds nothing.
    #[serde(with = "crate::domain::figure::option")]
    pub tolerance: Option<Decimal>,
    /// Whether some value satisfies both figures, with rounding, 左右 and bounds.
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
    /// The printed or computed number; null where the document has words.
    #[serde(with = "crate::domain::figure::option")]
    #[schema(value_type = Option<f64>, example = 7.5)]
    pub value: Option<Decimal>,
    pub comparator: Comparator,
    /// Least allowed value, with rounding and 左右; null where there is no lower limit.
    #[serde(with = "crate::domain::figure::option")]
    #[schema(value_type = Option<f64>, example = 7.45)]
    pub low: Option<Decimal>,
    /// Greatest allowed value; null where there is no upper limit.
    #[serde(with = "crate::domain::figure::option")]
    #[schema(value_type = Option<f64>, example = 7.55)]
    pub high: Option<Decimal>,
}

/// The comparison that was made.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[schema(as = FindingKind)]
pub enum Kind {
    /// A printed annual growth (`stated`) against the growth between the first and the last figure
    /// (`implied`).
    GrowthAgainstLevels,
    /// A printed change or multiple over several years (`stated`) against the figures at both ends, or
    /// against an annual growth (`implied`).
    ChangeAgainstLevels,
    /// In a review without a base: the base that follows from target and planned growth (`stated`) against
    /// the base that follows from outcome and growth (`implied`).
    BasesImplied,
    /// An indicator table (`stated`) and the running text (`implied`) print different figures for the same
    /// target or outcome.
    TableAgainstText,
    /// Two tables, or two passages of running text, print different figures for the same target or outcome.
    StatementsDiffer,
    /// The target (`stated`) is worse than its base (`implied`).
    TargetWorseThanBase,
    /// The base of this plan's targets (`stated`) against the outcome in its review; if none is printed,
    /// against the level at the start of the previous period (`implied`).
    BaseAgainstOutcome,
    /// The review calls a target met (its figure is `implied`), but a printed figure of the same year
    /// (`stated`) is worse.
    ClaimAgainstFigure,
    /// A target as the review repeats it (`stated`) against the previous plan (`implied`).
    ReviewAgainstPlan,
    /// The sum of parts (`stated`) against their whole (`implied`).
    PartsAgainstWhole,
    /// A printed share (`stated`) against part divided by whole (`implied`) of the same year. If the share
    /// has no target, its base is compared with the targets of part and whole.
    ShareAgainstParts,
    /// Two indicators that must not be confused have the same figure (`stated`, `implied`).
    FigureUnderTwoNames,
}

/// How serious the finding is. No severity means that a figure is wrong.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[schema(as = FindingSeverity)]
pub enum Severity {
    /// Both figures can be true; readers should know of the finding before they use them.
    Notice,
    /// The figures do not fit together as printed; a common difference of basis may be the reason.
    Caution,
    /// Figures of the same thing, year and unit that cannot both be true as printed.
    Conflict,
}

/// An observation used in the arithmetic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = CheckInput)]
pub struct Input {
    /// Id of the observation.
    #[schema(example = "5f0c3a9e1b7d2468")]
    pub id: String,
    pub role: Role,
    /// Id of its plan.
    #[schema(example = "qiaokou-2021-2025")]
    pub plan: String,
    pub kind: RowKind,
    /// The label in the document's words.
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
    /// Year of the figure; null where it has none.
    pub year: Option<u16>,
    /// The document's words where there is no figure.
    pub text: Option<String>,
    pub origin: Origin,
    /// `targets` or `review`; null in running text.
    #[schema(value_type = Option<String>, example = "review")]
    pub table_role: Option<TableRole>,
    /// Line in the document, counted from 1.
    pub line: u32,
    /// The printed text, unchanged.
    pub quote: String,
    /// Doubts about the reading, as codes; usually empty.
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
    /// A printed annual growth.
    Growth,
    /// A printed change over several years.
    Change,
    /// A printed multiple: 翻一番 is 2.
    Multiple,
    /// Words that call a target met.
    Claim,
    /// One statement of the figure.
    Statement,
    /// Another statement of the same figure.
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
    /// One sentence with the figures that it needs.
    pub text: Text,
}

/// A possible cause of a finding.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[schema(as = CheckExplanationCode)]
pub enum Code {
    /// Growth is at constant prices, levels are at current prices.
    ConstantPrices,
    /// A round figure was rounded further than its digits show.
    Rounding,
    /// The figure of the base year was an estimate when the plan was written.
    PreliminaryBase,
    /// The base year was unusual for this indicator: in 2020, the year of the pandemic, the air was
    /// cleaner.
    UnusualBaseYear,
    /// The definition of the indicator changed between the two years.
    ChangedDefinition,
    /// The target is an upper or lower limit, not the expected value.
    BoundOnly,
    /// The total of one period does not determine the pace of the next.
    PeriodTotal,
    /// The two figures may refer to different things: another area, group or part.
    DifferentScope,
    /// Text recognition may have changed a figure or its unit.
    Ocr,
}

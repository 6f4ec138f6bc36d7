//! The answer of a scorecard.

use crate::domain::message::Message;
use crate::domain::{Comparator, Measure};

use rust_decimal::Decimal;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// One region's plan for a period against the review in the next plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scorecard {
    /// Id of the region.
    pub region: String,
    /// First and last year of the period reviewed.
    pub period: String,
    /// Id of the plan whose document reviews it.
    pub reviewed_in: String,
    /// Id of the plan that was reviewed; null where it is not loaded.
    pub plan: Option<String>,
    pub summary: Summary,
    /// In document order.
    pub rows: Vec<ScorecardRow>,
}

/// The number of rows by verdict, claim and arithmetic.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ScorecardSummary)]
pub struct Summary {
    /// Rows of the review.
    pub rows: usize,
    /// By `verdict`.
    pub met: usize,
    /// By `verdict`.
    pub missed: usize,
    /// By `verdict`.
    pub claimed: usize,
    /// By `verdict`.
    pub unknown: usize,
    /// Rows whose words call the target met.
    pub words_of_success: usize,
    /// Rows decided by figures.
    pub decided_by_figures: usize,
    /// Binding targets (约束性), and how many of them are met or claimed.
    pub binding: usize,
    /// The number of binding rows that are met or claimed.
    pub binding_met_or_claimed: usize,
}

/// A row of a review table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScorecardRow {
    /// Id of the indicator; null where the catalogue has none.
    pub indicator: Option<String>,
    pub label: String,
    pub group: Option<String>,
    pub no: Option<String>,
    pub attribute: Option<String>,
    pub table: String,
    pub line: u32,
    /// The targets, from the cells of the row.
    pub targets: Vec<ReviewedStatement>,
    /// The outcomes, from the cells of the row.
    pub outcomes: Vec<ReviewedStatement>,
    /// The level at the start of the period, where the review prints it.
    pub base: Option<ReviewedStatement>,
    pub claim: Claim,
    pub arithmetic: Arithmetic,
    pub verdict: Verdict,
    /// Figures of the same thing and year at other places of the document, against the same target.
    pub elsewhere: Vec<OtherStatement>,
    /// The target in the reviewed plan; null where that plan is not loaded or states none.
    pub planned: Option<PlannedTarget>,
}

/// A statement of the review.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ReviewedStatement)]
pub struct ReviewedStatement {
    /// Id of the observation.
    #[schema(example = "5f0c3a9e1b7d2468")]
    pub id: Arc<str>,
    /// Which cell of the row: `base`, `target`, `growth`, `actual`, `actual_growth`; null in running text.
    #[schema(example = "actual")]
    pub cell: Option<String>,
    /// In `unit`; null where the document has words.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    #[schema(value_type = Option<f64>, example = 1247.04)]
    pub value: Option<Decimal>,
    /// Upper end of a range, in `unit`; null where it is none.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    #[schema(value_type = Option<f64>)]
    pub value_high: Option<Decimal>,
    /// Null for a bare number or words.
    pub unit: Option<Arc<str>>,
    pub comparator: Comparator,
    pub measure: Measure,
    /// Its year; null where it has none.
    pub year: Option<u16>,
    /// The document's words: 可比口径完成.
    pub text: Option<Arc<str>>,
    /// 1-based.
    pub line: u32,
    /// Doubts of the reading, as codes; empty for most.
    pub flags: Vec<Arc<str>>,
}

/// The words of the document on a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ReviewClaim)]
pub struct Claim {
    /// The claim of the words.
    pub kind: ClaimKind,
    /// As printed; null where there are none.
    #[schema(example = "可比口径完成")]
    pub text: Option<Arc<str>>,
    /// Id of the observation; null where there are no words.
    pub id: Option<Arc<str>>,
    /// 1-based line of the document; null where there are no words.
    pub line: Option<u32>,
}

/// The claim of a review in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReviewClaimKind)]
pub enum ClaimKind {
    /// 达标, 完成, 完成市级下达目标.
    Met,
    /// 视同完成: taken as met.
    DeemedMet,
    /// 可比口径完成: met on a comparable basis.
    MetOnComparableBasis,
    /// 未完成, 未达标, 难以完成.
    Missed,
    /// Words that are none of these.
    Other,
    /// Figures only, or nothing.
    None,
}

impl ClaimKind {
    /// Whether the words call the target met, in any way.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Met | Self::DeemedMet | Self::MetOnComparableBasis)
    }
}

/// The comparison of the figures.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ReviewArithmetic)]
pub struct Arithmetic {
    /// Whether the figures meet the target.
    pub result: Result,
    /// The measure of the compared figures; null where none can be compared.
    pub measure: Option<Measure>,
    /// Outcome less target, exact; null where there are not two figures.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    #[schema(value_type = Option<f64>, example = -152.96)]
    pub difference: Option<Decimal>,
    /// Unit of the figures; null for a bare number.
    pub unit: Option<Arc<str>>,
    /// The comparison with its figures, or why there is none.
    #[schema(value_type = String, example = "1247.04 亿元 对照 >1400 亿元：低 152.96；越高越好")]
    pub method: Message,
    /// Ids of target and outcome.
    pub inputs: Vec<Arc<str>>,
    /// The other pairs of figures of the row, by the same rule.
    #[schema(no_recursion)]
    pub also: Vec<Arithmetic>,
}

/// The result of outcome and target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReviewResult)]
pub enum Result {
    Met,
    Missed,
    Unknown,
}

/// The verdict of claim and arithmetic together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReviewVerdict)]
pub enum Verdict {
    /// The figures say so.
    Met,
    /// The figures miss the target and no words contradict, or only words call it missed.
    Missed,
    /// The words of the document call it met; its figures do not, or there are none.
    Claimed,
    /// Neither.
    Unknown,
}

/// A figure of the same thing and year at another place, against the row's target.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ReviewedElsewhere)]
pub struct OtherStatement {
    #[serde(flatten)]
    pub statement: ReviewedStatement,
    /// Its label, in the document's words.
    pub label: Arc<str>,
    /// Whether that outcome meets the target.
    pub result: Result,
    /// The arithmetic.
    #[schema(value_type = String)]
    pub method: Message,
}

/// The target in the reviewed plan.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = PlannedThen)]
pub struct PlannedTarget {
    /// Id of the observation in that plan.
    pub id: Arc<str>,
    /// In `unit`; null where the goal was in words.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    #[schema(value_type = Option<f64>)]
    pub value: Option<Decimal>,
    /// Null for a bare number or words.
    pub unit: Option<Arc<str>>,
    pub comparator: Comparator,
    pub measure: Measure,
    /// The goal in words; null where it is a figure.
    pub text: Option<Arc<str>>,
    /// 1-based line of that plan.
    pub line: u32,
    /// Whether the review's target can be the same; null where they are of different measures.
    pub agrees: Option<bool>,
}

//! The answer of a profile.

use crate::domain::{Comparator, DocumentKind, Measure, words};
use crate::export::reference::{IndicatorRef, RegionRef};
use crate::progress::answer::{ProgressVerdict, VerdictCounts};
use rust_decimal::Decimal;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// One region and its plan for a period on one page: figures in short, each with its place.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Profile {
    pub region: RegionRef,
    #[schema(value_type = words::Level)]
    pub level: String,
    /// The regions above, the nearest first.
    pub parents: Vec<RegionRef>,
    /// The other regions with the same region above; for a region without one, the other regions
    /// without one.
    pub siblings: Vec<RegionRef>,
    /// The regions below.
    pub children: Vec<RegionRef>,
    /// First and last year of the plan.
    #[schema(example = "2021-2025")]
    pub period: String,
    /// Id of the plan; null where none is loaded for the period. Then there are no targets.
    #[schema(example = "jiangan-2021-2025")]
    pub plan: Option<String>,
    /// Every document of the region.
    pub documents: Vec<ProfileDocument>,
    /// The targets in the tables of the plan, or without tables all of them, in the order of the catalogue.
    pub targets: Vec<Headline>,
    /// Verdicts of all targets of the plan; null without a plan.
    pub verdicts: Option<VerdictCounts>,
    /// Findings of the plan.
    pub findings: FindingCounts,
    /// Targets that the plan leaves to the region above, in the order of the catalogue.
    pub delegated: Vec<Delegated>,
    /// Indicators that siblings state and the plan does not, those of most siblings first; at most
    /// 20.
    pub only_siblings: Vec<SiblingIndicator>,
}

/// A document of the region.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ProfileDocument {
    /// Region, years, kind and part.
    #[schema(example = "jiangan-2021-2025")]
    pub id: String,
    pub kind: DocumentKind,
    /// As printed.
    pub title: String,
    /// Public address; null where it is not known.
    pub address: Option<String>,
}

/// A target of the plan and its state.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Headline {
    pub indicator: IndicatorRef,
    /// As `status` of `/v1/compare`.
    #[schema(value_type = words::TargetStatus)]
    pub status: String,
    pub base: Option<BriefFigure>,
    pub target: Option<BriefFigure>,
    /// The latest actual figure that any document reports, in the measure of the target.
    pub latest: Option<BriefFigure>,
    pub verdict: ProgressVerdict,
    /// Share of the way done, in percent.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    #[schema(value_type = Option<f64>)]
    pub done_percent: Option<Decimal>,
    /// Place of the target among region and siblings; null where it may not be compared.
    pub rank: Option<usize>,
    /// The number of regions with a place.
    pub ranked: usize,
    /// Part of the region above in percent, where the indicator adds up.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    #[schema(value_type = Option<f64>)]
    pub share_of_parent: Option<Decimal>,
}

/// A figure in short. `/v1/targets/{id}/evidence` and `/v1/actuals/{id}/evidence` give all of it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct BriefFigure {
    /// Id of the observation; null for a computed base.
    pub id: Option<String>,
    /// In `unit`; null for words.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    #[schema(value_type = Option<f64>)]
    pub value: Option<Decimal>,
    /// Upper end of a range.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    #[schema(value_type = Option<f64>)]
    pub value_high: Option<Decimal>,
    /// Null for a bare number or words.
    pub unit: Option<String>,
    /// The unit in the language of the answer.
    pub unit_name: Option<String>,
    pub comparator: Option<Comparator>,
    pub measure: Measure,
    /// The year to which the value refers, or in which it ends; null where the document names none.
    pub year: Option<u16>,
    /// The goal in words.
    pub text: Option<String>,
    /// Id of the document, for figures of reports; null for those of the plan.
    pub document: Option<String>,
    /// 1-based; null for a computed base.
    pub line: Option<u32>,
}

/// The number of findings of the plan; `/v1/checks` lists them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ProfileFindings)]
pub struct FindingCounts {
    /// All of them.
    pub total: i64,
    /// Figures that contradict each other.
    pub conflict: i64,
    /// Figures to be used with care.
    pub caution: i64,
    /// Figures that differ for a known reason.
    pub notice: i64,
}

/// A target left to the region above.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = DelegatedTarget)]
pub struct Delegated {
    pub indicator: IndicatorRef,
    /// The words of the plan.
    pub text: Option<String>,
    /// Id of the observation.
    pub id: Option<String>,
    /// Id of the region whose plan states the figure; null where none does.
    pub stated_by: Option<String>,
    /// That figure; null where no plan above states one.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    #[schema(value_type = Option<f64>)]
    pub value: Option<Decimal>,
    /// Unit of that figure.
    pub unit: Option<String>,
    /// The unit in the language of the answer.
    pub unit_name: Option<String>,
}

/// An indicator that siblings state a target of and the plan does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = OnlySiblingsState)]
pub struct SiblingIndicator {
    pub indicator: IndicatorRef,
    /// Ids of the siblings, in the order of the catalogue.
    pub regions: Vec<Arc<str>>,
}

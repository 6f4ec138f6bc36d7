//! One indicator in one region.

use super::ambition::Ambition;
use super::derived::Derived;
use super::figure::Figure;
use super::reason::Reason;
use super::refs::{IndicatorRef, RegionRef};
use super::resolution::Resolution;
use super::status::Status;
use super::warning::Note;
use crate::domain::Basis;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// One indicator in one region.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ComparedCell)]
pub struct Cell {
    pub region: RegionRef,
    /// Id of the plan that was read; null where none is loaded for this region and period.
    pub plan: Option<Arc<str>>,
    /// Whether no part of its text is known to be missing; `/v1/plans/{id}` lists the missing parts. Null
    /// without a plan.
    pub plan_complete: Option<bool>,
    /// Where the targets are stated: the plan, or without one a later plan that reviews the period, or a document
    /// that looks ahead to its last year. Null with `status` `no_plan`.
    pub basis: Option<Basis>,
    /// Id of that plan or document; every figure of the cell is of it. Null with `basis`.
    #[schema(example = "jiangan-2021-2025")]
    pub basis_document: Option<Arc<str>>,
    /// The plan's status of the target.
    pub status: Status,
    /// Whether the target may be compared with the other cells of the entry.
    pub comparable: bool,
    /// The reasons against comparison; empty exactly where `comparable`.
    pub reasons: Vec<Reason>,
    /// Whether the base may be compared with the other cells' bases.
    pub base_comparable: bool,
    /// The reasons against comparison; empty exactly where `base_comparable`.
    pub base_reasons: Vec<Reason>,
    /// Place of the target among the comparable: 1 is best, equal figures share a place and the
    /// next is skipped (1, 2, 2, 4). A bound that is surely better or worse than every other figure
    /// has a place too, though it is not comparable. Null otherwise, and where the indicator has no good
    /// direction.
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
    /// The resolution of a target in words; null unless `status` is delegated or relative.
    pub resolution: Option<Resolution>,
    pub derived: Derived,
    pub ambition: Ambition,
    /// Ids of every statement considered: for the base, then the target, then the growth; in each
    /// the used one first. `alternatives` of the figures say more of those passed over.
    pub candidates: Vec<Arc<str>>,
    /// The plan's figures for related indicators, where neither base nor target is stated.
    pub related: Vec<RelatedIndicator>,
    /// Reservations about the figures.
    pub warnings: Vec<Note>,
}

/// A related indicator, where the plan does not state the indicator itself.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = RelatedIndicator)]
pub struct RelatedIndicator {
    pub indicator: IndicatorRef,
    pub base: Option<Figure>,
    pub target: Option<Figure>,
}

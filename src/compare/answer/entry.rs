//! One indicator across the asked regions.

use super::cell::Cell;
use super::refs::IndicatorRef;
use super::summary::Summary;
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

//! One indicator across the regions of the request.

use super::cell::Cell;
use super::refs::IndicatorRef;
use super::summary::Summary;
use serde::Serialize;
use utoipa::ToSchema;

/// One indicator across the regions of the request.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Comparison)]
pub struct Entry {
    pub indicator: IndicatorRef,
    /// First and last year of the plans.
    #[schema(example = "2021-2025")]
    pub period: String,
    /// Regions compared; `cells` has fewer with `status` or `limit`.
    pub compared: usize,
    /// The number of regions with a `rank`.
    pub ranked: usize,
    /// The number of regions with a `base_rank`.
    pub base_ranked: usize,
    /// The summary of the comparable figures, over all regions compared.
    pub summary: Summary,
    /// One for each region of the request, in its order unless `sort` sets another.
    pub cells: Vec<Cell>,
}

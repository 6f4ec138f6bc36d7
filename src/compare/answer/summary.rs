//! The summary of the comparable figures of an entry.

use crate::domain::{Comparator, Measure};

use rust_decimal::Decimal;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// The summary of the comparable figures of an entry.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ComparedSummary)]
pub struct Summary {
    /// Over the cells that are `comparable`.
    pub targets: Spread,
    /// Over the cells that are `base_comparable`.
    pub bases: Spread,
}

/// Count, least, middle and greatest of comparable figures.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ComparedSpread)]
pub struct Spread {
    /// Regions compared.
    pub compared: usize,
    /// The number of these with a comparable figure; the numbers below are over these.
    pub comparable: usize,
    /// The number of these with a place; smaller where the indicator has no good direction.
    pub ranked: usize,
    /// The measure of the comparable figures, which most figures of the entry have.
    pub measure: Measure,
    /// Their unit.
    pub unit: Option<Arc<str>>,
    /// `approx` where any of them is about; null where there is none.
    pub comparator: Option<Comparator>,
    /// The least, in `unit`; null where nothing is comparable.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub min: Option<Decimal>,
    /// The middle one, or the mean of the two in the middle; exact.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub median: Option<Decimal>,
    /// The greatest, in `unit`; null where nothing is comparable.
    #[serde(serialize_with = "crate::domain::figure::option::serialize")]
    pub max: Option<Decimal>,
    /// Ids of the regions with the least figure.
    pub min_regions: Vec<Arc<str>>,
    /// Ids of the regions with the greatest figure.
    pub max_regions: Vec<Arc<str>>,
    /// Ids of the regions with the best figure; empty where the indicator has no good direction.
    pub best_regions: Vec<Arc<str>>,
    /// Ids of the regions with a comparable figure, in the order of the request.
    pub regions: Vec<Arc<str>>,
    /// Ids of the observations, in the same order.
    pub inputs: Vec<Arc<str>>,
}

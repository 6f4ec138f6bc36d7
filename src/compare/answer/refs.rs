//! The indicator and the regions of a comparison.

use crate::catalog::{Direction, Indicator, Region};
use serde::Serialize;
use utoipa::ToSchema;

/// The indicator of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ComparedIndicator)]
pub struct IndicatorRef {
    /// As `indicators=` takes it.
    pub id: String,
    /// Name in the language of the answer.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// Canonical unit of its levels and totals; null for a bare number.
    pub unit: Option<String>,
    /// That unit in the language of the answer: 亿元 is `100 million yuan`; null for a bare number.
    #[schema(example = "亿元")]
    pub unit_name: Option<String>,
    /// Id of its domain.
    pub domain: String,
    /// The direction of improvement.
    pub direction: Direction,
}

impl From<&Indicator> for IndicatorRef {
    fn from(known: &Indicator) -> Self {
        Self {
            id: known.id.clone(),
            name: known.name_zh.clone(),
            name_en: known.name_en.clone(),
            unit: known.unit.clone(),
            unit_name: known.unit.clone(),
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
    /// Name in the language of the answer.
    pub name: String,
    /// Official code of GB/T 2260 in force; null where there is none.
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

//! The indicator and the regions of a comparison.

use crate::catalog::{Direction, Indicator, Region, unit_name};
use crate::domain::lang::Lang;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// The indicator of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ComparedIndicator)]
pub struct IndicatorRef {
    /// As `indicators=` takes it.
    pub id: Arc<str>,
    /// Name in the language of the answer.
    pub name: Arc<str>,
    /// English name.
    pub name_en: Arc<str>,
    /// Canonical unit of its levels and totals; null for a bare number.
    pub unit: Option<Arc<str>>,
    /// That unit in the language of the answer: 亿元 is `100 million yuan`; null for a bare number.
    #[schema(example = "亿元")]
    pub unit_name: Option<Arc<str>>,
    /// Id of its domain.
    pub domain: Arc<str>,
    /// The direction of improvement.
    pub direction: Direction,
}

impl IndicatorRef {
    /// The indicator with names in this language.
    pub fn new(known: &Indicator, lang: Lang) -> Self {
        let unit_name = |unit: &String| unit_name::in_language(unit, lang).into();
        Self {
            id: known.id.as_str().into(),
            name: known.name_in(lang).into(),
            name_en: known.name_en.as_str().into(),
            unit: known.unit.as_deref().map(Arc::from),
            unit_name: known.unit.as_ref().map(unit_name),
            domain: known.domain.as_str().into(),
            direction: known.direction,
        }
    }
}

/// The region of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ComparedRegion)]
pub struct RegionRef {
    /// As `regions=` takes it.
    pub id: Arc<str>,
    /// Name in the language of the answer.
    pub name: Arc<str>,
    /// Official code of GB/T 2260 in force; null where there is none.
    pub code: Option<Arc<str>>,
}

impl RegionRef {
    /// The region with its name in this language.
    pub fn new(region: &Region, lang: Lang) -> Self {
        Self {
            id: region.id.as_str().into(),
            name: region.name_in(lang).into(),
            code: region.code().map(Arc::from),
        }
    }
}

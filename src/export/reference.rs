//! Short forms of regions and indicators, and official codes, which several resources share.

use crate::store::Snapshot;
use serde::Serialize;
use utoipa::ToSchema;

/// A region, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RegionRef {
    /// As `regions=` takes it.
    #[schema(example = "jiangan")]
    pub id: String,
    /// In the language of the answer.
    #[schema(example = "江岸区")]
    pub name: String,
    /// Official code (GB/T 2260) in force; null for a zone that has none.
    #[schema(example = "420102")]
    pub code: Option<String>,
}

/// An indicator, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct IndicatorRef {
    /// As `indicators=` takes it.
    #[schema(example = "green_coverage")]
    pub id: String,
    /// In the language of the answer.
    #[schema(example = "绿化覆盖率")]
    pub name: String,
}

/// An official code of GB/T 2260.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RegionCode {
    /// Six digits.
    #[schema(example = "420102")]
    pub code: String,
    /// First year in force; null where unknown or since the standard began.
    pub from: Option<u16>,
    /// Last year in force; null for a code that is in force.
    pub to: Option<u16>,
    /// What the code covers where that is not the whole region; else null.
    pub note: Option<String>,
}

impl RegionRef {
    /// The region of an id, with the names of this snapshot.
    pub fn of(id: &str, snapshot: &Snapshot) -> Self {
        let known = snapshot.catalog.region(id);
        Self {
            id: id.to_owned(),
            name: known.map_or(id, |region| snapshot.region_name(region)).to_owned(),
            code: known.and_then(|region| region.code()).map(str::to_owned),
        }
    }
}

impl IndicatorRef {
    /// The indicator of an id, with the names of this snapshot.
    pub fn of(id: &str, snapshot: &Snapshot) -> Self {
        let known = snapshot.catalog.indicator(id);
        let name = known.map_or(id, |indicator| snapshot.indicator_name(indicator)).to_owned();
        Self { id: id.to_owned(), name }
    }
}

//! The catalogues of regions and indicators: name, alias or official code to id.
//!
//! They are data (`data/regions.toml`, `data/indicators.toml`), compiled in as the default and
//! replaceable by a folder at run time.

use serde::{Deserialize, Serialize};

pub mod unit;

/// Regions and indicators, checked and indexed.
#[derive(Debug, Clone)]
pub struct Catalog {
    /// In file order: a parent before its children.
    pub regions: Vec<Region>,
    /// In file order, which is the order answers use.
    pub indicators: Vec<Indicator>,
}

/// A division (city, district) or a functional zone that publishes plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// Ours, stable: `wuhan`, `jiangan`, `wedz`.
    pub id: String,
    pub name_zh: String,
    pub name_en: String,
    pub aliases: Vec<String>,
    pub level: RegionLevel,
    /// Id of the region above; null for a city.
    pub parent: Option<String>,
    pub codes: Vec<RegionCode>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegionLevel {
    City,
    District,
    /// A development or functional zone (开发区, 功能区).
    Zone,
}

/// An official code of GB/T 2260, with the years it held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegionCode {
    pub code: String,
    /// First year the code held; null where unknown or since the standard began.
    pub from: Option<u16>,
    /// Last year the code held; null while it holds.
    pub to: Option<u16>,
    /// What the code covers where that is not the whole region: 汉南 only.
    pub note: Option<String>,
}

/// A concept that plans set figures for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// English, stable: `gdp`, `green_coverage`.
    pub id: String,
    pub name_zh: String,
    pub name_en: String,
    /// As documents print it, without unit. Unique over the catalogue.
    pub aliases: Vec<String>,
    /// Canonical unit, as printed in China: 亿元, %, 微克/立方米; null for a bare number.
    pub unit: Option<String>,
    /// Id of a domain: `economy`, `innovation`, `livelihood`, `ecology`, `safety`, …
    pub domain: String,
    pub direction: Direction,
    /// For a growth indicator (`gdp_growth`): the id of the level it is the growth of (`gdp`).
    pub growth_of: Option<String>,
    /// Ids it must not be mixed with (登记失业率 ≠ 调查失业率).
    pub distinct_from: Vec<String>,
    /// Ids that say something similar where this one is missing.
    pub related: Vec<String>,
    /// What it is and what it is not; null where the name says it all.
    pub definition: Option<String>,
}

/// Which way is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Higher,
    Lower,
    Neutral,
}

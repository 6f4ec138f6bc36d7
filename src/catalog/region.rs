//! Regions: divisions and functional zones.

use crate::domain::text::Text;
use serde::{Deserialize, Serialize};

/// A division (nation, province, city, district) or a functional zone that publishes plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Ours, stable: `wuhan`, `jiangan`, `wedz`.
    pub id: String,
    pub name_zh: String,
    pub name_en: String,
    /// Other names, as documents print them. Each belongs to one region only.
    #[serde(default)]
    pub aliases: Vec<String>,
    pub level: RegionLevel,
    /// Whether it has no countryside: a name that says neither town nor country is the town's there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urban: bool,
    /// Id of the region above; null for one that has none in the catalogue.
    pub parent: Option<String>,
    /// In force or once in force; empty for a zone that has none.
    #[serde(default)]
    pub codes: Vec<RegionCode>,
}

impl Region {
    /// The name in both languages.
    pub fn name(&self) -> Text {
        Text::made(self.name_en.clone(), self.name_zh.clone())
    }

    /// The official code in force; `None` for a zone that has none.
    pub fn code(&self) -> Option<&str> {
        self.codes.iter().find(|code| code.to.is_none()).map(|code| code.code.as_str())
    }
}

/// What kind of region it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegionLevel {
    Nation,
    /// A province, an autonomous region or a municipality (省, 自治区, 直辖市).
    Province,
    City,
    District,
    /// A development or functional zone (开发区, 功能区).
    Zone,
}

/// An official code of GB/T 2260, with the years it held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionCode {
    /// Six digits.
    pub code: String,
    /// First year the code held; null where unknown or since the standard began.
    pub from: Option<u16>,
    /// Last year the code held; null while it holds.
    pub to: Option<u16>,
    /// What the code covers where that is not the whole region: 汉南 only.
    pub note: Option<String>,
}

impl RegionCode {
    /// Whether the two held in one and the same year.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let first = |code: &Self| code.from.unwrap_or(u16::MIN);
        let last = |code: &Self| code.to.unwrap_or(u16::MAX);
        first(self) <= last(other) && first(other) <= last(self)
    }
}

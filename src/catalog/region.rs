//! Regions: divisions and functional zones.

use crate::domain::lang::Lang;
use crate::domain::text::Text;
use serde::{Deserialize, Serialize};

/// A division (nation, province, city, district) or a functional zone that publishes plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// The project's id, which never changes: `wuhan`, `jiangan`, `wedz`.
    pub id: String,
    pub name_zh: String,
    pub name_en: String,
    /// Other names, as documents print them. Each belongs to one region only.
    #[serde(default)]
    pub aliases: Vec<String>,
    pub level: RegionLevel,
    /// Whether the region has no countryside. A label without 城市 then may mean the indicator with 城市.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urban: bool,
    /// Id of the region above; null where the catalogue has none.
    pub parent: Option<String>,
    /// Official codes, in force or abolished; empty for a zone without a code.
    #[serde(default)]
    pub codes: Vec<RegionCode>,
}

impl Region {
    /// The name in both languages.
    pub fn name(&self) -> Text {
        Text::made(self.name_en.clone(), self.name_zh.clone())
    }

    /// The name in one language.
    pub fn name_in(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.name_zh,
            Lang::En => &self.name_en,
        }
    }

    /// The official code in force; `None` where there is none.
    pub fn code(&self) -> Option<&str> {
        self.codes.iter().find(|code| code.to.is_none()).map(|code| code.code.as_str())
    }
}

/// The administrative level of a region.
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

/// An official code of GB/T 2260, with its years in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionCode {
    /// Six digits.
    pub code: String,
    /// First year in force; null where unknown or since the standard began.
    pub from: Option<u16>,
    /// Last year in force; null for a code that is in force.
    pub to: Option<u16>,
    /// What the code covers where that is not the whole region: 汉南 only.
    pub note: Option<String>,
}

impl RegionCode {
    /// Whether the two codes were in force in the same year.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let first = |code: &Self| code.from.unwrap_or(u16::MIN);
        let last = |code: &Self| code.to.unwrap_or(u16::MAX);
        first(self) <= last(other) && first(other) <= last(self)
    }
}

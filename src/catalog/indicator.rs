//! Indicators: the concepts plans set figures for, and which printed units suit them.

use super::unit::{self, Dimension};
use crate::domain::Measure;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Id of the indicator whose growth a target like 与经济增长同步 follows.
pub const GDP: &str = "gdp";

/// A concept that plans set figures for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// English, stable: `gdp`, `green_coverage`.
    pub id: String,
    pub name_zh: String,
    pub name_en: String,
    /// As documents print it, without unit. Unique over the catalogue. One that holds only with a
    /// unit has it in brackets: `PM2.5浓度下降（%）` is a rate, `PM2.5浓度下降` in 微克/立方米 a level.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Canonical unit, as printed in China: 亿元, %, 微克/立方米; null for a bare number.
    pub unit: Option<String>,
    /// Printed units that mean the canonical one, one to one: 件/万人 for 每万人口发明专利拥有量 in 件.
    #[serde(default)]
    pub same_units: Vec<String>,
    /// Id of a domain: `economy`, `innovation`, `livelihood`, `ecology`, `safety`, …
    pub domain: String,
    pub direction: Direction,
    /// Whether the figures of disjoint parts may be added and are contained in the whole's: GDP is,
    /// a rate, a figure per head or a count of visitors is not. The parts need not make up the whole:
    /// a city has revenue of its own.
    #[serde(default)]
    pub additive: bool,
    /// The kinds of measure its own figures come in, the usual one first; see [`Indicator::measure`]
    /// for an entry that says nothing. Growth a year, changes and multiples of a level may be stated
    /// of any level and are not listed.
    #[serde(default)]
    pub measures: Vec<Measure>,
    /// Names of its own under which documents print something narrower or otherwise defined.
    #[serde(default)]
    pub variants: Vec<Variant>,
    /// Names of its growth a year, as documents print them: 地区生产总值增速. A figure under one of them is of this
    /// indicator, with the measure `annual_growth`.
    #[serde(default)]
    pub growth_names: Vec<String>,
    /// Ids of entries that this one has taken up.
    #[serde(default)]
    pub former_ids: Vec<String>,
    /// Ids it must not be mixed with (登记失业率 ≠ 调查失业率).
    #[serde(default)]
    pub distinct_from: Vec<String>,
    /// Ids that say something similar where this one is missing.
    #[serde(default)]
    pub related: Vec<String>,
    /// What it is and what it is not; null where the name says it all.
    pub definition: Option<String>,
}

/// A name of an indicator that stands for something narrower, or otherwise defined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = IndicatorVariant)]
pub struct Variant {
    /// One of the indicator's names.
    #[schema(example = "养老机构护理型床位占比")]
    pub label: String,
    /// In which way what it names differs.
    #[schema(example = "Of the beds in institutions only.")]
    pub meaning: String,
}

impl Indicator {
    /// An indicator with one name and one unit; nothing else is known of it.
    pub fn new(id: &str, name: &str, unit: &str, direction: Direction) -> Self {
        Self {
            id: id.to_owned(),
            name_zh: name.to_owned(),
            name_en: name.to_owned(),
            aliases: Vec::new(),
            unit: Some(unit.to_owned()),
            same_units: Vec::new(),
            domain: String::new(),
            direction,
            additive: false,
            measures: Vec::new(),
            variants: Vec::new(),
            growth_names: Vec::new(),
            former_ids: Vec::new(),
            distinct_from: Vec::new(),
            related: Vec::new(),
            definition: None,
        }
    }

    /// The kind of measure its figures usually come in: a level for an entry that names none.
    pub fn measure(&self) -> Measure {
        self.measures.first().copied().unwrap_or(Measure::Level)
    }

    /// Whether it is itself a growth or a reduction rather than an amount.
    pub fn is_change(&self) -> bool {
        matches!(self.measure(), Measure::AnnualGrowth | Measure::Change)
    }

    /// Whether its own figures come in this kind of measure.
    pub fn expects(&self, measure: Measure) -> bool {
        measure == self.measure() || self.measures.contains(&measure)
    }

    /// The variant a printed label names; `None` where it names the indicator itself.
    pub fn variant(&self, label: &str) -> Option<&Variant> {
        if self.variants.is_empty() {
            return None;
        }
        let key = unit::label(label).key;
        self.variants.iter().find(|variant| unit::label(&variant.label).key == key)
    }

    /// Whether a printed label is a name of the growth a year.
    pub fn names_growth(&self, label: &str) -> bool {
        if self.growth_names.is_empty() {
            return false;
        }
        let key = unit::label(label).key;
        self.growth_names.iter().any(|name| unit::label(name).key == key)
    }

    /// A level or total in a printed unit, told in the canonical unit. Without a printed unit the
    /// canonical one is taken. `None` where the units do not convert.
    pub fn convert(&self, value: Decimal, printed: Option<&str>) -> Option<Decimal> {
        let (Some(printed), Some(own)) = (printed, self.unit.as_deref()) else {
            return printed.is_none().then_some(value);
        };
        let printed = self.whole_unit(printed);
        unit::convert(value, &printed, own).or_else(|| {
            self.same_units.iter().find_map(|same| unit::convert(value, &printed, same))
        })
    }

    /// Whether a figure of this measure may stand in this printed unit; no unit suits all.
    ///
    /// A level or total must convert to the canonical unit; growth a year is in %, a multiple in
    /// 倍, a change in the canonical unit, % or 百分点.
    pub fn accepts(&self, printed: Option<&str>, measure: Measure) -> bool {
        let Some(printed) = printed else { return true };
        let printed = self.whole_unit(printed);
        let own = self.dimension();
        // 进出口总额达到50亿: the currency is unsaid, so the figure is found and not converted.
        if unit::bare_power(&printed).is_some() && own == Some(Dimension::Money) {
            return matches!(measure, Measure::Level | Measure::Cumulative);
        }
        let Some(read) = unit::parse(&printed) else { return false };
        let as_level = own.as_ref() == Some(&read.dimension)
            || self.same_units.iter().any(|same| unit::convertible(&printed, same));
        let points = read.dimension == Dimension::PercentagePoints;
        let percent = read.dimension == Dimension::Share;
        match measure {
            Measure::Level => as_level,
            // A total of 百分点 over the period is a share's: 累计提高2.2个百分点.
            Measure::Cumulative => as_level || (points && own == Some(Dimension::Share)),
            Measure::AnnualGrowth => percent || points,
            Measure::Change => as_level || percent || points,
            Measure::RatioMultiple => read.dimension == Dimension::Multiple,
        }
    }

    /// What the canonical unit measures; `None` for a bare number.
    pub fn dimension(&self) -> Option<Dimension> {
        self.unit.as_deref().and_then(unit::parse).map(|unit| unit.dimension)
    }

    /// 常住人口达到100万 leaves the 人 unsaid. Of money it does not: 50亿 may be dollars.
    fn whole_unit<'u>(&self, printed: &'u str) -> Cow<'u, str> {
        let word = match self.dimension() {
            Some(Dimension::People) => "人",
            Some(Dimension::PersonTimes) => "人次",
            Some(Dimension::Households) => "户",
            Some(Dimension::Things) => "个",
            _ => return Cow::Borrowed(printed),
        };
        match unit::bare_power(printed) {
            Some(_) => Cow::Owned(format!("{}{word}", printed.trim())),
            None => Cow::Borrowed(printed),
        }
    }
}

/// Which way is good.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Higher,
    Lower,
    Neutral,
}

/// What indicators are grouped by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Domain {
    /// English, stable: `economy`.
    pub id: String,
    pub name_zh: String,
    pub name_en: String,
}

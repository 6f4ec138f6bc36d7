//! Indicators: the concepts that plans set figures for, and the printed units that each accepts.

use super::unit::{self, Dimension};
use crate::domain::Measure;
use crate::domain::lang::Lang;
use crate::domain::text::Text;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::OnceLock;

/// Id of the indicator that a growth target like 与经济增长同步 refers to.
pub const GDP: &str = "gdp";

/// A concept that plans set figures for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// The project's id, an English word that never changes: `gdp`, `green_coverage`.
    pub id: String,
    pub name_zh: String,
    pub name_en: String,
    /// Names as documents print them, without unit; unique over the catalogue. An alias with a unit in
    /// brackets counts only for figures in that unit: `PM2.5浓度下降（%）` is a rate, `PM2.5浓度下降` in
    /// 微克/立方米 a level.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Canonical unit, as printed in China: 亿元, %, 微克/立方米; null for a bare number.
    pub unit: Option<String>,
    /// Printed units that equal the canonical one: 件/万人 for 每万人口发明专利拥有量 in 件.
    #[serde(default)]
    pub same_units: Vec<String>,
    /// Id of a domain: `economy`, `innovation`, `livelihood`, `ecology`, `safety`, …
    pub domain: String,
    pub direction: Direction,
    /// Whether figures of disjoint parts may be added up to at most the figure of the whole. GDP is
    /// additive; a rate, a figure per head and a count of visitors are not. The parts may sum to less than
    /// the whole, because a city has revenue of its own.
    #[serde(default)]
    pub additive: bool,
    /// Measures of the indicator's figures, the usual one first. Empty means levels, see
    /// [`Indicator::measure`]. Annual growth, changes and multiples are accepted for every level and are
    /// not listed.
    #[serde(default)]
    pub measures: Vec<Measure>,
    /// Names of the indicator that stand for something narrower or otherwise defined.
    #[serde(default)]
    pub variants: Vec<Variant>,
    /// Names of the annual growth, as documents print them: 地区生产总值增速. A figure under such a name
    /// belongs to this indicator and has the measure `annual_growth`.
    #[serde(default)]
    pub growth_names: Vec<String>,
    /// Ids of entries that were merged into this one.
    #[serde(default)]
    pub former_ids: Vec<String>,
    /// Ids of indicators that must not be confused with this one (登记失业率 ≠ 调查失业率).
    #[serde(default)]
    pub distinct_from: Vec<String>,
    /// Ids of indicators that may serve as a substitute where this one has no figure.
    #[serde(default)]
    pub related: Vec<String>,
    /// What the indicator includes and excludes; null where the name is clear.
    pub definition: Option<String>,
    /// Not part of the catalogue: made from the names above.
    #[serde(skip)]
    pub(crate) keys: NameKeys,
}

/// Keys of names of an indicator, made when they are first needed. They say nothing that the names do not, so they are equal to
/// any others.
#[derive(Debug, Clone, Default)]
pub(crate) struct NameKeys {
    variants: OnceLock<Vec<String>>,
    growth_names: OnceLock<Vec<String>>,
}

impl PartialEq for NameKeys {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for NameKeys {}

/// The keys of these labels.
fn keys<'l>(labels: impl IntoIterator<Item = &'l String>) -> Vec<String> {
    labels.into_iter().map(|label| unit::label(label).key).collect()
}

/// A name of an indicator that stands for something narrower, or otherwise defined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = IndicatorVariant)]
pub struct Variant {
    /// One of the indicator's names.
    #[schema(example = "养老机构护理型床位占比")]
    pub label: String,
    /// How the thing with this name differs from the indicator.
    #[schema(example = "Of the beds in institutions only.")]
    pub meaning: String,
}

impl Indicator {
    /// An indicator with one name and one unit; all other fields are empty.
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
            keys: NameKeys::default(),
        }
    }

    /// The usual measure of the indicator's figures: the first of `measures`, else a level.
    pub fn measure(&self) -> Measure {
        self.measures.first().copied().unwrap_or(Measure::Level)
    }

    /// Whether the indicator is itself a growth or a reduction rather than an amount.
    pub fn is_change(&self) -> bool {
        matches!(self.measure(), Measure::AnnualGrowth | Measure::Change)
    }

    /// Whether figures of this indicator have this measure; growth, changes and multiples of a level count
    /// only if `measures` lists them.
    pub fn expects(&self, measure: Measure) -> bool {
        measure == self.measure() || self.measures.contains(&measure)
    }

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

    /// The variant that a printed label names; `None` for the indicator's other names.
    pub fn variant(&self, label: &str) -> Option<&Variant> {
        // Most labels are the name itself, which is no variant.
        if self.variants.is_empty() || *label == *self.name_zh {
            return None;
        }
        let keys =
            self.keys.variants.get_or_init(|| keys(self.variants.iter().map(|it| &it.label)));
        let key = unit::label(label).key;
        keys.iter().position(|known| *known == key).map(|at| &self.variants[at])
    }

    /// Whether a printed label is a name of the annual growth.
    pub fn names_growth(&self, label: &str) -> bool {
        if self.growth_names.is_empty() {
            return false;
        }
        let keys = self.keys.growth_names.get_or_init(|| keys(&self.growth_names));
        keys.contains(&unit::label(label).key)
    }

    /// Converts a level or total from a printed unit to the canonical unit. A value without a printed unit
    /// is returned as it is. `None` where the units do not convert.
    pub fn convert(&self, value: Decimal, printed: Option<&str>) -> Option<Decimal> {
        let (Some(printed), Some(own)) = (printed, self.unit.as_deref()) else {
            return printed.is_none().then_some(value);
        };
        let printed = whole_unit(printed, self.dimension().as_ref());
        unit::convert(value, &printed, own).or_else(|| {
            self.same_units.iter().find_map(|same| unit::convert(value, &printed, same))
        })
    }

    /// Whether a figure of this measure may have this printed unit; a figure without a unit is always
    /// accepted.
    ///
    /// The unit of a level or total must convert to the canonical unit. Annual growth is in % or 百分点, a
    /// multiple in 倍, a change in the canonical unit, % or 百分点.
    pub fn accepts(&self, printed: Option<&str>, measure: Measure) -> bool {
        let Some(printed) = printed else { return true };
        let own = self.dimension();
        let printed = whole_unit(printed, own.as_ref());
        // 进出口总额达到50亿 leaves out the currency. The figure is accepted, but not converted.
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
            // A total of 百分点 over the period belongs to a share: 累计提高2.2个百分点.
            Measure::Cumulative => as_level || (points && own == Some(Dimension::Share)),
            Measure::AnnualGrowth => percent || points,
            Measure::Change => as_level || percent || points,
            Measure::RatioMultiple => read.dimension == Dimension::Multiple,
        }
    }

    /// The dimension of the canonical unit; `None` for a bare number.
    pub fn dimension(&self) -> Option<Dimension> {
        self.unit.as_deref().and_then(unit::parse).map(|unit| unit.dimension)
    }
}

/// Adds a unit of this dimension that prose leaves out: the 人 of 常住人口达到100万. It adds no currency: 50亿
/// may be dollars.
fn whole_unit<'u>(printed: &'u str, dimension: Option<&Dimension>) -> Cow<'u, str> {
    let word = match dimension {
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

/// The direction of improvement.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Higher,
    Lower,
    Neutral,
}

/// A group of indicators.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Domain {
    /// The project's id, which never changes: `economy`.
    pub id: String,
    pub name_zh: String,
    pub name_en: String,
}

//! Name to entry. Exact after folding, never fuzzy: a wrong id is worse than none.

use super::index::Index;
use super::indicator::{Domain, Indicator};
use super::lists::Catalog;
use super::region::{Region, RegionLevel};
use super::unit;
use crate::domain::Measure;
use crate::spelling::key;

impl Catalog {
    /// A catalogue of lists that were checked when they were loaded, such as those the store keeps
    /// with a release. They are not checked again: a rule made since must not lock an old release.
    pub fn of(regions: Vec<Region>, indicators: Vec<Indicator>, domains: Vec<Domain>) -> Self {
        let index = Index::of(&regions, &indicators);
        Self { regions, indicators, domains, index }
    }

    /// The region of an id, official code (also one no longer in force), name or alias.
    pub fn region(&self, text: &str) -> Option<&Region> {
        let at = self
            .index
            .region_ids
            .get(text)
            .or_else(|| self.index.region_names.get(&key::name(text)))?;
        self.regions.get(*at)
    }

    /// The regions directly below, in file order.
    pub fn children<'c>(&'c self, region_id: &'c str) -> impl Iterator<Item = &'c Region> {
        self.regions.iter().filter(move |region| region.parent.as_deref() == Some(region_id))
    }

    /// The indicator of an id, also a former one, of a name or alias, or of a name of its growth, whatever the unit.
    pub fn indicator(&self, text: &str) -> Option<&Indicator> {
        let by_label = || {
            let label = unit::label(text);
            let dimension = label.unit.as_deref().and_then(unit::parse).map(|unit| unit.dimension);
            let keys = [(label.key.clone(), dimension), (label.key, None)];
            let names = [&self.index.labels, &self.index.growth_labels];
            names.into_iter().find_map(|names| keys.iter().find_map(|key| names.get(key)))
        };
        let at = self.index.indicator_ids.get(text).or_else(by_label);
        let at = at.or_else(|| self.index.former_ids.get(text));
        self.indicators.get(*at?)
    }

    /// The indicator that has taken up the entry of a former id; `None` for every other text.
    pub fn successor(&self, id: &str) -> Option<&Indicator> {
        self.index.former_ids.get(id).and_then(|at| self.indicators.get(*at))
    }

    /// The indicator a printed label names when the figure is a level in `unit`: a label 服务业增加值
    /// in % is not the level, so `None`.
    pub fn indicator_for_label(&self, label: &str, unit: Option<&str>) -> Option<&Indicator> {
        self.indicator_for(label, unit, Measure::Level)
    }

    /// The indicator a printed label names when the figure is of this measure in this unit.
    ///
    /// A unit in the label's brackets (`绿化覆盖率（%）`) counts where `unit` is `None`.
    pub fn indicator_for(
        &self,
        label: &str,
        unit: Option<&str>,
        measure: Measure,
    ) -> Option<&Indicator> {
        self.look_up(label, unit, measure, &[])
    }

    /// As `indicator_for`, in a document of this region: its own name before the label
    /// (江岸区常住人口) is taken off as 全区 is, and 全省 or 我国 where that is the region. Another region's
    /// name is not.
    pub fn indicator_in(
        &self,
        region: &Region,
        label: &str,
        unit: Option<&str>,
        measure: Measure,
    ) -> Option<&Indicator> {
        let own: Vec<String> = std::iter::once(&region.name_zh)
            .chain(&region.aliases)
            .map(String::as_str)
            .chain(whole(region.level).iter().copied())
            .map(key::name)
            .collect();
        // 生活垃圾无害化处理率 of a district without countryside is 城市生活垃圾无害化处理率.
        let of_town = || self.look_up(&format!("城市{label}"), unit, measure, &own);
        let of_town = region.urban.then(of_town).flatten();
        let of_town = of_town.filter(|indicator| indicator.name_zh.starts_with("城市"));
        of_town.or_else(|| self.look_up(label, unit, measure, &own))
    }

    fn look_up(
        &self,
        label: &str,
        unit: Option<&str>,
        measure: Measure,
        own_names: &[String],
    ) -> Option<&Indicator> {
        let label = unit::label(label);
        let unit = unit.filter(|unit| !unit.trim().is_empty()).or(label.unit.as_deref());
        let dimension = unit.and_then(unit::parse).map(|unit| unit.dimension);
        for key in key::without_leading_words(&label.key, own_names) {
            for with in [dimension.clone(), None] {
                let key = (key.clone(), with);
                if let Some(at) = self.index.labels.get(&key) {
                    return self.indicators.get(*at).filter(|it| it.accepts(unit, measure));
                }
                if let Some(at) = self.index.growth_labels.get(&key) {
                    return self.indicators.get(*at).filter(|it| is_growth_of(it, unit, measure));
                }
            }
        }
        None
    }
}

/// Whether a figure under a name of the growth is the indicator's growth a year. A table prints the unit of the
/// level beside the name too (全员劳动生产率增长（万元）), so that is no contradiction.
fn is_growth_of(indicator: &Indicator, printed: Option<&str>, measure: Measure) -> bool {
    measure == Measure::AnnualGrowth
        && (indicator.accepts(printed, measure) || indicator.accepts(printed, Measure::Level))
}

/// Words for the whole of a region that mean another one in documents of lower levels. Those for a city or a
/// district are among the words that every label loses.
fn whole(level: RegionLevel) -> &'static [&'static str] {
    match level {
        RegionLevel::Nation => &["我国"],
        RegionLevel::Province => &["全省", "本省", "我省"],
        RegionLevel::City | RegionLevel::District | RegionLevel::Zone => &[],
    }
}

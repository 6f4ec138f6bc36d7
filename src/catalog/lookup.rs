//! Finds the entry of a name. The match is exact after folding and never fuzzy: a wrong id is worse than
//! none.

use super::index::Index;
use super::indicator::{Domain, Indicator};
use super::lists::Catalog;
use super::region::Region;
use super::unit;
use crate::domain::Measure;
use crate::domain::text::{Text, ToText as _};
use crate::spelling::fold::simplified;
use crate::spelling::key;
use std::sync::Arc;

impl Catalog {
    /// Builds a catalogue from lists that were checked when they were loaded, such as those that the store
    /// keeps with a release. They are not checked again, so that a new rule cannot make an old release
    /// unreadable.
    pub fn of(regions: Vec<Region>, indicators: Vec<Indicator>, domains: Vec<Domain>) -> Self {
        let index = Index::of(&regions, &indicators);
        Self { regions, indicators, domains, index }
    }

    /// The region with this id, name, alias or official code; codes that are no longer in force count.
    pub fn region(&self, text: &str) -> Option<&Region> {
        let at = self
            .index
            .region_ids
            .get(text)
            .or_else(|| self.index.region_names.get(&key::name(text)))?;
        self.regions.get(*at)
    }

    /// The place of the region with this id in the catalogue.
    pub fn region_place(&self, id: &str) -> Option<usize> {
        self.index.region_ids.get(id).copied()
    }

    /// The place of the indicator with this id in the catalogue.
    pub fn indicator_place(&self, id: &str) -> Option<usize> {
        self.index.indicator_ids.get(id).copied()
    }

    /// The names of the regions with these ids, in their order, as a list in a sentence.
    pub fn region_names<'i>(&self, ids: impl IntoIterator<Item = &'i str>) -> Text {
        let name = |id| self.region(id).map_or_else(|| id.to_text(), Region::name);
        Text::join(ids.into_iter().map(name), ", ", "、")
    }

    /// The names of the indicators with these ids, in their order, as a list in a sentence.
    pub fn indicator_names<'i>(&self, ids: impl IntoIterator<Item = &'i str>) -> Text {
        let name = |id| self.indicator(id).map_or_else(|| id.to_text(), Indicator::name);
        Text::join(ids.into_iter().map(name), ", ", "、")
    }

    /// The regions directly below, in file order.
    pub fn children<'c>(&'c self, region_id: &'c str) -> impl Iterator<Item = &'c Region> {
        self.regions.iter().filter(move |region| region.parent.as_deref() == Some(region_id))
    }

    /// The indicator with this id, former id, name, alias or name of growth. The unit in brackets may be
    /// any unit.
    pub fn indicator(&self, text: &str) -> Option<&Indicator> {
        let by_label = || {
            let label = unit::label(text);
            let dimension = label.unit.as_deref().and_then(unit::parse).map(|unit| unit.dimension);
            let dimensions = [dimension.as_ref(), None];
            let find = |growth| {
                dimensions.iter().find_map(|of| self.index.labelled(&label.key, *of, growth))
            };
            find(false).or_else(|| find(true))
        };
        let at = self.index.indicator_ids.get(text).copied().or_else(by_label);
        let at = at.or_else(|| self.index.former_ids.get(text).copied());
        self.indicators.get(at?)
    }

    /// The indicator that a former id was merged into; `None` for every other text.
    pub fn successor(&self, id: &str) -> Option<&Indicator> {
        self.index.former_ids.get(id).and_then(|at| self.indicators.get(*at))
    }

    /// The indicator that a printed label names for a level in `unit`. `None` for 服务业增加值 in %,
    /// because that is not the level.
    pub fn indicator_for_label(&self, label: &str, unit: Option<&str>) -> Option<&Indicator> {
        self.indicator_for(label, unit, Measure::Level)
    }

    /// The indicator that a printed label names for a figure of this measure in this unit.
    ///
    /// The unit in the label's brackets (`绿化覆盖率（%）`) applies where `unit` is `None`.
    pub fn indicator_for(
        &self,
        label: &str,
        unit: Option<&str>,
        measure: Measure,
    ) -> Option<&Indicator> {
        self.look_up(label, unit, measure, &[])
    }

    /// As [`Self::indicator_for`]; the answer is kept.
    pub fn meaning(
        &self,
        label: &Arc<str>,
        unit: Option<&Arc<str>>,
        measure: Measure,
    ) -> Option<&Indicator> {
        let name = (Arc::clone(label), unit.cloned(), measure);
        let place = self.index.meanings.place(name, |(label, unit, measure)| {
            let found = self.indicator_for(label, unit.as_deref(), *measure)?;
            self.indicator_place(&found.id)
        });
        self.indicators.get(place?)
    }

    /// As `indicator_for`, for a document of `region`. The region's own name before the label
    /// (江岸区常住人口) is removed like 全区; so are 全省 for a province and 我国 for the nation. The name
    /// of another region stays.
    pub fn indicator_in(
        &self,
        region: &Region,
        label: &str,
        unit: Option<&str>,
        measure: Measure,
    ) -> Option<&Indicator> {
        let at = self.index.region_ids.get(&region.id);
        let own = at.map_or(&[][..], |at| &self.index.own_names[*at]);
        // A district without countryside prints 生活垃圾无害化处理率 for 城市生活垃圾无害化处理率.
        let of_town = || self.look_up(&format!("城市{label}"), unit, measure, own);
        let of_town = (region.urban && self.may_be_of_town(label)).then(of_town).flatten();
        let of_town = of_town.filter(|indicator| indicator.name_zh.starts_with("城市"));
        of_town.or_else(|| self.look_up(label, unit, measure, own))
    }

    /// Whether the catalogue may have 城市 and this label as one name. By its first character most labels are excluded.
    fn may_be_of_town(&self, label: &str) -> bool {
        let Some(first) = label.chars().next() else { return true };
        // A key has 地区生产总值 for 国内生产总值 and loses 的.
        let kept =
            ('\u{4E00}'..='\u{9FFF}').contains(&first) && !matches!(first, '国' | '國' | '的');
        !kept || self.index.behind_town.contains(&simplified(first))
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
            let Some(named) = self.index.named(key) else { continue };
            for dimension in [dimension.as_ref(), None] {
                if let Some(at) = named.labelled(dimension, false) {
                    return self.indicators.get(at).filter(|it| it.accepts(unit, measure));
                }
                if let Some(at) = named.labelled(dimension, true) {
                    return self.indicators.get(at).filter(|it| is_growth_of(it, unit, measure));
                }
            }
        }
        None
    }
}

/// Whether a figure under a name of growth is the indicator's annual growth. A table may print the unit of
/// the level beside such a name (全员劳动生产率增长（万元）), so that unit is accepted too.
fn is_growth_of(indicator: &Indicator, printed: Option<&str>, measure: Measure) -> bool {
    measure == Measure::AnnualGrowth
        && (indicator.accepts(printed, measure) || indicator.accepts(printed, Measure::Level))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_meaning_is_the_one_that_is_looked_up() {
        let catalog = Catalog::embedded().unwrap();
        for _ in 0..2 {
            for (label, unit, measure) in [
                ("地区生产总值", Some("亿元"), Measure::Level),
                ("地区生产总值", Some("%"), Measure::Level),
                ("地区生产总值", Some("%"), Measure::AnnualGrowth),
                ("绿化覆盖率（%）", None, Measure::Level),
                ("不存在的指标", None, Measure::Level),
            ] {
                let name = (Arc::from(label), unit.map(Arc::from));
                let kept = catalog.meaning(&name.0, name.1.as_ref(), measure);
                assert_eq!(kept, catalog.indicator_for(label, unit, measure), "{label} {unit:?}");
            }
        }
    }
}

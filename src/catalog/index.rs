//! The index of the catalogue: positions of entries by folded name.

use super::indicator::Indicator;
use super::meaning::Meanings;
use super::region::{Region, RegionLevel};
use super::unit::{self, Dimension};
use crate::spelling::fold::fold;
use crate::spelling::key;
use crate::spelling::letter_index::LetterIndex;
use rustc_hash::FxHashMap;
use std::collections::HashSet;

/// A folded label and the dimension of the unit in its brackets, if it has one.
pub(super) type LabelKey = (String, Option<Dimension>);

/// Positions in the catalogue's lists by folded name.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    pub(super) region_ids: FxHashMap<String, usize>,
    /// Codes, ids, names and aliases of regions.
    pub(super) region_names: FxHashMap<String, usize>,
    pub(super) indicator_ids: FxHashMap<String, usize>,
    /// Former ids of indicators: ids of entries that were merged into another one.
    pub(super) former_ids: FxHashMap<String, usize>,
    /// For each region, the keys of the words before a label that name it: its names, and 全省 for a province.
    pub(super) own_names: Vec<Vec<String>>,
    /// For each region, the keys of its id, names and aliases, in the order of [`region_names`].
    pub(super) region_keys: Vec<Vec<String>>,
    /// Finds the positions of regions by those keys.
    pub(super) region_letters: LetterIndex,
    /// The codes of regions, each with the position of its region, in the order of the codes.
    codes: Vec<(String, usize)>,
    /// For each indicator, the keys of its names, in the order of [`all_names`].
    pub(super) indicator_keys: Vec<Vec<String>>,
    /// Finds the positions of indicators by those keys.
    pub(super) indicator_letters: LetterIndex,
    /// For each region, its folded Chinese names that a title may contain.
    pub(super) title_names: Vec<Vec<String>>,
    /// The characters after 城市 at the beginning of names of indicators.
    pub(super) behind_town: HashSet<char>,
    /// What printed labels mean, as far as somebody asked.
    pub(super) meanings: Meanings,
    /// Ids, names and aliases of indicators, and names of their annual growth.
    labels: FxHashMap<String, Vec<NamedIndicator>>,
}

/// An indicator under one of its names.
#[derive(Debug, Clone)]
struct NamedIndicator {
    /// That of the unit in the brackets of the name.
    dimension: Option<Dimension>,
    names_growth: bool,
    at: usize,
}

/// The indicators with one label.
#[derive(Debug, Clone, Copy)]
pub(super) struct NamedIndicators<'i>(&'i [NamedIndicator]);

impl NamedIndicators<'_> {
    /// Position of the indicator with the unit in its brackets, or with this name of its growth.
    pub(super) fn labelled(
        self,
        dimension: Option<&Dimension>,
        names_growth: bool,
    ) -> Option<usize> {
        let named = self.0.iter().find(|named| {
            named.names_growth == names_growth && named.dimension.as_ref() == dimension
        });
        named.map(|named| named.at)
    }
}

impl Index {
    /// Builds the index. Lists that pass the checks of `load` have no name twice. Where a name occurs
    /// twice, the first entry has it.
    pub(super) fn of(regions: &[Region], indicators: &[Indicator]) -> Self {
        let mut index = Self::default();
        for (at, region) in regions.iter().enumerate() {
            index.region_ids.entry(region.id.clone()).or_insert(at);
            let names = || std::iter::once(&region.name_zh).chain(&region.aliases);
            let whole = whole(region.level).iter().copied();
            let own = names().map(String::as_str).chain(whole).map(key::name);
            index.own_names.push(own.collect());
            let titles = names().map(|name| fold(name));
            let titles = titles.filter(|name| name.chars().count() > 1 && !name.is_ascii());
            index.title_names.push(titles.collect());
            let keys: Vec<_> = region_names(region).map(|name| key::name(name)).collect();
            for key in &keys {
                index.region_names.entry(key.clone()).or_insert(at);
                index.region_letters.add(key, at);
            }
            index.codes.extend(region.codes.iter().map(|code| (code.code.clone(), at)));
            index.region_keys.push(keys);
            for code in &region.codes {
                // A code that was reassigned leads to the region that has it now.
                let place = index.region_names.entry(code.code.clone()).or_insert(at);
                if code.to.is_none() {
                    *place = at;
                }
            }
        }
        for (at, indicator) in indicators.iter().enumerate() {
            index.indicator_ids.entry(indicator.id.clone()).or_insert(at);
            for name in indicator_names(indicator) {
                index.name(label_key(name), false, at);
            }
            for name in &indicator.growth_names {
                index.name(label_key(name), true, at);
            }
            for id in &indicator.former_ids {
                index.former_ids.entry(id.clone()).or_insert(at);
            }
            let keys: Vec<_> = all_names(indicator).map(|name| key::name(name)).collect();
            for key in &keys {
                index.indicator_letters.add(key, at);
            }
            index.indicator_keys.push(keys);
        }
        index.codes.sort_unstable();
        let names = index.labels.keys();
        let towns = names.filter_map(|name| name.strip_prefix("城市")?.chars().next());
        index.behind_town = towns.collect();
        index
    }

    fn name(&mut self, (key, dimension): LabelKey, names_growth: bool, at: usize) {
        if self.labelled(&key, dimension.as_ref(), names_growth).is_none() {
            let named = NamedIndicator { dimension, names_growth, at };
            self.labels.entry(key).or_default().push(named);
        }
    }

    /// Position of the indicator with this label, or with this name of its growth.
    pub(super) fn labelled(
        &self,
        key: &str,
        dimension: Option<&Dimension>,
        names_growth: bool,
    ) -> Option<usize> {
        self.named(key)?.labelled(dimension, names_growth)
    }

    /// Positions of the regions with a code that begins with these digits, each once, in order.
    pub(super) fn regions_of_codes(&self, beginning: &str) -> Vec<usize> {
        let from = self.codes.partition_point(|(code, _)| code.as_str() < beginning);
        let codes = self.codes[from..].iter().take_while(|(code, _)| code.starts_with(beginning));
        let mut places: Vec<_> = codes.map(|(_, at)| *at).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// The indicators with this label, whatever the unit in its brackets.
    pub(super) fn named(&self, key: &str) -> Option<NamedIndicators<'_>> {
        self.labels.get(key).map(|named| NamedIndicators(named))
    }
}

/// The id, names and aliases of a region; its codes are not among them.
pub(super) fn region_names(region: &Region) -> impl Iterator<Item = &String> + Clone {
    [&region.id, &region.name_zh, &region.name_en].into_iter().chain(&region.aliases)
}

/// The id, names and aliases of an indicator; names of its growth and former ids are not among them.
pub(super) fn indicator_names(indicator: &Indicator) -> impl Iterator<Item = &String> + Clone {
    [&indicator.id, &indicator.name_zh, &indicator.name_en].into_iter().chain(&indicator.aliases)
}

/// All names of an indicator: [`indicator_names`], names of its growth, former ids.
pub(super) fn all_names(indicator: &Indicator) -> impl Iterator<Item = &String> + Clone {
    indicator_names(indicator).chain(&indicator.growth_names).chain(&indicator.former_ids)
}

/// Words for the whole of a province or the nation. They are removed only in documents of that level. The
/// words for a city or a district are removed from every label.
fn whole(level: RegionLevel) -> &'static [&'static str] {
    match level {
        RegionLevel::Nation => &["我国"],
        RegionLevel::Province => &["全省", "本省", "我省"],
        RegionLevel::City | RegionLevel::District | RegionLevel::Zone => &[],
    }
}

/// The key of an indicator's name in [`Index`].
pub(super) fn label_key(name: &str) -> LabelKey {
    let label = unit::label(name);
    let dimension = label.unit.as_deref().and_then(unit::parse).map(|unit| unit.dimension);
    (label.key, dimension)
}

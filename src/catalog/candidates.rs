//! Candidates for a word: every entry of the catalogue whose name equals the word or resembles it, best
//! first. Each candidate says how it was found. Callers decide between them.

use super::index::{all_names, region_names};
use super::indicator::{Domain, Indicator};
use super::lists::Catalog;
use super::region::{Region, RegionCode};
use super::unit;
use crate::spelling::key;
use crate::spelling::likeness::{MatchKind, likeness};
use std::cmp::Reverse;

/// An entry of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry<'c> {
    Region(&'c Region),
    Indicator(&'c Indicator),
    Domain(&'c Domain),
}

/// The type of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryType {
    Region,
    Indicator,
    Domain,
}

/// An entry that a word may mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate<'c> {
    pub entry: Entry<'c>,
    pub how: MatchKind,
    /// The id, code, name or alias that matches the word, as the catalogue writes it.
    pub matched: &'c str,
    /// The official code that matches the word; `None` where a name or id matches.
    pub code: Option<&'c RegionCode>,
    /// Percent: 100 for an exact match, less for a guess.
    pub score: u32,
}

impl Catalog {
    /// Every entry of these types that the word may mean, best first. Equally good entries keep the order
    /// of the catalogue: regions, indicators, domains. Entries that are only spelt like the word
    /// (`MatchKind::Near`) are left out if any other entry matches.
    pub fn candidates(&self, word: &str, types: &[EntryType]) -> Vec<Candidate<'_>> {
        let folded = key::name(word);
        let mut found: Vec<Candidate<'_>> = Vec::new();
        if types.contains(&EntryType::Region) {
            let mut places = self.index.region_letters.places(&folded);
            if !folded.is_empty() {
                places.extend(self.index.regions_of_codes(&folded));
                places.sort_unstable();
                places.dedup();
            }
            found.extend(places.into_iter().filter_map(|at| {
                of_region(&self.regions[at], &self.index.region_keys[at], &folded)
            }));
        }
        if types.contains(&EntryType::Indicator) {
            let meant = self.indicator(word).and_then(|meant| self.indicator_place(&meant.id));
            let mut places = self.index.indicator_letters.places(&folded);
            if let Some(meant) = meant
                && let Err(before) = places.binary_search(&meant)
            {
                places.insert(before, meant);
            }
            found.extend(places.into_iter().filter_map(|at| {
                let keys = &self.index.indicator_keys[at];
                of_indicator(&self.indicators[at], keys, (word, &folded), meant == Some(at))
            }));
        }
        if types.contains(&EntryType::Domain) {
            found.extend(self.domains.iter().filter_map(|domain| {
                let names =
                    [(MatchKind::Name, &domain.name_zh), (MatchKind::Name, &domain.name_en)];
                best(
                    Entry::Domain(domain),
                    &folded,
                    [(MatchKind::Id, &domain.id)].into_iter().chain(names),
                )
            }));
        }
        // The sort is stable: equal candidates keep the order of the catalogue.
        found.sort_by_key(|candidate| (Reverse(candidate.score), candidate.how));
        if found.first().is_some_and(|first| first.how != MatchKind::Near) {
            found.retain(|candidate| candidate.how != MatchKind::Near);
        }
        found
    }
}

/// The candidate of the best matching name of `entry`; `None` where no name matches.
fn best<'c>(
    entry: Entry<'c>,
    folded: &str,
    names: impl Iterator<Item = (MatchKind, &'c String)>,
) -> Option<Candidate<'c>> {
    best_of_keys(entry, folded, names.map(|(exact, name)| (exact, name, key::name(name))))
}

/// As [`best`], of names with their keys.
fn best_of_keys<'c>(
    entry: Entry<'c>,
    folded: &str,
    names: impl Iterator<Item = (MatchKind, &'c String, impl AsRef<str>)>,
) -> Option<Candidate<'c>> {
    let mut best: Option<Candidate<'c>> = None;
    for (exact, name, key) in names {
        let Some((how, score)) = likeness(folded, key.as_ref()) else { continue };
        let how = if how == MatchKind::Name { exact } else { how };
        if best.as_ref().is_none_or(|best| score > best.score) {
            best = Some(Candidate { entry, how, matched: name, code: None, score });
        }
    }
    best
}

/// What the names of a region or an indicator are, in their order: id, Chinese and English name, others.
fn kinds() -> impl Iterator<Item = MatchKind> + Clone {
    let kinds = [MatchKind::Id, MatchKind::Name, MatchKind::Name].into_iter();
    kinds.chain(std::iter::repeat(MatchKind::Alias))
}

/// `keys` are those of the id, the names and the aliases of the region.
fn of_region<'c>(region: &'c Region, keys: &[String], folded: &str) -> Option<Candidate<'c>> {
    let names = kinds().zip(region_names(region)).zip(keys);
    let entry = Entry::Region(region);
    let mut found =
        best_of_keys(entry, folded, names.map(|((exact, name), key)| (exact, name, key)));
    for code in &region.codes {
        // A code matches as a whole or by its beginning (4201: all of Wuhan). A code with one other digit
        // is another place.
        let like = likeness(folded, &code.code).filter(|(how, _)| *how <= MatchKind::Prefix);
        let Some((how, score)) = like else { continue };
        let how = if how == MatchKind::Name { MatchKind::Code } else { how };
        // A code that is no longer in force, or that covers only a part of the region, scores lower.
        let doubt = if code.to.is_some() { 10 } else { u32::from(code.note.is_some()) * 5 };
        let score = score - doubt;
        if found.as_ref().is_none_or(|found| score > found.score) {
            found = Some(Candidate { entry, how, matched: &code.code, code: Some(code), score });
        }
    }
    found
}

/// `keys` are those of all names of the indicator. `is_meant` tells that the catalogue finds it for the word as a printed
/// label (GDP总量 is gdp). It then scores 100.
fn of_indicator<'c>(
    indicator: &'c Indicator,
    keys: &[String],
    (word, folded): (&str, &str),
    is_meant: bool,
) -> Option<Candidate<'c>> {
    let names = kinds().zip(all_names(indicator));
    let entry = Entry::Indicator(indicator);
    let with_keys = names.clone().zip(keys).map(|((exact, name), key)| (exact, name, key));
    let found = best_of_keys(entry, folded, with_keys);
    if found.as_ref().is_some_and(|found| found.how.is_exact()) || !is_meant {
        return found;
    }
    let key = unit::label(word).key;
    let same = { names }.find(|(_, name)| unit::label(name).key == key);
    let (how, matched) = same.unwrap_or((MatchKind::Alias, &indicator.name_zh));
    Some(Candidate { entry, how, matched, code: None, score: 100 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    const ALL: &[EntryType] = &[EntryType::Region, EntryType::Indicator, EntryType::Domain];

    /// The best three, each as `id how matched score`.
    fn candidates(word: &str) -> String {
        let catalog = Catalog::embedded().unwrap();
        let shown = |found: &Candidate<'_>| {
            let id = match found.entry {
                Entry::Region(region) => &region.id,
                Entry::Indicator(indicator) => &indicator.id,
                Entry::Domain(domain) => &domain.id,
            };
            format!("{id} {:?} {} {}", found.how, found.matched, found.score)
        };
        let found = catalog.candidates(word, ALL);
        found.iter().take(3).map(shown).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn a_name_in_any_spelling_leads_to_its_entry() {
        assert_snapshot!(candidates("汉南"), @"wedz Alias 汉南 100");
        assert_snapshot!(candidates("漢南"), @"wedz Alias 汉南 100");
        assert_snapshot!(candidates("420113"), @"wedz Code 420113 95");
        assert_snapshot!(candidates("ＧＤＰ"), @"gdp Id gdp 100; gdp_per_capita Prefix gdp_per_capita 67; rd_intensity Contains R&D占GDP比重 56");
        assert_snapshot!(candidates("wuhan"), @"wuhan Id wuhan 100; changjiang Prefix Wuhan Changjiang New Area 66; wedz Prefix Wuhan Economic and Technological Development Zone 63");
        assert_snapshot!(candidates("經濟發展"), @"economy Name 经济发展 100");
    }

    #[test]
    fn an_unknown_word_has_several_candidates_and_none_is_exact() {
        assert_snapshot!(candidates("失业率"), @"unemployment_surveyed Contains 调查失业率 63; unemployment_registered Contains 登记失业率 63");
        assert_snapshot!(candidates("绿化"), @"green_coverage Prefix 绿化覆盖率 72");
        assert_snapshot!(candidates("4201"), @"wuhan Prefix 420100 80; jiangan Prefix 420102 80; jianghan Prefix 420103 80");
        assert_snapshot!(candidates("硚口去"), @"qiaokou Near 硚口区 26");
        assert_snapshot!(candidates("qiaokuo"), @"qiaokou Near qiaokou 34");
        assert_snapshot!(candidates("zzzz"), @"");
        assert_snapshot!(candidates("，"), @"");
    }

    #[test]
    fn words_that_people_write_lead_to_indicators() {
        let catalog = Catalog::embedded().unwrap();
        for (word, wanted) in [
            ("城镇失业率", &["unemployment_surveyed", "unemployment_registered"][..]),
            ("人均绿地", &["parkland_per_capita", "public_green_space_per_capita"]),
            ("研发强度", &["rd_intensity"]),
            ("研发投入", &["rd_expenditure", "rd_intensity"]),
            ("per-capita green space", &["parkland_per_capita", "public_green_space_per_capita"]),
        ] {
            let found = catalog.candidates(word, &[EntryType::Indicator]);
            let is = |id: &&str| {
                found.iter().any(
                    |candidate| matches!(candidate.entry, Entry::Indicator(it) if it.id == *id),
                )
            };
            assert!(wanted.iter().all(is), "{word}: {found:?}");
        }
    }

    #[test]
    fn an_abolished_code_scores_lower_than_one_in_force() {
        let mut region = Catalog::embedded().unwrap().region("wuhan").unwrap().clone();
        region.codes.push(RegionCode {
            code: "429999".to_owned(),
            from: None,
            to: Some(1990),
            note: None,
        });
        let keys: Vec<_> = region_names(&region).map(|name| key::name(name)).collect();
        let found = of_region(&region, &keys, "429999").unwrap();
        assert_eq!((found.how, found.score), (MatchKind::Code, 90));
        assert_eq!(found.code.and_then(|code| code.to), Some(1990));
    }
}

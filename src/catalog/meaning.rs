//! What printed labels mean by the catalogue, kept: regions print the same labels, and comparisons ask for them each time.

use super::indicator::Indicator;
use super::lists::Catalog;
use crate::domain::Measure;
use quick_cache::sync::Cache;
use std::fmt;
use std::sync::Arc;

/// The most labels that are kept. Documents of the nation, a province and a city have a few thousand.
const MOST: usize = 4096;

/// A label with its unit, and the measure of its figure.
type PrintedName = (Arc<str>, Option<Arc<str>>, Measure);

/// Places of indicators by printed name; `None` for a name that means none.
#[derive(Clone)]
pub(super) struct Meanings(Arc<Cache<PrintedName, Option<usize>>>);

impl Default for Meanings {
    fn default() -> Self {
        Self(Arc::new(Cache::new(MOST)))
    }
}

impl fmt::Debug for Meanings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Meanings").finish_non_exhaustive()
    }
}

impl Catalog {
    /// As [`Catalog::indicator_for`]; the answer is kept.
    pub fn meaning(
        &self,
        label: &Arc<str>,
        unit: Option<&Arc<str>>,
        measure: Measure,
    ) -> Option<&Indicator> {
        let Meanings(kept) = &self.index.meanings;
        let name = (Arc::clone(label), unit.cloned(), measure);
        let place = kept.get(&name).unwrap_or_else(|| {
            let found = self.indicator_for(label, unit.map(|unit| &**unit), measure);
            let place = found.and_then(|found| self.indicator_place(&found.id));
            kept.insert(name, place);
            place
        });
        self.indicators.get(place?)
    }
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

//! What printed labels mean by the catalogue, kept: regions print the same labels, and comparisons ask for them each time.

use crate::domain::Measure;
use quick_cache::sync::Cache;
use std::fmt;
use std::sync::Arc;

/// The most labels that are kept. Documents of the nation, a province and a city have a few thousand.
const MOST: usize = 4096;

/// A label with its unit, and the measure of its figure.
pub(super) type PrintedName = (Arc<str>, Option<Arc<str>>, Measure);

/// Places of indicators by printed name; `None` for a name that means none.
#[derive(Clone)]
pub(super) struct Meanings(Arc<Cache<PrintedName, Option<usize>>>);

impl Meanings {
    /// The place that is kept for a name, else the one that `find` gives, which is kept then.
    pub(super) fn place(
        &self,
        name: PrintedName,
        find: impl FnOnce(&PrintedName) -> Option<usize>,
    ) -> Option<usize> {
        self.0.get(&name).unwrap_or_else(|| {
            let place = find(&name);
            self.0.insert(name, place);
            place
        })
    }
}

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

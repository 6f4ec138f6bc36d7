//! The lists of a catalogue with their index.

use super::index::Index;
use super::indicator::{Domain, Indicator};
use super::region::Region;

/// Regions and indicators, checked and indexed.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    /// In file order: a parent before its children.
    pub regions: Vec<Region>,
    /// In file order, which is the order answers use.
    pub indicators: Vec<Indicator>,
    /// What indicators are grouped by, in file order; empty in one restored from the store, which
    /// keeps the ids in the indicators only.
    pub domains: Vec<Domain>,
    pub(super) index: Index,
}

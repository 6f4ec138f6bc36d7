//! The catalogue: its lists and their index.

use super::index::Index;
use super::indicator::{Domain, Indicator};
use super::region::Region;

/// Regions, indicators and domains with an index of their names.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    /// In file order: a parent before its children.
    pub regions: Vec<Region>,
    /// In file order, which is the order of answers.
    pub indicators: Vec<Indicator>,
    /// In file order; empty in a catalogue restored from the store, which keeps domains only as ids of the
    /// indicators.
    pub domains: Vec<Domain>,
    pub(super) index: Index,
}

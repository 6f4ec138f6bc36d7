//! The catalogues of regions and indicators: name, alias or official code to id.
//!
//! They are data (`data/regions.toml`, `data/indicators.toml`), compiled in as the default and
//! replaceable by a folder at run time. `load` checks them, `index` answers names, `near` helps
//! error messages, `candidates` lists what a word may mean, `unit` tells units apart and converts them, `fold` says which spellings are one.

mod candidates;
mod fold;
mod index;
mod indicator;
mod load;
mod near;
mod region;
#[cfg(test)]
mod tests;
pub mod unit;

pub use candidates::{Candidate, Entry, EntryType, How, likeness};
pub use indicator::{Direction, Domain, Indicator, Variant};
pub use load::{CatalogError, Reason};
pub use region::{Region, RegionCode, RegionLevel};

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
    index: index::Index,
}

//! The catalogue of regions and indicators: name, alias or official code to id.
//!
//! The data (`data/regions.toml`, `data/indicators.toml`) is compiled in. The command line can name another
//! folder (`--catalog DIR`).
//!
//! - `load` reads and checks the files, `index` maps names to entries, `lookup` finds an exact name,
//!   `title` finds the name of a region in a title.
//! - `near` and `candidates` find entries for a name that has no exact match.
//! - `unit` reads printed units and converts between them.

mod candidates;
mod index;
mod indicator;
mod lists;
mod load;
mod lookup;
mod meaning;
mod near;
mod region;
#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;
mod title;
pub mod unit;
pub mod unit_name;

pub use candidates::{Candidate, Entry, EntryType};
pub use indicator::{Direction, Domain, GDP, Indicator, Variant};
pub use lists::Catalog;
pub use load::{CatalogError, CatalogFile, EMBEDDED, Reason};
pub use region::{Region, RegionCode, RegionLevel};
pub use title::TitleRegion;

//! The catalogues of regions and indicators: name, alias or official code to id.
//!
//! They are data (`data/regions.toml`, `data/indicators.toml`) that the program has compiled in. The command
//! line can give others (`--catalog DIR`).
//!
//! - `load` reads and checks them, `index` files their names, `lookup` answers an exact name, `title` finds the
//!   name that a title holds.
//! - `near` and `candidates` answer a name that nothing answers to exactly.
//! - `unit` reads printed units and converts between them.

mod candidates;
mod index;
mod indicator;
mod lists;
mod load;
mod lookup;
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

//! The nearest entry to an unknown name, for error messages only. It never decides an id.

use super::index::{indicator_names, region_names};
use super::indicator::Indicator;
use super::lists::Catalog;
use super::region::Region;
use crate::spelling::likeness::nearest;

impl Catalog {
    /// The indicator whose id, name or alias is spelt most like `text`; `None` where none is near.
    pub fn nearest_indicator(&self, text: &str) -> Option<&Indicator> {
        nearest(text, &self.indicators, indicator_names)
    }

    /// The region whose id, name, alias or code is spelt most like `text`; `None` where none is near.
    pub fn nearest_region(&self, text: &str) -> Option<&Region> {
        nearest(text, &self.regions, |region| {
            region_names(region).chain(region.codes.iter().map(|code| &code.code))
        })
    }
}

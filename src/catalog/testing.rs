//! Invented regions for unit tests. A test changes the fields it is about.

use super::region::{Region, RegionLevel};

/// A district if it has a parent, else a city.
pub fn region(id: &str, name: &str, parent: Option<&str>) -> Region {
    Region {
        urban: false,
        id: id.to_owned(),
        name_zh: name.to_owned(),
        name_en: id.to_owned(),
        aliases: Vec::new(),
        level: if parent.is_some() { RegionLevel::District } else { RegionLevel::City },
        parent: parent.map(str::to_owned),
        codes: Vec::new(),
    }
}

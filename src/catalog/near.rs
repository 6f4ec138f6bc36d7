//! The nearest entry to a name nobody has, for error messages only: it never decides an id.

use super::index::{indicator_names, region_names};
use super::{Catalog, Indicator, Region, fold};

impl Catalog {
    /// The indicator whose id, name or alias is spelt most like `text`; `None` where nothing is near.
    pub fn nearest_indicator(&self, text: &str) -> Option<&Indicator> {
        nearest(text, &self.indicators, indicator_names)
    }

    /// The region whose id, name, alias or code is spelt most like `text`; `None` where nothing is near.
    pub fn nearest_region(&self, text: &str) -> Option<&Region> {
        nearest(text, &self.regions, |region| {
            region_names(region).chain(region.codes.iter().map(|code| &code.code))
        })
    }
}

/// Fewest edits first; at most one edit for every three letters. Failing that, the shortest name
/// that begins with the text. The first entry wins a tie.
fn nearest<'c, T, N>(text: &str, entries: &'c [T], names: impl Fn(&'c T) -> N) -> Option<&'c T>
where
    N: Iterator<Item = &'c String>,
{
    let wanted = fold::name(text);
    // Nobody types so long a name; the bound keeps the comparison cheap whatever is sent.
    let length = wanted.chars().count();
    if length == 0 || length > 60 {
        return None;
    }
    let mut best: Option<(usize, &T)> = None;
    let mut begins: Option<(usize, &T)> = None;
    for entry in entries {
        for name in names(entry) {
            let name = fold::name(name);
            let edits = strsim::osa_distance(&wanted, &name);
            let near = edits * 3 <= length.max(3) && edits < name.chars().count();
            if near && best.is_none_or(|(fewest, _)| edits < fewest) {
                best = Some((edits, entry));
            }
            let size = name.chars().count();
            if length >= 2
                && name.starts_with(&wanted)
                && begins.is_none_or(|(least, _)| size < least)
            {
                begins = Some((size, entry));
            }
        }
    }
    best.or(begins).map(|(_, entry)| entry)
}

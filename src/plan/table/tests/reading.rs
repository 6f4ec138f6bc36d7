//! Reads the tables of an invented plan.

use crate::catalog::Catalog;
use crate::document::Source;
use crate::plan::outline::Outline;
use crate::plan::parsed::DocumentInfo;
use crate::plan::table::{self, TablesRead};
use std::sync::LazyLock;

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::embedded().unwrap());

/// The tables of a plan for this period. Asserts that each quote is on its line.
pub(super) fn read_in(text: &str, period: [u16; 2]) -> TablesRead {
    let source = Source::read(text.as_bytes()).unwrap();
    let outline = Outline::read(&source);
    let plan = DocumentInfo::plan("qingshan", "", period);
    let read = table::read(&source, &outline, &plan, &CATALOG);
    for observation in &read.observations {
        assert_eq!(source.slice(observation.span), observation.quote);
        assert!(source.line(observation.line).contains(&observation.quote));
    }
    read
}

/// The tables of a plan for 2021–2025.
pub(super) fn read(text: &str) -> TablesRead {
    read_in(text, [2021, 2025])
}

//! Observations for the tests of this room.

use crate::domain::{Comparator, Kind, Measure, Origin};
use crate::plan::parsed::Observation;

/// A target of 1 in the table `t1`; `cell` is its column.
pub(super) fn observation(line: u32, label: &str, cell: Option<&str>) -> Observation {
    Observation {
        id: String::new(),
        origin: Origin::Table,
        kind: Kind::Target,
        label: label.to_owned(),
        indicator: None,
        value: Some(1.into()),
        value_high: None,
        text: None,
        rule: None,
        unit: None,
        comparator: Comparator::Eq,
        measure: Measure::Level,
        year: None,
        since: None,
        direction: None,
        attribute: None,
        line,
        page: None,
        span: [0, 1],
        quote: String::from("1"),
        section: None,
        table: Some(String::from("t1")),
        cell: cell.map(str::to_owned),
        read_by: None,
        confidence: 1.0,
        flags: Vec::new(),
        correction: None,
    }
}

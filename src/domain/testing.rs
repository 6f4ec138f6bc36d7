//! Plans and statements for unit tests. Each test changes the fields that matter to it.

use super::comparator::Comparator;
use super::kind::Kind;
use super::measure::Measure;
use super::origin::Origin;
use super::plan::{Basis, Plan};
use super::shown::Shown;
use super::statement::Statement;

/// A complete plan of a region for these years.
pub fn plan(region: &str, period: [u16; 2]) -> Plan {
    let [first, last] = period;
    Plan {
        id: format!("{region}-{first}-{last}").into(),
        region: region.into(),
        period,
        base_year: first - 1,
        missing: Vec::new(),
        basis: Basis::Plan,
    }
}

/// A level in running text of the plan of 江岸区 for 2021–2025, without a figure: a target of 2025 or an actual of 2020.
pub fn statement(kind: Kind, indicator: &str) -> Statement {
    Statement {
        id: "".into(),
        plan: "jiangan-2021-2025".into(),
        indicator: indicator.into(),
        kind,
        origin: Origin::Prose,
        label: indicator.into(),
        value: None,
        value_high: None,
        unit: None,
        comparator: Comparator::Eq,
        measure: Measure::Level,
        year: Some(if kind == Kind::Target { 2025 } else { 2020 }),
        since: None,
        attribute: None,
        text: None,
        rule: None,
        printed_value: None,
        printed_high: None,
        printed_unit: None,
        table_role: None,
        table: None,
        table_title: None,
        row: None,
        group: None,
        document: "jiangan.txt".into(),
        line: 1,
        section: None,
        quote: "…".into(),
        read_by: None,
        confidence: 0.9,
        flags: Vec::new(),
        shown: Shown::default(),
    }
}

//! Checks that no bytes make the parser panic, and that every figure has its place in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plan_targets::catalog::Catalog;
use plan_targets::plan::{evidence, read};
use std::sync::LazyLock;

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::embedded().expect("the catalogue"));

fuzz_target!(|bytes: &[u8]| {
    let options = read::Options {
        region: Some("jiangan".into()),
        period: Some([2021, 2025]),
        ..read::Options::default()
    };
    let Ok(plan) = read::read("fuzz", bytes, &options, &CATALOG) else { return };
    for observation in &plan.observations {
        let [first, last] = plan.lines[&observation.line];
        let [start, end] = observation.span;
        assert!(first <= start && start < end && end <= last, "{observation:?}");
        if let Some(value) = observation.value {
            let shown =
                evidence::holds_figure(&observation.quote, value, observation.unit.as_deref());
            assert!(shown, "{observation:?}");
        }
    }
});

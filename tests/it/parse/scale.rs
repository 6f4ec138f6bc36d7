//! Reading takes time in proportion to the document, in every format: sixteen times the text takes sixteen
//! times the time.
//!
//! The processor time of the thread is measured, so that other programs do not matter. `make bench
//! ARGS='--bench parse'` shows the same for a hundred times the text, with the memory.

use crate::support::long::FORMATS;
use plan_targets::catalog::Catalog;
use plan_targets::plan::read::{Options, read};
use std::time::Duration;

/// The processor time of this thread; `None` where the system does not report it.
fn spent() -> Option<Duration> {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    line.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

/// The shortest time of several readings, and the number of observations.
fn reading(bytes: &[u8], rounds: usize, catalog: &Catalog) -> Option<(Duration, usize)> {
    let mut best = None;
    for _ in 0..rounds {
        let before = spent()?;
        let plan = read("long", bytes, &Options::default(), catalog).unwrap();
        let took = (spent()?.saturating_sub(before), plan.observations.len());
        best = best.min(Some(took)).or(Some(took));
    }
    best
}

#[test]
fn a_long_document_gives_the_same_figures_in_every_format() {
    let catalog = Catalog::embedded().unwrap();
    let said = |bytes: &[u8]| {
        let plan = read("long", bytes, &Options::default(), &catalog).unwrap();
        let mut said: Vec<String> = plan
            .observations
            .iter()
            .map(|it| {
                let figure = (it.value, &it.unit, it.comparator, it.measure, it.year);
                format!("{:?} {:?} {} {figure:?}", it.origin, it.kind, it.label)
            })
            .collect();
        said.sort();
        said
    };
    let want = said(&FORMATS[0].1(30));
    assert!(want.len() >= 30 * 15, "{}", want.len());
    for (name, write) in &FORMATS[1..] {
        assert_eq!(said(&write(30)), want, "{name}");
    }
}

#[test]
fn sixteen_times_the_text_takes_sixteen_times_the_time() {
    let catalog = Catalog::embedded().unwrap();
    for (name, write) in FORMATS {
        // The first reading builds catalogues, patterns and fonts.
        reading(&write(2), 1, &catalog);
        let (once, long) = (write(12), write(12 * 16));
        let Some((short_time, few)) = reading(&once, 3, &catalog) else { return };
        let Some((mut long_time, many)) = reading(&long, 1, &catalog) else { return };
        // Other programs on the machine slow down one reading, not each of several.
        if long_time >= short_time * 16 * 2 {
            let Some((again, _)) = reading(&long, 3, &catalog) else { return };
            long_time = again;
        }
        println!("{name}: {few} observations in {short_time:?}, {many} in {long_time:?}");
        assert!(few >= 12 * 15, "{name}: {few}");
        assert!((few * 15..=few * 17).contains(&many), "{name}: {few} and {many}");
        // Quadratic time would be 256 times as long.
        assert!(long_time < short_time * 16 * 2, "{name}: {short_time:?} and {long_time:?}");
    }
}

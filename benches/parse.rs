//! How long reading documents takes: every document in the folders of `BENCH_TEXTS` (default
//! `../shared/plans:../shared/documents`), each `BENCH_ROUNDS` times (default 5), on one core, and how many megabytes a
//! second that is together, beside the limit. The texts are no part of this repository; without them there is nothing
//! to measure. Then the smallest of them written out once, ten and a hundred times, and an invented plan of 20, 200 and
//! 2000 chapters as text, HTML, DOCX and PDF: reading is linear, so the time for a megabyte stays what it is.
//!
//! Run with `make bench ARGS='--bench parse'`.

// A program exports nothing.
#![allow(unreachable_pub)]

mod common;
// Documents made for the tests.
#[path = "../tests/it/support/docx.rs"]
#[allow(dead_code, reason = "tests use more of it")]
mod docx;
#[path = "../tests/it/support/long.rs"]
mod long;
#[path = "../tests/it/support/pdf.rs"]
#[allow(dead_code, reason = "tests use more of it")]
mod pdf;

use common::{Result, memory_line, ms, quantile, setting};
use plan_targets::catalog::Catalog;
use plan_targets::plan::read::{self, Options};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn main() -> Result<()> {
    let dirs = std::env::var("BENCH_TEXTS")
        .unwrap_or_else(|_| "../shared/plans:../shared/documents".to_owned());
    let catalog = Catalog::embedded()?;
    formats(&catalog)?;
    let entries = dirs.split(':').filter_map(|dir| std::fs::read_dir(dir).ok());
    let mut files: Vec<PathBuf> = entries.flatten().flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.file_name().is_some_and(|name| name != "README.md"));
    files.sort();
    if files.is_empty() {
        println!("skipped: there are no documents in {dirs}; BENCH_TEXTS names other folders");
        return Ok(());
    }
    let (mut total, mut size, mut known) = (Duration::ZERO, 0, Vec::new());
    for path in &files {
        let bytes = std::fs::read(path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let options = Options::default();
        if let Err(reason) = read::read(&name, &bytes, &options, &catalog) {
            println!("{name}: left out, {reason}");
            continue;
        }
        let mut times = Vec::new();
        let mut observations = 0;
        for _ in 0..setting("BENCH_ROUNDS", 5).max(1) {
            let start = Instant::now();
            let plan = read::read(&name, &bytes, &options, &catalog)?;
            times.push(start.elapsed());
            observations = plan.observations.len();
        }
        times.sort_unstable();
        let median = quantile(&times, 0.5);
        total += median;
        size += bytes.len();
        known.push((bytes.len(), path));
        println!("{name}: {} bytes, {observations} observations in {}", bytes.len(), ms(median));
    }
    let megabytes = f64::from(u32::try_from(size)?) / 1e6;
    println!(
        "{} documents, {megabytes:.1} MB in {}: {:.1} MB/s on one core (limit 20); {}",
        known.len(),
        ms(total),
        megabytes / total.as_secs_f64(),
        memory_line()
    );
    if let Some((_, path)) = known.iter().min() {
        scale(path, &catalog)?;
    }
    Ok(())
}

fn scale(path: &Path, catalog: &Catalog) -> Result<()> {
    let once = std::fs::read(path)?;
    for times in [1, 10, 100] {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        one(&format!("{times} times {name}"), &once.repeat(times), catalog)?;
    }
    Ok(())
}

/// The peak of memory is of the process, so the longest documents come last.
fn formats(catalog: &Catalog) -> Result<()> {
    for chapters in [20, 200, 2000] {
        for (format, write) in long::FORMATS {
            one(&format!("{chapters} chapters as {format}"), &write(chapters), catalog)?;
        }
    }
    Ok(())
}

fn one(name: &str, bytes: &[u8], catalog: &Catalog) -> Result<()> {
    let start = Instant::now();
    let plan = read::read("scale", bytes, &Options::default(), catalog)?;
    let took = start.elapsed();
    println!(
        "{name}: {} bytes, {} observations in {}, {:.1} ms a megabyte; {}",
        bytes.len(),
        plan.observations.len(),
        ms(took),
        took.as_secs_f64() * 1e9 / f64::from(u32::try_from(bytes.len())?),
        memory_line()
    );
    Ok(())
}

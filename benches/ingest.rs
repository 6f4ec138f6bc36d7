//! How long loading takes: the committed plans into an empty database and again without a change; an invented country
//! (`BENCH_REGIONS`, default 700, with three plans of `BENCH_OBSERVATIONS`, default 150: 315,000 observations) into an
//! empty database; the plan of one further region beside it; and, as the limit, `COPY` of all the rows of that database
//! into one with the same tables and indexes. The loads and `COPY` are one transaction each. The invented country is read from
//! files, which its time and its memory include; `BENCH_STEPS=1` prints when each step begins.
//!
//! Run with `make bench ARGS='--bench ingest'`.

// A program exports nothing.
#![allow(unreachable_pub)]

mod common;

use common::{
    Result, committed, country, drop_database, invented, invented_one_by_one, load, load_files,
    memory_line, ms, new_database, setting,
};
use futures_util::StreamExt;
use plan_targets::catalog::Catalog;
use plan_targets::ingest::read::PlanFile;
use sqlx::PgPool;
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt;

/// The tables with the rows of a load, each after those that it refers to.
const TABLES: [&str; 19] = [
    "catalog_version",
    "region",
    "region_code",
    "indicator",
    "release",
    "release_change",
    "release_checks",
    "plan",
    "document",
    "source",
    "revision",
    "section",
    "plan_table",
    "table_row",
    "observation",
    "availability",
    "availability_total",
    "availability_size",
    "availability_region",
];
const PERIODS: [[u16; 2]; 3] = [[2011, 2015], [2016, 2020], [2021, 2025]];
const NEXT_PERIOD: [u16; 2] = [2026, 2030];

#[tokio::main]
async fn main() -> Result<()> {
    let (db, name) = new_database("bench_ingest").await?;
    let done = small(&db).await;
    drop_database(db, &name).await?;
    done?;
    let (db, name) = new_database("bench_ingest_large").await?;
    let done = large(&db).await;
    drop_database(db, &name).await?;
    done
}

async fn small(db: &PgPool) -> Result<()> {
    let (catalog, plans) = (Catalog::embedded()?, committed()?);
    if plans.is_empty() {
        println!("committed plans: skipped, data/plans is empty");
        return Ok(());
    }
    for what in ["committed plans, empty database", "committed plans, unchanged"] {
        timed(db, &catalog, plans.clone(), what).await?;
    }
    Ok(())
}

async fn large(db: &PgPool) -> Result<()> {
    let catalog = country(setting("BENCH_REGIONS", 700))?;
    let observations = setting("BENCH_OBSERVATIONS", 150);
    let dir = std::env::temp_dir().join(format!("bench_plans_{}", std::process::id()));
    let took = match write_files(&catalog, &dir, observations) {
        Ok(()) => timed_files(db, &catalog, &dir).await,
        Err(error) => Err(error),
    };
    std::fs::remove_dir_all(&dir)?;
    let took = took?;
    println!("{}", memory_line());
    sqlx::query("vacuum analyze").execute(db).await?;
    let one = invented(&catalog, NEXT_PERIOD, observations).into_iter().skip(1).take(1);
    let one = timed(db, &catalog, one.collect(), "one further plan").await?;
    println!("one further plan: {} (limit 1000 ms)", ms(one));
    let (other, name) = new_database("bench_copy").await?;
    let copied = copy(db, &other).await;
    drop_database(other, &name).await?;
    let copied = copied?;
    println!(
        "COPY of the same rows: {}; the load took {:.2} times as long (limit 1.30)",
        ms(copied),
        took.as_secs_f64() / copied.as_secs_f64()
    );
    Ok(())
}

/// Writes the invented plans into a folder.
fn write_files(catalog: &Catalog, dir: &Path, observations: usize) -> Result<()> {
    std::fs::create_dir_all(dir)?;
    for period in PERIODS {
        for file in invented_one_by_one(catalog, period, observations) {
            let name = format!("{}.json", file.plan.document.id);
            std::fs::write(dir.join(name), serde_json::to_vec(&file.plan)?)?;
        }
    }
    Ok(())
}

/// Loads the files of a folder; how long reading, checking and writing took.
async fn timed_files(db: &PgPool, catalog: &Catalog, dir: &Path) -> Result<Duration> {
    let start = Instant::now();
    let step = Mutex::new(String::new());
    let tell = |what: &str| {
        let name =
            what.split_once(|sign: char| sign.is_ascii_digit()).map_or(what, |(name, _)| name);
        if let Ok(mut step) = step.lock()
            && name != *step
        {
            name.clone_into(&mut step);
            println!("  {}: {what}", ms(start.elapsed()));
        }
    };
    let quiet = |_: &str| {};
    let progress: &dyn Fn(&str) = if setting("BENCH_STEPS", 0) > 0 { &tell } else { &quiet };
    let report = load_files(db, catalog, dir, progress).await?;
    let took = start.elapsed();
    let observations: i32 = report.plans.iter().map(|plan| plan.targets + plan.actuals).sum();
    println!(
        "invented country, empty database: {} plans, {observations} observations in {} (release {})",
        report.plans.len(),
        ms(took),
        report.release
    );
    Ok(took)
}

async fn timed(
    db: &PgPool,
    catalog: &Catalog,
    plans: Vec<PlanFile>,
    what: &str,
) -> Result<Duration> {
    let count: usize = plans.iter().map(|file| file.plan.observations.len()).sum();
    let files = plans.len();
    let start = Instant::now();
    let report = load(db, catalog, plans).await?;
    let took = start.elapsed();
    println!(
        "{what}: {files} plans, {count} observations in {} (release {})",
        ms(took),
        report.release
    );
    Ok(took)
}

/// Copies the rows of the first release into an empty database with the same tables and indexes; how long writing took.
async fn copy(from: &PgPool, to: &PgPool) -> Result<Duration> {
    let dir = std::env::temp_dir().join(format!("bench_copy_{}", std::process::id()));
    std::fs::create_dir_all(&dir)?;
    let done = copy_by_files(from, to, &dir).await;
    std::fs::remove_dir_all(&dir)?;
    done
}

async fn copy_by_files(from: &PgPool, to: &PgPool, dir: &Path) -> Result<Duration> {
    for table in TABLES.iter().chain(&["finding"]) {
        let mut out = tokio::fs::File::create(dir.join(table)).await?;
        let mut source = from.acquire().await?;
        let mut rows = source.copy_out_raw(&format!("copy {table} to stdout")).await?;
        while let Some(rows) = rows.next().await {
            out.write_all(&rows?).await?;
        }
        out.flush().await?;
    }
    let mut transaction = to.begin().await?;
    let start = Instant::now();
    for table in TABLES.iter().chain(&["finding"]) {
        let file = tokio::fs::File::open(dir.join(table)).await?;
        let mut rows = transaction.copy_in_raw(&format!("copy {table} from stdin")).await?;
        rows.read_from(file).await?;
        rows.finish().await?;
    }
    transaction.commit().await?;
    Ok(start.elapsed())
}

//! How long loading takes: the committed plans into an empty database and again without a change; an invented country
//! (`BENCH_REGIONS`, default 700, with three plans of `BENCH_OBSERVATIONS`, default 150: 315,000 observations) into an
//! empty database; the plan of one further region beside it; and, as the limit, `COPY` of all the rows of that database
//! into one with the same tables and indexes. The loads and `COPY` are one transaction each.
//!
//! Run with `make bench ARGS='--bench ingest'`.

// A program exports nothing.
#![allow(unreachable_pub)]

mod common;

use common::{
    Result, committed, country, drop_database, invented, load, memory_line, ms, new_database,
    setting,
};
use futures_util::StreamExt;
use plan_targets::catalog::Catalog;
use plan_targets::ingest::read::PlanFile;
use sqlx::PgPool;
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt;

/// The tables with the rows of a load, each after those that it refers to.
const TABLES: [&str; 18] = [
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
    let plans = PERIODS.iter().flat_map(|period| invented(&catalog, *period, observations));
    let took = timed(db, &catalog, plans.collect(), "invented country, empty database").await?;
    println!("{}, which has the parsed plans too", memory_line());
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

async fn copy_by_files(from: &PgPool, to: &PgPool, dir: &std::path::Path) -> Result<Duration> {
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

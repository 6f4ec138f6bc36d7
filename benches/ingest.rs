//! How long loading takes: the committed plans into an empty database, again without a change, and a
//! larger invented set (`BENCH_DISTRICTS`, default 100; `BENCH_OBSERVATIONS` each, default 150).
//!
//! Run with `make bench ARGS='--bench ingest'`.

// A program exports nothing.
#![allow(unreachable_pub)]

mod common;

use common::{
    Result, catalog_with, committed, drop_database, invented, load, memory_line, ms, new_database,
    setting,
};
use plan_targets::ingest::read::PlanFile;
use std::time::Instant;

#[tokio::main]
async fn main() -> Result<()> {
    let (db, name) = new_database("bench_ingest").await?;
    let done = measure(&db).await;
    drop_database(db, &name).await?;
    done
}

async fn measure(db: &sqlx::PgPool) -> Result<()> {
    let districts = setting("BENCH_DISTRICTS", 100);
    let catalog = catalog_with(districts)?;
    let plans = committed()?;
    if plans.is_empty() {
        println!("committed plans: skipped, data/plans is empty");
    } else {
        for what in ["committed plans, empty database", "committed plans, unchanged"] {
            timed(db, &catalog, plans.clone(), what).await?;
        }
    }
    let plans = invented(&catalog, [2021, 2025], setting("BENCH_OBSERVATIONS", 150));
    for what in ["invented plans, new", "invented plans, unchanged"] {
        timed(db, &catalog, plans.clone(), what).await?;
    }
    println!("{}", memory_line());
    Ok(())
}

async fn timed(
    db: &sqlx::PgPool,
    catalog: &plan_targets::catalog::Catalog,
    plans: Vec<PlanFile>,
    what: &str,
) -> Result<()> {
    let count: usize = plans.iter().map(|file| file.plan.observations.len()).sum();
    let files = plans.len();
    let start = Instant::now();
    let report = load(db, catalog, plans).await?;
    println!(
        "{what}: {files} plans, {count} observations in {} (release {})",
        ms(start.elapsed()),
        report.release
    );
    Ok(())
}

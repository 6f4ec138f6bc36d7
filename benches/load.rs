//! How long a load takes: 5 plans of 1,000 observations and of 20,000, into a database of their own.
//!
//! `make bench ARGS='--bench load'`. Prints, for each size, the first load, the same again, and a load in
//! which one plan changed; each with its time in milliseconds.

#[path = "../tests/common/plans.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod plans;

use plan_targets::store;
use plans::Doc;
use sqlx::{ConnectOptions, Connection, PgPool, postgres::PgConnectOptions};
use std::{error::Error, time::Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let Ok(url) = std::env::var("DATABASE_URL") else {
        return Err("DATABASE_URL is not set; `make bench` sets it".into());
    };
    let options: PgConnectOptions = url.parse()?;
    tokio::runtime::Runtime::new()?.block_on(async {
        for observations in [1_000, 20_000] {
            measure(&options, observations).await?;
        }
        Ok(())
    })
}

/// Loads into a fresh database, which goes at the end.
async fn measure(options: &PgConnectOptions, observations: u32) -> Result<(), Box<dyn Error>> {
    let mut server = options.connect().await?;
    sqlx::raw_sql("drop database if exists bench_load").execute(&mut server).await?;
    sqlx::raw_sql("create database bench_load").execute(&mut server).await?;
    let db = PgPool::connect_with(options.clone().database("bench_load")).await?;
    store::migrate(&db).await?;

    let mut docs: Vec<Doc> = (0..5).map(|number| doc(number, observations)).collect();
    time(&db, &docs, &format!("5 × {observations}: first load")).await?;
    time(&db, &docs, &format!("5 × {observations}: the same again")).await?;
    docs[0].plan.observations[0].confidence = 0.1;
    time(&db, &docs, &format!("5 × {observations}: one plan changed")).await?;

    db.close().await;
    sqlx::raw_sql("drop database bench_load").execute(&mut server).await?;
    server.close().await?;
    Ok(())
}

async fn time(db: &PgPool, docs: &[Doc], what: &str) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let report = plans::load(db, &docs.iter().collect::<Vec<_>>()).await?;
    println!("{what}: {} ms (release {})", start.elapsed().as_millis(), report.release);
    Ok(())
}

/// One plan of many figures; the plans are of one region and five periods.
fn doc(number: u16, observations: u32) -> Doc {
    let mut doc = Doc::of("jia");
    let first = 2001 + 5 * number;
    doc.plan.plan.period = [first, first + 4];
    doc.plan.plan.base_year = first - 1;
    doc.text.push_str(&number.to_string());
    for at in 0..observations {
        let value = format!("{}.{}", at % 1000, at % 7 + 1);
        match at % 3 {
            0 => doc.target("绿化覆盖率", "green_coverage", &value, "%"),
            1 => doc.target("地区生产总值", "gdp", &value, "亿元"),
            _ => doc.actual("地区生产总值", "gdp", &value, "万亿元"),
        };
    }
    let mut doc = doc.with_its_text();
    // Ids follow the document; those given so far were of the region's.
    for said in &mut doc.plan.observations {
        said.id.clear();
    }
    doc
}

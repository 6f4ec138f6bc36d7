//! Every list and comparison at the size of a country: `BENCH_REGIONS` invented regions (default 3,000) with
//! three periods of `BENCH_OBSERVATIONS` each (default 150), 1.35 million observations, beside the committed
//! plans. The same numbers give the same data.
//!
//! Each question is asked `BENCH_TIMES` times (default 50), one after the other, first with the committed plans
//! alone and then with all; told are median and 99th percentile, bytes, and the most memory the process has had
//! so far, which holds the service and not PostgreSQL.
//!
//! Run with `make bench ARGS='--bench scale'`.

mod common;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use common::{
    Result, catalog_with, committed, drop_database, invented, load, memory_line, ms, new_database,
    quantile, setting,
};
use plan_targets::api::{self, App};
use plan_targets::catalog::Catalog;
use plan_targets::config::Limits;
use std::time::Instant;
use tower::ServiceExt;

const PERIODS: [[u16; 2]; 3] = [[2011, 2015], [2016, 2020], [2021, 2025]];
/// Regions loaded at a time: the plans of all of them at once would take a gigabyte.
const AT_A_TIME: usize = 500;

/// What is asked.
const QUESTIONS: &[(&str, &str)] = &[
    (
        "compare: 3 indicators, 5 regions",
        "/v1/compare?indicators=gdp,green_coverage,pm25&regions=wuhan,jiangan,qiaokou,wedz,echeng",
    ),
    ("compare: 1 indicator, every region", "/v1/compare?indicators=gdp"),
    ("targets: first page", "/v1/targets"),
    ("targets: one indicator by value", "/v1/targets?indicators=gdp&sort=-value"),
    ("targets: one region", "/v1/targets?regions=jiangan&limit=500"),
    ("targets: words", "/v1/targets?q=%E7%BB%BF%E5%8C%96"),
    ("search: 绿化", "/v1/search?q=%E7%BB%BF%E5%8C%96"),
    ("search: 增长, frequent", "/v1/search?q=%E5%A2%9E%E9%95%BF"),
    ("search: 率, one character", "/v1/search?q=%E7%8E%87"),
    ("search: 绿化 in one region", "/v1/search?q=%E7%BB%BF%E5%8C%96&regions=jiangan"),
    ("resolve: three words", "/v1/resolve?q=%E6%B1%89%E5%8D%97%7CGDP%7C420113"),
    ("availability: everything, first page", "/v1/availability"),
    ("availability: by region", "/v1/availability?by=region&limit=5000"),
    ("availability: one region", "/v1/availability?regions=jiangan&limit=5000"),
    ("availability: one indicator", "/v1/availability?indicators=gdp"),
];

#[tokio::main]
async fn main() -> Result<()> {
    let (db, name) = new_database("bench_scale").await?;
    let done = measure(&db).await;
    drop_database(db, &name).await?;
    done
}

async fn measure(db: &sqlx::PgPool) -> Result<()> {
    let catalog = catalog_with(setting("BENCH_REGIONS", 3000))?;
    let plans = committed()?;
    let mut observations: usize = plans.iter().map(|file| file.plan.observations.len()).sum();
    load(db, &catalog, plans).await?;
    sqlx::query("vacuum analyze").execute(db).await?;
    println!("{observations} observations; {}", memory_line());
    ask(db).await?;

    let start = Instant::now();
    for period in PERIODS {
        for regions in catalog.regions.chunks(AT_A_TIME) {
            let some = Catalog::of(regions.to_vec(), catalog.indicators.clone(), Vec::new());
            let plans = invented(&some, period, setting("BENCH_OBSERVATIONS", 150));
            observations += plans.iter().map(|file| file.plan.observations.len()).sum::<usize>();
            load(db, &catalog, plans).await?;
        }
    }
    sqlx::query("vacuum analyze").execute(db).await?;
    println!("{observations} observations, loaded in {:?}; {}", start.elapsed(), memory_line());
    ask(db).await
}

async fn ask(db: &sqlx::PgPool) -> Result<()> {
    let service = api::router(App::new(db.clone(), Limits::default()));
    for (what, address) in QUESTIONS {
        let (mut times, mut bytes) = (Vec::new(), 0);
        for _ in 0..setting("BENCH_TIMES", 50) {
            let start = Instant::now();
            bytes = answer(&service, address).await?;
            times.push(start.elapsed());
        }
        times.sort_unstable();
        println!(
            "{what}: median {}, 99th percentile {}, {bytes} bytes; {}",
            ms(quantile(&times, 0.5)),
            ms(quantile(&times, 0.99)),
            memory_line()
        );
    }
    Ok(())
}

/// Bytes of the body.
async fn answer(service: &Router, address: &str) -> Result<usize> {
    let request = Request::get(address).body(Body::empty())?;
    let response = service.clone().oneshot(request).await?;
    let status = response.status();
    let body = to_bytes(response.into_body(), usize::MAX).await?;
    anyhow::ensure!(status == 200, "{address}: {status} {}", String::from_utf8_lossy(&body));
    Ok(body.len())
}

//! `/v1/compare` under load: the server on loopback in this process, PostgreSQL from `DATABASE_URL`, and
//! clients that send one request after the other over kept connections.
//!
//! `BENCH_DISTRICTS` invented districts (default 100) with `BENCH_OBSERVATIONS` each (default 150) are
//! loaded beside the committed plans; `BENCH_CLIENTS` (default 16) ask for `BENCH_SECONDS` (default 5).
//! Server and clients share the processor and the memory that is reported.
//!
//! Run with `make bench ARGS='--bench http_compare'`.

// A program exports nothing.
#![allow(unreachable_pub)]

mod common;

use common::{
    Result, catalog_with, committed, drop_database, invented, load, memory_line, ms, new_database,
    quantile, setting,
};
use plan_targets::api;
use plan_targets::api::app::App;
use plan_targets::config::Limits;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What is asked: the five regions of the worked example, then all of them.
const QUESTIONS: [(&str, &str); 3] = [
    (
        "3 indicators, 5 regions",
        "/v1/compare?indicators=gdp,green_coverage,pm25&regions=wuhan,jiangan,qiaokou,wedz,echeng",
    ),
    (
        "the same as CSV",
        "/v1/compare?indicators=gdp,green_coverage,pm25&regions=wuhan,jiangan,qiaokou,wedz,echeng&format=csv",
    ),
    ("1 indicator, every region", "/v1/compare?indicators=gdp"),
];

#[tokio::main]
async fn main() -> Result<()> {
    let (db, name) = new_database("bench_http").await?;
    let done = measure(&db).await;
    drop_database(db, &name).await?;
    done
}

async fn measure(db: &sqlx::PgPool) -> Result<()> {
    let catalog = catalog_with(setting("BENCH_DISTRICTS", 100))?;
    let mut plans = committed()?;
    if plans.is_empty() {
        println!("data/plans is empty: the regions of the first question have no plan");
    }
    plans.extend(invented(&catalog, [2021, 2025], setting("BENCH_OBSERVATIONS", 150)));
    let (files, observations) =
        (plans.len(), plans.iter().map(|file| file.plan.observations.len()).sum::<usize>());
    load(db, &catalog, plans).await?;
    sqlx::query("analyze").execute(db).await?;

    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let service = api::router(App::new(db.clone(), Limits { rate_limit: 0, ..Limits::default() }));
    let server = tokio::spawn(async move { axum::serve(listener, service).await });
    let (clients, seconds) = (setting("BENCH_CLIENTS", 16), setting("BENCH_SECONDS", 5));
    println!("{files} plans, {observations} observations; {clients} clients, {seconds} s each");
    for (what, path) in QUESTIONS {
        let time = Duration::from_secs(seconds as u64);
        let tasks: Vec<_> =
            (0..clients).map(|_| tokio::spawn(client(address, path, time))).collect();
        let (mut times, mut bytes) = (Vec::new(), 0);
        for task in tasks {
            let (taken, size) = task.await??;
            times.extend(taken);
            bytes = size;
        }
        times.sort_unstable();
        #[expect(clippy::cast_precision_loss, reason = "counts below millions")]
        let rate = times.len() as f64 / time.as_secs_f64();
        println!(
            "{what}: {rate:.0} requests/s, median {}, 99th percentile {}, {bytes} bytes; {}",
            ms(quantile(&times, 0.5)),
            ms(quantile(&times, 0.99)),
            memory_line()
        );
    }
    server.abort();
    Ok(())
}

/// Asks until the time is over; how long each answer took, and how large the last was.
async fn client(address: SocketAddr, path: &str, time: Duration) -> Result<(Vec<Duration>, usize)> {
    let mut stream = BufReader::new(TcpStream::connect(address).await?);
    let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\n\r\n");
    let end = Instant::now() + time;
    let (mut times, mut size) = (Vec::new(), 0);
    while Instant::now() < end {
        let start = Instant::now();
        stream.write_all(request.as_bytes()).await?;
        size = answer(&mut stream).await?;
        times.push(start.elapsed());
    }
    Ok((times, size))
}

/// Reads one answer; the bytes of its body.
async fn answer(stream: &mut BufReader<TcpStream>) -> Result<usize> {
    let mut line = String::new();
    stream.read_line(&mut line).await?;
    anyhow::ensure!(line.starts_with("HTTP/1.1 200"), "answered {line:?}");
    let mut length = None;
    loop {
        line.clear();
        stream.read_line(&mut line).await?;
        let header = line.trim_end().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = Some(value.trim().parse()?);
        }
    }
    let length = length.ok_or_else(|| anyhow::anyhow!("an answer without a length"))?;
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    Ok(length)
}

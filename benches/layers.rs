//! What the layers of a request cost: `/healthz` passes all of them and executes no statement.
//!
//! Requests are passed to the service in this process, one after the other: without a socket, with a line of the log each
//! (JSON, to `/dev/null`). The same requests are passed to a bare axum router that answers with the same bytes. The difference
//! of both is the cost of the layers. Both are asked in turn, `BENCH_ROUNDS` times (default 15) `BENCH_REQUESTS` requests
//! (default 10,000), and the medians of the rounds count. No database is needed.
//!
//! Run with `make bench ARGS='--bench layers'`.

// A program exports nothing.
#![allow(unreachable_pub)]

mod common;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, header};
use axum::routing::get;
use common::{Result, quantile, setting};
use plan_targets::api;
use plan_targets::api::app::App;
use plan_targets::cli::json_lines::JsonLines;
use plan_targets::config::Limits;
use sqlx::postgres::PgPoolOptions;
use std::time::{Duration, Instant};
use tower::ServiceExt;

const PATH: &str = "/healthz";
/// The most that the layers may cost.
const LIMIT: Duration = Duration::from_micros(24);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let sink = std::fs::OpenOptions::new().write(true).open("/dev/null")?;
    tracing_subscriber::fmt()
        .with_writer(std::sync::Mutex::new(sink))
        .with_ansi(false)
        .fmt_fields(JsonLines::fields())
        .event_format(JsonLines::default())
        .init();
    let db = PgPoolOptions::new().connect_lazy("postgres://nobody@127.0.0.1:9/none")?;
    let limits = Limits { rate_limit: 0, ..Limits::default() };
    let service = api::router(App::new(db, limits));
    let (headers, bytes) = answer(&service).await?;
    let bare = get(async move || (headers.clone(), bytes.clone()));
    let bare = Router::new().route(PATH, bare);
    let (mut layered_times, mut bare_times) = (Vec::new(), Vec::new());
    for _ in 0..setting("BENCH_ROUNDS", 15) {
        layered_times.push(round(&service).await?);
        bare_times.push(round(&bare).await?);
    }
    layered_times.sort_unstable();
    bare_times.sort_unstable();
    let (layered, bare) = (quantile(&layered_times, 0.5), quantile(&bare_times, 0.5));
    let layers = layered.saturating_sub(bare);
    let met = if layers <= LIMIT { "met" } else { "NOT MET" };
    println!(
        "{PATH} through all layers: {layered:.1?}; bare axum router with the same answer: {bare:.1?}"
    );
    println!("layers: {layers:.1?} (limit {LIMIT:.1?}): {met}");
    Ok(())
}

/// The time of one request, the mean of a round.
async fn round(service: &Router) -> Result<Duration> {
    let requests = u32::try_from(setting("BENCH_REQUESTS", 10_000))?;
    let begun = Instant::now();
    for _ in 0..requests {
        answer(service).await?;
    }
    Ok(begun.elapsed() / requests)
}

/// The answer to a request with the headers that curl sends.
async fn answer(service: &Router) -> Result<(HeaderMap, axum::body::Bytes)> {
    let request = Request::get(PATH)
        .header(header::HOST, "127.0.0.1:8080")
        .header(header::USER_AGENT, "curl/8.5.0")
        .header(header::ACCEPT, "*/*")
        .body(Body::empty())?;
    let response = service.clone().oneshot(request).await?;
    anyhow::ensure!(response.status() == 200, "{PATH} answers {}", response.status());
    let (parts, body) = response.into_parts();
    Ok((parts.headers, axum::body::to_bytes(body, usize::MAX).await?))
}

//! The counts of `/metrics`, and the answers of `/readyz` without the database.

use crate::support::districts::load_two_districts;
use crate::support::http::{Answer, answered};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use plan_targets::api;
use plan_targets::api::app::App;
use plan_targets::api::http::scrape;
use plan_targets::api::snapshot;
use plan_targets::config::Limits;
use plan_targets::store;
use sqlx::postgres::PgPoolOptions;
use sqlx::{ConnectOptions, PgPool};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

async fn ask(service: &Router, path: &str) -> Answer {
    let request = Request::builder().uri(path).body(Body::empty()).unwrap();
    answered(service.clone(), request).await
}

/// The samples of the text format: name with labels, and value.
fn samples(text: &str) -> BTreeMap<&str, f64> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| line.rsplit_once(' ').unwrap())
        .map(|(name, it)| (name, it.parse().unwrap()))
        .collect()
}

#[sqlx::test]
async fn requests_are_counted_by_route_and_refusals_by_reason(db: PgPool) {
    load_two_districts(&db).await;
    let app = App::new(db, Limits { rate_limit: 7, rate_burst: 7, ..Limits::default() });
    let watcher = tokio::spawn(snapshot::watch(app.snapshots.clone(), app.db.clone()));
    app.snapshots.settled().await;
    let service = api::router(app.clone());
    let mut bytes = 0;
    // The second answer comes from memory.
    for path in ["/v1/plans", "/v1/plans", "/v1/plans?lang=en", "/v1/plans?a=b"] {
        bytes += ask(&service, path).await.bytes.len();
    }
    ask(&service, "/v1/plans/jiangan-2021-2025").await;
    ask(&service, "/nothing/at/all").await;
    ask(&service, "/healthz").await;
    ask(&service, "/v1/regions").await;
    assert_eq!(ask(&service, "/v1/regions").await.status, 429);

    let read = ask(&scrape::router(app.clone()), "/metrics").await;
    assert_eq!(read.header("content-type"), "text/plain; version=0.0.4");
    let samples = samples(&read.text);
    for (name, value) in [
        (r#"http_requests_total{method="GET",route="/v1/plans",status="2xx"}"#, 3.0),
        (r#"http_requests_total{method="GET",route="/v1/plans",status="4xx"}"#, 1.0),
        (r#"http_requests_total{method="GET",route="/v1/plans/{id}",status="2xx"}"#, 1.0),
        (r#"http_requests_total{method="GET",route="none",status="4xx"}"#, 1.0),
        (r#"http_request_duration_seconds_count{route="/v1/plans"}"#, 4.0),
        (
            r#"http_response_bytes_total{route="/v1/plans"}"#,
            f64::from(u32::try_from(bytes).unwrap()),
        ),
        ("http_requests_in_flight", 0.0),
        (r#"refusals_total{reason="rate"}"#, 1.0),
        (r#"cache_hits_total{found="request"}"#, 1.0),
        ("http_unread_bytes", 0.0),
        // Two lists of plans, one plan, one list of regions.
        ("cache_misses_total", 4.0),
        ("cache_evictions_total", 0.0),
        ("release", 1.0),
        ("ready", 1.0),
        ("release_watched", 1.0),
        (r#"requests_computed{class="cheap"}"#, 0.0),
    ] {
        let found = samples.get(&*format!("plan_targets_{name}"));
        assert_eq!(found, Some(&value), "{name}\n{}", read.text);
    }
    assert!(samples["plan_targets_release_created_timestamp_seconds"] > 1.7e9);
    assert!(samples.keys().any(|name| name.starts_with("plan_targets_build_info{")));
    assert!(samples["plan_targets_db_pool_max_connections"] >= 1.0);
    watcher.abort();
}

#[sqlx::test]
async fn readiness_is_answered_at_once_while_every_connection_is_taken(db: PgPool) {
    load_two_districts(&db).await;
    let one = PgPoolOptions::new().max_connections(1);
    let one = one.connect_with((*db.connect_options()).clone()).await.unwrap();
    let app = App::new(one.clone(), Limits::default());
    let watcher = tokio::spawn(snapshot::watch(app.snapshots.clone(), one.clone()));
    app.snapshots.settled().await;
    let service = api::router(app.clone());
    let _taken = one.acquire().await.unwrap();
    let mut fastest = Duration::MAX;
    for _ in 0..20 {
        let begun = Instant::now();
        let ready = ask(&service, "/readyz").await;
        assert_eq!((ready.status.as_u16(), ready.at("release/id")), (200, &1.into()));
        fastest = fastest.min(begun.elapsed());
    }
    // An answer that waited for the database would take seconds. The others may wait for a processor.
    assert!(fastest < Duration::from_millis(50), "{fastest:?}");
    // The watcher loses its connection and opens another one.
    let others = "select pg_terminate_backend(pid) from pg_stat_activity
                  where datname = current_database() and pid <> pg_backend_pid()";
    sqlx::query(others).execute(&db).await.unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    for _ in 0..400 {
        if app.snapshots.are_watched() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(ask(&service, "/readyz").await.status, 200);
    watcher.abort();
}

#[sqlx::test]
async fn settings_without_effect_are_found(db: PgPool) {
    let limit = Duration::from_secs(7);
    let url = db.connect_options().to_url_lossy().to_string();
    let pool = store::connect_read_only(&url, PgPoolOptions::new().max_connections(1), limit).await;
    let pool = pool.unwrap();
    assert_eq!(store::mismatches(&pool, limit).await.unwrap(), []);
    let name: String = sqlx::query_scalar("select current_setting('application_name')")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(name, "plan-targets serve");
    let plain = store::mismatches(&db, limit).await.unwrap();
    let settings: Vec<_> = plain.iter().map(|mismatch| mismatch.setting).collect();
    assert_eq!(settings, ["role", "statement_timeout", "plan_cache_mode", "transaction_read_only"]);
    assert_eq!((&*plain[1].actual, &*plain[1].wanted), ("0", "7000"));
}

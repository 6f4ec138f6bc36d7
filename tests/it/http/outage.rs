//! A PostgreSQL that stops and comes back while requests are answered.
//!
//! The test starts itself again with a private PostgreSQL, which it may stop.

use crate::support::districts::load_two_districts;
use crate::support::http::{Answer, answered};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use plan_targets::api;
use plan_targets::api::app::App;
use plan_targets::api::snapshot;
use plan_targets::config::{Limits, Log, LogFormat};
use plan_targets::store;
use sqlx::postgres::PgPoolOptions;
use std::env;
use std::io::Write;
use std::os::unix::fs::MetadataExt;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::task::spawn_blocking;
use tracing_subscriber::fmt;

/// Kept in memory, as the newest release and as a pinned one.
const KEPT: &str = "/v1/targets?regions=qiaokou";
const PINNED: &str = "/v1/targets?regions=qiaokou&release=1";

#[test]
fn answers_in_memory_go_on_while_the_database_is_away_and_the_others_come_back_with_it() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/with-postgres");
    let test = "http::outage::with_a_private_postgresql";
    let done = Command::new(script)
        .arg("--private")
        .arg(env::current_exe().unwrap())
        .args([test, "--exact", "--ignored", "--nocapture", "--test-threads=1"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&done.stdout);
    assert!(
        done.status.success() && told.contains("1 passed"),
        "{told}\n{}",
        String::from_utf8_lossy(&done.stderr)
    );
}

/// Runs `pg_ctl` as the owner of the cluster, as `with-postgres` does.
async fn pg_ctl(arguments: &'static [&'static str]) {
    let run = move || {
        let data = format!("{}/data", env::var("PGHOST").unwrap());
        let owner = std::fs::metadata(&data).unwrap().uid();
        let own = std::fs::metadata("/proc/self").unwrap().uid();
        let mut command = if owner == own {
            Command::new("pg_ctl")
        } else {
            let mut command = Command::new("setpriv");
            command.arg(format!("--reuid={owner}")).args(["--clear-groups", "--", "pg_ctl"]);
            command
        };
        command.args(arguments).args(["-w", "-D", &data, "-l", &format!("{data}/log")]);
        command.current_dir("/").stdin(Stdio::null()).stdout(Stdio::null());
        assert!(command.status().unwrap().success(), "{command:?}");
    };
    spawn_blocking(run).await.unwrap();
}

/// The lines of the log.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Lines {
    /// All but those of answers.
    fn unusual(&self) -> Vec<String> {
        let lines = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        lines.lines().filter(|line| !line.contains("answered")).map(str::to_owned).collect()
    }
}

async fn ask(service: &Router, address: &str, tag: Option<&str>) -> (Answer, Duration) {
    let begun = Instant::now();
    let mut request = Request::get(address);
    if let Some(tag) = tag {
        request = request.header("if-none-match", tag);
    }
    let answer = answered(service.clone(), request.body(Body::empty()).unwrap()).await;
    (answer, begun.elapsed())
}

const MARK: (&str, &str) =
    ("plan-targets; hit; detail=database_away", "public, max-age=5, stale-if-error=86400");

fn mark(answer: &Answer) -> (&str, &str) {
    (answer.header("cache-status"), answer.header("cache-control"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "started by the test above, with a PostgreSQL of its own"]
async fn with_a_private_postgresql() {
    let url = env::var("DATABASE_URL").unwrap();
    let owner = store::connect(&url).await.unwrap();
    store::migrate(&owner).await.unwrap();
    load_two_districts(&owner).await;
    owner.close().await;
    let lines = Lines::default();
    let written = lines.clone();
    let log = Log { log: "info".to_owned(), log_format: LogFormat::Text };
    fmt().with_env_filter(log.levels()).with_writer(move || written.clone()).init();
    let pool = PgPoolOptions::new()
        .max_connections(4)
        .acquire_timeout(Duration::from_millis(2500))
        .acquire_slow_threshold(Duration::from_secs(5));
    let db = store::connect_read_only(&url, pool, Duration::from_secs(10)).await.unwrap();
    let app = App::new(db.clone(), Limits { rate_limit: 0, ..Limits::default() });
    tokio::spawn(snapshot::watch(app.snapshots.clone(), db));
    app.snapshots.settled().await;
    let service = api::router(app.clone());
    let fresh = ask(&service, KEPT, None).await.0;
    assert_eq!((fresh.status.as_u16(), mark(&fresh)), (200, ("", "public, max-age=60")));
    let pinned = ask(&service, PINNED, None).await.0;
    let tag = fresh.header("etag").to_owned();

    pg_ctl(&["stop", "-m", "fast"]).await;
    let begun = Instant::now();
    // Requests that come before the watcher has found out wait for a connection, as long as they may.
    let early: Vec<_> = (0..8)
        .map(|number| {
            let service = service.clone();
            tokio::spawn(async move {
                ask(&service, &format!("/v1/targets?limit={}", 200 + number), None).await
            })
        })
        .collect();
    while !app.snapshots.is_database_away() {
        assert!(begun.elapsed() < Duration::from_secs(10), "the watcher finds out");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    while begun.elapsed() < Duration::from_secs(4) {
        let kept = ask(&service, KEPT, None).await.0;
        assert_eq!((kept.status.as_u16(), mark(&kept)), (200, MARK));
        assert_eq!(kept.bytes, fresh.bytes);
        let known = ask(&service, KEPT, Some(&tag)).await.0;
        assert_eq!((known.status.as_u16(), mark(&known)), (304, MARK));
        // The same question in other words, which only the extractor recognises; and one that nobody asked.
        let same = ask(&service, "/v1/targets?regions=420104", None).await.0;
        assert_eq!((same.status.as_u16(), mark(&same)), (200, MARK));
        let unasked = ask(&service, "/v1/actuals", Some("W/\"other\"")).await;
        assert_eq!(unasked.0.status, 503);
        assert_eq!(unasked.0.header("retry-after"), "5");
        assert!(unasked.1 < Duration::from_secs(3), "{:?}", unasked.1);
        let old = ask(&service, PINNED, None).await.0;
        assert_eq!((old.status.as_u16(), old.header("cache-status")), (200, ""));
        assert_eq!(old.bytes, pinned.bytes);
        assert_eq!(ask(&service, "/readyz", None).await.0.status, 503);
        assert_eq!(ask(&service, "/healthz", None).await.0.status, 200);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    for asked in early {
        let (answer, elapsed) = asked.await.unwrap();
        assert_eq!(answer.status, 503);
        assert!(elapsed < Duration::from_secs(3), "{elapsed:?}");
    }

    pg_ctl(&["start"]).await;
    let back = Instant::now();
    while ask(&service, "/v1/actuals", None).await.0.status != 200 {
        assert!(back.elapsed() < Duration::from_secs(10), "{:?}", lines.unusual());
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(back.elapsed() < Duration::from_secs(1), "{:?}", back.elapsed());
    while app.snapshots.known_newest().is_none() || !app.snapshots.are_watched() {
        assert!(back.elapsed() < Duration::from_secs(10), "the watcher is back");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let kept = ask(&service, KEPT, None).await.0;
    assert_eq!((kept.status.as_u16(), mark(&kept)), (200, ("", "public, max-age=60")));
    let told = lines.unusual();
    assert_eq!(told.len(), 2, "{told:#?}");
    assert!(told[0].contains("the database is lost"), "{told:#?}");
    assert!(told[1].contains("the database is back"), "{told:#?}");
}

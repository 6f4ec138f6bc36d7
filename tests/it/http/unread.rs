//! Clients that do not read their answers, and clients with many connections.

use axum::Router;
use axum::body::Body;
use axum::routing::get;
use plan_targets::api::app::App;
use plan_targets::api::http::layers::{self, ServiceState};
use plan_targets::api::http::server;
use plan_targets::config::Limits;
use sqlx::PgPool;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};
use tokio::task::spawn_blocking;

/// More than the kernel takes of an answer for a client that does not read.
const LARGE: usize = 8 << 20;

/// A server whose `/large` answers with bytes of its own for each request, within these limits.
async fn started(db: &PgPool, limits: Limits) -> (SocketAddr, App) {
    let app = App::new(db.clone(), limits);
    let resources = Router::new()
        .route("/large", get(async || Body::from(vec![b'x'; LARGE])))
        .route("/small", get(async || "small"));
    let service = layers::around(resources, ServiceState::new(&app), "".into());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, served) = (listener.local_addr().unwrap(), app.clone());
    tokio::spawn(
        async move { server::serve(listener, service, &served, std::future::pending()).await },
    );
    (address, app)
}

/// Sends a request for a client, as a proxy does.
fn ask(address: SocketAddr, client: usize, path: &str) -> TcpStream {
    let mut connection = TcpStream::connect(address).unwrap();
    connection.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let head = format!(
        "GET {path} HTTP/1.1\r\nhost: a\r\nx-forwarded-for: 192.0.2.{client}\r\nconnection: close\r\n\r\n"
    );
    connection.write_all(head.as_bytes()).unwrap();
    connection
}

/// The status of an answer whose body is not read.
fn status(connection: &mut TcpStream) -> u16 {
    let mut line = [0; 12];
    connection.read_exact(&mut line).unwrap();
    std::str::from_utf8(&line[9..]).unwrap().parse().unwrap()
}

async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..600 {
        if holds() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("never: {what}");
}

fn behind_a_proxy() -> Limits {
    Limits {
        rate_limit: 0,
        trusted_proxies: vec!["127.0.0.1/32".parse().unwrap()],
        ..Limits::default()
    }
}

#[sqlx::test]
async fn clients_that_never_read_are_bounded_in_memory_and_cut(db: PgPool) {
    let most = 4 * LARGE as u64;
    let limits = Limits { write_timeout: 1.5, send_memory: most, ..behind_a_proxy() };
    let (address, app) = started(&db, limits).await;
    let (held, refused, small) = spawn_blocking(move || {
        let mut held = Vec::new();
        let mut refused = Vec::new();
        for client in 1..=20 {
            let mut connection = ask(address, client, "/large");
            match status(&mut connection) {
                200 => held.push(connection),
                other => refused.push(other),
            }
        }
        let mut again = ask(address, 1, "/large");
        refused.push(status(&mut again));
        (held, refused, status(&mut ask(address, 30, "/small")))
    })
    .await
    .unwrap();
    assert_eq!(held.len(), 4, "{refused:?}");
    assert_eq!(refused.iter().filter(|status| **status == 503).count(), 16, "{refused:?}");
    assert_eq!(refused.last(), Some(&429), "the client that has its part");
    assert_eq!(small, 200, "small answers go on");
    assert_eq!(app.metrics.unread.get(), i64::try_from(most).unwrap());
    until("every such connection is cut", || app.metrics.cut.get() == 4).await;
    until("the memory is free", || app.metrics.unread.get() == 0).await;
    until("the requests have ended", || app.metrics.in_flight.get() == 0).await;
    let other = spawn_blocking(move || status(&mut ask(address, 40, "/large"))).await.unwrap();
    assert_eq!(other, 200);
    drop(held);
}

#[sqlx::test]
async fn a_client_that_reads_slowly_gets_its_whole_answer(db: PgPool) {
    let (address, app) = started(&db, Limits { write_timeout: 1.5, ..behind_a_proxy() }).await;
    let (length, elapsed) = spawn_blocking(move || {
        let mut connection = ask(address, 1, "/large");
        let (mut piece, mut length, begun) = (vec![0; 256 * 1024], 0, Instant::now());
        loop {
            match connection.read(&mut piece).unwrap() {
                0 => return (length, begun.elapsed()),
                count => length += count,
            }
            if begun.elapsed() < Duration::from_secs(4) {
                std::thread::sleep(Duration::from_millis(200));
            }
        }
    })
    .await
    .unwrap();
    assert!(length > LARGE, "{length}");
    assert!(elapsed > Duration::from_secs(3), "longer than the limit: {elapsed:?}");
    assert_eq!(app.metrics.cut.get(), 0);
}

#[sqlx::test]
async fn connections_beyond_the_bounds_are_answered_and_closed(db: PgPool) {
    let one_client = Limits { client_connections: 3, ..Limits::default() };
    let all = Limits { connections: 3, ..behind_a_proxy() };
    for (limits, expected, reason) in
        [(one_client, 429, "client_connections"), (all, 503, "connections")]
    {
        let (address, app) = started(&db, limits).await;
        let open = spawn_blocking(move || {
            let open: Vec<_> = (0..3).map(|_| TcpStream::connect(address).unwrap()).collect();
            let mut refused = TcpStream::connect(address).unwrap();
            let mut answer = String::new();
            refused.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
            refused.read_to_string(&mut answer).unwrap();
            assert!(answer.starts_with(&format!("HTTP/1.1 {expected} ")), "{answer}");
            assert!(answer.contains("\r\nretry-after: 1\r\n"), "{answer}");
            open
        })
        .await
        .unwrap();
        assert_eq!(app.metrics.refusals.with_label_values(&[reason]).get(), 1);
        assert_eq!(app.metrics.connections.get(), 3);
        drop(open);
        until("the places are free", || app.metrics.connections.get() == 0).await;
        let answered = spawn_blocking(move || status(&mut ask(address, 1, "/small"))).await;
        assert_eq!(answered.unwrap(), 200);
    }
}

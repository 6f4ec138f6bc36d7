//! One client cannot use up the capacity for the others.

use crate::support::districts::load_two_districts;
use plan_targets::api;
use plan_targets::api::app::App;
use plan_targets::api::http::server;
use plan_targets::config::Limits;
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::task::{JoinHandle, spawn_blocking};

/// Sends a request for a client, as a proxy does; returns status and head of the answer.
fn ask(address: SocketAddr, client: &'static str, path: &'static str) -> JoinHandle<(u16, String)> {
    spawn_blocking(move || {
        let mut connection = TcpStream::connect(address).unwrap();
        connection.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: a\r\nx-forwarded-for: {client}\r\nconnection: close\r\n\r\n"
        );
        connection.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        (answer[9..12].parse().unwrap(), answer)
    })
}

#[sqlx::test]
async fn a_greedy_client_is_refused_and_a_polite_one_answered(db: PgPool) {
    load_two_districts(&db).await;
    let one = PgPoolOptions::new().max_connections(1).acquire_timeout(Duration::from_mins(1));
    let one = one.connect_with((*db.connect_options()).clone()).await.unwrap();
    let limits = Limits {
        rate_limit: 0,
        request_timeout: 60.0,
        trusted_proxies: vec!["127.0.0.1/32".parse().unwrap()],
        ..Limits::default()
    };
    let app = App::new(one.clone(), limits);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (service, served) = (api::router(app.clone()), app.clone());
    let running = tokio::spawn(async move {
        server::serve(listener, service, &served, std::future::pending()).await
    });
    // Every answer needs the only connection, so none is ready while this test holds it.
    let connection = one.acquire().await.unwrap();
    let answered = Arc::new(AtomicUsize::new(0));
    let greedy: Vec<_> = (0..100)
        .map(|_| {
            let (asked, answered) =
                (ask(address, "192.0.2.1", "/v1/availability"), answered.clone());
            tokio::spawn(async move {
                let answer = asked.await.unwrap();
                if answer.0 == 200 {
                    answered.fetch_add(1, Ordering::Relaxed);
                }
                answer
            })
        })
        .collect();
    let (computed, waiting) = (&app.metrics.computed, &app.metrics.waiting);
    let class = ["table"];
    for _ in 0..1200 {
        let waits = waiting.with_label_values(&class).get();
        if app.metrics.in_flight.get() == 66 && waits == 64 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // Half of the places of the class, and a quarter of its queue.
    assert_eq!(computed.with_label_values(&class).get(), 2);
    assert_eq!(waiting.with_label_values(&class).get(), 64);
    let polite = ask(address, "192.0.2.2", "/v1/availability");
    let cheap = ask(address, "192.0.2.2", "/v1/plans/jiangan-2021-2025");
    for _ in 0..1200 {
        if computed.with_label_values(&class).get() == 3 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(computed.with_label_values(&class).get(), 3, "the polite one waits for nobody");
    drop(connection);
    let (status, answer) = polite.await.unwrap();
    let before = answered.load(Ordering::Relaxed);
    assert_eq!(status, 200, "{answer}");
    assert!(before <= 20, "{before} answers of the greedy client came first");
    assert_eq!(cheap.await.unwrap().0, 200);
    let mut refused = 0;
    for asked in greedy {
        let (status, answer) = asked.await.unwrap();
        match status {
            200 => {}
            429 => {
                refused += 1;
                assert!(answer.contains("as many requests in progress as it may"), "{answer}");
                assert!(answer.to_lowercase().contains("\r\nretry-after: 1\r\n"), "{answer}");
            }
            other => panic!("{other}: {answer}"),
        }
    }
    assert_eq!(refused, 100 - 66);
    running.abort();
}

//! The rate limit, the client that a request counts for, and requests that are not HTTP.

use crate::support::districts::load_two_districts;
use crate::support::hostile::in_contract;
use crate::support::http::{Answer, answered};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request};
use plan_targets::api;
use plan_targets::api::app::App;
use plan_targets::api::http::client::Peer;
use plan_targets::api::http::server;
use plan_targets::config::Limits;
use sqlx::pool::PoolConnection;
use sqlx::postgres::PgPoolOptions;
use sqlx::{PgPool, Postgres};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::task::{Context, Waker};
use std::time::{Duration, Instant};
use tokio::task::spawn_blocking;

fn service(db: &PgPool, limits: Limits) -> Router {
    api::router(App::new(db.clone(), limits))
}

async fn ask(
    service: &Router,
    address: &str,
    peer: Option<&str>,
    headers: &[(&str, &str)],
) -> Answer {
    let mut request = Request::builder().uri(address).header("host", "test");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut request = request.body(Body::empty()).unwrap();
    if let Some(peer) = peer {
        request.extensions_mut().insert(Peer(SocketAddr::new(peer.parse().unwrap(), 40_000)));
    }
    answered(service.clone(), request).await
}

#[sqlx::test]
async fn a_client_with_too_many_requests_gets_retry_after(db: PgPool) {
    let service = service(&db, Limits { rate_limit: 2, rate_burst: 3, ..Limits::default() });
    let chinese = [("accept-language", "zh"), ("origin", "https://example.org")];
    for left in [2, 1, 0] {
        let answer = ask(&service, "/problems", Some("192.0.2.1"), &chinese).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("ratelimit-policy"), "\"client\";q=3;w=90");
        let reset = (3 - left) * 30;
        assert_eq!(answer.header("ratelimit"), format!("\"client\";r={left};t={reset}"));
    }
    let answer = ask(&service, "/v1/nothing", Some("192.0.2.1"), &chinese).await;
    in_contract(&answer, "429");
    assert_eq!(answer.status, 429);
    assert_eq!(answer.at("type"), "/problems/too-many-requests");
    assert_eq!(answer.at("title"), "请求过多");
    assert_eq!(answer.header("retry-after"), "30");
    assert_eq!(answer.header("ratelimit"), "\"client\";r=0;t=90");
    for name in ["ratelimit", "ratelimit-policy", "retry-after", "content-language"] {
        assert!(answer.header("access-control-expose-headers").contains(name), "{name}");
    }
    for _ in 0..5 {
        let watched = ask(&service, "/healthz", Some("192.0.2.1"), &[]).await;
        assert_eq!((watched.status.as_u16(), watched.header("ratelimit")), (200, ""));
        assert_eq!(ask(&service, "/readyz", Some("192.0.2.1"), &[]).await.status, 503);
    }
    let other = ask(&service, "/v1/nothing", Some("192.0.2.2"), &[]).await;
    assert_eq!((other.status.as_u16(), other.header("ratelimit")), (404, "\"client\";r=2;t=30"));
    let question = Request::builder()
        .method(Method::OPTIONS)
        .uri("/problems")
        .header("origin", "https://example.org")
        .header("access-control-request-method", "GET");
    let answer = answered(service, question.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 204, "a browser's question before a request is not counted");
}

#[sqlx::test]
async fn only_trusted_proxies_name_the_client(db: PgPool) {
    let limits = || Limits { rate_limit: 1, rate_burst: 1, ..Limits::default() };
    let proxies = vec!["10.0.0.0/8".parse().unwrap()];
    let trusting = service(&db, Limits { trusted_proxies: proxies, ..limits() });
    let from = |client| [("x-forwarded-for", client)];
    for (client, status) in
        [("192.0.2.1", 200), ("192.0.2.2", 200), ("192.0.2.1", 429), ("1.1.1.1, 192.0.2.1", 429)]
    {
        let answer = ask(&trusting, "/problems", Some("10.0.0.1"), &from(client)).await;
        assert_eq!(answer.status.as_u16(), status, "{client}");
    }
    let strict = service(&db, limits());
    assert_eq!(ask(&strict, "/problems", Some("10.0.0.1"), &from("192.0.2.1")).await.status, 200);
    assert_eq!(ask(&strict, "/problems", Some("10.0.0.1"), &from("192.0.2.2")).await.status, 429);
}

#[sqlx::test]
async fn requests_without_a_socket_are_one_client_and_without_a_limit_nothing_is_counted(
    db: PgPool,
) {
    let limited = service(&db, Limits { rate_limit: 1, rate_burst: 1, ..Limits::default() });
    assert_eq!(ask(&limited, "/problems", None, &[]).await.status, 200);
    assert_eq!(ask(&limited, "/problems", None, &[]).await.status, 429);
    let free = service(&db, Limits { rate_limit: 0, rate_burst: 1, ..Limits::default() });
    for _ in 0..5 {
        let answer = ask(&free, "/problems", None, &[]).await;
        assert_eq!((answer.status.as_u16(), answer.header("ratelimit")), (200, ""));
    }
}

/// A service that computes one request and lets `queue` wait, and its only connection: no answer is ready while the test holds it.
async fn stalled(db: &PgPool, queue: u32) -> (Router, PoolConnection<Postgres>) {
    load_two_districts(db).await;
    let one = PgPoolOptions::new().max_connections(1);
    let one = one.connect_with((*db.connect_options()).clone()).await.unwrap();
    let service = service(&one, Limits { concurrency: 1, queue, ..Limits::default() });
    (service, one.acquire().await.unwrap())
}

#[sqlx::test]
async fn requests_beyond_the_queue_are_refused_at_once_and_the_others_answered(db: PgPool) {
    let (service, connection) = stalled(&db, 1).await;
    let mut context = Context::from_waker(Waker::noop());
    let mut computed = Box::pin(ask(&service, "/v1/plans", None, &[]));
    assert!(computed.as_mut().poll(&mut context).is_pending());
    let mut waiting = Box::pin(ask(&service, "/v1/regions", None, &[]));
    assert!(waiting.as_mut().poll(&mut context).is_pending());
    let mut waits = Vec::new();
    for _ in 0..3 {
        let begun = Instant::now();
        let refused = ask(&service, "/v1/plans", None, &[("accept-language", "en")]).await;
        let wait: u64 = refused.header("retry-after").parse().unwrap();
        assert_eq!(
            refused.problem(),
            format!(
                "503 /problems/unavailable the server has as many requests in progress as it takes; ask again in {wait} s"
            )
        );
        assert_eq!(refused.header("cache-control"), "no-store");
        waits.push(wait);
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    }
    // One client a second has room, so those that are refused are not asked to come back together.
    assert!(waits[0] >= 1 && waits[2] > waits[0], "{waits:?}");
    assert_eq!(ask(&service, "/healthz", None, &[]).await.status, 200);
    drop(connection);
    assert_eq!(computed.await.status, 200);
    assert_eq!(waiting.await.status, 200);
    assert_eq!(ask(&service, "/v1/plans", None, &[]).await.status, 200, "places are free again");
}

#[sqlx::test]
async fn a_refusal_before_the_layers_looks_like_one_of_the_layers(db: PgPool) {
    let (service, connection) = stalled(&db, 0).await;
    let mut context = Context::from_waker(Waker::noop());
    let mut computed = Box::pin(ask(&service, "/v1/targets", None, &[]));
    assert!(computed.as_mut().poll(&mut context).is_pending());
    let asked = ("x-request-id", "same-for-both");
    for (address, headers) in [
        ("/v1/targets", vec![asked]),
        ("/v1/actuals?limit=2&lang=en", vec![asked, ("origin", "https://example.org")]),
        (
            "/v1/search?q=%E6%B1%9F",
            vec![asked, ("accept", "text/csv"), ("accept-encoding", "gzip")],
        ),
    ] {
        let early = ask(&service, address, None, &headers).await;
        // With a condition the request takes the whole way.
        let conditional = [headers.as_slice(), &[("if-none-match", "\"other\"")]].concat();
        let late = ask(&service, address, None, &conditional).await;
        let seen = |answer: &Answer| {
            let mut headers: Vec<_> = answer
                .headers
                .iter()
                .map(|(name, value)| {
                    let value = value.to_str().unwrap().to_owned();
                    // These count on, from one request to the next.
                    let counts = ["retry-after", "ratelimit"].contains(&name.as_str());
                    (name.as_str().to_owned(), if counts { String::new() } else { value })
                })
                .collect();
            headers.sort();
            headers
        };
        assert_eq!((early.status.as_u16(), late.status.as_u16()), (503, 503), "{address}");
        assert_eq!(seen(&early), seen(&late), "{address}");
        let text =
            |answer: &Answer| answer.text.replace(|letter: char| letter.is_ascii_digit(), "");
        assert_eq!(text(&early), text(&late), "{address}");
    }
    drop(connection);
    assert_eq!(computed.await.status, 200);
    assert_eq!(ask(&service, "/v1/targets", None, &[]).await.status, 200);
}

#[sqlx::test]
async fn a_client_that_disconnects_frees_its_place(db: PgPool) {
    let (service, connection) = stalled(&db, 0).await;
    let mut context = Context::from_waker(Waker::noop());
    let mut computed = Box::pin(ask(&service, "/v1/plans", None, &[]));
    assert!(computed.as_mut().poll(&mut context).is_pending());
    assert_eq!(ask(&service, "/v1/plans", None, &[]).await.status, 503);
    drop(computed);
    drop(connection);
    assert_eq!(ask(&service, "/v1/plans", None, &[]).await.status, 200);
}

/// A server on its own port, until the test ends.
async fn started(db: &PgPool, limits: Limits) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = App::new(db.clone(), limits);
    let service = api::router(app.clone());
    tokio::spawn(
        async move { server::serve(listener, service, &app, std::future::pending()).await },
    );
    address
}

/// Sends bytes and reads until the server closes the connection.
async fn talk(address: SocketAddr, bytes: Vec<u8>) -> String {
    let talk = move || {
        let mut connection = TcpStream::connect(address)?;
        connection.set_read_timeout(Some(Duration::from_secs(20)))?;
        // The server may close the connection before everything is sent.
        let _ = connection.write_all(&bytes);
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer)?;
        std::io::Result::Ok(String::from_utf8_lossy(&answer).into_owned())
    };
    spawn_blocking(talk).await.unwrap().unwrap()
}

/// Status and body of the last answer in the bytes read.
fn last(answer: &str) -> (u16, serde_json::Value, String) {
    let begin = answer.rfind("HTTP/1.1 ").unwrap_or_else(|| panic!("no answer: {answer:?}"));
    let (head, body) = answer[begin..].split_once("\r\n\r\n").unwrap();
    let status = head[9..12].parse().unwrap();
    (status, serde_json::from_str(body).unwrap_or_default(), head.to_lowercase())
}

#[sqlx::test]
async fn a_request_that_is_not_http_gets_a_bare_status_and_the_connection_is_closed(db: PgPool) {
    let address = started(&db, Limits::default()).await;
    let headers = |count| (0..count).map(|n| format!("x-{n}: 1\r\n")).collect::<Vec<_>>().concat();
    for (request, status) in [
        (format!("GET /healthz HTTP/1.1\r\n{}\r\n", headers(150)), 431),
        ("GET /a b HTTP/1.1\r\nhost: a\r\n\r\n".to_owned(), 400),
        ("GET /a\0b HTTP/1.1\r\nhost: a\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/1.1\r\nno colon\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/9.9\r\nhost: a\r\n\r\n".to_owned(), 400),
        ("{\"not\": \"http\"}\r\n\r\n".to_owned(), 400),
    ] {
        let what = format!("{request:.60}");
        let answer = talk(address, request.into_bytes()).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{what}: {answer}");
        assert!(answer.ends_with("\r\n\r\n"), "{what}: {answer}");
        assert!(answer.contains("connection: close"), "{what}: {answer}");
    }
}

#[sqlx::test]
async fn a_readable_address_that_is_too_long_is_a_problem(db: PgPool) {
    let address = started(&db, Limits::default()).await;
    let long = "x".repeat(60_000);
    let request =
        format!("GET /v1/targets?a={long} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
    let (status, body, head) = last(&talk(address, request.into_bytes()).await);
    assert_eq!((status, &body["type"]), (414, &"/problems/uri-too-long".into()), "{head}");
    let id = body["request_id"].as_str().unwrap();
    assert!(id.len() == 36 && head.contains(&format!("x-request-id: {id}")), "{head}");
}

#[sqlx::test]
async fn a_valid_request_before_an_invalid_one_is_answered_first(db: PgPool) {
    let address = started(&db, Limits::default()).await;
    let two = "GET /healthz HTTP/1.1\r\nhost: a\r\n\r\nnonsense\r\n\r\n";
    let answer = talk(address, two.as_bytes().to_vec()).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    let (status, _, _) = last(&answer);
    assert_eq!(status, 400, "{answer}");
}

#[sqlx::test]
async fn bytes_beyond_ascii_in_an_address_get_a_bare_400(db: PgPool) {
    let address = started(&db, Limits::default()).await;
    let raw = &b"GET /v1/targets?q=\xff\xfe HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"[..];
    let answer = talk(address, raw.to_vec()).await;
    assert!(answer.starts_with("HTTP/1.1 400 ") && answer.ends_with("\r\n\r\n"), "{answer}");
}

#[sqlx::test]
async fn a_client_that_sends_slowly_or_nothing_is_disconnected(db: PgPool) {
    let limits = Limits { header_timeout: 0.4, ..Limits::default() };
    let address = started(&db, limits).await;
    let slow = spawn_blocking(move || {
        let mut connection = TcpStream::connect(address).unwrap();
        connection.set_read_timeout(Some(Duration::from_millis(100))).unwrap();
        let begun = Instant::now();
        let mut byte = [0; 1];
        // One byte of an endless head each tenth of a second.
        for sent in b"GET / HTTP/1.1\r\nx: ".iter().chain([b'x'; 200].iter()) {
            if connection.write_all(&[*sent]).is_err() {
                break;
            }
            match connection.read(&mut byte) {
                Ok(0) => break,
                Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => break,
                _ => {}
            }
        }
        begun.elapsed()
    });
    let idle = spawn_blocking(move || {
        let mut connection = TcpStream::connect(address).unwrap();
        connection.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        write!(connection, "GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n").unwrap();
        let begun = Instant::now();
        connection.read_to_end(&mut Vec::new()).unwrap();
        begun.elapsed()
    });
    for elapsed in [slow.await.unwrap(), idle.await.unwrap()] {
        assert!(elapsed >= Duration::from_millis(300), "{elapsed:?}");
        assert!(elapsed < Duration::from_secs(8), "{elapsed:?}");
    }
}

#[sqlx::test]
async fn each_address_of_a_socket_is_a_client(db: PgPool) {
    let limits = Limits { rate_limit: 1, rate_burst: 1, ..Limits::default() };
    let address = started(&db, limits).await;
    let ask = b"GET /problems HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n".to_vec();
    assert_eq!(last(&talk(address, ask.clone()).await).0, 200);
    assert_eq!(last(&talk(address, ask).await).0, 429);
}

#[sqlx::test]
async fn a_client_that_has_closed_its_sending_side_is_answered(db: PgPool) {
    load_two_districts(&db).await;
    let address = started(&db, Limits::default()).await;
    for path in ["/healthz", "/v1/targets?limit=500"] {
        let answer = spawn_blocking(move || {
            let mut connection = TcpStream::connect(address).unwrap();
            connection.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
            write!(connection, "GET {path} HTTP/1.1\r\nhost: a\r\n\r\n").unwrap();
            connection.shutdown(std::net::Shutdown::Write).unwrap();
            let mut answer = String::new();
            connection.read_to_string(&mut answer).unwrap();
            answer
        })
        .await
        .unwrap();
        let (status, body, _) = last(&answer);
        assert_eq!(status, 200, "{path}: {answer}");
        assert!(!body.is_null(), "{path}: the whole body: {answer}");
    }
}

//! The server as a process and as a listening socket: start, error messages and stop.

use crate::support::districts::load_two_districts;
use crate::support::program::{Program, ask};
use plan_targets::api;
use plan_targets::api::app::App;
use plan_targets::api::http::server::{self, StopCounts, StopTimes};
use plan_targets::config::Limits;
use sqlx::postgres::PgPoolOptions;
use sqlx::{ConnectOptions, PgPool};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, spawn_blocking};

/// A stop without a drain.
fn patient(patience: Duration) -> StopTimes {
    StopTimes { drain: Duration::ZERO, patience }
}

/// A server with a pool of one connection, and the sender that stops it.
async fn started(
    db: &PgPool,
    times: StopTimes,
) -> (PgPool, SocketAddr, oneshot::Sender<()>, JoinHandle<std::io::Result<StopCounts>>) {
    let options = (*db.connect_options()).clone();
    let pool = PgPoolOptions::new().max_connections(1).connect_with(options).await.unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = App::new(pool.clone(), Limits::default());
    let service = api::router(app.clone());
    let (stop, stopping) = oneshot::channel();
    let stopping = async move {
        let _ = stopping.await;
        times
    };
    let running =
        tokio::spawn(async move { server::serve(listener, service, &app, stopping).await });
    (pool, address, stop, running)
}

#[sqlx::test]
async fn a_request_in_flight_is_answered_after_the_signal_to_stop(db: PgPool) {
    load_two_districts(&db).await;
    let (pool, address, stop, running) = started(&db, patient(Duration::from_secs(20))).await;
    // The only connection is taken, so the request waits in the server.
    let taken = pool.acquire().await.unwrap();
    let asked = spawn_blocking(move || ask(address, "/readyz"));
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!asked.is_finished());
    stop.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!running.is_finished() && !asked.is_finished());
    let refused = spawn_blocking(move || ask(address, "/healthz")).await.unwrap();
    assert!(refused.is_err(), "{refused:?}");
    drop(taken);
    let answer = asked.await.unwrap().unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.contains("\"ready\""), "{answer}");
    let stopped = running.await.unwrap().unwrap();
    assert_eq!(stopped, StopCounts { in_flight: 1, answered: 1, dropped: 0 });
}

#[sqlx::test]
async fn a_request_that_does_not_end_delays_the_stop_up_to_its_limit(db: PgPool) {
    let (pool, address, stop, running) = started(&db, patient(Duration::from_millis(300))).await;
    let _taken = pool.acquire().await.unwrap();
    let asked = spawn_blocking(move || ask(address, "/readyz"));
    tokio::time::sleep(Duration::from_millis(200)).await;
    stop.send(()).unwrap();
    let stopped = running.await.unwrap().unwrap();
    assert_eq!(stopped, StopCounts { in_flight: 1, answered: 0, dropped: 1 });
    asked.abort();
}

#[sqlx::test]
async fn an_idle_connection_does_not_delay_the_stop(db: PgPool) {
    let (_pool, address, stop, running) = started(&db, patient(Duration::from_secs(20))).await;
    let mut idle = TcpStream::connect(address).unwrap();
    write!(idle, "GET /healthz HTTP/1.1\r\nhost: test\r\n\r\n").unwrap();
    let first = spawn_blocking(move || {
        let mut byte = [0];
        idle.read_exact(&mut byte).map(|()| idle)
    });
    let _idle = first.await.unwrap().unwrap();
    stop.send(()).unwrap();
    let ended = tokio::time::timeout(Duration::from_secs(5), running).await;
    let stopped = ended.expect("it ends at once").unwrap().unwrap();
    assert_eq!(stopped, StopCounts::default());
}

/// Sends requests on one connection until the server announces that it closes it. Returns the number of
/// answers.
fn ask_until_closed(address: SocketAddr) -> std::io::Result<usize> {
    let mut connection = TcpStream::connect(address)?;
    connection.set_read_timeout(Some(Duration::from_secs(20)))?;
    let mut reader = BufReader::new(connection.try_clone()?);
    for answered in 1.. {
        write!(connection, "GET /healthz HTTP/1.1\r\nhost: test\r\n\r\n")?;
        let (mut closes, mut length) = (false, 0);
        for line in reader.by_ref().lines() {
            let line = line?.to_lowercase();
            match line.split_once(": ") {
                Some(("connection", "close")) => closes = true,
                Some(("content-length", value)) => length = value.parse().expect("a number"),
                _ if line.is_empty() => break,
                _ => {}
            }
        }
        assert!(length > 0, "an answer that was cut off");
        reader.read_exact(&mut vec![0; length])?;
        if closes {
            return Ok(answered);
        }
    }
    unreachable!("the loop has no end")
}

#[sqlx::test]
async fn a_stop_loses_no_request_of_clients_that_keep_their_connections(db: PgPool) {
    let times = StopTimes { drain: Duration::from_secs(2), patience: Duration::from_secs(10) };
    let (_pool, address, stop, running) = started(&db, times).await;
    let clients: Vec<_> =
        (0..64).map(|_| spawn_blocking(move || ask_until_closed(address))).collect();
    tokio::time::sleep(Duration::from_millis(500)).await;
    stop.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let ready = spawn_blocking(move || ask(address, "/readyz")).await.unwrap().unwrap();
    assert!(ready.starts_with("HTTP/1.1 503 ") && ready.contains("is stopping"), "{ready}");
    let alive = spawn_blocking(move || ask(address, "/healthz")).await.unwrap().unwrap();
    assert!(alive.starts_with("HTTP/1.1 200 "), "requests are still taken: {alive}");
    for client in clients {
        let answered = client.await.unwrap().expect("every request is answered");
        assert!(answered >= 1);
    }
    let StopCounts { answered, dropped, .. } = running.await.unwrap().unwrap();
    assert!(answered >= 66 && dropped == 0, "{answered} {dropped}");
    let refused = spawn_blocking(move || ask(address, "/healthz")).await.unwrap();
    assert!(refused.is_err(), "{refused:?}");
}

#[sqlx::test]
async fn the_program_logs_a_line_for_each_request_and_stops_on_a_signal(db: PgPool) {
    load_two_districts(&db).await;
    let url = db.connect_options().to_url_lossy().to_string();
    let (code, told) = spawn_blocking(move || {
        let mut program =
            Program::start(&url, &["--listen", "127.0.0.1:0", "--log-format", "json"]);
        let address = program.address();
        let answer = ask(address, "/v1/targets?limit=1&regions=420104").unwrap();
        assert!(answer.contains("\"total\":3"), "{answer}");
        program.terminate();
        program.ended()
    })
    .await
    .unwrap();
    assert_eq!(code, Some(0), "{told}");
    let lines: Vec<serde_json::Value> =
        told.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    let answered: Vec<_> = lines.iter().filter(|line| line["message"] == "answered").collect();
    assert_eq!(answered.len(), 1, "{told}");
    assert_eq!(answered[0]["method"], "GET");
    assert_eq!(answered[0]["path"], "/v1/targets");
    assert_eq!(answered[0]["status"], 200);
    // The canonical query, the client and the bytes of the body.
    assert_eq!(answered[0]["query"], "regions=qiaokou&limit=1");
    assert_eq!(answered[0]["client"], "127.0.0.1");
    assert!(answered[0]["bytes"].as_u64().is_some_and(|bytes| bytes > 500), "{told}");
    assert!(answered[0]["duration_ms"].is_number());
    assert_eq!(answered[0]["request_id"].as_str().map(str::len), Some(36));
    let last = lines.last().unwrap();
    assert_eq!(last["message"], "stopped, every request answered");
    assert_eq!((&last["in_flight"], &last["dropped"]), (&0.into(), &0.into()));
}

#[sqlx::test]
async fn a_flood_of_refusals_has_a_few_lines(db: PgPool) {
    load_two_districts(&db).await;
    let url = db.connect_options().to_url_lossy().to_string();
    let told = spawn_blocking(move || {
        let few = ["--listen", "127.0.0.1:0", "--log-format", "json", "--rate-burst", "1"];
        let mut program = Program::start(&url, &few);
        let address = program.address();
        let refused = (0..200).filter(|_| ask(address, "/v1/plans").unwrap().contains(" 429 "));
        assert!(refused.count() > 150);
        program.terminate();
        program.ended().1
    })
    .await
    .unwrap();
    let lines = told.lines().filter(|line| line.contains("\"status\":429")).count();
    // Twenty in each ten seconds.
    assert!((1..=60).contains(&lines), "{lines}\n{told}");
}

#[sqlx::test]
async fn a_port_in_use_is_named(db: PgPool) {
    let url = db.connect_options().to_url_lossy().to_string();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let program = Program::start(&url, &["--listen", &address]);
    let (code, told) = spawn_blocking(move || program.ended()).await.unwrap();
    assert_eq!(code, Some(1));
    let last = told.lines().last().unwrap();
    assert!(last.contains(&format!("cannot listen on {address}: another program")), "{told}");
    let port = taken.local_addr().unwrap().port();
    assert!(last.contains(&format!("`ss -ltnp 'sport = :{port}'`")), "{told}");
    assert!(last.contains("`--listen 127.0.0.1:") && last.contains("LISTEN=127.0.0.1:"), "{told}");
}

#[test]
fn a_missing_database_ends_the_program_with_advice() {
    let url = "postgres://nobody@127.0.0.1:9/none";
    let (code, told) = Program::start(url, &["--listen", "127.0.0.1:0", "--db-wait", "1"]).ended();
    assert_eq!(code, Some(1));
    let last = told.lines().last().unwrap();
    assert!(last.starts_with("plan-targets: cannot connect to the database: "), "{told}");
    assert!(last.contains("DATABASE_URL") && last.contains("make run"), "{told}");
}

//! The listening socket, and a stop that loses no request.
//!
//! ```text
//! signal ─▶ /readyz is 503, answers close their connections ─ drain ─▶ the socket closes ─ patience ─▶ end
//! ```
//! A balancer sees the 503 and sends no more requests, while those that it still sends are answered. A client that
//! keeps its connection learns from its next answer (`Connection: close`) that it ends.

use super::client::Peer;
use super::connections::{Connections, OpenConnection};
use super::socket::ClientSocket;
use crate::api::app::App;
use axum::Router;
use axum::http::{HeaderValue, Request, header};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use rustix::net::sockopt;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tower::ServiceExt;

/// Bytes that the kernel takes for a client before the client has to read. Its default grows to megabytes, which a
/// client that does not read would hold, and a slow one would look as if it took nothing.
const SEND_BUFFER: usize = 208 * 1024;

/// The durations of a stop.
#[derive(Debug, Clone, Copy, Default)]
pub struct StopTimes {
    /// From the signal until the socket closes.
    pub drain: Duration,
    /// From then on, for requests in flight to finish.
    pub patience: Duration,
}

/// The requests during a stop.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StopCounts {
    /// Requests in flight at the signal.
    pub in_flight: u64,
    /// Requests answered after the signal, those in flight among them.
    pub answered: u64,
    /// Requests that were not answered to their end.
    pub dropped: u64,
}

/// State that all connections share.
#[derive(Clone)]
struct Shared {
    http: http1::Builder,
    service: Router,
    app: App,
    connections: Arc<Connections>,
    /// Requests answered after the signal.
    answered: Arc<AtomicU64>,
    stopping: watch::Receiver<()>,
}

/// Serves until `stop` completes, and then stops as its result says.
///
/// A connection is closed where the head of a request takes longer than `header_timeout`, where no request
/// arrives for as long, and where the client does not read for `write_timeout`.
///
/// # Errors
/// None at present: a connection that cannot be accepted is logged.
pub async fn serve(
    listener: TcpListener,
    service: Router,
    app: &App,
    stop: impl Future<Output = StopTimes>,
) -> io::Result<StopCounts> {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new());
    // A client may close its sending side after its request, and is answered.
    http.half_close(true);
    http.header_read_timeout(Duration::from_secs_f64(app.limits.header_timeout));
    let (stopped, stopping) = watch::channel(());
    if let Err(error) = sockopt::set_socket_send_buffer_size(&listener, SEND_BUFFER) {
        tracing::debug!(%error, "SO_SNDBUF not set");
    }
    let connections = Arc::new(Connections::new(&app.limits, Arc::clone(&app.metrics)));
    let answered = Arc::default();
    let shared = Shared { http, service, app: app.clone(), connections, answered, stopping };
    let mut connections = JoinSet::new();
    let times = accept(&listener, &mut connections, &shared, stop).await;
    app.stopping.store(true, Ordering::Relaxed);
    let in_flight = in_flight(app);
    if !times.drain.is_zero() {
        accept(&listener, &mut connections, &shared, sleep(times.drain)).await;
    }
    drop(listener);
    // Fails only where no connection is left.
    let _ = stopped.send(());
    let all = async { while connections.join_next().await.is_some() {} };
    let finished = timeout(times.patience, all).await.is_ok();
    let dropped = if finished { 0 } else { self::in_flight(app) };
    Ok(StopCounts { in_flight, answered: shared.answered.load(Ordering::Relaxed), dropped })
}

/// Requests whose answer was not sent to its end.
fn in_flight(app: &App) -> u64 {
    u64::try_from(app.metrics.in_flight.get()).unwrap_or(0)
}

/// Accepts connections until `end` completes.
async fn accept<T>(
    listener: &TcpListener,
    connections: &mut JoinSet<()>,
    shared: &Shared,
    end: impl Future<Output = T>,
) -> T {
    let mut end = pin!(end);
    loop {
        tokio::select! {
            ended = &mut end => return ended,
            // Removes tasks of connections that ended.
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => match shared.connections.admit(peer) {
                    Ok(open) => {
                        connections.spawn(talk(shared.clone(), undelayed(stream), peer, open));
                    }
                    Err(full) => shared.connections.refuse(full, stream, peer),
                },
                Err(error) => log_failed_accept(&error).await,
            },
        }
    }
}

/// Answers the requests of one connection, one after another.
async fn talk(shared: Shared, stream: TcpStream, peer: SocketAddr, _open: OpenConnection) {
    let Shared { http, service, app, answered, mut stopping, .. } = shared;
    let limit = Duration::from_secs_f64(app.limits.write_timeout);
    let connection = ClientSocket::new(stream, limit, app.metrics.cut.clone());
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer));
        let answer = service.clone().oneshot(request);
        let (stopping, answered) = (Arc::clone(&app.stopping), Arc::clone(&answered));
        async move {
            let mut response = answer.await;
            if stopping.load(Ordering::Relaxed) {
                answered.fetch_add(1, Ordering::Relaxed);
                if let Ok(response) = &mut response {
                    let close = HeaderValue::from_static("close");
                    response.headers_mut().insert(header::CONNECTION, close);
                }
            }
            response
        }
    });
    let mut talk = pin!(http.serve_connection(TokioIo::new(connection), service));
    let ended = tokio::select! {
        ended = &mut talk => ended,
        // An error means that the sender is gone, which stops the connection as well.
        _ = stopping.changed() => {
            talk.as_mut().graceful_shutdown();
            talk.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%peer, %error, "connection ended");
    }
}

/// Sets `TCP_NODELAY`: answers are written whole, so waiting to fill a packet only delays them.
fn undelayed(stream: TcpStream) -> TcpStream {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "TCP_NODELAY not set");
    }
    stream
}

/// Logs a connection that could not be accepted. A client that is gone already is no error. Where the
/// system has no more file descriptors, waiting a second lets connections end.
async fn log_failed_accept(error: &io::Error) {
    use ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        tracing::error!(%error, "no connection could be accepted");
        sleep(Duration::from_secs(1)).await;
    }
}

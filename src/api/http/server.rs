//! The listening socket, and a stop that lets requests in flight finish.

use super::client::Peer;
use crate::config::Limits;
use axum::Router;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tower::ServiceExt;

/// Serves until `stop` completes. Then it accepts no new connections and gives requests in flight `drain`
/// to finish. Returns whether all of them did.
///
/// A connection is closed where the head of a request takes longer than `limits.header_timeout`, or where
/// no request arrives for as long.
///
/// # Errors
/// None at present: a connection that cannot be accepted is logged.
pub async fn serve(
    listener: TcpListener,
    service: Router,
    limits: &Limits,
    drain: Duration,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<bool> {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new());
    http.header_read_timeout(Duration::from_secs_f64(limits.header_timeout));
    let (stopped, stopping) = watch::channel(());
    let mut connections = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            // Removes tasks of connections that ended.
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    let (http, service) = (http.clone(), service.clone());
                    let connection = undelayed(stream);
                    connections.spawn(talk(http, service, connection, peer, stopping.clone()));
                }
                Err(error) => log_failed_accept(&error).await,
            },
        }
    }
    drop(listener);
    // Fails only where no connection is left.
    let _ = stopped.send(());
    let all = async { while connections.join_next().await.is_some() {} };
    Ok(timeout(drain, all).await.is_ok())
}

/// Answers the requests of one connection, one after another.
async fn talk(
    http: http1::Builder,
    service: Router,
    connection: TcpStream,
    peer: SocketAddr,
    mut stopping: watch::Receiver<()>,
) {
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer));
        service.clone().oneshot(request)
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
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

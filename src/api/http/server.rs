//! Listening, and stopping without cutting anybody off.

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

/// Serves until `stop` is done; then takes no new connections and gives requests in flight `drain`
/// to finish. True where all of them did.
///
/// A connection that does not send the whole head of a request within `limits.header_timeout`, and one on
/// which nothing is asked for so long, is closed.
///
/// # Errors
/// None at present: a connection that cannot be accepted is logged, and the next one waited for.
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
            // Ended ones are let go.
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    let (http, service) = (http.clone(), service.clone());
                    let connection = undelayed(stream);
                    connections.spawn(talk(http, service, connection, peer, stopping.clone()));
                }
                Err(error) => refused(&error).await,
            },
        }
    }
    drop(listener);
    // Nobody listens any more only where no connection is left.
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
        // What `changed` says does not matter: a sender that is gone stops as well.
        _ = stopping.changed() => {
            talk.as_mut().graceful_shutdown();
            talk.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%peer, %error, "connection ended");
    }
}

/// Answers are written whole; waiting to fill a packet would only delay them.
fn undelayed(stream: TcpStream) -> TcpStream {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "TCP_NODELAY not set");
    }
    stream
}

/// A connection that was gone before it was accepted is nothing; where the system has no more of them to
/// give, waiting is all that helps.
async fn refused(error: &io::Error) {
    use ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        tracing::error!(%error, "no connection could be accepted");
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

//! Listening, and stopping without cutting anybody off.

use axum::Router;
use axum::serve::ListenerExt;
use std::io;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// Serves until `stop` is done; then takes no new connections and gives requests in flight `drain`
/// to finish. True where all of them did.
///
/// # Errors
/// Those of the listener.
pub async fn serve(
    listener: TcpListener,
    service: Router,
    drain: Duration,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<bool> {
    // Answers are written whole; waiting to fill a packet would only delay them.
    let listener = listener.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY not set");
        }
    });
    let (stopped, stopping) = oneshot::channel();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        stop.await;
        // Nobody listens any more only where the server has ended by itself.
        let _ = stopped.send(());
    });
    let deadline = async {
        match stopping.await {
            Ok(()) => tokio::time::sleep(drain).await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        ended = server => ended.map(|()| true),
        () = deadline => Ok(false),
    }
}

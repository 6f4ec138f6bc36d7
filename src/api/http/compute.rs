//! Answers are computed on threads of their own, apart from those that serve connections.
//!
//! Computing, writing and compressing a large answer takes a processor for tens of milliseconds at a time. On the
//! threads of the connections, every other client would wait for that, `/healthz` among them. Answers from memory and
//! `/healthz` stay on those threads: they cost less than the way to others.

use axum::body::{Body, Bytes, HttpBody};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use hyper::body::Frame;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tracing::Instrument;

/// Pieces of a stream that wait for the connection.
const WAITING_PIECES: usize = 4;

/// Does the work on the threads of `compute`, or here where there are none. Dropping the future ends the work.
pub(super) async fn run(
    compute: Option<&Handle>,
    work: impl Future<Output = Response> + Send + 'static,
) -> Response {
    let Some(compute) = compute else { return work.await };
    let mut task = JoinSet::new();
    task.spawn_on(work.in_current_span(), compute);
    match task.join_next().await {
        Some(Ok(response)) => streamed_from(compute, response),
        Some(Err(error)) => {
            tracing::error!(%error, "an answer was not computed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// A body of unknown length is computed as it is read (a file of a release, a compressed answer), so it is read on the
/// same threads, a few pieces ahead of the connection.
fn streamed_from(compute: &Handle, response: Response) -> Response {
    if response.body().size_hint().exact().is_some() {
        return response;
    }
    let (parts, mut body) = response.into_parts();
    let (sender, receiver) = mpsc::channel(WAITING_PIECES);
    let pieces = async move {
        while let Some(piece) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
            // The client is gone.
            if sender.send(piece).await.is_err() {
                return;
            }
        }
    };
    compute.spawn(pieces.in_current_span());
    Response::from_parts(parts, Body::new(ReceivedBody(receiver)))
}

/// The pieces of a body that other threads read.
struct ReceivedBody(mpsc::Receiver<Result<Frame<Bytes>, axum::Error>>);

impl HttpBody for ReceivedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        self.0.poll_recv(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;
    use futures_util::{StreamExt, stream};
    use std::thread;

    #[test]
    fn an_answer_and_its_stream_are_computed_on_the_other_threads() {
        let other = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("other")
            .build()
            .unwrap();
        let own = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let name = || thread::current().name().unwrap_or_default().to_owned();
        let handle = other.handle().clone();
        let read = own.block_on(async {
            let work = async move {
                let computed = name();
                let pieces = stream::iter(0..3).map(move |_| Ok::<_, std::io::Error>(name()));
                let mut response = Response::new(Body::from_stream(pieces));
                response.headers_mut().insert("by", computed.parse().unwrap());
                response
            };
            let response = run(Some(&handle), work).await;
            assert_eq!(response.headers()["by"], "other");
            to_bytes(response.into_body(), usize::MAX).await.unwrap()
        });
        assert_eq!(read, "otherotherother");
    }
}

//! A body with something that watches it: bytes are counted as they are sent, and a permit lives as long as the answer.

use axum::body::{Body, Bytes, HttpBody};
use axum::response::Response;
use hyper::body::{Frame, SizeHint};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// What watches a body. It is dropped when the body was sent, or when the connection is gone.
pub(super) trait BodyWatch: Send + Unpin + 'static {
    /// The connection takes a piece of this many bytes.
    fn sent(&mut self, _bytes: u64) {}
}

/// The same response, whose body is watched.
pub(super) fn watched(response: Response, watch: impl BodyWatch) -> Response {
    response.map(|body| Body::new(WatchedBody { body, watch }))
}

struct WatchedBody<W> {
    body: Body,
    watch: W,
}

impl<W: BodyWatch> HttpBody for WatchedBody<W> {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if let Some(data) = frame.as_ref().and_then(|frame| frame.as_ref().ok()?.data_ref()) {
            self.watch.sent(data.len() as u64);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

//! The socket of a client that must read what is sent to it.
//!
//! The kernel takes what the server writes as long as its buffer has room. Where it has none, the client has to read.
//! The connection is cut where the client
//!
//! - takes nothing for the whole time limit, or
//! - takes less than [`SLOWEST`] bytes a second beyond the time limit, counted from when it fell behind.
//!
//! A client that takes everything at once has caught up, and both begin anew.

use prometheus::IntCounter;
use std::io::{self, ErrorKind, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep_until};

/// The fewest bytes a second that a client may take.
const SLOWEST: u64 = 4 * 1024;

/// A connection whose client is behind.
#[derive(Debug)]
struct SlowClient {
    /// When the client fell behind.
    since: Instant,
    /// When it took something last.
    progress: Instant,
    /// Bytes that it took since it fell behind.
    taken: u64,
    alarm: Pin<Box<Sleep>>,
}

impl SlowClient {
    fn now() -> Self {
        let now = Instant::now();
        Self { since: now, progress: now, taken: 0, alarm: Box::pin(sleep_until(now)) }
    }

    /// When the client is cut off.
    fn end(&self, limit: Duration) -> Instant {
        let earned = Duration::from_millis(self.taken.saturating_mul(1000) / SLOWEST);
        (self.since + limit + earned).min(self.progress + limit)
    }
}

/// A socket with a time limit for writing.
#[derive(Debug)]
pub(super) struct ClientSocket {
    stream: TcpStream,
    limit: Duration,
    /// `None` while the client takes everything at once.
    behind: Option<SlowClient>,
    /// Counts connections that are cut.
    cut: IntCounter,
}

impl ClientSocket {
    pub(super) fn new(stream: TcpStream, limit: Duration, cut: IntCounter) -> Self {
        Self { stream, limit, behind: None, cut }
    }

    /// Looks at a write of `offered` bytes, and fails where the client is cut off.
    fn judge(
        &mut self,
        context: &mut Context<'_>,
        offered: usize,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        match written {
            Poll::Ready(Ok(count)) if count == offered => self.behind = None,
            Poll::Ready(Ok(count)) => {
                let behind = self.behind.get_or_insert_with(SlowClient::now);
                behind.progress = Instant::now();
                behind.taken += count as u64;
            }
            Poll::Ready(Err(_)) => {}
            Poll::Pending => {
                let behind = self.behind.get_or_insert_with(SlowClient::now);
                let end = behind.end(self.limit);
                behind.alarm.as_mut().reset(end);
                if behind.alarm.as_mut().poll(context).is_ready() {
                    return Poll::Ready(Err(self.cut_off()));
                }
            }
        }
        written
    }

    fn cut_off(&self) -> io::Error {
        self.cut.inc();
        // Otherwise the kernel keeps what the client did not take for minutes.
        if let Err(error) = self.stream.set_zero_linger() {
            tracing::debug!(%error, "SO_LINGER not set");
        }
        io::Error::new(ErrorKind::TimedOut, "the client does not read its answer")
    }
}

impl AsyncRead for ClientSocket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for ClientSocket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.judge(context, bytes.len(), written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.judge(context, slices.iter().map(|slice| slice.len()).sum(), written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_client_must_take_something_in_time_and_enough_on_average() {
        let limit = Duration::from_secs(20);
        let mut behind = SlowClient::now();
        let left = |behind: &SlowClient| behind.end(limit).duration_since(behind.since).as_secs();
        assert_eq!(left(&behind), 20, "nothing taken");
        behind.progress += Duration::from_secs(15);
        behind.taken = 4 * SLOWEST;
        assert_eq!(left(&behind), 24, "four seconds earned");
        behind.taken = 1000 * SLOWEST;
        assert_eq!(left(&behind), 35, "much taken, and then nothing for the limit");
    }
}

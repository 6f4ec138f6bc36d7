//! Requests that cannot even be read as HTTP: an address of more than 64 KiB, more than 100 headers, a
//! malformed head. The HTTP library answers those itself, with a status and nothing else, before any layer
//! sees them. Here such an answer is put into words on its way to the client: the same problem document as
//! everywhere, with an id that the log has too.
//!
//! The library's own answers are told from ours by what they lack: every answer of ours names its request.

use super::layers::{X_REQUEST_ID, fresh_id};
use crate::api::problem::Told;
use axum::http::StatusCode;
use chrono::Utc;
use std::fmt::Write as _;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep_until};

/// How long a refused client may go on sending before the connection is cut: closed at once, the system
/// would throw the answer away with what was not read.
const LINGER: Duration = Duration::from_secs(2);

/// A connection whose refusals are put into words.
#[derive(Debug)]
pub struct Worded {
    stream: TcpStream,
    peer: SocketAddr,
    /// Pages of every origin may read answers.
    open_to_pages: bool,
    /// What is left to send of a refusal.
    pending: Vec<u8>,
    /// Set once something was refused: until when what the client still sends is read and thrown away.
    until: Option<Pin<Box<Sleep>>>,
}

impl Worded {
    /// A connection just accepted.
    pub fn new(stream: TcpStream, peer: SocketAddr, open_to_pages: bool) -> Self {
        Self { stream, peer, open_to_pages, pending: Vec::new(), until: None }
    }

    fn send_pending(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.pending.is_empty() {
            let sent = ready!(Pin::new(&mut self.stream).poll_write(cx, &self.pending))?;
            if sent == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.pending.drain(..sent);
        }
        Poll::Ready(Ok(()))
    }

    /// Reads and forgets what the client still sends, until it ends or the time is over.
    fn forget(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let Some(until) = &mut self.until else { return Poll::Ready(()) };
        let mut bytes = [0; 8192];
        while until.as_mut().poll(cx).is_pending() {
            let mut read = ReadBuf::new(&mut bytes);
            let more = ready!(Pin::new(&mut self.stream).poll_read(cx, &mut read));
            if more.is_err() || read.filled().is_empty() {
                break;
            }
        }
        Poll::Ready(())
    }
}

/// The status of an answer that the library gave by itself: a whole head of 4xx without a request id.
fn refused(bytes: &[u8]) -> Option<StatusCode> {
    let head = bytes.strip_suffix(b"\r\n\r\n")?;
    let head = std::str::from_utf8(head).ok().filter(|head| head.len() < 1024)?;
    let status = head.strip_prefix("HTTP/1.1 ").or_else(|| head.strip_prefix("HTTP/1.0 "))?;
    let status = StatusCode::from_bytes(status.get(..3)?.as_bytes()).ok()?;
    let mut names = head.lines().skip(1).filter_map(|line| line.split(':').next());
    let ours = names.any(|name| name.eq_ignore_ascii_case(X_REQUEST_ID.as_str()));
    (status.is_client_error() && !ours).then_some(status)
}

/// The answer in words, to be sent in its place.
fn worded(status: StatusCode, id: &str, open_to_pages: bool) -> Vec<u8> {
    let body = Told::of_status(status).text(id);
    let mut answer = format!("HTTP/1.1 {status}\r\n");
    // Writing to a string does not fail.
    let _ = write!(
        answer,
        "content-type: application/problem+json\r\ncontent-language: en\r\ncontent-length: {}\r\n\
         x-request-id: {id}\r\nconnection: close\r\ndate: {}\r\n",
        body.len(),
        Utc::now().format("%a, %d %b %Y %H:%M:%S GMT"),
    );
    if open_to_pages {
        answer.push_str("access-control-allow-origin: *\r\n");
    }
    answer.push_str("\r\n");
    answer.push_str(&body);
    answer.into_bytes()
}

impl AsyncRead for Worded {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        read: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, read)
    }
}

impl AsyncWrite for Worded {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        ready!(self.send_pending(cx))?;
        let Some(status) = refused(bytes) else {
            return Pin::new(&mut self.stream).poll_write(cx, bytes);
        };
        let id = fresh_id();
        let peer = self.peer;
        tracing::info!(%peer, status = status.as_u16(), request_id = id, "refused");
        self.pending = worded(status, &id, self.open_to_pages);
        self.until = Some(Box::pin(sleep_until(Instant::now() + LINGER)));
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.send_pending(cx))?;
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.send_pending(cx))?;
        ready!(Pin::new(&mut self.stream).poll_shutdown(cx))?;
        self.forget(cx).map(Ok)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_refusal_of_the_library_is_put_into_words() {
        let refusal = "HTTP/1.1 414 URI Too Long\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
        assert_eq!(refused(refusal.as_bytes()), Some(StatusCode::URI_TOO_LONG));
        for other in [
            "HTTP/1.1 404 Not Found\r\nx-request-id: 1\r\ncontent-length: 0\r\n\r\n",
            "HTTP/1.1 404 Not Found\r\nx-request-id: 1\r\ncontent-length: 2\r\n\r\n{}",
            "HTTP/1.1 100 Continue\r\n\r\n",
            "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
            "{\"data\": []}",
            "",
        ] {
            assert_eq!(refused(other.as_bytes()), None, "{other}");
        }
    }
}

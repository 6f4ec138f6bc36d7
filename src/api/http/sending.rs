//! The bound on memory for answers that clients have not read.
//!
//! An answer is held from when it is computed until its client has taken it. Answers are counted by their bytes in
//! memory, each once where several clients read the same bytes from the cache; a stream counts for the pieces that wait
//! in it. Where the bound is reached, a larger answer is refused: 503, or 429 for the client that has its part. Small
//! answers are counted and never refused: the bound on connections bounds them.
//!
//! One answer may be larger than the part of a client, or than the bound, where nothing else is held.

use super::client::{Client, Peer};
use super::problems::{facts, problem};
use super::watched_body::{BodyWatch, watched};
use crate::api::answer::PackedSize;
use crate::api::metrics::Metrics;
use crate::api::problem::ApiError;
use crate::config::Limits;
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use hyper::body::{Frame, SizeHint};
use ipnet::IpNet;
use prometheus::IntGauge;
use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

/// One client has this part of the memory.
const CLIENT_PART: u64 = 4;
/// Answers up to this size are never refused.
const SMALL: u64 = 16 * 1024;
/// The size that a stream counts for: its pieces that are written and not sent.
const STREAM: u64 = 256 * 1024;
/// Bytes are handed to the connection in pieces of this size, so that it knows how much was taken.
const PIECE: usize = 64 * 1024;

/// The answers that are held.
#[derive(Debug)]
pub(crate) struct SendMemory {
    most: u64,
    held: Mutex<HeldAnswers>,
    trusted: Vec<IpNet>,
    gauge: IntGauge,
}

#[derive(Debug, Default)]
struct HeldAnswers {
    bytes: u64,
    /// How often bytes in memory are held, by their address and length.
    shared: HashMap<(usize, usize), u32>,
    of_clients: HashMap<Client, u64>,
}

/// Why an answer cannot be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MemoryLimit {
    All,
    Client,
}

impl From<MemoryLimit> for ApiError {
    fn from(none: MemoryLimit) -> Self {
        match none {
            MemoryLimit::All => Self::AnswersUnread,
            MemoryLimit::Client => Self::ClientAnswersUnread,
        }
    }
}

/// The memory of one answer, counted until it is dropped.
#[derive(Debug)]
pub(super) struct HeldAnswer {
    memory: Arc<SendMemory>,
    client: Client,
    bytes: u64,
    /// `None` for bytes that nobody else holds.
    shared: Option<(usize, usize)>,
}

impl SendMemory {
    pub(crate) fn new(limits: &Limits, metrics: &Metrics) -> Self {
        Self {
            most: limits.send_memory,
            held: Mutex::default(),
            trusted: limits.trusted_proxies.clone(),
            gauge: metrics.unread.clone(),
        }
    }

    /// The client of a request.
    pub(crate) fn client(&self, request: &Request) -> Client {
        let peer = request.extensions().get::<Peer>().copied();
        Client::of(peer, request.headers(), &self.trusted)
    }

    /// Whether an answer may be computed for the client.
    ///
    /// # Errors
    /// Nothing more can be held, or nothing more of this client.
    pub(crate) fn room(&self, client: Client) -> Result<(), ApiError> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(self.fits(&held, client, SMALL + 1, false)?)
    }

    /// Holds bytes that are in memory; `None` where the layer refuses them.
    pub(super) fn hold_bytes(
        self: &Arc<Self>,
        client: Client,
        bytes: &Bytes,
    ) -> Option<(HeldAnswer, Body)> {
        let key = (bytes.as_ptr() as usize, bytes.len());
        let held = self.hold(client, bytes.len() as u64, Some(key)).ok()?;
        Some((held, Body::new(Pieces(bytes.clone()))))
    }

    fn fits(
        &self,
        held: &HeldAnswers,
        client: Client,
        bytes: u64,
        is_shared: bool,
    ) -> Result<(), MemoryLimit> {
        let own = held.of_clients.get(&client).copied().unwrap_or(0);
        if own > 0 && own + bytes > self.most / CLIENT_PART {
            return Err(MemoryLimit::Client);
        }
        if !is_shared && held.bytes > 0 && held.bytes + bytes > self.most {
            return Err(MemoryLimit::All);
        }
        Ok(())
    }

    /// Holds an answer of so many bytes in memory.
    fn hold(
        self: &Arc<Self>,
        client: Client,
        bytes: u64,
        shared: Option<(usize, usize)>,
    ) -> Result<HeldAnswer, MemoryLimit> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let others = shared.map_or(0, |key| held.shared.get(&key).copied().unwrap_or(0));
        if bytes > SMALL {
            self.fits(&held, client, bytes, others > 0)?;
        }
        if let Some(key) = shared {
            held.shared.insert(key, others + 1);
        }
        if others == 0 {
            held.bytes += bytes;
        }
        *held.of_clients.entry(client).or_default() += bytes;
        self.gauge.set(i64::try_from(held.bytes).unwrap_or(i64::MAX));
        Ok(HeldAnswer { memory: Arc::clone(self), client, bytes, shared })
    }
}

impl Drop for HeldAnswer {
    fn drop(&mut self) {
        let memory = &self.memory;
        let mut held = memory.held.lock().unwrap_or_else(PoisonError::into_inner);
        let others = self.shared.map_or(0, |key| {
            let left = held.shared.get(&key).map_or(0, |count| count.saturating_sub(1));
            if left == 0 {
                held.shared.remove(&key);
            } else {
                held.shared.insert(key, left);
            }
            left
        });
        if others == 0 {
            held.bytes = held.bytes.saturating_sub(self.bytes);
        }
        if let Some(own) = held.of_clients.get_mut(&self.client) {
            *own = own.saturating_sub(self.bytes);
            if *own == 0 {
                held.of_clients.remove(&self.client);
            }
        }
        memory.gauge.set(i64::try_from(held.bytes).unwrap_or(i64::MAX));
    }
}

/// Holds the answer of each request until its client has taken it, or refuses it.
pub(crate) async fn held(
    State(memory): State<Arc<SendMemory>>,
    request: Request,
    next: Next,
) -> Response {
    let (client, facts) = (memory.client(&request), facts(&request));
    let response = next.run(request).await;
    let length = response.body().size_hint().exact();
    if length == Some(0) {
        return response;
    }
    let packed = response.extensions().get::<PackedSize>().copied();
    let (parts, body) = response.into_parts();
    let held = match (length, packed) {
        (_, Some(PackedSize(bytes))) => memory.hold(client, bytes, None).map(|it| (it, body)),
        (None, None) => memory.hold(client, STREAM, None).map(|it| (it, body)),
        (Some(length), None) => {
            // The bytes of a body in memory are its one frame, so nothing is copied.
            let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
            let key = (bytes.as_ptr() as usize, bytes.len());
            let held = memory.hold(client, length, Some(key));
            held.map(|it| (it, Body::new(Pieces(bytes))))
        }
    };
    match held {
        Ok((held, body)) => watched(Response::from_parts(parts, body), held),
        Err(none) => problem(none.into(), facts),
    }
}

/// Bytes in memory, in pieces.
struct Pieces(Bytes);

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let piece = self.0.len().min(PIECE);
        Poll::Ready((piece > 0).then(|| Ok(Frame::data(self.0.split_to(piece)))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.0.len() as u64)
    }
}

/// The memory is counted as long as the body lives.
impl BodyWatch for HeldAnswer {}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderMap;
    use std::net::SocketAddr;

    fn client(last: u8) -> Client {
        let peer = Peer(SocketAddr::from(([192, 0, 2, last], 4000)));
        Client::of(Some(peer), &HeaderMap::default(), &[])
    }

    fn memory(most: u64) -> Arc<SendMemory> {
        let limits = Limits { send_memory: most, ..Limits::default() };
        Arc::new(SendMemory::new(&limits, &Metrics::default()))
    }

    #[test]
    fn a_client_has_a_quarter_and_all_have_the_whole() {
        let memory = memory(400_000);
        let hold = |last, bytes| memory.hold(client(last), bytes, None);
        let mut held = vec![hold(1, 60_000).unwrap(), hold(1, 40_000).unwrap()];
        assert_eq!(hold(1, 20_000).unwrap_err(), MemoryLimit::Client);
        assert!(memory.room(client(1)).is_err() && memory.room(client(2)).is_ok());
        held.push(hold(1, SMALL).unwrap());
        held.push(hold(2, 200_000).expect("the first answer of a client may be larger"));
        assert_eq!(hold(3, 90_000).unwrap_err(), MemoryLimit::All);
        held.remove(0);
        held.push(hold(3, 90_000).unwrap());
        assert_eq!(memory.gauge.get(), 40_000 + 16_384 + 200_000 + 90_000);
        drop(held);
        assert_eq!(memory.gauge.get(), 0);
        assert!(memory.held.lock().unwrap().of_clients.is_empty());
        assert!(hold(1, 500_000).is_ok(), "nothing else is held");
    }

    #[test]
    fn the_same_bytes_are_counted_once() {
        let memory = memory(100_000);
        let hold = |last, key| memory.hold(client(last), 90_000, Some((key, 90_000)));
        let held: Vec<_> = (0..50).map(|last| hold(last, 1).unwrap()).collect();
        assert_eq!(memory.gauge.get(), 90_000);
        assert_eq!(hold(60, 2).unwrap_err(), MemoryLimit::All);
        drop(held);
        assert!(hold(60, 2).is_ok());
    }
}

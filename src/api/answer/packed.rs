//! The bytes of a large answer, packed as they are written, and unpacked piece by piece as the client takes them.
//!
//! A large comparison, which may have tens of megabytes, is never in memory as a whole. Other answers are, until they are packed
//! where they have more than a megabyte. Figures repeat the same words, so Snappy keeps an answer in a fraction of its size for
//! as long as a slow client reads.

use crate::api::problem::ApiError;
use axum::body::{Body, Bytes, HttpBody};
use axum::response::{IntoResponse, Response};
use hyper::body::{Frame, SizeHint};
use snap::raw::{Decoder, Encoder};
use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Answers up to this size are not packed.
const PLAIN: usize = 1024 * 1024;
/// The size of a piece before it is packed.
pub(super) const PIECE: usize = 64 * 1024;

/// In the extensions of a response with a packed body: its bytes in memory.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PackedSize(pub(crate) u64);

/// Collects the bytes of an answer.
pub(super) struct AnswerWriter {
    /// Bytes that are not packed yet.
    plain: Vec<u8>,
    /// The greatest length of `plain`; beyond it its bytes are packed.
    most: usize,
    pieces: VecDeque<Box<[u8]>>,
    /// Bytes of the pieces before they were packed.
    length: u64,
    encoder: Encoder,
}

impl Default for AnswerWriter {
    fn default() -> Self {
        Self::starting_with(Vec::with_capacity(PIECE))
    }
}

impl AnswerWriter {
    fn starting_with(plain: Vec<u8>) -> Self {
        Self { plain, most: PLAIN, pieces: VecDeque::new(), length: 0, encoder: Encoder::new() }
    }

    /// Takes bytes that are in memory as a whole.
    pub(super) fn of(bytes: Vec<u8>) -> Result<Self, ApiError> {
        let mut writer = Self::starting_with(bytes);
        if writer.plain.len() > writer.most {
            writer.pack().map_err(failed)?;
        }
        Ok(writer)
    }

    /// Packs the bytes that are not packed yet.
    #[cold]
    fn pack(&mut self) -> io::Result<()> {
        for piece in self.plain.chunks(PIECE) {
            let packed = self.encoder.compress_vec(piece).map_err(io::Error::other)?;
            self.pieces.push_back(packed.into_boxed_slice());
        }
        self.length += self.plain.len() as u64;
        if self.plain.capacity() > 4 * PIECE {
            self.plain = Vec::with_capacity(2 * PIECE);
        }
        self.plain.clear();
        self.most = PIECE;
        Ok(())
    }
}

fn failed(error: io::Error) -> ApiError {
    ApiError::Internal(format!("packing an answer: {error}"))
}

impl io::Write for AnswerWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    /// A serialiser calls this for every name, quote and comma.
    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.plain.extend_from_slice(bytes);
        if self.plain.len() > self.most { self.pack() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl IntoResponse for AnswerWriter {
    fn into_response(self) -> Response {
        let Self { plain, pieces, length, .. } = self;
        if pieces.is_empty() {
            return Response::new(plain.into());
        }
        let bytes = pieces.iter().map(|piece| piece.len() as u64).sum::<u64>() + plain.len() as u64;
        let left = length + plain.len() as u64;
        let body = PackedBody { pieces, rest: plain.into(), left, decoder: Decoder::new() };
        let mut response = Response::new(Body::new(body));
        response.extensions_mut().insert(PackedSize(bytes));
        response
    }
}

/// A packed body, unpacked as it is read.
struct PackedBody {
    pieces: VecDeque<Box<[u8]>>,
    /// The bytes after the last piece, which are not packed.
    rest: Bytes,
    /// Bytes that were not read, unpacked.
    left: u64,
    decoder: Decoder,
}

impl HttpBody for PackedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let bytes = match self.pieces.pop_front() {
            Some(piece) => match self.decoder.decompress_vec(&piece) {
                Ok(bytes) => Bytes::from(bytes),
                Err(error) => return Poll::Ready(Some(Err(axum::Error::new(error)))),
            },
            None if self.rest.is_empty() => return Poll::Ready(None),
            None => std::mem::take(&mut self.rest),
        };
        self.left = self.left.saturating_sub(bytes.len() as u64);
        Poll::Ready(Some(Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;
    use std::io::Write;

    /// An answer of rows, written in bits as a serialiser writes it.
    fn written(rows: usize) -> (Vec<u8>, Response) {
        let mut writer = AnswerWriter::default();
        let mut all = Vec::new();
        for row in 0..rows {
            for part in ["{\"region\":\"", &row.to_string(), "\",\"status\":\"stated\"},\n"] {
                writer.write_all(part.as_bytes()).unwrap();
                all.extend_from_slice(part.as_bytes());
            }
        }
        (all, writer.into_response())
    }

    #[tokio::test]
    async fn a_large_answer_is_small_in_memory_and_has_the_same_bytes() {
        let (all, response) = written(200_000);
        let PackedSize(held) = *response.extensions().get::<PackedSize>().unwrap();
        assert!(all.len() > 5 * PLAIN && held < all.len() as u64 / 3, "{held} of {}", all.len());
        assert_eq!(response.body().size_hint().exact(), Some(all.len() as u64));
        assert_eq!(to_bytes(response.into_body(), usize::MAX).await.unwrap(), all);
        let response = AnswerWriter::of(all.clone()).unwrap().into_response();
        assert!(response.extensions().get::<PackedSize>().is_some());
        assert_eq!(to_bytes(response.into_body(), usize::MAX).await.unwrap(), all);
    }

    #[tokio::test]
    async fn a_small_answer_is_not_packed() {
        let (all, response) = written(100);
        assert!(response.extensions().get::<PackedSize>().is_none());
        assert_eq!(to_bytes(response.into_body(), usize::MAX).await.unwrap(), all);
    }
}

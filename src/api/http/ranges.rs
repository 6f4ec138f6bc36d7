//! Parts of the files of a release (RFC 9110, section 14): `Range`, `If-Range`, 206 and 416.
//!
//! ```text
//! Range = "bytes=" ( first "-" [ last ] | "-" count )
//! ```
//! A file is written again for each request, always with the same bytes. Its length is known after it was
//! written to its end ([`FileLengths`]). A range then costs the bytes before it, which are written and dropped,
//! and no memory. A request for several ranges, or an invalid one, gets the whole file.

use super::methods::{HeadOnly, nothing};
use crate::api::app::App;
use crate::api::cache::ValidatorSlot;
use crate::api::lengths::FileLengths;
use crate::api::problem::ApiError;
use crate::export::contents::ByteStream;
use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use futures_util::stream::{self, Stream, StreamExt, TryStreamExt};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// Whether a path is that of a file of a release. The tag of such a file is strong: the same tag means the
/// same bytes.
pub(crate) fn is_release_file(path: &str) -> bool {
    let file = path.strip_prefix("/v1/releases/").and_then(|rest| rest.split_once('/'));
    file.and_then(|(_, name)| name.rsplit_once('.'))
        .is_some_and(|(_, extension)| ["csv", "parquet"].contains(&extension))
}

/// A range as requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ByteRange {
    /// From the first byte to the last, both included; without a last one to the end.
    From(u64, Option<u64>),
    /// The last bytes, by their number.
    Last(u64),
}

impl ByteRange {
    /// Reads a `Range` header; `None` where it is not one range of bytes.
    fn read(text: &str) -> Option<Self> {
        let (unit, range) = text.split_once('=')?;
        if !unit.trim().eq_ignore_ascii_case("bytes") {
            return None;
        }
        let number = |text: &str| {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            // A number that does not fit is beyond the end of every file.
            digits.then(|| text.parse().unwrap_or(u64::MAX))
        };
        match range.trim().split_once('-')? {
            ("", count) => Some(Self::Last(number(count)?)),
            (first, "") => Some(Self::From(number(first)?, None)),
            (first, last) => {
                let (first, last) = (number(first)?, number(last)?);
                (first <= last).then_some(Self::From(first, Some(last)))
            }
        }
    }

    /// The first byte and the number of bytes in a file of `length` bytes; `None` where it has none of them.
    fn within(self, length: u64) -> Option<(u64, u64)> {
        let (first, end) = match self {
            Self::From(first, last) => {
                (first, last.map_or(length, |last| length.min(last.saturating_add(1))))
            }
            Self::Last(count) => (length.saturating_sub(count), length),
        };
        (first < end).then(|| (first, end - first))
    }
}

/// The requested part of a file. Extracted after the query, which computes the tag.
#[derive(Debug)]
pub struct FileRequest {
    head: bool,
    range: Option<ByteRange>,
    /// The tag of the file, which identifies its bytes.
    tag: String,
    lengths: Arc<FileLengths>,
    /// The time that counting the bytes of a file may take.
    patience: Duration,
}

impl FromRequestParts<App> for FileRequest {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let slot = parts.extensions.get::<ValidatorSlot>();
        let validator = slot.and_then(ValidatorSlot::validator);
        let tag = validator.map(|validator| validator.strong().to_owned()).unwrap_or_default();
        let text = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
        // A date is that of the release. Two releases of one second have different tags, but a client with a
        // date names the release in the path, and a release never changes.
        let dated = |condition: &str| {
            let date = httpdate::parse_http_date(condition).ok().map(DateTime::<Utc>::from);
            let made = validator.and_then(|validator| validator.modified);
            date.zip(made).is_some_and(|(date, made)| date.timestamp() == made.timestamp())
        };
        let same = text(header::IF_RANGE).is_none_or(|it| it == tag || dated(it));
        let range = text(header::RANGE).and_then(ByteRange::read).filter(|_| same);
        Ok(Self {
            head: parts.extensions.get::<HeadOnly>().is_some(),
            range,
            tag,
            lengths: Arc::clone(&app.lengths),
            // A file that is not counted in half of the time is sent without a length.
            patience: Duration::from_secs_f64(app.limits.request_timeout / 2.0),
        })
    }
}

impl FileRequest {
    /// Answers with the file that `write` writes, or with the requested part of it.
    pub(crate) async fn answer<F>(
        self,
        mut headers: HeaderMap,
        write: impl Fn() -> F,
    ) -> Result<Response, ApiError>
    where
        F: Future<Output = Result<ByteStream, ApiError>>,
    {
        headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        let mut length = self.lengths.get(&self.tag);
        if length.is_none() && (self.head || self.range.is_some()) {
            length = match timeout(self.patience, counted(write().await?)).await {
                Ok(counted) => Some(counted?),
                Err(_) => None,
            };
            if let Some(length) = length {
                self.lengths.insert(&self.tag, length);
            }
        }
        let Some(length) = length else {
            let body =
                if self.head { nothing() } else { Body::from_stream(self.watched(write().await?)) };
            return Ok((headers, body).into_response());
        };
        let Some(range) = self.range else {
            headers.insert(header::CONTENT_LENGTH, length.into());
            let body = if self.head { nothing() } else { Body::from_stream(write().await?) };
            return Ok((headers, body).into_response());
        };
        let Some((first, count)) = range.within(length) else {
            return Err(ApiError::RangeNotSatisfiable { length });
        };
        let range = format!("bytes {first}-{}/{length}", first + count - 1);
        headers.insert(header::CONTENT_LENGTH, count.into());
        if let Ok(range) = HeaderValue::try_from(range) {
            headers.insert(header::CONTENT_RANGE, range);
        }
        let body = Body::from_stream(part(write().await?, first, count));
        Ok((StatusCode::PARTIAL_CONTENT, headers, body).into_response())
    }

    /// The same bytes; at their end their number is kept.
    fn watched(&self, pieces: ByteStream) -> ByteStream {
        let (lengths, tag) = (Arc::clone(&self.lengths), self.tag.clone());
        let begun = (pieces, 0_u64, lengths, tag);
        stream::unfold(begun, |(mut pieces, sent, lengths, tag)| async move {
            let Some(piece) = pieces.next().await else {
                lengths.insert(&tag, sent);
                return None;
            };
            let sent = sent + piece.as_ref().map_or(0, |piece| piece.len() as u64);
            // After an error the length is not that of the file.
            let tag = if piece.is_ok() { tag } else { String::new() };
            Some((piece, (pieces, sent, lengths, tag)))
        })
        // The compression polls again after the end.
        .fuse()
        .boxed()
    }
}

/// The number of bytes of a file.
async fn counted(pieces: ByteStream) -> Result<u64, ApiError> {
    let counted = pieces.try_fold(0, async |sum, piece| Ok(sum + piece.len() as u64)).await;
    Ok(counted?)
}

/// `count` bytes after the first `skip`. Nothing is written after them.
fn part<E>(
    pieces: impl Stream<Item = Result<Vec<u8>, E>> + Unpin,
    skip: u64,
    count: u64,
) -> impl Stream<Item = Result<Vec<u8>, E>> {
    stream::unfold((pieces, skip, count), |(mut pieces, mut skip, mut left)| async move {
        while left > 0 {
            let mut piece = match pieces.next().await? {
                Ok(piece) => piece,
                Err(error) => return Some((Err(error), (pieces, 0, 0))),
            };
            // Both numbers are at most the length of the piece, which is a usize.
            let dropped = skip.min(piece.len() as u64);
            skip -= dropped;
            piece.drain(..usize::try_from(dropped).unwrap_or(usize::MAX));
            piece.truncate(usize::try_from(left).unwrap_or(usize::MAX));
            if !piece.is_empty() {
                left -= piece.len() as u64;
                return Some((Ok(piece), (pieces, skip, left)));
            }
        }
        None
    })
    .fuse()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    #[test]
    fn a_range_is_read_and_cut_at_the_end_of_the_file() {
        let within = |text, length| ByteRange::read(text)?.within(length);
        for (text, length, expected) in [
            ("bytes=0-9", 100, Some((0, 10))),
            ("bytes=90-", 100, Some((90, 10))),
            ("bytes=90-200", 100, Some((90, 10))),
            ("Bytes = 99-99", 100, Some((99, 1))),
            ("bytes=-8", 100, Some((92, 8))),
            ("bytes=-800", 100, Some((0, 100))),
            ("bytes=0-99999999999999999999999", 100, Some((0, 100))),
            ("bytes=100-", 100, None),
            ("bytes=-0", 100, None),
            ("bytes=0-0", 0, None),
        ] {
            assert_eq!(within(text, length), expected, "{text}");
        }
    }

    #[test]
    fn several_or_invalid_ranges_are_no_range() {
        for text in [
            "bytes=0-1,5-6",
            "bytes=5-1",
            "bytes=",
            "bytes=-",
            "bytes=a-b",
            "rows=0-1",
            "0-1",
            "bytes=+1-2",
        ] {
            assert_eq!(ByteRange::read(text), None, "{text}");
        }
    }

    #[tokio::test]
    async fn a_part_crosses_pieces_and_reads_none_after_it() {
        let pieces = || {
            let pieces = [&b"abc"[..], b"", b"defg", b"hi"];
            stream::iter(pieces.map(|piece| Ok::<_, Infallible>(piece.to_vec())))
        };
        for from in 0..9_usize {
            for to in from + 1..=9 {
                let (first, count) = (from as u64, (to - from) as u64);
                let part: Vec<_> = part(pieces(), first, count).try_collect().await.unwrap();
                assert_eq!(part.concat(), b"abcdefghi"[from..to], "{first} {count}");
            }
        }
        let endless = stream::iter([Ok(vec![1]), Err("read too far")]);
        let part: Result<Vec<_>, _> = part(endless, 0, 1).try_collect().await;
        assert_eq!(part, Ok(vec![vec![1]]));
    }

    #[test]
    fn files_of_a_release_are_known_by_their_path() {
        assert!(is_release_file("/v1/releases/1/observations.parquet"));
        for path in ["/v1/releases/1", "/v1/releases/1/datapackage.json", "/v1/plans.csv"] {
            assert!(!is_release_file(path), "{path}");
        }
    }
}

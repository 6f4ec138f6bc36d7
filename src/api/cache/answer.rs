//! Entries of the cache and their validity.

use crate::store::release::Release;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// What determines an answer, as a hash: program, release, catalogue, canonical question, format and language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct AnswerKey([u8; 32]);

impl AnswerKey {
    /// The key of the answer that `text` determines.
    pub(crate) fn of(text: &str) -> Self {
        Self(Sha256::digest(text).into())
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The first 96 bits of a hash, as text.
pub(crate) fn short(hash: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(&hash[..hash.len().min(12)])
}

/// Identifies a release, also where another database has a release of the same number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ReleaseStamp {
    id: i32,
    created_at: i64,
}

impl ReleaseStamp {
    pub(super) fn of(release: &Release) -> Self {
        Self { id: release.id, created_at: release.created_at.timestamp_micros() }
    }
}

/// For how long an answer is the answer to its question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Validity {
    /// For ever: the request names the release.
    Always,
    /// As long as this release is the newest.
    WhileNewest(ReleaseStamp),
}

impl Validity {
    /// Validity as long as `release` is the newest.
    pub(crate) fn while_newest(release: &Release) -> Self {
        Self::WhileNewest(ReleaseStamp::of(release))
    }

    /// Whether the answer is valid while `newest` is the newest release. `None` means that the newest release
    /// is unknown.
    pub(super) fn holds_at(self, newest: Option<ReleaseStamp>) -> bool {
        match self {
            Self::Always => true,
            Self::WhileNewest(release) => newest == Some(release),
        }
    }
}

/// The content encoding of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Encoding {
    Identity,
    Gzip,
    Brotli,
}

impl Encoding {
    /// The encoding in a `Content-Encoding` header; `None` for an encoding that is not kept.
    pub(crate) fn of(header: Option<&HeaderValue>) -> Option<Self> {
        match header.map(HeaderValue::as_bytes) {
            None => Some(Self::Identity),
            Some(b"gzip") => Some(Self::Gzip),
            Some(b"br") => Some(Self::Brotli),
            Some(_) => None,
        }
    }
}

/// The key of the bytes of an answer in one encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct BodyKey {
    pub(crate) answer: AnswerKey,
    pub(crate) encoding: Encoding,
}

/// The bytes of an answer in one encoding.
#[derive(Debug)]
pub struct CachedAnswer {
    /// The headers that the resource writes and those of the validator. Empty for an encoded body.
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Bytes,
    pub(crate) validity: Validity,
}

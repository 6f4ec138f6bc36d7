//! The validator of an answer (`ETag`, `Last-Modified`), computed from the question.
//!
//! Release, program and question determine an answer, so its validator needs no database:
//!
//! ```text
//! ETag = W/"release-hash( program, contract, release, catalogue, canonical question, format, language )"
//! ```
//! The extractor ([`super::query`]) stores it in the request's [`ValidatorSlot`] and ends the request where
//! the client has the answer. `crate::api::http::caching` writes the headers.

use super::context::RequestContext;
use crate::store::release::Release;
use axum::extract::MatchedPath;
use axum::http::{HeaderMap, HeaderName, header, request::Parts};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use std::sync::{Arc, OnceLock};

/// The validators of one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Validator {
    /// Weak: `W/"…"`.
    pub(crate) etag: String,
    /// When the release was made; `None` for an answer that belongs to no release.
    pub(crate) modified: Option<DateTime<Utc>>,
    /// Whether the request names its release, so that the answer never changes.
    pub(crate) pinned: bool,
}

impl Validator {
    /// The validator of the answer to a question. `program` identifies the program and its contract.
    fn of(context: &RequestContext, program: &str) -> Self {
        let release = &context.snapshot.release;
        let Release { id, created_at, content_sha256, catalog_sha256, .. } = release;
        let made = created_at.timestamp_micros();
        let (format, lang) = (context.format.word(), context.lang.word());
        let question = context.link(&[]);
        let text = format!(
            "{program}\n{id} {made} {content_sha256}\n{catalog_sha256}\n{format} {lang}\n{question}"
        );
        Self {
            etag: format!("W/\"{id}-{}\"", short(&Sha256::digest(text))),
            modified: Some(*created_at),
            pinned: context.pinned,
        }
    }

    /// The validator of an answer that belongs to no release: its content decides.
    pub(crate) fn of_content(content: &[u8]) -> Self {
        let etag = format!("W/\"{}\"", short(&Sha256::digest(content)));
        Self { etag, modified: None, pinned: false }
    }

    /// Whether an `If-None-Match` header names this answer. The comparison is weak: it ignores `W/`. `*`
    /// is not handled here, because it depends on whether the entry exists.
    fn named_by(&self, condition: &str) -> bool {
        let bare = |tag: &str| tag.trim().strip_prefix("W/").unwrap_or(tag.trim()).to_owned();
        let own = bare(&self.etag);
        condition.split(',').any(|tag| bare(tag) == own)
    }

    /// Whether the release is not newer than the time of an `If-Modified-Since` header.
    fn unchanged_since(&self, condition: &str) -> bool {
        // A header that is no HTTP date (RFC 9110, section 5.6.7) is ignored.
        let since = httpdate::parse_http_date(condition.trim()).ok().map(DateTime::<Utc>::from);
        // HTTP dates have whole seconds.
        since.zip(self.modified).is_some_and(|(since, made)| made.timestamp() <= since.timestamp())
    }
}

/// Identifies the program in validators: its version and a hash of its contract.
pub(crate) fn program(contract: &str) -> Arc<str> {
    format!("{} {}", env!("CARGO_PKG_VERSION"), short(&Sha256::digest(contract))).into()
}

fn short(hash: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(&hash[..hash.len().min(12)])
}

/// The place in a request where the extractor stores the validator.
#[derive(Debug, Clone)]
pub(crate) struct ValidatorSlot {
    program: Arc<str>,
    validator: Arc<OnceLock<Validator>>,
}

impl ValidatorSlot {
    /// An empty slot. `program` is from [`program`].
    pub(crate) fn new(program: Arc<str>) -> Self {
        Self { program, validator: Arc::default() }
    }

    /// The validator that the extractor stored; `None` where no query was read.
    pub(crate) fn get(&self) -> Option<&Validator> {
        self.validator.get()
    }
}

/// The conditions of a request, as sent.
#[derive(Debug, Clone, Default)]
pub(crate) struct Conditions {
    /// `If-None-Match`, its lines joined.
    tags: Option<String>,
    /// `If-Modified-Since`; `None` where `tags` is given, which then decides alone.
    since: Option<String>,
}

impl Conditions {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let text = |name: HeaderName| {
            let lines: Vec<_> =
                headers.get_all(name).iter().filter_map(|line| line.to_str().ok()).collect();
            (!lines.is_empty()).then(|| lines.join(","))
        };
        let tags = text(header::IF_NONE_MATCH);
        let since = text(header::IF_MODIFIED_SINCE).filter(|_| tags.is_none());
        Self { tags, since }
    }

    /// Whether the client has the answer, decided before the answer is computed. A date does not tell
    /// whether an entry exists, so with a date only lists, which always exist, are decided here.
    fn met_early(&self, validator: &Validator, list: bool) -> bool {
        match (&self.tags, &self.since) {
            (Some(tags), _) => validator.named_by(tags),
            (None, Some(since)) => list && validator.unchanged_since(since),
            (None, None) => false,
        }
    }

    /// Whether the client has the answer, decided after the answer was computed.
    pub(crate) fn met(&self, validator: &Validator) -> bool {
        self.tags.as_deref().is_some_and(|tags| tags.trim() == "*")
            || self.met_early(validator, true)
    }
}

/// Stores the validator of the answer in the request's slot. True where the client has that answer, so
/// that the request can end. Without a slot there is no layer that would answer 304.
pub(crate) fn is_known(parts: &Parts, context: &RequestContext) -> bool {
    let Some(slot) = parts.extensions.get::<ValidatorSlot>() else { return false };
    let validator = Validator::of(context, &slot.program);
    let list =
        parts.extensions.get::<MatchedPath>().is_some_and(|path| !path.as_str().contains('{'));
    let known = Conditions::of(&parts.headers).met_early(&validator, list);
    // A second query in one handler asks the same question.
    let _ = slot.validator.set(validator);
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    fn validator() -> Validator {
        let modified = "1994-11-06T08:49:37.9Z".parse().unwrap();
        Validator { etag: "W/\"1-a\"".to_owned(), modified: Some(modified), pinned: false }
    }

    fn met(name: &str, value: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(HeaderName::try_from(name).unwrap(), value.parse().unwrap());
        Conditions::of(&headers).met_early(&validator(), true)
    }

    #[test]
    fn tags_are_compared_weakly_in_lists_of_any_length() {
        for tags in ["W/\"1-a\"", "\"1-a\"", "\"x\", W/\"1-a\" , \"y\""] {
            assert!(met("if-none-match", tags), "{tags}");
        }
        for tags in ["\"1-b\"", "1-a", "", "*", "W/\"1-a"] {
            assert!(!met("if-none-match", tags), "{tags}");
        }
    }

    #[test]
    fn dates_are_whole_seconds_and_anything_else_is_no_condition() {
        assert!(met("if-modified-since", "Sun, 06 Nov 1994 08:49:37 GMT"));
        assert!(met("if-modified-since", "Mon, 07 Nov 1994 00:00:00 GMT"));
        for date in ["Sun, 06 Nov 1994 08:49:36 GMT", "1994-11-06", "yesterday", ""] {
            assert!(!met("if-modified-since", date), "{date}");
        }
    }

    #[test]
    fn a_date_counts_only_where_no_tag_is_given_and_says_nothing_of_an_entry() {
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_MODIFIED_SINCE, "Mon, 07 Nov 1994 00:00:00 GMT".parse().unwrap());
        assert!(Conditions::of(&headers).met_early(&validator(), true));
        assert!(!Conditions::of(&headers).met_early(&validator(), false));
        headers.insert(header::IF_NONE_MATCH, "\"other\"".parse().unwrap());
        assert!(!Conditions::of(&headers).met_early(&validator(), true));
    }
}

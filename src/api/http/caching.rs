//! Validators and conditions: `ETag`, `Last-Modified`, `304 Not Modified`, `Cache-Control`, `Vary`.
//!
//! What an answer says follows from the release, the program and the question alone, so its validator is
//! computed from those, before anything is asked of the database:
//!
//! ```text
//! ETag = W/"release-hash( program, contract, release, catalogue, canonical question, format, language )"
//! ```
//! The extractor ([`crate::api::ask::query`]) leaves it in the request's [`Slot`] and, where the caller has that
//! answer already, ends the request; [`validated`] puts it on what is answered.

use crate::api::answer::body::X_TOTAL_COUNT;
use crate::api::ask::query::Asked;
use crate::api::contract;
use crate::store::release::Release;
use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, request::Parts};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use std::sync::{Arc, LazyLock, OnceLock};

/// For answers that never change: the release was asked for.
const PINNED: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// For answers that a load may change.
const NEWEST: HeaderValue = HeaderValue::from_static("public, max-age=60");
/// For what holds at this moment only: problems, `/healthz`, `/readyz`.
pub(crate) const NEVER: HeaderValue = HeaderValue::from_static("no-store");
/// What an answer depends on beside its address.
const VARY: HeaderValue = HeaderValue::from_static("accept, accept-language, accept-encoding");
/// Answers that are about the moment.
pub(crate) const MOMENTARY: [&str; 3] = ["/healthz", "/readyz", "/metrics"];
/// Headers that say something of a body, which a 304 has not.
const OF_A_BODY: [HeaderName; 5] = [
    header::CONTENT_TYPE,
    header::CONTENT_LENGTH,
    header::CONTENT_DISPOSITION,
    header::LINK,
    X_TOTAL_COUNT,
];
/// Longest body that is hashed for a validator; the contract, the greatest of these, has a few hundred KB.
const MOST_HASHED: u64 = 4 * 1024 * 1024;

/// What is asked of a cache about one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Validator {
    /// Weak: `W/"…"`.
    etag: String,
    /// When the release was made; `None` for what belongs to no release.
    modified: Option<DateTime<Utc>>,
    /// Whether the answer never changes.
    pinned: bool,
}

impl Validator {
    /// Of the answer to a question.
    pub fn of(asked: &Asked) -> Self {
        let release = &asked.snapshot.release;
        let Release { id, created_at, content_sha256, catalog_sha256, .. } = release;
        let program = &*PROGRAM;
        let made = created_at.timestamp_micros();
        let (format, lang) = (asked.format.word(), asked.lang.word());
        let question = asked.link(&[]);
        let text = format!(
            "{program}\n{id} {made} {content_sha256}\n{catalog_sha256}\n{format} {lang}\n{question}"
        );
        Self {
            etag: format!("W/\"{id}-{}\"", short(&Sha256::digest(text))),
            modified: Some(*created_at),
            pinned: asked.pinned,
        }
    }

    /// Of an answer that has nothing but its content.
    fn of_content(content: &[u8]) -> Self {
        let etag = format!("W/\"{}\"", short(&Sha256::digest(content)));
        Self { etag, modified: None, pinned: false }
    }

    /// Whether the caller has this answer by what it says of its entity tags. Weakly compared: `W/` does
    /// not count. `*`, which matches whatever there is, is for [`validated`]: only who has looked knows
    /// whether there is anything.
    fn named_by(&self, condition: &str) -> bool {
        let bare = |tag: &str| tag.trim().strip_prefix("W/").unwrap_or(tag.trim()).to_owned();
        let own = bare(&self.etag);
        condition.split(',').any(|tag| bare(tag) == own)
    }

    /// Whether nothing was changed after the time of an `If-Modified-Since` header.
    fn unchanged_since(&self, condition: &str) -> bool {
        // A header that is no HTTP date (RFC 9110, section 5.6.7) is ignored.
        let since = httpdate::parse_http_date(condition.trim()).ok().map(DateTime::<Utc>::from);
        // HTTP dates have whole seconds.
        since.zip(self.modified).is_some_and(|(since, made)| made.timestamp() <= since.timestamp())
    }

    fn put_on(&self, headers: &mut HeaderMap) {
        if let Ok(etag) = HeaderValue::from_str(&self.etag) {
            headers.insert(header::ETAG, etag);
        }
        let modified = self.modified.map(|made| httpdate::fmt_http_date(made.into()));
        if let Some(Ok(modified)) = modified.map(HeaderValue::try_from) {
            headers.insert(header::LAST_MODIFIED, modified);
        }
        let control = if self.pinned { PINNED } else { NEWEST };
        headers.insert(header::CACHE_CONTROL, control);
        headers.insert(header::VARY, VARY);
    }
}

/// The program as far as answers depend on it: its version, and the contract, which says more often that
/// something is new.
static PROGRAM: LazyLock<String> = LazyLock::new(|| {
    let contract = Sha256::digest(contract::json_text(&crate::api::routes::openapi()));
    format!("{} {}", env!("CARGO_PKG_VERSION"), short(&contract))
});

fn short(hash: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(&hash[..hash.len().min(12)])
}

/// Where the extractor leaves the validator of a request.
#[derive(Debug, Clone, Default)]
pub struct Slot(Arc<OnceLock<Validator>>);

/// The conditions of a request, as sent.
#[derive(Debug, Clone, Default)]
struct Conditions {
    /// `If-None-Match`, its lines joined.
    tags: Option<String>,
    /// `If-Modified-Since`, which counts only without the other.
    since: Option<String>,
}

impl Conditions {
    fn of(headers: &HeaderMap) -> Self {
        let text = |name: HeaderName| {
            let lines: Vec<_> =
                headers.get_all(name).iter().filter_map(|line| line.to_str().ok()).collect();
            (!lines.is_empty()).then(|| lines.join(","))
        };
        let tags = text(header::IF_NONE_MATCH);
        let since = text(header::IF_MODIFIED_SINCE).filter(|_| tags.is_none());
        Self { tags, since }
    }

    /// Whether the caller has the answer, known before it is looked for. A date says nothing of whether
    /// an entry exists, so that with one only lists, which always do, are answered so early.
    fn met_early(&self, validator: &Validator, list: bool) -> bool {
        match (&self.tags, &self.since) {
            (Some(tags), _) => validator.named_by(tags),
            (None, Some(since)) => list && validator.unchanged_since(since),
            (None, None) => false,
        }
    }

    /// Whether the caller has the answer that was found.
    fn met(&self, validator: &Validator) -> bool {
        self.tags.as_deref().is_some_and(|tags| tags.trim() == "*")
            || self.met_early(validator, true)
    }
}

/// Leaves the validator of a request for its answer. True where the caller has that answer already and
/// nothing need be looked for.
pub(crate) fn settled(parts: &Parts, asked: &Asked) -> bool {
    let validator = Validator::of(asked);
    let list =
        parts.extensions.get::<MatchedPath>().is_some_and(|path| !path.as_str().contains('{'));
    let met = Conditions::of(&parts.headers).met_early(&validator, list);
    if let Some(Slot(slot)) = parts.extensions.get() {
        // Filled twice only by two queries in one handler, which ask the same.
        let _ = slot.set(validator);
    }
    met
}

/// Puts validators on answers, and answers with 304 where the caller has them.
pub(crate) async fn validated(mut request: Request, next: Next) -> Response {
    let conditions = Conditions::of(request.headers());
    let momentary = MOMENTARY.contains(&request.uri().path());
    let reads = [Method::GET, Method::HEAD].contains(request.method());
    let slot = Slot::default();
    request.extensions_mut().insert(slot.clone());
    let mut response = next.run(request).await;
    let status = response.status();
    if status.is_client_error() || status.is_server_error() || momentary {
        response.headers_mut().insert(header::CACHE_CONTROL, NEVER);
        return response;
    }
    if !reads || !(status.is_success() || status == StatusCode::NOT_MODIFIED) {
        return response;
    }
    let validator = match slot.0.get() {
        Some(validator) => validator.clone(),
        None => match hashed(response).await {
            (hashed, Some(validator)) => {
                response = hashed;
                validator
            }
            (hashed, None) => return hashed,
        },
    };
    if status == StatusCode::NOT_MODIFIED || conditions.met(&validator) {
        let (mut parts, _) = response.into_parts();
        parts.status = StatusCode::NOT_MODIFIED;
        for about_the_body in OF_A_BODY {
            parts.headers.remove(about_the_body);
        }
        response = Response::from_parts(parts, Body::empty());
    }
    validator.put_on(response.headers_mut());
    response
}

/// The validator of JSON that belongs to no release, by its content; none of anything else.
async fn hashed(response: Response) -> (Response, Option<Validator>) {
    let json = response.headers().get(header::CONTENT_TYPE);
    let json = json.is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    // Of known length, that is: at hand already, and not a stream.
    let short = response.body().size_hint().exact().is_some_and(|length| length <= MOST_HASHED);
    if !json || !short {
        return (response, None);
    }
    let (parts, body) = response.into_parts();
    // A body at hand cannot fail to be read; were it to, the answer would be an empty one.
    let content = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let validator = Validator::of_content(&content);
    (Response::from_parts(parts, Body::from(content)), Some(validator))
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

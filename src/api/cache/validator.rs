//! The validator of an answer (`ETag`, `Last-Modified`) and the conditions of a request.

use super::answer::{AnswerKey, short};
use crate::store::release::Release;
use axum::http::{HeaderMap, HeaderName, header};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

/// The validators of one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Validator {
    /// Weak: `W/"…"`.
    pub(crate) etag: String,
    /// The key of the answer in the cache; `None` for an answer that belongs to no release.
    pub(crate) key: Option<AnswerKey>,
    /// Time at which the release was made; `None` for an answer that belongs to no release.
    pub(crate) modified: Option<DateTime<Utc>>,
    /// Whether the request names its release, so that the answer never changes.
    pub(crate) pinned: bool,
}

impl Validator {
    /// The validator of the answer of a release that `text` determines.
    pub(crate) fn of_question(text: &str, release: &Release, pinned: bool) -> Self {
        let key = AnswerKey::of(text);
        Self {
            etag: format!("W/\"{}-{}\"", release.id, short(key.bytes())),
            key: Some(key),
            modified: Some(release.created_at),
            pinned,
        }
    }

    /// The validator of an answer that belongs to no release: its content decides.
    pub(crate) fn of_content(content: &[u8]) -> Self {
        let etag = format!("W/\"{}\"", short(&Sha256::digest(content)));
        Self { etag, key: None, modified: None, pinned: false }
    }

    /// The same tag without `W/`, for an answer whose bytes are the same wherever its tag is.
    pub(crate) fn strong(&self) -> &str {
        self.etag.strip_prefix("W/").unwrap_or(&self.etag)
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
    pub(crate) fn met_early(&self, validator: &Validator, list: bool) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn validator() -> Validator {
        let modified = "1994-11-06T08:49:37.9Z".parse().unwrap();
        Validator {
            etag: "W/\"1-a\"".to_owned(),
            key: None,
            modified: Some(modified),
            pinned: false,
        }
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
        // The obsolete forms (RFC 9110, section 5.6.7).
        assert!(met("if-modified-since", "Sunday, 06-Nov-94 08:49:37 GMT"));
        assert!(met("if-modified-since", "Sun Nov  6 08:49:37 1994"));
        assert!(!met("if-modified-since", "Sun Nov  6 08:49:36 1994"));
        for date in ["Sun, 06 Nov 1994 08:49:36 GMT", "1994-11-06", "yesterday", ""] {
            assert!(!met("if-modified-since", date), "{date}");
        }
    }

    #[test]
    fn a_date_counts_only_without_a_tag_and_not_for_an_entry() {
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_MODIFIED_SINCE, "Mon, 07 Nov 1994 00:00:00 GMT".parse().unwrap());
        assert!(Conditions::of(&headers).met_early(&validator(), true));
        assert!(!Conditions::of(&headers).met_early(&validator(), false));
        headers.insert(header::IF_NONE_MATCH, "\"other\"".parse().unwrap());
        assert!(!Conditions::of(&headers).met_early(&validator(), true));
    }
}

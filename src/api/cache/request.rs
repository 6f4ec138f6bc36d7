//! A request as sent, as a key.

use crate::api::address::PublicAddress;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, Method, Uri, header};

/// The headers that an answer depends on: those of `Vary`, and the origin that CORS answers.
const NEGOTIATING: [HeaderName; 4] =
    [header::ACCEPT, header::ACCEPT_LANGUAGE, header::ACCEPT_ENCODING, header::ORIGIN];
/// Headers that ask for something other than the whole answer, or announce a body, which may be refused.
const OTHERS: [HeaderName; 4] =
    [header::RANGE, header::IF_RANGE, header::CONTENT_LENGTH, header::TRANSFER_ENCODING];

/// Public address, address and negotiating headers of a GET or HEAD request, byte for byte. Requests with equal keys have equal
/// answers from one release.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct RequestKey(Box<[u8]>);

impl RequestKey {
    /// The key of a request; `None` for one whose answer is not kept.
    pub(crate) fn of(request: &Request, public: Option<&PublicAddress>) -> Option<Self> {
        let (method, headers) = (request.method(), request.headers());
        let reads = [Method::GET, Method::HEAD].contains(method);
        let whole = OTHERS.iter().all(|name| !headers.contains_key(name));
        (reads && whole).then(|| Self::written(public, request.uri(), headers))
    }

    fn written(public: Option<&PublicAddress>, uri: &Uri, headers: &HeaderMap) -> Self {
        let address = uri.path_and_query().map_or("", |address| address.as_str());
        let mut key = Vec::with_capacity(address.len() + 128);
        if let Some(public) = public {
            // Links and citations begin with it.
            for part in [public.origin(), public.prefix()] {
                key.extend_from_slice(part.as_bytes());
                key.push(b'\n');
            }
        }
        key.extend_from_slice(address.as_bytes());
        for name in &NEGOTIATING {
            // A header's value contains no line feed, so that values cannot run into each other.
            key.push(b'\n');
            for value in headers.get_all(name) {
                key.extend_from_slice(value.as_bytes());
                key.push(b'\n');
            }
        }
        Self(key.into_boxed_slice())
    }

    /// Its length in bytes.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn key(address: &str, headers: &[(&str, &str)]) -> Option<RequestKey> {
        let mut request = Request::builder().uri(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        RequestKey::of(&request.body(Body::empty()).unwrap(), None)
    }

    #[test]
    fn the_address_and_each_negotiating_header_make_the_key() {
        let plain = key("/v1/plans?lang=en", &[]);
        assert!(plain.is_some());
        assert_eq!(plain, key("/v1/plans?lang=en", &[("user-agent", "curl"), ("cookie", "a")]));
        let others = [
            key("/v1/plans", &[]),
            key("/v1/plans?lang=en", &[("accept", "text/csv")]),
            key("/v1/plans?lang=en", &[("accept-language", "text/csv")]),
            key("/v1/plans?lang=en", &[("accept-encoding", "text/csv")]),
            key("/v1/plans?lang=en", &[("origin", "text/csv")]),
            key("/v1/plans?lang=en", &[("accept", "text"), ("accept", "csv")]),
        ];
        for (at, one) in others.iter().enumerate() {
            assert!(others[at + 1..].iter().chain([&plain]).all(|other| other != one), "{one:?}");
        }
    }

    #[test]
    fn a_part_of_an_answer_has_no_key() {
        assert_eq!(key("/v1/plans", &[("range", "bytes=0-1")]), None);
        assert_eq!(key("/v1/plans", &[("content-length", "9")]), None);
        let post = Request::builder().method("POST").uri("/").body(Body::empty()).unwrap();
        assert_eq!(RequestKey::of(&post, None), None);
    }
}

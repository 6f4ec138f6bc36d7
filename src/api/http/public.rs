//! The address that a request was sent to, as the client sees it.
//!
//! `PLAN_TARGETS_PUBLIC_URL` decides where it is set. Otherwise a trusted proxy decides: the element of `Forwarded`
//! (RFC 7239) that names the client has the host and the scheme that the client used. Without `Forwarded`,
//! `X-Forwarded-Host` and `X-Forwarded-Proto` have them. `X-Forwarded-Prefix` has the path in front. A header with
//! several values, or with a malformed one, is ignored.

use super::client::{self, Peer};
use super::methods::nothing;
use crate::api::address::PublicAddress;
use crate::api::app::App;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use ipnet::IpNet;
use std::sync::Arc;

const X_FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");
const X_FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
const X_FORWARDED_PREFIX: HeaderName = HeaderName::from_static("x-forwarded-prefix");

/// The whole service below its public path: a request may have the path or not, so that a proxy may keep it or
/// take it away.
pub fn below(service: Router, app: &App) -> Router {
    let layer = middleware::from_fn_with_state(Arc::new(app.clone()), addressed);
    Router::new().fallback_service(service).layer(layer)
}

/// Gives the request its [`PublicAddress`], takes the public path from its own, and adds it to redirections.
async fn addressed(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let address = address(&app, &request);
    if let Some(path) = address.stripped(request.uri().path()) {
        let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
        let mut parts = request.uri().clone().into_parts();
        // A part of a valid path is one.
        if let Ok(rest) = PathAndQuery::try_from(format!("{path}{query}")) {
            parts.path_and_query = Some(rest);
            if let Ok(uri) = Uri::from_parts(parts) {
                *request.uri_mut() = uri;
            }
        }
    }
    request.extensions_mut().insert(address.clone());
    let is_head = request.method() == Method::HEAD;
    if !address.prefix().is_empty() && !request.uri().path().starts_with("/v1/") {
        // A page is changed below, which needs its text.
        request.headers_mut().remove(header::ACCEPT_ENCODING);
    }
    let mut response = next.run(request).await;
    let location = response.headers().get(header::LOCATION).and_then(|it| it.to_str().ok());
    let path = location.filter(|it| it.starts_with('/') && address.stripped(it).is_none());
    if let Some(Ok(whole)) = path.map(|path| HeaderValue::try_from(address.path(path))) {
        response.headers_mut().insert(header::LOCATION, whole);
    }
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if address.prefix().is_empty() || !is_page {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    // A page is in memory, so reading it cannot fail.
    let page = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let page = with_prefix(&String::from_utf8_lossy(&page), address.prefix());
    Response::from_parts(parts, if is_head { nothing() } else { Body::from(page) })
}

/// The address that a request was sent to.
pub(super) fn address(app: &App, request: &Request) -> PublicAddress {
    app.public_address.clone().unwrap_or_else(|| {
        let peer = request.extensions().get::<Peer>().copied();
        let trusted = &app.limits.trusted_proxies;
        forwarded(peer, request.headers(), trusted).unwrap_or_default()
    })
}

/// A page whose addresses begin with the prefix. Templates write them from the root of the service.
fn with_prefix(page: &str, prefix: &str) -> String {
    let mut written = String::with_capacity(page.len() + 1024);
    let mut rest = page;
    while let Some(at) = rest.find("=\"/") {
        let (before, after) = rest.split_at(at + 2);
        written.push_str(before);
        let name = &before[..at];
        let is_address = ["href", "src", "srcset", "action"].iter().any(|one| name.ends_with(one));
        let own = after.strip_prefix(prefix);
        let has_prefix = own.is_some_and(|own| own.starts_with(['/', '?', '"']));
        if is_address && !has_prefix && !after.starts_with("//") {
            written.push_str(prefix);
        }
        rest = after;
    }
    written.push_str(rest);
    written
}

/// The address that a trusted proxy names; `None` where it names none.
fn forwarded(peer: Option<Peer>, headers: &HeaderMap, trusted: &[IpNet]) -> Option<PublicAddress> {
    let Peer(peer) = peer?;
    if !client::is_trusted(peer.ip().to_canonical(), trusted) {
        return None;
    }
    let prefix = one(headers, &X_FORWARDED_PREFIX).unwrap_or_default();
    let described = client::forwarded_origin(headers, trusted);
    let (scheme, host) = match &described {
        Some(origin) => (origin.scheme.as_deref(), origin.host.as_deref()),
        None => (one(headers, &X_FORWARDED_PROTO), one(headers, &X_FORWARDED_HOST)),
    };
    let scheme = scheme.map(str::to_ascii_lowercase);
    let origin = match (&scheme, host) {
        (_, Some(host)) => Some((scheme.as_deref().unwrap_or("http"), host)),
        // The proxy passes the host on in its own header.
        (Some(scheme), None) => one(headers, &header::HOST).map(|host| (scheme.as_str(), host)),
        (None, None) => None,
    };
    PublicAddress::of_parts(origin, prefix)
        .or_else(|| PublicAddress::of_parts(None, prefix))
        .or_else(|| PublicAddress::of_parts(origin, ""))
}

/// The value of a header that has one; `None` where it has none or several.
fn one<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?.trim();
    (values.next().is_none() && !value.contains(',') && !value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::SocketAddr;

    fn base(peer: &str, headers: &[(&'static str, &str)]) -> String {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        let peer = Peer(SocketAddr::new(peer.parse().unwrap(), 4000));
        forwarded(Some(peer), &map, &trusted).unwrap_or_default().base()
    }

    #[test]
    fn a_trusted_proxy_names_host_scheme_and_path() {
        for (headers, expected) in [
            (&[("x-forwarded-prefix", "/fyp")][..], "/fyp"),
            (&[("x-forwarded-proto", "https"), ("host", "example.org")], "https://example.org"),
            (
                &[
                    ("x-forwarded-proto", "https"),
                    ("x-forwarded-host", "example.org"),
                    ("x-forwarded-prefix", "/fyp/"),
                ],
                "https://example.org/fyp",
            ),
            (&[("x-forwarded-host", "example.org")], "http://example.org"),
            (
                &[("forwarded", r#"for=192.0.2.1;proto=https;host="example.org:444""#)],
                "https://example.org:444",
            ),
            (
                &[(
                    "forwarded",
                    "for=203.0.113.9;host=forged, for=192.0.2.1;host=example.org;proto=https, for=10.1.1.1;host=inner",
                )],
                "https://example.org",
            ),
            (&[("x-forwarded-host", "a, b"), ("x-forwarded-prefix", "/fyp")], "/fyp"),
            (&[("x-forwarded-host", "a b"), ("x-forwarded-prefix", "/fyp")], "/fyp"),
            (&[("x-forwarded-host", "a"), ("x-forwarded-prefix", "//evil")], "http://a"),
            (&[("x-forwarded-proto", "javascript"), ("x-forwarded-host", "a")], ""),
            (&[], ""),
        ] {
            assert_eq!(base("10.0.0.1", headers), expected, "{headers:?}");
        }
    }

    #[test]
    fn the_addresses_of_a_page_begin_with_the_prefix() {
        let page =
            r#"<a href="/a"> <a href="/fyp/b"> <a href="//c"> <form action="/"> <p title="/d">"#;
        let expected = r#"<a href="/fyp/a"> <a href="/fyp/b"> <a href="//c"> <form action="/fyp/"> <p title="/d">"#;
        assert_eq!(with_prefix(page, "/fyp"), expected);
    }

    #[test]
    fn headers_of_other_peers_are_ignored() {
        let headers = [("x-forwarded-prefix", "/fyp"), ("forwarded", "host=example.org")];
        assert_eq!(base("192.0.2.1", &headers), "");
    }
}

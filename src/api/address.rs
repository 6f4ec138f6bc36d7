//! The address by which clients reach the service, which may be behind proxies and below a path.

use std::sync::Arc;

/// The longest path and the longest host that a proxy may name, in bytes.
const LONGEST: usize = 255;

/// Origin and path of the service: `https://example.org` and `/fyp`. Either may be empty. If neither the
/// configuration nor a proxy names the origin, it is empty; links are then paths, and so are URLs in citations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicAddress {
    origin: Arc<str>,
    prefix: Arc<str>,
}

impl Default for PublicAddress {
    fn default() -> Self {
        Self { origin: "".into(), prefix: "".into() }
    }
}

impl PublicAddress {
    /// Origin and path of a URL such as `https://example.org/fyp`; `None` where it is none.
    pub fn of_url(url: &str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        let (host, path) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
        Self::of_parts(Some((scheme, host)), path)
    }

    /// The address with this scheme and host, and this path; `None` where one of them is malformed.
    pub fn of_parts(origin: Option<(&str, &str)>, prefix: &str) -> Option<Self> {
        let prefix = prefix.trim_end_matches('/');
        let origin = match origin {
            Some((scheme, host)) if is_host(host) => match scheme {
                "http" | "https" => format!("{scheme}://{host}"),
                _ => return None,
            },
            Some(_) => return None,
            None => String::new(),
        };
        let valid = prefix.is_empty() || is_path(prefix);
        valid.then(|| Self { origin: origin.into(), prefix: prefix.into() })
    }

    /// `https://example.org`, or empty.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// `/fyp`, or empty.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Origin and path: `https://example.org/fyp`.
    pub fn base(&self) -> String {
        format!("{}{}", self.origin, self.prefix)
    }

    /// A path of the service as clients ask for it: `/fyp/v1/plans` for `/v1/plans`.
    pub fn path(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// The path of the service in a path as clients ask for it; `None` where it does not begin with the prefix.
    pub fn stripped<'p>(&self, path: &'p str) -> Option<&'p str> {
        if self.prefix.is_empty() {
            return None;
        }
        let rest = path.strip_prefix(&*self.prefix)?;
        match rest {
            "" => Some("/"),
            rest => rest.starts_with('/').then_some(rest),
        }
    }
}

/// Whether a text is a host, with or without a port. Userinfo is no part of it.
pub fn is_host(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
    (1..=LONGEST).contains(&text.len()) && text.bytes().all(plain)
}

/// Whether a text is a path of plain segments. `/v1` is no path before the service: `/v1/plans` would be a path of
/// the service and, without its prefix, another one.
fn is_path(text: &str) -> bool {
    let plain = |segment: &str| {
        let characters =
            segment.bytes().all(|it| it.is_ascii_alphanumeric() || b"-._~".contains(&it));
        !segment.is_empty() && characters && !matches!(segment, "." | "..")
    };
    let segments = text.strip_prefix('/').filter(|_| text.len() <= LONGEST);
    segments.is_some_and(|rest| rest.split('/').all(plain) && rest.split('/').next() != Some("v1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_has_an_origin_and_a_path() {
        for (url, origin, prefix) in [
            ("https://example.org", "https://example.org", ""),
            ("https://example.org/", "https://example.org", ""),
            ("http://example.org:8080/a/fyp/", "http://example.org:8080", "/a/fyp"),
            ("http://[::1]:80/fyp", "http://[::1]:80", "/fyp"),
        ] {
            let address = PublicAddress::of_url(url).unwrap();
            assert_eq!((address.origin(), address.prefix()), (origin, prefix), "{url}");
        }
        for url in [
            "example.org",
            "ftp://example.org",
            "https://",
            "https://a b",
            "https://u@example.org",
            "https://example.org/a?b",
            "https://example.org/a/../b",
            "https://example.org//a",
            "https://example.org/v1",
        ] {
            assert_eq!(PublicAddress::of_url(url), None, "{url}");
        }
    }

    #[test]
    fn a_path_is_stripped_of_the_whole_prefix_alone() {
        let address = PublicAddress::of_url("https://example.org/fyp").unwrap();
        for (path, rest) in [
            ("/fyp/v1/plans", Some("/v1/plans")),
            ("/fyp", Some("/")),
            ("/fyp/", Some("/")),
            ("/fypx", None),
            ("/v1/plans", None),
        ] {
            assert_eq!(address.stripped(path), rest, "{path}");
        }
        assert_eq!(PublicAddress::default().stripped("/v1/plans"), None);
        assert_eq!(address.path("/v1/plans"), "/fyp/v1/plans");
    }
}

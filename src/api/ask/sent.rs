//! A query string as sent: split and decoded, nothing of it understood yet.
//!
//! ```text
//! query = [ name "=" value { "&" name "=" value } ]
//! ```

use crate::api::problem::{ApiError, FieldError, FieldErrorKind};
use crate::domain::text::Text;
use axum::http::{HeaderName, header, request::Parts};

/// The names and values of a query, in the order sent, and the headers that negotiate.
#[derive(Debug, Clone, Default)]
pub struct Sent {
    pub(crate) pairs: Vec<(String, String)>,
    pub(crate) accept: Option<String>,
    pub(crate) accept_language: Option<String>,
}

impl Sent {
    /// Splits and decodes the query of a request.
    ///
    /// # Errors
    /// Percent-encoding that is not UTF-8 or hides a NUL.
    pub fn read(parts: &Parts) -> Result<Self, ApiError> {
        let mut pairs = Vec::new();
        let query = parts.uri.query().unwrap_or_default();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let read = |raw| decoded(raw).map_err(|why| malformed(name, raw, why));
            pairs.push((read(name)?, read(value)?));
        }
        // A header that is not text accepts nothing we could name; it is read as if it were absent.
        let text = |name: HeaderName| parts.headers.get(name)?.to_str().ok().map(str::to_owned);
        Ok(Self {
            pairs,
            accept: text(header::ACCEPT),
            accept_language: text(header::ACCEPT_LANGUAGE),
        })
    }

    /// The value of a parameter that was sent once; `None` where it is absent or repeated.
    pub fn once(&self, name: &str) -> Option<&str> {
        let mut values = self.pairs.iter().filter(|(given, _)| given == name);
        let (_, value) = values.next()?;
        values.next().is_none().then_some(value)
    }
}

fn malformed(name: &str, raw: &str, why: Text) -> ApiError {
    ApiError::invalid(FieldError::value(name, raw, why).of(FieldErrorKind::Encoding))
}

/// Percent-decoding of a form field (`+` is a space), strict.
pub(crate) fn decoded(raw: &str) -> Result<String, Text> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        match first {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digits = rest.get(..2).and_then(|two| std::str::from_utf8(two).ok());
                let byte = digits
                    .filter(|two| two.bytes().all(|digit| digit.is_ascii_hexdigit()))
                    .and_then(|two| u8::from_str_radix(two, 16).ok())
                    .ok_or_else(|| {
                        Text::of("a % without two hexadecimal digits", "% 之后没有两位十六进制数字")
                    })?;
                bytes.push(byte);
                rest = &rest[2..];
            }
            other => bytes.push(*other),
        }
    }
    if bytes.contains(&0) {
        return Err(Text::of("a NUL character", "含有 NUL 字符"));
    }
    String::from_utf8(bytes).map_err(|_| Text::of("not UTF-8", "不是 UTF-8"))
}

/// Percent-encoding of a query value. Commas and `..` stay, so that links can be read.
pub(crate) fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~,:".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.extend(
                [byte >> 4, byte & 15]
                    .map(|half| char::from(b"0123456789ABCDEF"[usize::from(half)])),
            );
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_value_survives_encoding_and_decoding() {
        for text in ["硚口区", "a b+c&d=e%", "2020..2025", "≥60", "\u{10FFFF}"] {
            assert_eq!(decoded(&encoded(text)), Ok(text.to_owned()));
        }
    }

    #[test]
    fn what_is_not_percent_encoded_utf8_is_refused() {
        assert_eq!(decoded("%E7%A1%9A"), Ok("硚".to_owned()));
        let why = |raw| decoded(raw).unwrap_err().en;
        assert_eq!(why("%ff"), "not UTF-8");
        assert_eq!(why("a%00b"), "a NUL character");
        assert_eq!(why("%"), "a % without two hexadecimal digits");
        assert_eq!(why("%+1"), "a % without two hexadecimal digits");
    }
}

//! A query string as sent: split and decoded, nothing of it understood yet.
//!
//! ```text
//! query = [ name "=" value { "&" name "=" value } ]
//! ```

use crate::api::problem::{ApiError, FieldError, FieldErrorKind};
use crate::domain::text::Text;
use axum::http::{HeaderName, header, request::Parts};
use percent_encoding::{
    AsciiSet, NON_ALPHANUMERIC, PercentEncode, percent_decode_str, utf8_percent_encode,
};

/// The names and values of a query, in the order sent, and the headers that negotiate.
#[derive(Debug, Clone, Default)]
pub struct RawQuery {
    pub(crate) pairs: Vec<(String, String)>,
    pub(crate) accept: Option<String>,
    pub(crate) accept_language: Option<String>,
}

impl RawQuery {
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

/// Decodes a form field: `+` is a space, every `%` is followed by two hexadecimal digits, and the
/// result is UTF-8 without NUL.
pub(crate) fn decoded(raw: &str) -> Result<String, Text> {
    let is_escape = |rest: &str| {
        rest.as_bytes().get(..2).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit))
    };
    if !raw.split('%').skip(1).all(is_escape) {
        return Err(Text::of("a % without two hexadecimal digits", "% 之后没有两位十六进制数字"));
    }
    let spaced = raw.replace('+', " ");
    let text = percent_decode_str(&spaced).decode_utf8();
    let text = text.map_err(|_| Text::of("not UTF-8", "不是 UTF-8"))?;
    if text.contains('\0') {
        return Err(Text::of("a NUL character", "含有 NUL 字符"));
    }
    Ok(text.into_owned())
}

/// Characters that a query value escapes: all but the unreserved ones of RFC 3986, and commas and
/// colons, which stay so that links are readable.
const ESCAPED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b',').remove(b':');

/// Percent-encodes a query value.
pub(crate) fn encoded(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, ESCAPED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_value_survives_encoding_and_decoding() {
        for text in ["硚口区", "a b+c&d=e%", "2020..2025", "≥60", "\u{10FFFF}"] {
            assert_eq!(decoded(&encoded(text).to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn a_query_that_is_not_percent_encoded_utf8_is_refused() {
        assert_eq!(decoded("%E7%A1%9A"), Ok("硚".to_owned()));
        let why = |raw| decoded(raw).unwrap_err().en;
        assert_eq!(why("%ff"), "not UTF-8");
        assert_eq!(why("a%00b"), "a NUL character");
        assert_eq!(why("%"), "a % without two hexadecimal digits");
        assert_eq!(why("%+1"), "a % without two hexadecimal digits");
    }
}

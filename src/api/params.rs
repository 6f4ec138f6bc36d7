//! Reading a query string strictly: each parameter is taken by whoever knows it.
//!
//! ```text
//! query = [ name "=" value { "&" name "=" value } ]      each name once, each value not empty
//! list  = value { "," value }                            at most MAX_LIST values
//! ```
//! Errors are collected, so that one answer names all of them.

use super::format::{Format, negotiate};
use super::names;
use super::problem::{ApiError, FieldError, FieldErrorKind};
use crate::catalog::Catalog;
use axum::http::{header, request::Parts};
use rust_decimal::Decimal;
use serde_json::{Map, Value};
use std::ops::RangeInclusive;

/// Most values a list may hold.
pub const MAX_LIST: usize = 500;
/// Longest free text, in characters.
pub const MAX_TEXT: usize = 200;
/// Years a plan can speak of.
pub const YEARS: RangeInclusive<u16> = 1949..=2100;

/// What [`Params`] has gathered, free of errors.
#[derive(Debug)]
pub(crate) struct Understood {
    pub format: Format,
    pub bom: bool,
    pub filters: Map<String, Value>,
    pub cursor: Option<String>,
    pub given: Vec<(&'static str, String)>,
}

/// The parameters of one request, taken one by one.
#[derive(Debug)]
pub struct Params<'a> {
    pairs: Vec<(String, String)>,
    accept: Option<&'a str>,
    catalog: &'a Catalog,
    known: Vec<&'static str>,
    errors: Vec<FieldError>,
    filters: Map<String, Value>,
    cursor: Option<String>,
    given: Vec<(&'static str, String)>,
    format: Format,
    bom: bool,
}

impl<'a> Params<'a> {
    /// Splits and decodes a raw query string.
    ///
    /// # Errors
    /// Percent-encoding that is not UTF-8 or hides a NUL.
    pub fn read(parts: &'a Parts, catalog: &'a Catalog) -> Result<Self, ApiError> {
        let mut pairs = Vec::new();
        let query = parts.uri.query().unwrap_or_default();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let read = |raw| decoded(raw).map_err(|why| malformed(name, raw, why));
            pairs.push((read(name)?, read(value)?));
        }
        // A header that is not text accepts nothing we could name; it is read as if it were absent.
        let accept = parts.headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
        Ok(Self {
            pairs,
            accept,
            catalog,
            known: Vec::new(),
            errors: Vec::new(),
            filters: Map::new(),
            cursor: None,
            given: Vec::new(),
            format: Format::Json,
            bom: false,
        })
    }

    /// The catalogue names are resolved in.
    pub fn catalog(&self) -> &'a Catalog {
        self.catalog
    }

    /// Notes something wrong.
    pub fn error(&mut self, error: FieldError) {
        self.errors.push(error);
    }

    /// Notes a value that cannot be used.
    fn refuse<T>(&mut self, name: &str, value: &str, reason: impl Into<String>) -> Option<T> {
        self.error(FieldError::value(name, value, reason));
        None
    }

    /// The value of a parameter as sent; absent, empty and repeated ones are `None`, the last two
    /// also errors.
    pub fn raw(&mut self, name: &'static str) -> Option<String> {
        self.known.push(name);
        let mut values =
            self.pairs.iter().filter(|(given, _)| given == name).map(|(_, value)| value);
        let value = values.next()?.clone();
        let more = values.count();
        if more > 0 {
            let reason = format!(
                "given {} times; it may be given once, values separated by commas",
                more + 1
            );
            return self.refuse(name, &value, reason);
        }
        if value.trim().is_empty() {
            self.error(FieldError::value(
                name,
                &value,
                "empty; leave the parameter out to ask for all",
            ));
            return None;
        }
        Some(value)
    }

    /// Whether a parameter was sent, well or not.
    pub fn asks(&self, name: &str) -> bool {
        self.pairs.iter().any(|(given, _)| given == name)
    }

    /// Notes a parameter as in effect, written the canonical way.
    pub fn note(&mut self, name: &'static str, canonical: String) {
        self.given.push((name, canonical));
    }

    /// Notes a filter as in effect.
    pub fn note_filter(&mut self, name: &'static str, value: Value) {
        let canonical = match &value {
            Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(","),
            value => plain(value),
        };
        self.filters.insert(name.to_owned(), value);
        self.note(name, canonical);
    }

    /// A comma-separated list, each value once and in the order given; `None` where absent.
    pub fn list(&mut self, name: &'static str) -> Option<Vec<String>> {
        let raw = self.raw(name)?;
        let count = raw.split(',').count();
        if count > MAX_LIST {
            let reason = format!("{count} values; at most {MAX_LIST} may be asked for at a time");
            return self.refuse(name, &raw, reason);
        }
        let mut values: Vec<String> = Vec::new();
        for value in raw.split(',').map(str::trim) {
            if value.is_empty() {
                self.error(FieldError::value(name, &raw, "an empty value between commas"));
            } else if !values.iter().any(|known| known == value) {
                values.push(value.to_owned());
            }
        }
        Some(values)
    }

    /// A list resolved value by value. `resolve` gives what a value stands for, or the error.
    fn resolved(
        &mut self,
        name: &'static str,
        resolve: impl Fn(&Catalog, &str) -> Result<String, Box<FieldError>>,
    ) -> Option<Vec<String>> {
        let mut ids: Vec<String> = Vec::new();
        for word in self.list(name)? {
            match resolve(self.catalog, &word) {
                Ok(id) if ids.contains(&id) => {}
                Ok(id) => ids.push(id),
                Err(error) => self.error(*error),
            }
        }
        self.note_filter(name, ids.clone().into());
        Some(ids)
    }

    /// Regions by id, official code, name or alias; ids, in the order asked.
    pub fn regions(&mut self, name: &'static str) -> Option<Vec<String>> {
        self.resolved(name, |catalog, word| names::region(catalog, name, word))
    }

    /// Indicators by id, name or alias; ids, in the order asked.
    pub fn indicators(&mut self, name: &'static str) -> Option<Vec<String>> {
        self.resolved(name, |catalog, word| names::indicator(catalog, name, word))
    }

    /// Domains of the catalogue by id.
    pub fn domains(&mut self, name: &'static str) -> Option<Vec<String>> {
        self.resolved(name, |catalog, word| names::domain(catalog, name, word))
    }

    /// Words of a closed set, in the order asked.
    pub fn words(&mut self, name: &'static str, allowed: &[&str]) -> Option<Vec<String>> {
        self.resolved(name, |_, word| names::one_of(name, word, allowed))
    }

    /// One word of a closed set.
    pub fn word(&mut self, name: &'static str, allowed: &[&str]) -> Option<String> {
        let raw = self.raw(name)?;
        match names::one_of(name, &raw, allowed) {
            Ok(word) => {
                self.note_filter(name, word.clone().into());
                Some(word)
            }
            Err(error) => {
                self.error(*error);
                None
            }
        }
    }

    /// Free text, at most [`MAX_TEXT`] characters.
    pub fn text(&mut self, name: &'static str) -> Option<String> {
        let raw = self.raw(name)?;
        let text = raw.trim();
        if text.chars().count() > MAX_TEXT {
            return self.refuse(name, text, format!("longer than {MAX_TEXT} characters"));
        }
        self.note_filter(name, text.into());
        Some(text.to_owned())
    }

    /// A whole number within bounds; not a filter (a page size).
    pub fn integer(&mut self, name: &'static str, bounds: RangeInclusive<u32>) -> Option<u32> {
        let raw = self.raw(name)?;
        let number = raw.parse().ok().filter(|number| bounds.contains(number));
        let Some(number) = number else {
            let reason = format!("not a whole number from {} to {}", bounds.start(), bounds.end());
            return self.refuse(name, &raw, reason);
        };
        self.note(name, number.to_string());
        Some(number)
    }

    /// A decimal number, exact.
    pub fn decimal(&mut self, name: &'static str) -> Option<Decimal> {
        let raw = self.raw(name)?;
        // 28 digits is what `Decimal` holds; longer text would be rounded in silence.
        let number = raw.parse::<Decimal>().ok().filter(|_| raw.len() <= 28);
        let Some(number) = number else {
            return self.refuse(name, &raw, "not a decimal number of at most 28 digits");
        };
        self.note_filter(name, Value::Number(crate::figure::number(number)));
        Some(number)
    }

    /// Years: `2025`, `2020,2025`, `2020..2025`; ascending, each once.
    pub fn years(&mut self, name: &'static str) -> Option<Vec<u16>> {
        let asked = self.list(name)?;
        let mut years = Vec::new();
        for word in &asked {
            let (first, last) = word.split_once("..").unwrap_or((word, word));
            match (year(first), year(last)) {
                (Some(first), Some(last)) if first <= last => years.extend(first..=last),
                _ => {
                    let reason = format!(
                        "not a year from {} to {}, nor years from..to",
                        YEARS.start(),
                        YEARS.end()
                    );
                    self.error(FieldError::value(name, word, reason));
                }
            }
        }
        years.sort_unstable();
        years.dedup();
        self.filters.insert(name.to_owned(), years.clone().into());
        self.note(name, asked.join(","));
        Some(years)
    }

    /// One year.
    pub fn year(&mut self, name: &'static str) -> Option<u16> {
        let raw = self.raw(name)?;
        let Some(year) = year(&raw) else {
            let reason = format!("not a year from {} to {}", YEARS.start(), YEARS.end());
            return self.refuse(name, &raw, reason);
        };
        self.note_filter(name, year.into());
        Some(year)
    }

    /// A plan's period: `2021-2025`.
    pub fn period(&mut self, name: &'static str) -> Option<(u16, u16)> {
        let raw = self.raw(name)?;
        let parts = raw.split_once('-').and_then(|(first, last)| Some((year(first)?, year(last)?)));
        let Some((first, last)) = parts.filter(|(first, last)| first <= last) else {
            return self.refuse(name, &raw, "not a period; write 2021-2025");
        };
        self.note_filter(name, format!("{first}-{last}").into());
        Some((first, last))
    }

    /// The format to answer in: `format=`, else what `Accept` prefers, else the first offered.
    /// Where CSV is offered, `bom=` is read too.
    pub fn format(&mut self, offered: &[Format]) {
        if let Some(word) = self.raw("format") {
            let words = || offered.iter().map(|format| format.word());
            if let Some(format) = offered.iter().find(|format| format.word() == word) {
                self.format = *format;
                self.note("format", word);
            } else {
                let error = FieldError::value("format", &word, "not served here");
                let error = error.nearest(names::nearest(&word, words())).allowed(served(offered));
                self.error(error.of(FieldErrorKind::Format));
            }
        } else if let Some(accept) = self.accept {
            if let Some(format) = negotiate::preferred(accept, offered) {
                self.format = format;
            } else {
                let error = FieldError::value("Accept", accept, "nothing of this is served here");
                self.error(error.allowed(served(offered)).of(FieldErrorKind::Format));
            }
        } else if let Some(first) = offered.first() {
            self.format = *first;
        }
        if offered.contains(&Format::Csv) {
            match self.raw("bom").as_deref() {
                None | Some("false") => {}
                Some("true") => {
                    self.bom = true;
                    self.note("bom", "true".to_owned());
                }
                Some(other) => {
                    let error = FieldError::value("bom", other, "neither true nor false");
                    self.error(error.allowed(["true", "false"]));
                }
            }
        }
    }

    /// The cursor, to be read once the whole query is known ([`super::cursor::Cursor::read`]).
    pub fn cursor(&mut self) {
        self.cursor = self.raw("cursor");
    }

    /// The parameters asked for so far.
    pub fn known(&self) -> &[&'static str] {
        &self.known
    }

    /// What was asked, once every parameter has been taken.
    ///
    /// # Errors
    /// Everything noted as wrong, and every parameter nobody asked for.
    pub(crate) fn finish(mut self) -> Result<Understood, ApiError> {
        let mut unknown: Vec<&str> = Vec::new();
        for (name, _) in &self.pairs {
            if !self.known.contains(&name.as_str()) && !unknown.contains(&name.as_str()) {
                unknown.push(name);
            }
        }
        let unknown = unknown.iter().map(|name| {
            let error = FieldError::value(name, "", "unknown parameter");
            let nearest = names::nearest(name, self.known.iter().copied());
            let allowed: &[&str] = if nearest.is_some() { &[] } else { &self.known };
            let error = FieldError { value: None, ..error }.nearest(nearest).allowed(allowed);
            error.of(FieldErrorKind::UnknownParameter)
        });
        let mut errors: Vec<FieldError> = unknown.collect();
        errors.append(&mut self.errors);
        if !errors.is_empty() {
            return Err(ApiError::Invalid(errors));
        }
        let Self { filters, cursor, given, format, bom, .. } = self;
        Ok(Understood { format, bom, filters, cursor, given })
    }
}

/// Everything offered, as `format=` takes it and as `Accept` does.
fn served(offered: &[Format]) -> impl Iterator<Item = &'static str> {
    let types = offered.iter().map(|format| format.media_type());
    offered.iter().map(|format| format.word()).chain(types)
}

fn year(text: &str) -> Option<u16> {
    text.trim().parse().ok().filter(|year| YEARS.contains(year))
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn malformed(name: &str, raw: &str, why: &str) -> ApiError {
    ApiError::invalid(FieldError::value(name, raw, why).of(FieldErrorKind::Encoding))
}

/// Percent-decoding of a form field (`+` is a space), strict.
pub(crate) fn decoded(raw: &str) -> Result<String, &'static str> {
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
                    .ok_or("a % without two hexadecimal digits")?;
                bytes.push(byte);
                rest = &rest[2..];
            }
            other => bytes.push(*other),
        }
    }
    if bytes.contains(&0) {
        return Err("a NUL character");
    }
    String::from_utf8(bytes).map_err(|_| "not UTF-8")
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
pub(crate) mod tests {
    use super::*;
    use crate::api::query::FromQuery;
    use axum::http::Request;

    /// The parameters a type reads, in the order it reads them.
    pub(crate) fn known_by<T: FromQuery>() -> Vec<&'static str> {
        let (parts, ()) = Request::builder().uri("/").body(()).unwrap().into_parts();
        let catalog = Catalog::default();
        let mut params = Params::read(&parts, &catalog).unwrap();
        T::from_query(&mut params);
        params.known().to_vec()
    }

    #[test]
    fn a_query_value_survives_encoding_and_decoding() {
        for text in ["硚口区", "a b+c&d=e%", "2020..2025", "≥60", "\u{10FFFF}"] {
            assert_eq!(decoded(&encoded(text)).as_deref(), Ok(text));
        }
    }

    #[test]
    fn what_is_not_percent_encoded_utf8_is_refused() {
        assert_eq!(decoded("%E7%A1%9A"), Ok("硚".to_owned()));
        assert_eq!(decoded("%ff"), Err("not UTF-8"));
        assert_eq!(decoded("a%00b"), Err("a NUL character"));
        assert_eq!(decoded("%"), Err("a % without two hexadecimal digits"));
        assert_eq!(decoded("%+1"), Err("a % without two hexadecimal digits"));
    }
}

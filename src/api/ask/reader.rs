//! Reads a query string strictly: each parameter is read by its kind ([`super::parameters`]). A parameter that
//! no kind has read is unknown.
//!
//! ```text
//! query = [ name "=" value { "&" name "=" value } ]      each name once, each value not empty (see `raw_query`)
//! list  = value { "," value }                            at most MAX_LIST values
//! ```
//! Errors are collected, so that one answer names all of them.

use super::raw_query::RawQuery;
use super::{names, negotiate};
use crate::api::problem::{ApiError, FieldError, FieldErrorKind};
use crate::catalog::Catalog;
use crate::domain::lang::Lang;
use crate::domain::text::{Text, text};
use crate::format::{CUBE, Format, Shape};
use serde_json::{Map, Value};

/// The most values of a list.
pub const MAX_LIST: usize = 500;
/// Longest free text, in characters.
pub const MAX_TEXT: usize = 200;

/// The values that a [`QueryReader`] has read, without errors.
#[derive(Debug)]
pub(crate) struct ParsedQuery {
    pub format: Format,
    pub bom: bool,
    pub lang: Lang,
    pub shape: Shape,
    pub filters: Map<String, Value>,
    pub cursor: Option<String>,
    pub given: Vec<(&'static str, String)>,
    pub former_ids: Vec<FormerId>,
}

/// A former id in a query, and the id of the indicator that has taken up its entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerId {
    pub former: String,
    pub id: String,
}

/// Reads the parameters of one request, one after another.
#[derive(Debug)]
pub struct QueryReader<'a> {
    raw_query: &'a RawQuery,
    catalog: &'a Catalog,
    /// Names read so far.
    known: Vec<&'static str>,
    errors: Vec<FieldError>,
    /// Filters in effect, names resolved to ids.
    filters: Map<String, Value>,
    /// Parameters in effect, written the canonical way.
    given: Vec<(&'static str, String)>,
    former_ids: Vec<FormerId>,
    pub(crate) cursor: Option<String>,
    pub(crate) format: Format,
    pub(crate) bom: bool,
    pub(crate) lang: Lang,
    pub(crate) shape: Shape,
}

impl<'a> QueryReader<'a> {
    /// A reader of a query, resolving names in this catalogue.
    pub fn new(raw_query: &'a RawQuery, catalog: &'a Catalog) -> Self {
        Self {
            raw_query,
            catalog,
            known: Vec::new(),
            errors: Vec::new(),
            filters: Map::new(),
            cursor: None,
            given: Vec::new(),
            former_ids: Vec::new(),
            format: Format::Json,
            bom: false,
            lang: Lang::default(),
            shape: Shape::default(),
        }
    }

    /// The catalogue names are resolved in.
    pub fn catalog(&self) -> &'a Catalog {
        self.catalog
    }

    /// The query as sent.
    pub fn raw_query(&self) -> &'a RawQuery {
        self.raw_query
    }

    /// Collects an error.
    pub fn error(&mut self, error: FieldError) {
        self.errors.push(error);
    }

    /// Collects an error about a value.
    pub fn refuse<T>(&mut self, name: &str, value: &str, reason: Text) -> Option<T> {
        self.error(FieldError::value(name, value, reason));
        None
    }

    /// The value of a parameter as sent; absent, empty and repeated ones are `None`, the last two
    /// also errors.
    pub fn raw(&mut self, name: &'static str) -> Option<String> {
        self.known.push(name);
        let mut values =
            self.raw_query.pairs.iter().filter(|(given, _)| given == name).map(|(_, value)| value);
        let value = values.next()?.clone();
        let more = values.count();
        if more > 0 {
            let times = more + 1;
            let reason = text!(
                "given {times} times; it may be given once, values separated by commas",
                "给出了 {times} 次；只能给出一次，多个值用逗号分隔"
            );
            return self.refuse(name, &value, reason);
        }
        if value.trim().is_empty() {
            let reason = Text::of(
                "empty; leave the parameter out to ask for all",
                "值为空；若要查询全部，请去掉该参数",
            );
            return self.refuse(name, &value, reason);
        }
        Some(value)
    }

    /// Whether the request is for a file that people open (CSV, XLSX, Parquet): by `format=`, else by `Accept`.
    pub fn asks_for_file(&self) -> bool {
        let word = self.raw_query.pairs.iter().find(|(name, _)| name == "format");
        let format = match (word, &self.raw_query.accept) {
            (Some((_, word)), _) => CUBE.iter().find(|format| format.word() == word).copied(),
            (None, Some(accept)) => negotiate::preferred(accept, CUBE),
            (None, None) => None,
        };
        format.is_some_and(Format::is_file)
    }

    /// Whether a parameter was sent, valid or not.
    pub fn has(&self, name: &str) -> bool {
        self.raw_query.pairs.iter().any(|(given, _)| given == name)
    }

    /// Notes a parameter as in effect, written the canonical way.
    pub fn note(&mut self, name: &'static str, canonical: String) {
        self.given.push((name, canonical));
    }

    /// Notes a filter that was read by an old name as one of its new name.
    pub fn rename_filter(&mut self, old: &str, new: &'static str) {
        if let Some(value) = self.filters.remove(old) {
            self.filters.insert(new.to_owned(), value);
        }
        for (name, _) in &mut self.given {
            if *name == old {
                *name = new;
            }
        }
    }

    /// Notes a filter as in effect.
    pub fn note_filter(&mut self, name: &'static str, value: Value) {
        let canonical = match &value {
            Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(","),
            value => plain(value),
        };
        self.note_filter_as(name, value, canonical);
    }

    /// The same, with its canonical form.
    pub fn note_filter_as(&mut self, name: &'static str, value: Value, canonical: String) {
        self.filters.insert(name.to_owned(), value);
        self.note(name, canonical);
    }

    /// A comma-separated list, each value once and in the order given; `None` where absent.
    pub fn list(&mut self, name: &'static str) -> Option<Vec<String>> {
        let raw = self.raw(name)?;
        let count = raw.split(',').count();
        if count > MAX_LIST {
            let reason = text!(
                "{count} values; at most {MAX_LIST} may be asked for at a time",
                "共 {count} 个值；一次最多 {MAX_LIST} 个"
            );
            return self.refuse(name, &raw, reason);
        }
        let mut values: Vec<String> = Vec::new();
        for value in raw.split(',').map(str::trim) {
            if value.is_empty() {
                let reason = Text::of("an empty value between commas", "逗号之间有空值");
                self.error(FieldError::value(name, &raw, reason));
            } else if !values.iter().any(|known| known == value) {
                values.push(value.to_owned());
            }
        }
        Some(values)
    }

    /// A list resolved value by value, each once and in the given order; not yet noted. `resolve` returns all
    /// ids of a value, or the error.
    pub fn resolved(
        &mut self,
        name: &'static str,
        resolve: impl Fn(&Catalog, &str) -> Result<Vec<String>, Box<FieldError>>,
    ) -> Option<Vec<String>> {
        let mut ids: Vec<String> = Vec::new();
        for word in self.list(name)? {
            match resolve(self.catalog, &word) {
                Ok(found) => {
                    for id in found {
                        if !ids.contains(&id) {
                            ids.push(id);
                        }
                    }
                }
                Err(error) => self.error(*error),
            }
        }
        // A word may have many ids.
        let count = ids.len();
        if count > MAX_LIST {
            let reason = text!(
                "stands for {count} values; at most {MAX_LIST} may be asked for at a time",
                "展开后共 {count} 个值；一次最多 {MAX_LIST} 个"
            );
            let given = self.raw_query.pairs.iter().find(|(given, _)| given == name);
            let given = given.map(|(_, value)| value.clone()).unwrap_or_default();
            return self.refuse(name, &given, reason);
        }
        Some(ids)
    }

    /// Notes the former ids among the words of a list of indicators.
    pub fn note_former_ids(&mut self, name: &str) {
        let words = self.raw_query.once(name).unwrap_or_default().split(',').map(str::trim);
        for word in words {
            if let Some(indicator) = self.catalog.successor(word) {
                let (former, id) = (word.to_owned(), indicator.id.clone());
                self.former_ids.push(FormerId { former, id });
            }
        }
    }

    /// Ids in the form of the canonical query. A former id stays, because the answer contains a notice about
    /// it.
    pub fn canonical_ids(&self, ids: &[String]) -> String {
        let word = |id: &String| {
            let former = self.former_ids.iter().find(|former| former.id == *id);
            former.map_or(id, |former| &former.former).clone()
        };
        ids.iter().map(word).collect::<Vec<_>>().join(",")
    }

    /// The parameters read so far.
    pub fn known(&self) -> &[&'static str] {
        &self.known
    }

    /// The parsed query, once every parameter has been read.
    ///
    /// # Errors
    /// Every error collected, and every parameter that was sent and not read.
    pub(crate) fn finish(mut self) -> Result<ParsedQuery, ApiError> {
        let mut unknown: Vec<&str> = Vec::new();
        for (name, _) in &self.raw_query.pairs {
            if !self.known.contains(&name.as_str()) && !unknown.contains(&name.as_str()) {
                unknown.push(name);
            }
        }
        let unknown = unknown.iter().map(|name| {
            let error = FieldError::parameter(name, Text::of("unknown parameter", "未知参数"));
            let nearest = names::nearest(name, self.known.iter().copied());
            let allowed: &[&str] = if nearest.is_some() { &[] } else { &self.known };
            let error = error.nearest(nearest).allowed(allowed);
            error.of(FieldErrorKind::UnknownParameter)
        });
        let mut errors: Vec<FieldError> = unknown.collect();
        errors.append(&mut self.errors);
        if !errors.is_empty() {
            return Err(ApiError::Invalid(errors));
        }
        let Self { filters, cursor, given, former_ids, format, bom, lang, shape, .. } = self;
        Ok(ParsedQuery { format, bom, lang, shape, filters, cursor, given, former_ids })
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

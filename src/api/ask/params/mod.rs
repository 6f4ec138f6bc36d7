//! Reading a query string strictly: each parameter is taken by whoever knows it.
//!
//! ```text
//! query = [ name "=" value { "&" name "=" value } ]      each name once, each value not empty (see `sent`)
//! list  = value { "," value }                            at most MAX_LIST values
//! ```
//! Errors are collected, so that one answer names all of them. What says how to answer (`format`, `fields`, …)
//! is read in [`answer`].

use crate::api::format::Format;

use super::lang;
use super::names;
use super::sent::Sent;
use crate::api::format::Shape;
use crate::api::problem::{ApiError, FieldError, FieldErrorKind};
use crate::catalog::Catalog;
use crate::domain::lang::Lang;
use crate::domain::text::{Text, text};
use rust_decimal::Decimal;
use serde_json::{Map, Value};
use std::collections::HashSet;
use std::ops::RangeInclusive;

mod answer;

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
    pub lang: Lang,
    pub shape: Shape,
    pub filters: Map<String, Value>,
    pub cursor: Option<String>,
    pub given: Vec<(&'static str, String)>,
}

/// The parameters of one request, taken one by one.
#[derive(Debug)]
pub struct Params<'a> {
    sent: &'a Sent,
    catalog: &'a Catalog,
    known: Vec<&'static str>,
    errors: Vec<FieldError>,
    filters: Map<String, Value>,
    cursor: Option<String>,
    given: Vec<(&'static str, String)>,
    format: Format,
    bom: bool,
    lang: Lang,
    shape: Shape,
}

impl<'a> Params<'a> {
    /// The parameters sent, names to be resolved in this catalogue.
    pub fn new(sent: &'a Sent, catalog: &'a Catalog) -> Self {
        Self {
            sent,
            catalog,
            known: Vec::new(),
            errors: Vec::new(),
            filters: Map::new(),
            cursor: None,
            given: Vec::new(),
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

    /// Notes something wrong.
    pub fn error(&mut self, error: FieldError) {
        self.errors.push(error);
    }

    /// Notes a value that cannot be used.
    fn refuse<T>(&mut self, name: &str, value: &str, reason: Text) -> Option<T> {
        self.error(FieldError::value(name, value, reason));
        None
    }

    /// The value of a parameter as sent; absent, empty and repeated ones are `None`, the last two
    /// also errors.
    pub fn raw(&mut self, name: &'static str) -> Option<String> {
        self.known.push(name);
        let mut values =
            self.sent.pairs.iter().filter(|(given, _)| given == name).map(|(_, value)| value);
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

    /// Whether a parameter was sent, well or not.
    pub fn asks(&self, name: &str) -> bool {
        self.sent.pairs.iter().any(|(given, _)| given == name)
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

    /// A list resolved value by value, each once and in the order asked; not yet noted. `resolve` gives
    /// what a value stands for, or the error.
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
        Some(ids)
    }

    /// Notes a list as in effect, as it stands.
    fn noted(&mut self, name: &'static str, ids: Vec<String>) -> Vec<String> {
        self.note_filter(name, ids.clone().into());
        ids
    }

    /// Regions by id, official code, name or alias; ids, in catalogue order: for filters, where the
    /// order asked means nothing and the same set is the same question.
    pub fn regions(&mut self, name: &'static str) -> Option<Vec<String>> {
        let ids = self.resolved(name, |catalog, word| names::region(catalog, name, word))?;
        let known = self.catalog.regions.iter().map(|region| &region.id);
        let ids = sorted(known.map(String::as_str), &ids);
        Some(self.noted(name, ids))
    }

    /// As `regions`, in the order asked: where the answer is in that order.
    pub fn regions_in_order(&mut self, name: &'static str) -> Option<Vec<String>> {
        let ids = self.resolved(name, |catalog, word| names::region(catalog, name, word))?;
        Some(self.noted(name, ids))
    }

    /// Indicators by id, name or alias; ids, in catalogue order (see `regions`).
    pub fn indicators(&mut self, name: &'static str) -> Option<Vec<String>> {
        let ids = self.resolved(name, |catalog, word| names::indicator(catalog, name, word))?;
        let known = self.catalog.indicators.iter().map(|indicator| &indicator.id);
        let ids = sorted(known.map(String::as_str), &ids);
        Some(self.noted(name, ids))
    }

    /// As `indicators`, in the order asked: where the answer is in that order.
    pub fn indicators_in_order(&mut self, name: &'static str) -> Option<Vec<String>> {
        let ids = self.resolved(name, |catalog, word| names::indicator(catalog, name, word))?;
        Some(self.noted(name, ids))
    }

    /// Domains of the catalogue by id, in catalogue order.
    pub fn domains(&mut self, name: &'static str) -> Option<Vec<String>> {
        let ids = self.resolved(name, |catalog, word| names::domain(catalog, name, word))?;
        let known = self.catalog.indicators.iter().map(|indicator| indicator.domain.as_str());
        let ids = sorted(known, &ids);
        Some(self.noted(name, ids))
    }

    /// Words of a closed set, in its order.
    pub fn words(&mut self, name: &'static str, allowed: &[&str]) -> Option<Vec<String>> {
        let words = self.resolved(name, |_, word| names::one_of(name, word, allowed))?;
        let words = sorted(allowed.iter().copied(), &words);
        Some(self.noted(name, words))
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
            let reason = text!("longer than {MAX_TEXT} characters", "超过 {MAX_TEXT} 个字符");
            return self.refuse(name, text, reason);
        }
        self.note_filter(name, text.into());
        Some(text.to_owned())
    }

    /// A whole number within bounds; not a filter (a page size).
    pub fn integer(&mut self, name: &'static str, bounds: RangeInclusive<u32>) -> Option<u32> {
        let raw = self.raw(name)?;
        let number = raw.parse().ok().filter(|number| bounds.contains(number));
        let Some(number) = number else {
            let (least, most) = bounds.into_inner();
            let reason = text!(
                "not a whole number from {least} to {most}",
                "不是 {least} 到 {most} 之间的整数"
            );
            return self.refuse(name, &raw, reason);
        };
        self.note(name, number.to_string());
        Some(number)
    }

    /// The size of a page, from 0 (the count alone) to `most`; `default` where it is left out, which is
    /// the same question as asking for just that.
    pub fn limit(&mut self, name: &'static str, default: u32, most: u32) -> u32 {
        let Some(raw) = self.raw(name) else { return default };
        let Some(number) = raw.parse().ok().filter(|number: &u32| *number <= most) else {
            let reason =
                text!("not a whole number from 0 to {most}", "不是 0 到 {most} 之间的整数");
            self.refuse::<()>(name, &raw, reason);
            return default;
        };
        if number != default {
            self.note(name, number.to_string());
        }
        number
    }

    /// A decimal number, exact.
    pub fn decimal(&mut self, name: &'static str) -> Option<Decimal> {
        let raw = self.raw(name)?;
        // 28 digits is what `Decimal` holds; longer text would be rounded in silence.
        // Programs write small numbers as 1e-05.
        let number = raw.parse().or_else(|_| Decimal::from_scientific(&raw));
        let number = number.ok().filter(|_| raw.len() <= 28);
        let Some(number) = number else {
            let reason =
                Text::of("not a decimal number of at most 28 digits", "不是至多 28 位的十进制数");
            return self.refuse(name, &raw, reason);
        };
        self.note_filter(name, Value::Number(crate::domain::figure::number(number)));
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
                    let (first, last) = YEARS.into_inner();
                    let reason = text!(
                        "not a year from {first} to {last}, nor years from..to",
                        "不是 {first} 到 {last} 之间的年份，也不是 起..止 形式的年份区间"
                    );
                    self.error(FieldError::value(name, word, reason));
                }
            }
        }
        years.sort_unstable();
        years.dedup();
        self.filters.insert(name.to_owned(), years.clone().into());
        self.note(name, year_ranges(&years));
        Some(years)
    }

    /// One year.
    pub fn year(&mut self, name: &'static str) -> Option<u16> {
        let raw = self.raw(name)?;
        let Some(year) = year(&raw) else {
            let (first, last) = YEARS.into_inner();
            let reason =
                text!("not a year from {first} to {last}", "不是 {first} 到 {last} 之间的年份");
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
            let reason = Text::of("not a period; write 2021-2025", "不是规划期；请写成 2021-2025");
            return self.refuse(name, &raw, reason);
        };
        self.note_filter(name, format!("{first}-{last}").into());
        Some((first, last))
    }

    /// The cursor, to be read once the whole query is known ([`super::cursor::Cursor::read`]).
    pub fn cursor(&mut self) {
        self.cursor = self.raw("cursor");
    }

    /// The language of names: `lang=`, else what `Accept-Language` prefers, else Chinese.
    pub(crate) fn lang(&mut self) {
        let accepted = self.sent.accept_language.as_deref().and_then(lang::preferred);
        self.lang = accepted.unwrap_or_default();
        if let Some(word) = self.raw("lang") {
            match names::one_of("lang", &word, &Lang::WORDS) {
                Ok(word) => self.lang = Lang::of_word(&word).unwrap_or_default(),
                Err(error) => self.error(*error),
            }
        }
        // Links lead to the same language whatever else the caller accepts.
        if self.lang != Lang::default() || accepted.is_some_and(|accepted| accepted != self.lang) {
            self.note("lang", self.lang.word().to_owned());
        }
    }

    /// A release by its number; whether there is such a one is not looked at here.
    pub(crate) fn release(&mut self, name: &'static str) -> Option<i32> {
        let raw = self.raw(name)?;
        let Some(number) = release(&raw) else {
            let reason =
                Text::of("not the number of a release: 1, 2, 3, …", "不是发布版本号：1、2、3……");
            return self.refuse(name, &raw, reason);
        };
        self.note(name, number.to_string());
        Some(number)
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
        for (name, _) in &self.sent.pairs {
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
        let Self { filters, cursor, given, format, bom, lang, shape, .. } = self;
        Ok(Understood { format, bom, lang, shape, filters, cursor, given })
    }
}

/// The number of a release, `None` where the text is none.
pub(crate) fn release(text: &str) -> Option<i32> {
    text.parse()
        .ok()
        .filter(|number| *number > 0 && text.bytes().all(|digit| digit.is_ascii_digit()))
}

/// What was asked for, each once and in the order of what there is.
fn sorted<'k>(known: impl Iterator<Item = &'k str>, asked: &[String]) -> Vec<String> {
    let mut left: HashSet<&str> = asked.iter().map(String::as_str).collect();
    known.filter(|id| left.remove(id)).map(str::to_owned).collect()
}

/// Years in ascending order the shortest way: `2020,2022..2025`.
fn year_ranges(years: &[u16]) -> String {
    let mut ranges: Vec<(u16, u16)> = Vec::new();
    for year in years {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == *year => *last = *year,
            _ => ranges.push((*year, *year)),
        }
    }
    let words = ranges.iter().map(|(first, last)| {
        if first == last { first.to_string() } else { format!("{first}..{last}") }
    });
    words.collect::<Vec<_>>().join(",")
}

fn year(text: &str) -> Option<u16> {
    text.trim().parse().ok().filter(|year| YEARS.contains(year))
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::api::ask::query::FromQuery;

    /// The parameters a type reads, in the order it reads them.
    pub(crate) fn known_by<T: FromQuery>() -> Vec<&'static str> {
        let (sent, catalog) = (Sent::default(), Catalog::default());
        let mut params = Params::new(&sent, &catalog);
        T::from_query(&mut params);
        params.known().to_vec()
    }
}

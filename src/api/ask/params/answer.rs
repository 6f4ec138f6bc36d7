//! The parameters that say how to answer, not what: `format`, `bom`, `labels`, `fields`, `sort`.

use super::Params;
use crate::api::ask::names;
use crate::api::format::{Fields, Flat, Format, Labels, fields, negotiate};
use crate::api::problem::{FieldError, FieldErrorKind};
use crate::domain::text::Text;
use utoipa::ToSchema;

impl Params<'_> {
    /// The format to answer in: `format=`, else what `Accept` prefers, else the first offered.
    /// Where CSV is offered, `bom=` is read too.
    pub fn format(&mut self, offered: &[Format]) {
        let word = self.raw("format");
        let accept = self.sent.accept.as_deref();
        // What is answered where `format=` does not say.
        let accepted = match accept {
            None => offered.first().copied(),
            Some(accept) => negotiate::preferred(accept, offered),
        };
        if let Some(word) = word {
            let words = || offered.iter().map(|format| format.word());
            if let Some(format) = offered.iter().find(|format| format.word() == word) {
                self.format = *format;
            } else {
                let error =
                    FieldError::value("format", &word, Text::of("not served here", "此处不提供"));
                let error = error.nearest(names::nearest(&word, words())).allowed(served(offered));
                self.error(error.of(FieldErrorKind::Format));
            }
        } else if let Some(format) = accepted {
            self.format = format;
        } else if let Some(accept) = accept {
            let error = FieldError::value(
                "Accept",
                accept,
                Text::of("nothing of this is served here", "所列格式此处均不提供"),
            );
            self.error(error.allowed(served(offered)).of(FieldErrorKind::Format));
        }
        // Links lead to the same format whatever else the caller accepts.
        if offered.first() != Some(&self.format) || accepted != Some(self.format) {
            self.note("format", self.format.word().to_owned());
        }
        if offered.contains(&Format::Csv) {
            match self.raw("bom").as_deref() {
                None | Some("false") => {}
                Some("true") => {
                    self.bom = true;
                    self.note("bom", "true".to_owned());
                }
                Some(other) => {
                    let error = FieldError::value(
                        "bom",
                        other,
                        Text::of("neither true nor false", "既不是 true 也不是 false"),
                    );
                    self.error(error.allowed(["true", "false"]));
                }
            }
        }
    }

    /// What every list takes: `format=` and `bom=`, `labels=`, and `fields=` of its entries.
    pub fn table<T: Flat + ToSchema>(&mut self, offered: &[Format]) {
        self.format(offered);
        if let Some(word) = self.raw("labels") {
            match names::one_of("labels", &word, &Labels::WORDS) {
                Ok(word) => self.shape.labels = Labels::of_word(&word),
                Err(error) => self.error(*error),
            }
            if self.shape.labels != Labels::Code {
                self.note("labels", word);
            }
        }
        let known =
            if self.format.is_tabular() { fields::of_table::<T> } else { fields::of_list::<T> };
        self.fields(known);
    }

    /// What a single entry takes: `fields=` of it. It is had as JSON.
    pub fn item<T: ToSchema>(&mut self) {
        self.format(&[Format::Json]);
        self.fields(fields::of_entry::<T>);
    }

    /// `sort=`: one of the known orders, descending with `-` in front; `refused` says that it is none of them.
    pub fn sort<K: Copy + PartialEq>(
        &mut self,
        known: &[(&'static str, K)],
        default: (K, bool),
        refused: Text,
    ) -> (K, bool) {
        let Some(raw) = self.raw("sort") else { return default };
        let (word, descending) = match raw.strip_prefix('-') {
            Some(word) => (word, true),
            None => (raw.as_str(), false),
        };
        if let Some((_, key)) = known.iter().find(|(name, _)| *name == word) {
            let sort = (*key, descending);
            if sort != default {
                self.note("sort", raw);
            }
            return sort;
        }
        let words = || known.iter().map(|(name, _)| *name);
        let sign = if descending { "-" } else { "" };
        let nearest = names::nearest(word, words()).map(|name| format!("{sign}{name}"));
        let error = FieldError::value("sort", &raw, refused);
        self.error(error.nearest(nearest).allowed(words()));
        default
    }

    /// `fields=`: names out of the known ones, kept in their order.
    fn fields(&mut self, known: impl FnOnce() -> Vec<String>) {
        let Some(asked) = self.list("fields") else { return };
        let known = known();
        for word in asked.iter().filter(|word| !known.contains(word)) {
            let error = FieldError::value(
                "fields",
                word,
                Text::of("no field of the answer", "回答中没有这个字段"),
            );
            let nearest = names::nearest(word, known.iter().map(String::as_str));
            self.error(error.nearest(nearest).allowed(&known));
        }
        let fields: Vec<_> = known.into_iter().filter(|name| asked.contains(name)).collect();
        self.note("fields", fields.join(","));
        self.shape.fields = Some(Fields(fields));
    }
}

/// Everything offered, as `format=` takes it and as `Accept` does.
fn served(offered: &[Format]) -> impl Iterator<Item = &'static str> {
    let types = offered.iter().map(|format| format.media_type());
    offered.iter().map(|format| format.word()).chain(types)
}

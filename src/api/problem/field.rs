//! One error in a request.

use crate::domain::text::{Text, text};

/// One error in a request, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The query parameter, path parameter or header.
    pub parameter: String,
    /// The refused value, cut at 100 characters; `None` where the parameter itself is wrong.
    pub value: Option<String>,
    /// The fault, for people.
    pub reason: Text,
    /// The accepted values, where they are a short list.
    pub allowed: Vec<String>,
    /// The most similar accepted name or value, where one is similar.
    pub nearest: Option<String>,
    pub(crate) kind: FieldErrorKind,
}

/// The kind of problem that a [`FieldError`] makes where all errors of the request share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldErrorKind {
    UnknownParameter,
    InvalidValue,
    Cursor,
    Format,
    Encoding,
}

impl FieldError {
    /// An error in a value.
    pub fn value(parameter: &str, value: &str, reason: Text) -> Self {
        Self {
            parameter: shortened(parameter),
            value: Some(shortened(value)),
            reason,
            allowed: Vec::new(),
            nearest: None,
            kind: FieldErrorKind::InvalidValue,
        }
    }

    /// An error in the parameter itself: missing or unknown.
    pub fn parameter(parameter: &str, reason: Text) -> Self {
        Self { value: None, ..Self::value(parameter, "", reason) }
    }

    /// Adds the accepted values.
    #[must_use]
    pub fn allowed<S: AsRef<str>>(mut self, allowed: impl IntoIterator<Item = S>) -> Self {
        self.allowed = allowed.into_iter().map(|word| word.as_ref().to_owned()).collect();
        self
    }

    /// With the nearest right value.
    #[must_use]
    pub fn nearest(mut self, nearest: Option<String>) -> Self {
        self.nearest = nearest;
        self
    }

    pub(crate) fn of(mut self, kind: FieldErrorKind) -> Self {
        self.kind = kind;
        self
    }

    fn sentence(&self) -> Text {
        let Self { parameter, reason: Text { en, zh }, .. } = self;
        let what = match (&self.value, self.kind) {
            (None, FieldErrorKind::UnknownParameter) => {
                text!("unknown parameter `{parameter}`", "未知参数 `{parameter}`")
            }
            (None, _) => Text::made(format!("`{parameter}`: {en}"), format!("`{parameter}`：{zh}")),
            (Some(value), _) => Text::made(
                format!("`{parameter}={value}`: {en}"),
                format!("`{parameter}={value}`：{zh}"),
            ),
        };
        match &self.nearest {
            Some(nearest) => meant(&what, nearest),
            None if self.allowed.is_empty() => what,
            None => Text::made(
                format!("{}; allowed are {}", what.en, self.allowed.join(", ")),
                format!("{}；可用的有 {}", what.zh, self.allowed.join("、")),
            ),
        }
    }
}

/// A sentence with a suggestion.
pub(super) fn meant(Text { en, zh }: &Text, nearest: &str) -> Text {
    Text::made(
        format!("{en}: did you mean `{nearest}`?"),
        format!("{zh}；您要的是不是 `{nearest}`？"),
    )
}

/// The first three errors as sentences, and the number of further ones.
pub(super) fn sentences(errors: &[FieldError]) -> Text {
    let all = Text::join(errors.iter().take(3).map(FieldError::sentence), "; ", "；");
    match errors.len().saturating_sub(3) {
        0 => all,
        more => Text::join([all, text!("and {more} more", "另有 {more} 处")], "; ", "；"),
    }
}

/// At most 100 characters: a problem repeats input, and its size must be bounded.
pub(super) fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(100).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

//! A text of an answer, in the requested language.

use super::lang::Lang;
use super::text::Text;
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// A sentence of an answer for people, in the language of the answer. [`message!`] makes one with values; a constant is
/// [`Message::of`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message(Cow<'static, str>);

/// Room for a sentence, in bytes. A longer one takes more while it is written.
const USUAL_LENGTH: usize = 96;

impl Message {
    /// A constant sentence.
    pub const fn of(lang: Lang, en: &'static str, zh: &'static str) -> Self {
        Self(Cow::Borrowed(match lang {
            Lang::En => en,
            Lang::Zh => zh,
        }))
    }

    /// A sentence made at run time; the macro [`message!`] builds it.
    pub fn made(text: fmt::Arguments<'_>) -> Self {
        use fmt::Write as _;
        // `format!` begins with less room, or none, and a sentence then takes more several times.
        let mut made = String::with_capacity(USUAL_LENGTH);
        // Writing to a String cannot fail.
        let _ = made.write_fmt(text);
        Self(Cow::Owned(made))
    }

    /// Adds to the sentence.
    pub fn append(&mut self, more: impl fmt::Display) {
        use fmt::Write as _;
        // Writing to a String cannot fail.
        let _ = write!(self.0.to_mut(), "{more}");
    }

    /// The sentence.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Text {
    /// The text in the language of the answer.
    pub fn message(self, lang: Lang) -> Message {
        Message(match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
        })
    }
}

impl fmt::Display for Message {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

/// Builds a [`Message`] in one language from two format strings, English first. Each value is given once and printed alike in
/// both: `message!(lang, "{count} in {place}", "{place}有{count}个", count = 3, place = name)`.
macro_rules! message {
    ($lang:expr, $en:literal, $zh:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        let ($($name,)*) = ($(&$value,)*);
        match $lang {
            $crate::domain::lang::Lang::En => $crate::domain::message::Message::made(format_args!($en)),
            $crate::domain::lang::Lang::Zh => $crate::domain::message::Message::made(format_args!($zh)),
        }
    }};
}
pub(crate) use message;

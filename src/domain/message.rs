//! Text of an answer, in the requested language.

use super::lang::Lang;
use super::text::{PhraseValue, Text, ToText};
use serde::{Serialize, Serializer};
use std::fmt;

/// A text of an answer in both languages. JSON contains the Chinese one unless [`choose`](Self::choose)
/// sets the other; `Display` prints the English one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    text: Text,
    lang: Lang,
}

impl Message {
    /// The text in the language of the answer.
    pub fn as_str(&self) -> &str {
        match self.lang {
            Lang::Zh => &self.text.zh,
            Lang::En => &self.text.en,
        }
    }

    /// Sets the language of the answer.
    pub fn choose(&mut self, lang: Lang) {
        self.lang = lang;
    }
}

impl From<Text> for Message {
    fn from(text: Text) -> Self {
        Self { text, lang: Lang::default() }
    }
}

impl ToText for Message {
    fn to_text(&self) -> Text {
        self.text.clone()
    }
}

impl PhraseValue for Message {
    fn in_english(&self) -> impl fmt::Display {
        self.text.in_english()
    }

    fn in_chinese(&self) -> impl fmt::Display {
        self.text.in_chinese()
    }
}

impl fmt::Display for Message {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text.en)
    }
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

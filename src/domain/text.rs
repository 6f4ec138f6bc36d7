//! Texts for people, in both languages of the service.

use super::lang::Lang;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// A text in English and in Chinese.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    pub en: Cow<'static, str>,
    pub zh: Cow<'static, str>,
}

impl Text {
    /// A constant text.
    pub const fn of(en: &'static str, zh: &'static str) -> Self {
        Self { en: Cow::Borrowed(en), zh: Cow::Borrowed(zh) }
    }

    /// A text made at run time; the macro [`text!`] builds it.
    pub const fn made(en: String, zh: String) -> Self {
        Self { en: Cow::Owned(en), zh: Cow::Owned(zh) }
    }

    /// The text in one language.
    pub fn in_language(self, lang: Lang) -> String {
        match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
        }
        .into_owned()
    }

    /// Joins texts with the separator of each language.
    pub fn join(texts: impl IntoIterator<Item = Self>, en: &str, zh: &str) -> Self {
        let (mut all_en, mut all_zh) = (Vec::new(), Vec::new());
        for text in texts {
            all_en.push(text.en);
            all_zh.push(text.zh);
        }
        Self::made(all_en.join(en), all_zh.join(zh))
    }
}

/// Builds a [`Text`] from two format strings, English first: `text!("{count} values", "{count} 个值")`.
/// Both use the same arguments.
macro_rules! text {
    ($en:literal, $zh:literal $(, $($argument:tt)*)?) => {
        $crate::domain::text::Text::made(
            format!($en $(, $($argument)*)?),
            format!($zh $(, $($argument)*)?),
        )
    };
}
pub(crate) use text;

/// A value that is the same in both languages, or a text with one form for each.
pub trait ToText {
    fn to_text(&self) -> Text;
}

/// A value in a [`phrase!`], as each language prints it.
pub trait PhraseValue {
    fn in_english(&self) -> impl fmt::Display;
    fn in_chinese(&self) -> impl fmt::Display;
}

impl PhraseValue for Text {
    fn in_english(&self) -> impl fmt::Display {
        &*self.en
    }

    fn in_chinese(&self) -> impl fmt::Display {
        &*self.zh
    }
}

impl<T: PhraseValue + ?Sized> PhraseValue for &T {
    fn in_english(&self) -> impl fmt::Display {
        (**self).in_english()
    }

    fn in_chinese(&self) -> impl fmt::Display {
        (**self).in_chinese()
    }
}

impl ToText for Text {
    fn to_text(&self) -> Text {
        self.clone()
    }
}

impl<T: ToText + ?Sized> ToText for &T {
    fn to_text(&self) -> Text {
        (**self).to_text()
    }
}

macro_rules! same_in_both {
    ($($kind:ty),*) => {
        $(impl ToText for $kind {
            fn to_text(&self) -> Text {
                Text::made(self.to_string(), self.to_string())
            }
        }

        impl PhraseValue for $kind {
            fn in_english(&self) -> impl fmt::Display {
                self
            }

            fn in_chinese(&self) -> impl fmt::Display {
                self
            }
        })*
    };
}
same_in_both!(str, String, Arc<str>, Decimal, u16, u32, i32, usize);

/// Builds a [`Text`] whose values may be texts too. Each value is given once for both languages:
/// `phrase!("{count} in {place}", "{place}有{count}个", count = 3, place = name)`.
macro_rules! phrase {
    ($en:literal, $zh:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        let ($($name,)*) = ($(&$value,)*);
        $crate::domain::text::Text::made(
            { $(let $name = $crate::domain::text::PhraseValue::in_english($name);)* format!($en) },
            { $(let $name = $crate::domain::text::PhraseValue::in_chinese($name);)* format!($zh) },
        )
    }};
}
pub(crate) use phrase;

//! Free text, cursors and the language.

use crate::api::ask::declare::Parameter;
use crate::api::ask::lang;
use crate::api::ask::names;
use crate::api::ask::reader::{MAX_TEXT, QueryReader};
use crate::catalog::Catalog;
use crate::domain::lang::Lang;
use crate::domain::text::text;
use utoipa::openapi::schema::Type;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema};

/// Text to look for, at most [`MAX_TEXT`] characters, without the blanks around it; `None` where it is
/// left out.
#[derive(Debug)]
pub struct SearchText;

impl Parameter for SearchText {
    type Value = Option<String>;

    fn read(reader: &mut QueryReader<'_>, name: &'static str) -> Option<String> {
        let raw = reader.raw(name)?;
        let text = raw.trim();
        if text.chars().count() > MAX_TEXT {
            let reason = text!("longer than {MAX_TEXT} characters", "超过 {MAX_TEXT} 个字符");
            return reader.refuse(name, text, reason);
        }
        reader.note_filter(name, text.into());
        Some(text.to_owned())
    }

    fn schema() -> RefOr<Schema> {
        let text = ObjectBuilder::new().schema_type(Type::String);
        text.min_length(Some(1)).max_length(Some(MAX_TEXT)).into()
    }
}

/// The cursor of a page. It is kept as sent and read once the whole query is known
/// ([`crate::api::ask::cursor::Cursor::read`]).
#[derive(Debug)]
pub struct Cursor;

impl Parameter for Cursor {
    type Value = ();

    fn read(reader: &mut QueryReader<'_>, name: &'static str) {
        reader.cursor = reader.raw(name);
    }

    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).into()
    }
}

/// The language of names: `lang=`, else what `Accept-Language` prefers, else Chinese.
#[derive(Debug)]
pub struct Language;

impl Parameter for Language {
    type Value = ();

    fn read(reader: &mut QueryReader<'_>, name: &'static str) {
        let accepted = reader.raw_query().accept_language.as_deref().and_then(lang::preferred);
        reader.lang = accepted.unwrap_or_default();
        if let Some(word) = reader.raw(name) {
            match names::one_of(name, &word, &Lang::WORDS) {
                Ok(word) => reader.lang = Lang::of_word(&word).unwrap_or_default(),
                Err(error) => reader.error(*error),
            }
        }
        // Links lead to the same language whatever else the caller accepts.
        let lang = reader.lang;
        if lang != Lang::default() || accepted.is_some_and(|accepted| accepted != lang) {
            reader.note(name, lang.word().to_owned());
        }
    }

    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(Lang::WORDS)).into()
    }

    fn allowed(_: &Catalog) -> Vec<String> {
        Lang::WORDS.map(str::to_owned).to_vec()
    }
}

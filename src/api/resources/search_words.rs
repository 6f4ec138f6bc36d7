//! The parameter `q` of `/v1/search` and `/v1/resolve`.

use crate::api::ask::declare::Parameter;
use crate::api::ask::parameters::SearchText;
use crate::api::ask::reader::QueryReader;
use crate::api::problem::FieldError;
use crate::domain::text::{Text, text};

/// Reads the required parameter `name` and cuts it into words: at least one and at most `max`.
/// `missing` is the reason where the parameter is absent. After an error the reader keeps the
/// error, and the words are not used.
pub(super) fn read_words(
    reader: &mut QueryReader<'_>,
    name: &'static str,
    max: usize,
    missing: Text,
    cut: impl FnOnce(&str) -> Vec<String>,
) -> Vec<String> {
    let text = <SearchText as Parameter>::read(reader, name);
    if !reader.has(name) {
        reader.error(FieldError::parameter(name, missing));
    }
    let Some(text) = text else { return Vec::new() };
    let words = cut(&text);
    if words.is_empty() {
        let reason = Text::of("nothing in it to look for", "其中没有可查找的内容");
        reader.error(FieldError::value(name, &text, reason));
    } else if words.len() > max {
        let count = words.len();
        let reason = text!(
            "{count} words; at most {max} may be looked for",
            "共 {count} 个词；最多可查找 {max} 个"
        );
        reader.error(FieldError::value(name, &text, reason));
    }
    words
}

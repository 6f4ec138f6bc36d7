//! The languages of names and sentences.
//!
//! `lang=` overrides `Accept-Language`. If neither names a language, names are Chinese, as in the plans, and
//! the texts of problems English. Codes are the same in every language.

use super::raw_query::decoded;
use crate::domain::lang::Lang;
use axum::http::{HeaderMap, header};

/// The language with the highest weight in an `Accept-Language` header, the first of equal ones. `None` where
/// it names no language of the service: for `*` and `fr` the caller decides.
pub fn preferred(accept: &str) -> Option<Lang> {
    let mut best: Option<(f32, Lang)> = None;
    for range in accept.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let tag = parts.next().unwrap_or_default().to_ascii_lowercase();
        let primary = tag.split('-').next().unwrap_or_default();
        let Some(lang) = Lang::of_word(primary) else { continue };
        let weight = parts
            .find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")))
            .map_or(1.0, |weight| weight.parse().unwrap_or(0.0));
        if weight > 0.0 && best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, lang));
        }
    }
    best.map(|(_, lang)| lang)
}

/// The requested language, read without errors, for problems about queries that may have other faults. `None`
/// where the request names none.
pub fn asked(query: Option<&str>, headers: &HeaderMap) -> Option<Lang> {
    let mut pairs = query.unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
    let word = pairs.find(|(name, _)| *name == "lang").and_then(|(_, word)| decoded(word).ok());
    let named = word.as_deref().and_then(Lang::of_word);
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|accept| accept.to_str().ok());
    named.or_else(|| accepted.and_then(preferred))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accept_language_decides_by_weight_and_then_by_order() {
        for (accept, lang) in [
            ("en", Some(Lang::En)),
            ("zh-CN,zh;q=0.9,en;q=0.8", Some(Lang::Zh)),
            ("en-GB;q=0.4, zh-Hant;q=0.7", Some(Lang::Zh)),
            ("en, zh", Some(Lang::En)),
            ("fr, en;q=0.1", Some(Lang::En)),
            ("en;q=0", None),
            ("fr, *", None),
            ("", None),
        ] {
            assert_eq!(preferred(accept), lang, "{accept}");
        }
    }

    #[test]
    fn the_parameter_wins_over_the_header() {
        let mut headers = HeaderMap::new();
        assert_eq!(asked(Some("a=1&lang=zh"), &headers), Some(Lang::Zh));
        assert_eq!(asked(None, &headers), None);
        headers.insert(header::ACCEPT_LANGUAGE, "en".parse().unwrap());
        assert_eq!(asked(Some("lang=zh"), &headers), Some(Lang::Zh));
        assert_eq!(asked(Some("lang=fr"), &headers), Some(Lang::En));
    }
}

//! Parts of every page: title, language, addresses, headers.

use super::style;
use crate::api::address::PublicAddress;
use crate::api::answer::Body;
use crate::api::app::App;
use crate::api::ask::context::RequestContext;
use crate::api::problem::ApiError;
use crate::domain::lang::Lang;
use crate::domain::text::Text;
use askama::Template;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};

/// Only the own style sheet and own forms; no script, no inline style, no frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";
const PERMISSIONS: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

/// The parts of a page around its content. Addresses that a page does not have are empty.
#[derive(Debug, Default)]
pub(super) struct Frame {
    pub lang: Lang,
    pub title: String,
    pub description: String,
    /// The address of this page in its language.
    pub canonical: String,
    pub chinese: String,
    pub english: String,
    /// The data of this page.
    pub json: String,
    pub csv: String,
    pub svg: String,
    pub citation: String,
}

impl Frame {
    /// The frame of a page that shows `body`; `data` is the path of the same answer as data.
    pub(super) fn of<T>(
        _: &App,
        body: &Body<T>,
        context: &RequestContext,
        data: &str,
        titles: [Text; 2],
    ) -> Self {
        let lang = context.lang;
        let origin = context.address.origin();
        let page = |lang: Lang| format!("{origin}{}", context.link(&[("lang", lang.word())]));
        let answer = RequestContext { path: data.to_owned(), ..context.clone() };
        let words = [("lang", lang.word())];
        let as_csv = || answer.link(&[("lang", lang.word()), ("format", "csv")]);
        Self {
            json: answer.link(&words),
            csv: body.links.csv.as_ref().map(|_| as_csv()).unwrap_or_default(),
            citation: body.meta.citation.replacen(&context.pinned_link(), &answer.pinned_link(), 1),
            ..Self::titled(lang, page, titles)
        }
    }

    /// The frame of a page that belongs to no release.
    pub(super) fn plain(app: &App, path: &str, lang: Lang, titles: [Text; 2]) -> Self {
        let origin = app.public_address.as_ref().map(PublicAddress::base).unwrap_or_default();
        Self::titled(lang, |lang| format!("{origin}{path}?lang={}", lang.word()), titles)
    }

    /// The frame of a page without data. `page` is the address of the page in a language.
    fn titled(lang: Lang, page: impl Fn(Lang) -> String, [title, description]: [Text; 2]) -> Self {
        Self {
            lang,
            title: in_order(&title.in_language(lang)),
            description: in_order(&description.in_language(lang)),
            canonical: page(lang),
            chinese: page(Lang::Zh),
            english: page(Lang::En),
            ..Self::default()
        }
    }

    /// The same, linking the picture of the answer too.
    pub(super) fn with_picture(self) -> Self {
        Self { svg: format!("{}&format=svg", self.json), ..self }
    }

    /// The address of the page of a region in the language of this one.
    pub(super) fn region(&self, id: &str) -> String {
        format!("/regions/{id}?lang={}", self.lang.word())
    }

    /// The address of the page of an indicator in the language of this one.
    pub(super) fn indicator(&self, id: &str) -> String {
        format!("/indicators/{id}?lang={}", self.lang.word())
    }

    /// The address of the page of a document in the language of this one.
    pub(super) fn document(&self, id: &str) -> String {
        format!("/documents/{id}?lang={}", self.lang.word())
    }

    /// A text of the page in its language.
    pub(super) fn say<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// A text of a document for an attribute.
    #[expect(clippy::unused_self, reason = "templates call methods of the frame")]
    pub(super) fn attribute(&self, text: &str) -> String {
        in_order(text)
    }

    pub(super) fn html_lang(&self) -> &'static str {
        match self.lang {
            Lang::Zh => "zh-Hans",
            Lang::En => "en",
        }
    }

    #[expect(clippy::unused_self, reason = "templates call methods of the frame")]
    pub(super) fn style(&self) -> &'static str {
        &style::ADDRESS
    }
}

/// A text for places that take no markup: characters that turn the direction of their surroundings become U+FFFD.
fn in_order(text: &str) -> String {
    let turns = |letter: char| {
        let marks = ['\u{61c}', '\u{200e}', '\u{200f}'];
        matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            || marks.contains(&letter)
    };
    text.chars().map(|letter| if turns(letter) { '\u{fffd}' } else { letter }).collect()
}

/// Writes a page.
pub(super) fn html(page: &impl Template, lang: Lang) -> Result<Response, ApiError> {
    let text = page.render().map_err(|error| ApiError::Internal(format!("template: {error}")))?;
    let mut response = text.into_response();
    add_headers(response.headers_mut(), lang);
    Ok(response)
}

/// The headers of every page.
pub(super) fn add_headers(headers: &mut HeaderMap, lang: Lang) {
    for (name, value) in [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_LANGUAGE, lang.word()),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

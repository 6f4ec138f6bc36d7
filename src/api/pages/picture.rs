//! A chart on a page: the picture that `format=svg` of an answer draws, and links to its data.

use crate::api::ask::context::RequestContext;
use crate::domain::lang::Lang;
use askama::Template;
use askama::filters::HtmlSafe;

/// A chart. The picture is linked and not inlined, so browsers keep it like any other answer.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/picture.html")]
pub(super) struct Picture {
    /// A description of the picture.
    pub alt: String,
    /// Words before the links.
    pub caption: &'static str,
    pub json: String,
    pub csv: String,
    pub svg: String,
}

impl HtmlSafe for Picture {}

impl Picture {
    /// The chart of the answer at `path` to the question of this context.
    pub(super) fn of(context: &RequestContext, path: &str, alt: String) -> Self {
        let answer = RequestContext { path: path.to_owned(), ..context.clone() };
        Self::at(&answer.link(&[("lang", answer.lang.word())]), alt, answer.lang)
    }

    /// The chart of the answer at an address with a query.
    pub(super) fn at(address: &str, alt: String, lang: Lang) -> Self {
        let caption = match lang {
            Lang::Zh => "此图的数据：",
            Lang::En => "The data of this chart:",
        };
        Self {
            alt,
            caption,
            json: address.to_owned(),
            csv: format!("{address}&format=csv"),
            svg: format!("{address}&format=svg"),
        }
    }
}

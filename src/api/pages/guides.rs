//! `/docs` and `/docs/{guide}`: the guides of `docs/`.

use super::frame::{Frame, html};
use super::markdown::{Guide, guide};
use crate::api::app::App;
use crate::api::ask::parameters::NoQuery;
use crate::api::ask::query::{Id, PlainQuery};
use crate::api::problem::ApiError;
use crate::domain::text::{Text, text};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use std::sync::LazyLock;

/// Guides with their files, in the order of `/docs`.
macro_rules! guides {
    ($($slug:literal),+ $(,)?) => {
        &[$(($slug, include_str!(concat!("../../../docs/", $slug, ".md")))),+]
    };
}

/// Address and text of each guide.
pub(super) const SOURCES: &[(&str, &str)] = guides![
    "comparison",
    "cascade",
    "series",
    "progress",
    "profiles",
    "scorecards",
    "checks",
    "documents",
    "search",
    "pages",
    "formats",
    "releases",
    "quality",
    "caching",
    "limits",
    "problems",
    "stability",
    "operations",
    "performance",
];

/// The guides as HTML. Made once.
static GUIDES: LazyLock<Vec<Guide>> = LazyLock::new(|| {
    let slugs: Vec<&str> = SOURCES.iter().map(|(slug, _)| *slug).collect();
    SOURCES.iter().map(|(slug, text)| guide(slug, text, &slugs)).collect()
});

#[derive(Debug, Template)]
#[template(path = "docs.html")]
struct Overview {
    frame: Frame,
    guides: &'static [Guide],
}

#[derive(Debug, Template)]
#[template(path = "guide.html")]
struct GuidePage {
    frame: Frame,
    guide: &'static Guide,
}

/// The page that lists the guides to the service.
pub(super) async fn show_docs(
    State(app): State<App>,
    PlainQuery { lang, .. }: PlainQuery<NoQuery>,
) -> Result<Response, ApiError> {
    let title = Text::of("For those who write programs", "供开发者使用");
    let about = Text::of(
        "The contract of the service, guides to its answers, and calls to try.",
        "接口约定、各类答案的说明和可以试用的请求。",
    );
    let frame = Frame::plain(&app, "/docs", lang.unwrap_or_default(), [title, about]);
    html(&Overview { frame, guides: &GUIDES }, lang.unwrap_or_default())
}

/// One guide.
pub(super) async fn show_guide(
    State(app): State<App>,
    Id(id): Id,
    PlainQuery { lang, .. }: PlainQuery<NoQuery>,
) -> Result<Response, ApiError> {
    let Some(guide) = GUIDES.iter().find(|guide| guide.slug == id) else {
        let nearest = GUIDES.iter().map(|guide| guide.slug);
        let nearest = crate::api::ask::names::nearest(&id, nearest);
        return Err(ApiError::NotFound { what: Text::of("guide", "说明"), id, nearest });
    };
    let texts = [text!("{}", "{}", guide.title), text!("{}", "{}", guide.summary)];
    let path = format!("/docs/{}", guide.slug);
    let frame = Frame::plain(&app, &path, lang.unwrap_or_default(), texts);
    html(&GuidePage { frame, guide }, lang.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn every_file_of_docs_is_a_guide() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let files = entries.filter(|path| path.extension().is_some_and(|it| it == "md"));
        let mut files: Vec<_> =
            files.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
        files.sort_unstable();
        let mut slugs: Vec<_> = SOURCES.iter().map(|(slug, _)| *slug).collect();
        slugs.sort_unstable();
        assert_eq!(slugs, files);
    }

    #[test]
    fn every_guide_has_a_title_and_no_style_and_links_pages_that_exist() {
        for guide in GUIDES.iter() {
            assert!(!guide.title.is_empty() && !guide.summary.is_empty(), "{}", guide.slug);
            assert!(
                !guide.html.contains("style=") && !guide.html.contains("<h1"),
                "{}",
                guide.slug
            );
            for link in guide.html.split("href=\"").skip(1).filter_map(|it| it.split('"').next()) {
                let page = link.strip_prefix("/docs/").map(|it| it.split('#').next().unwrap());
                let is_guide = page.is_some_and(|it| SOURCES.iter().any(|(slug, _)| *slug == it));
                let is_other = link.starts_with("https://") || link.starts_with('#');
                assert!(is_guide || is_other, "{} links {link}", guide.slug);
            }
        }
    }
}

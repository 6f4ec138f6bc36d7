//! `/releases.atom`, `/sitemap.xml` and `/robots.txt`.

use super::answers;
use super::guides;
use crate::api::address::PublicAddress;
use crate::api::answer::Answer;
use crate::api::app::App;
use crate::api::ask::parameters::NoQuery;
use crate::api::ask::query::{PlainQuery, Query};
use crate::api::problem::ApiError;
use crate::api::resources::documents::list::list_documents;
use crate::api::resources::documents::query::DocumentQuery;
use crate::api::resources::plans::PlanQuery;
use crate::api::resources::releases::{Release, ReleaseQuery, list_releases};
use crate::domain::lang::Lang;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};

/// A feed of the releases (RFC 4287).
#[derive(Debug, Template)]
#[template(path = "releases.xml")]
struct ReleaseFeed {
    /// Empty where the service is known by no address.
    origin: String,
    lang: Lang,
    updated: String,
    releases: Vec<Release>,
}

/// Addresses for search engines (sitemaps.org).
#[derive(Debug, Template)]
#[template(path = "sitemap.xml")]
struct SiteMap {
    origin: String,
    modified: String,
    /// Paths without query, each in both languages.
    paths: Vec<String>,
}

/// The releases as a feed, the newest first.
pub(super) async fn show_releases(
    State(app): State<App>,
    query: Query<ReleaseQuery>,
) -> Result<Response, ApiError> {
    let Answer { body, context, .. } = list_releases(State(app.clone()), query).await?;
    let feed = ReleaseFeed {
        origin: origin(&app),
        lang: context.lang,
        updated: context.snapshot.release.created_at.to_rfc3339(),
        releases: body.data,
    };
    written(&feed, "application/atom+xml; charset=utf-8")
}

/// The addresses of all pages that are no answer to a question of the reader's own.
pub(super) async fn show_sitemap(
    State(app): State<App>,
    Query { context, .. }: Query<PlanQuery>,
) -> Result<Response, ApiError> {
    let catalog = &context.snapshot.catalog;
    let question = answers::query(&app, &context, "/v1/documents", &[("limit", "5000")]).await?;
    let question: Query<DocumentQuery> = question;
    let documents = list_documents(State(app.clone()), question).await?.body.data;
    let fixed = ["/", "/progress", "/cascade", "/checks", "/documents", "/docs", "/docs/api"];
    let guides = guides::SOURCES.iter().map(|(slug, _)| format!("/docs/{slug}"));
    let regions = catalog.regions.iter().map(|region| format!("/regions/{}", region.id));
    let indicators = catalog.indicators.iter().map(|one| format!("/indicators/{}", one.id));
    let documents = documents.iter().map(|document| format!("/documents/{}", document.id));
    let paths = fixed.iter().map(|path| (*path).to_owned()).chain(guides);
    let site = SiteMap {
        origin: origin(&app),
        modified: context.snapshot.release.created_at.format("%Y-%m-%d").to_string(),
        paths: paths.chain(regions).chain(indicators).chain(documents).collect(),
    };
    written(&site, "application/xml; charset=utf-8")
}

/// What crawlers may fetch: pages. Answers below `/v1` are data, not pages.
pub(super) async fn show_robots(
    State(app): State<App>,
    _: PlainQuery<NoQuery>,
) -> impl axum::response::IntoResponse {
    let mut text = "User-agent: *\nDisallow: /v1/\n".to_owned();
    // The address of a site map must be whole.
    if let Some(origin) = &app.public_address {
        text.push_str("Sitemap: ");
        text.push_str(&origin.base());
        text.push_str("/sitemap.xml\n");
    }
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], text)
}

fn origin(app: &App) -> String {
    app.public_address.as_ref().map(PublicAddress::base).unwrap_or_default()
}

fn written(feed: &impl Template, kind: &'static str) -> Result<Response, ApiError> {
    let text = feed.render().map_err(|error| ApiError::Internal(format!("template: {error}")))?;
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], text).into_response())
}

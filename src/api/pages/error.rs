//! Problems as pages, for browsers outside `/v1`.

use super::frame::{Frame, add_headers};
use crate::api::problem::{ErrorEntry, Problem};
use crate::domain::lang::Lang;
use askama::Template;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;

#[derive(Debug, Template)]
#[template(path = "error.html")]
struct ErrorPage {
    frame: Frame,
    detail: String,
    errors: Vec<ErrorEntry>,
    status: u16,
    request_id: String,
}

/// Replaces problem documents by pages where a browser asks outside `/v1`. Programs keep the document.
pub async fn render_problems(request: Request, next: Next) -> Response {
    let is_page = !request.uri().path().starts_with("/v1/") && accepts_html(request.headers());
    let is_head = request.method() == Method::HEAD;
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>().filter(|_| is_page) else {
        return response;
    };
    let lang = response.headers().get(header::CONTENT_LANGUAGE);
    let lang = lang.and_then(|lang| Lang::of_word(lang.to_str().ok()?)).unwrap_or_default();
    let frame = Frame { lang, title: problem.title, ..Frame::default() };
    let Problem { detail, errors, status, request_id, .. } = problem;
    let page = ErrorPage { frame, detail, errors, status, request_id };
    // A template that fails leaves the document, which says the same.
    let Ok(text) = page.render() else { return response };
    let headers = response.headers_mut();
    add_headers(headers, lang);
    headers.append(header::VARY, HeaderValue::from_static("accept"));
    headers.insert(header::CONTENT_LENGTH, text.len().into());
    *response.body_mut() = if is_head { Body::empty() } else { Body::from(text) };
    response
}

/// Whether the client names HTML, as every browser does.
fn accepts_html(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

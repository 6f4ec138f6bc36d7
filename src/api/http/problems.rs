//! The bodies of problems: of handlers, of the router and of other layers.

use super::caching;
use crate::api::address::PublicAddress;
use crate::api::ask::lang;
use crate::api::problem::{ApiError, FieldError, FieldErrorKind, ProblemSlot, RequestFacts};
use crate::domain::lang::Lang;
use crate::domain::text::Text;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// The id of a request, for logs and problems.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// Writes the body of every error: of handlers, of the router and of other layers.
pub(super) async fn problems(request: Request, next: Next) -> Response {
    let (facts, path) = (facts(&request), request.uri().path());
    let encodings = request.headers().get(header::ACCEPT_ENCODING).cloned();
    let asked = lang::asked(request.uri().query(), request.headers());
    let (is_data, is_text) = (path.starts_with("/v1/"), path.starts_with("/problems"));
    let mut response = next.run(request).await;
    let status = response.status();
    // A layer outside the handler may have refused the request for another reason.
    let problem = response.extensions_mut().remove::<ProblemSlot>();
    let problem = problem.filter(|problem| problem.status() == status);
    let failed = status.is_client_error() || status.is_server_error();
    let of_status = || match &encodings {
        // A resource that lacks a format reports it itself, so this 406 is from the compression.
        Some(encodings) if status == StatusCode::NOT_ACCEPTABLE => no_such_encoding(encodings),
        _ => ProblemSlot::of_status(status),
    };
    if let Some(problem) = problem.or_else(|| failed.then(of_status)) {
        let mut response = problem.render(response, facts);
        response.headers_mut().insert(header::CACHE_CONTROL, caching::NEVER);
        return response;
    }
    // Without a requested language, names are Chinese and texts English.
    if let Some(lang) = is_data.then(|| asked.unwrap_or_default()).or(is_text.then_some(facts.lang))
    {
        let lang = HeaderValue::from_static(lang.word());
        response.headers_mut().insert(header::CONTENT_LANGUAGE, lang);
    }
    response
}

fn no_such_encoding(asked: &HeaderValue) -> ProblemSlot {
    let reason = Text::of("none of the accepted encodings is served", "所接受的编码此处均不提供");
    let asked = String::from_utf8_lossy(asked.as_bytes());
    let error =
        FieldError::value("Accept-Encoding", &asked, reason).allowed(["br", "gzip", "identity"]);
    ApiError::invalid(error.of(FieldErrorKind::Format)).slot()
}

/// A problem with its body, for layers outside of the one that writes the bodies of others.
pub(super) fn problem(problem: ApiError, facts: RequestFacts) -> Response {
    let slot = problem.slot();
    let mut response = slot.render(problem.into_response(), facts);
    response.headers_mut().insert(header::CACHE_CONTROL, caching::NEVER);
    response
}

/// The facts about a request that its problem contains.
pub(super) fn facts(request: &Request) -> RequestFacts {
    let address = request.extensions().get::<PublicAddress>();
    let id = request.extensions().get::<RequestId>();
    // Read before the query is parsed, so that an invalid query is answered in its language too.
    let asked = lang::asked(request.uri().query(), request.headers());
    RequestFacts {
        prefix: address.map(|address| address.prefix().to_owned()).unwrap_or_default(),
        path: request.uri().path().to_owned(),
        request_id: id.map(|id| id.0.clone()).unwrap_or_default(),
        lang: asked.unwrap_or(Lang::En),
    }
}

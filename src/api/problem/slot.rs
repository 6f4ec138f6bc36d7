//! A problem on its way from the handler to the layer that writes its body.

use super::body::{ErrorEntry, Problem};
use super::field::FieldError;
use super::kinds::{BAD_REQUEST, INTERNAL, KINDS, Kind, TIMEOUT};
use crate::domain::lang::Lang;
use crate::domain::text::Text;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// A problem in both languages. It travels in the extensions of a response; a layer that knows the
/// request writes the body ([`ProblemSlot::render`]).
#[derive(Debug, Clone)]
pub(crate) struct ProblemSlot {
    pub(super) kind: Kind,
    pub(super) detail: Text,
    pub(super) errors: Vec<FieldError>,
}

/// The parts of a problem that depend on the request.
#[derive(Debug, Clone)]
pub(crate) struct RequestFacts {
    /// The path in front of the service, `/fyp`, or empty.
    pub prefix: String,
    /// The path of the request within the service.
    pub path: String,
    pub request_id: String,
    pub lang: Lang,
}

/// At most 500 characters of a path (which is ASCII). No percent-encoded byte is cut in two.
fn cut(mut path: String) -> String {
    path.truncate(path.floor_char_boundary(500));
    if let Some(at) = path.rfind('%').filter(|at| path.len() - at < 3) {
        path.truncate(at);
    }
    path
}

impl ProblemSlot {
    /// The problem of a kind that needs no more words than its own.
    pub(super) fn of_kind(kind: Kind) -> Self {
        Self { kind, detail: kind.about.into(), errors: Vec::new() }
    }

    /// The status of its kind.
    pub(crate) fn status(&self) -> StatusCode {
        self.kind.status
    }

    fn problem(self, facts: RequestFacts) -> Problem {
        let RequestFacts { prefix, path, request_id, lang } = facts;
        let Self { kind, detail, errors } = self;
        let entry = |error: FieldError| ErrorEntry {
            parameter: error.parameter,
            value: error.value,
            reason: error.reason.in_language(lang),
            allowed: error.allowed,
            nearest: error.nearest,
        };
        Problem {
            kind: format!("{prefix}/problems/{}", kind.slug),
            title: kind.title.of(lang).to_owned(),
            status: kind.status.as_u16(),
            detail: detail.in_language(lang),
            instance: cut(format!("{prefix}{path}")),
            request_id,
            errors: errors.into_iter().map(entry).collect(),
        }
    }

    /// Writes the body for this request. Status and headers of the response stay.
    pub(crate) fn render(self, response: Response, facts: RequestFacts) -> Response {
        let (mut parts, _) = response.into_parts();
        let headers = &mut parts.headers;
        headers.remove(header::CONTENT_LENGTH);
        headers.remove(header::CONTENT_ENCODING);
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(facts.lang.word()));
        headers.append(header::VARY, HeaderValue::from_static("accept-language"));
        let problem = self.problem(facts);
        // For a layer that shows it to a person.
        parts.extensions.insert(problem.clone());
        let body = Json(problem).into_response().into_body();
        Response::from_parts(parts, body)
    }

    /// The problem of a response of which only the status is known.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        let kind = [BAD_REQUEST, INTERNAL, TIMEOUT]
            .iter()
            .chain(KINDS)
            .find(|kind| kind.status == status)
            .copied()
            .unwrap_or(if status.is_server_error() { INTERNAL } else { BAD_REQUEST });
        Self::of_kind(Kind { status, ..kind })
    }
}

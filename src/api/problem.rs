//! Errors over HTTP: one enum, one match to a status, one body (RFC 9457, `application/problem+json`).
//!
//! A handler returns an [`ApiError`]; `super::layers` adds what only the request knows
//! (its id and path) and gives errors of the router and its layers the same body. Statuses,
//! titles and explanations are the table [`KINDS`]; the OpenAPI side is in `super::document`.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// Most errors one problem lists; `detail` says how many there are.
const MOST_ERRORS: usize = 20;

/// A kind of problem: what its `type` address stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Last part of the `type` address, stable: `unknown-parameter`.
    pub slug: &'static str,
    pub status: StatusCode,
    /// The same for every occurrence.
    pub title: &'static str,
    /// What happened and what to do, for a person.
    pub about: &'static str,
}

macro_rules! kinds {
    ($($name:ident = $status:ident, $slug:literal, $title:literal, $about:literal;)*) => {
        $(#[doc = $about] pub const $name: Kind =
            Kind { slug: $slug, status: StatusCode::$status, title: $title, about: $about };)*
        /// Every kind of problem there is, in order of status.
        pub const KINDS: &[Kind] = &[$($name),*];
    };
}

kinds! {
    UNKNOWN_PARAMETER = BAD_REQUEST, "unknown-parameter", "Unknown parameter",
        "The query has a parameter this resource does not know. Nothing is ignored in silence: `errors` names the nearest known one.";
    INVALID_PARAMETER = BAD_REQUEST, "invalid-parameter", "Invalid parameter",
        "A parameter has a value that is malformed, out of range, repeated, or not in the catalogue. `errors` has one entry for each, with the nearest match where there is one.";
    INVALID_CURSOR = BAD_REQUEST, "invalid-cursor", "Invalid cursor",
        "The cursor is not one this service gave for this query. A cursor holds for the filters and the order it was given with; start again without it.";
    MALFORMED_ADDRESS = BAD_REQUEST, "malformed-address", "Malformed address",
        "The address cannot be read: it must be percent-encoded UTF-8 without NUL characters.";
    UNKNOWN_PATH = NOT_FOUND, "unknown-path", "Unknown path",
        "There is no resource at this path. `/openapi.json` lists what there is and `/docs` shows it.";
    NOT_FOUND = NOT_FOUND, "not-found", "Not found",
        "The resource exists and has no entry with this id in the current release.";
    METHOD_NOT_ALLOWED = METHOD_NOT_ALLOWED, "method-not-allowed", "Method not allowed",
        "The data set is read-only: GET and HEAD. The `Allow` header lists what this path takes.";
    NOT_ACCEPTABLE = NOT_ACCEPTABLE, "not-acceptable", "Not acceptable",
        "The format asked for is not served here. `errors` lists what is. `format=` wins over `Accept`.";
    BODY_TOO_LARGE = PAYLOAD_TOO_LARGE, "body-too-large", "Body too large",
        "No request needs a body here and this one is larger than the server reads.";
    URI_TOO_LONG = URI_TOO_LONG, "uri-too-long", "Address too long",
        "The request address is longer than the server reads. Ask for fewer values at a time, or leave a filter out and page.";
    HEADERS_TOO_LARGE = REQUEST_HEADER_FIELDS_TOO_LARGE, "headers-too-large", "Headers too large",
        "The request headers together are longer than the server reads.";
    BAD_REQUEST = BAD_REQUEST, "bad-request", "Bad request",
        "The request cannot be understood.";
    INTERNAL = INTERNAL_SERVER_ERROR, "internal", "Internal error",
        "The service failed. The log has the cause under the request id; the request may be sent again.";
    TIMEOUT = SERVICE_UNAVAILABLE, "timeout", "Timed out",
        "The answer took longer than the server allows. Ask for less, or try again later.";
    UNAVAILABLE = SERVICE_UNAVAILABLE, "unavailable", "Not ready",
        "The database does not answer or holds no release yet. Try again later.";
}

/// The body of every error (RFC 9457).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// Address of the kind of problem; the service explains it there.
    #[serde(rename = "type")]
    #[schema(format = "uri-reference", example = "/problems/unknown-parameter")]
    pub kind: String,
    /// The kind in words, the same for every occurrence.
    #[schema(example = "Unknown parameter")]
    pub title: String,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599, example = 400)]
    pub status: u16,
    /// What is wrong with this request, for a person.
    #[schema(example = "unknown parameter `region`: did you mean `regions`?")]
    pub detail: String,
    /// The path that was asked.
    #[schema(format = "uri-reference", example = "/v1/targets")]
    pub instance: String,
    /// Also in the `X-Request-Id` header and in the server's log.
    #[schema(example = "8d3c5b1e90f24a67")]
    pub request_id: String,
    /// One entry for each thing that is wrong with the request, at most 20; empty where nothing can be named.
    pub errors: Vec<FieldError>,
}

/// One thing that is wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    /// The query parameter, path parameter or header.
    #[schema(example = "region")]
    pub parameter: String,
    /// The value that cannot be used, cut at 100 characters; null where the parameter itself is wrong.
    pub value: Option<String>,
    /// What is wrong, for a person.
    #[schema(example = "unknown parameter")]
    pub reason: String,
    /// What would have been right, where that is a short list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed: Vec<String>,
    /// The nearest right name or value, where one is near.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "regions")]
    pub nearest: Option<String>,
    #[serde(skip)]
    pub(crate) kind: FieldErrorKind,
}

/// Which problem a [`FieldError`] makes when it stands alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldErrorKind {
    UnknownParameter,
    InvalidValue,
    Cursor,
    Format,
    Encoding,
}

impl FieldError {
    /// A value that cannot be used.
    pub fn value(parameter: &str, value: &str, reason: impl Into<String>) -> Self {
        Self {
            parameter: shortened(parameter),
            value: Some(shortened(value)),
            reason: reason.into(),
            allowed: Vec::new(),
            nearest: None,
            kind: FieldErrorKind::InvalidValue,
        }
    }

    /// With the values that would have been right.
    #[must_use]
    pub fn allowed<S: AsRef<str>>(mut self, allowed: impl IntoIterator<Item = S>) -> Self {
        self.allowed = allowed.into_iter().map(|word| word.as_ref().to_owned()).collect();
        self
    }

    /// With the nearest right value.
    #[must_use]
    pub fn nearest(mut self, nearest: Option<String>) -> Self {
        self.nearest = nearest;
        self
    }

    pub(crate) fn of(mut self, kind: FieldErrorKind) -> Self {
        self.kind = kind;
        self
    }

    fn sentence(&self) -> String {
        let what = match (&self.value, self.kind) {
            (None, FieldErrorKind::UnknownParameter) => {
                format!("unknown parameter `{}`", self.parameter)
            }
            (None, _) => format!("`{}`: {}", self.parameter, self.reason),
            (Some(value), _) => format!("`{}={value}`: {}", self.parameter, self.reason),
        };
        match &self.nearest {
            Some(nearest) => format!("{what}: did you mean `{nearest}`?"),
            None if self.allowed.is_empty() => what,
            None => format!("{what}; allowed are {}", self.allowed.join(", ")),
        }
    }
}

/// At most 100 characters: a problem repeats what was asked, and must not grow with it.
fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(100).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// Why a request has no answer. Only this room knows which status that is.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// Everything that is wrong with the query, at least one.
    #[error("{}", sentences(.0))]
    Invalid(Vec<FieldError>),
    /// An entry that was asked for by its id.
    #[error("there is no {what} `{id}`")]
    NotFound {
        /// `region`, `target`, …
        what: &'static str,
        /// As asked for.
        id: String,
        nearest: Option<String>,
    },
    #[error("there is nothing at `{0}`")]
    UnknownPath(String),
    #[error("{0} is not allowed here")]
    MethodNotAllowed(String),
    #[error("{what} is {actual} bytes long and may be {limit}")]
    TooLong {
        kind: Kind,
        /// `the address`, `the headers`.
        what: &'static str,
        actual: usize,
        limit: usize,
    },
    /// What is not ready.
    #[error("{0}")]
    Unavailable(String),
    /// An error of a layer or of the framework that names itself by its status only.
    #[error("{}", .0.about)]
    Other(Kind),
    /// The database. Logged in full, answered blandly.
    #[error("the service failed; the log has the cause under this request id")]
    Store(#[from] sqlx::Error),
    /// What ought not to happen. Logged in full, answered blandly.
    #[error("the service failed; the log has the cause under this request id")]
    Internal(String),
}

fn sentences(errors: &[FieldError]) -> String {
    let all: Vec<String> = errors.iter().take(3).map(FieldError::sentence).collect();
    let more = errors.len().saturating_sub(3);
    if more == 0 { all.join("; ") } else { format!("{}; and {more} more", all.join("; ")) }
}

impl ApiError {
    /// One thing wrong with the query.
    pub fn invalid(error: FieldError) -> Self {
        Self::Invalid(vec![error])
    }

    /// The kind of problem this is, and with it the status.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Invalid(errors) => match common_kind(errors) {
                Some(FieldErrorKind::UnknownParameter) => UNKNOWN_PARAMETER,
                Some(FieldErrorKind::Cursor) => INVALID_CURSOR,
                Some(FieldErrorKind::Format) => NOT_ACCEPTABLE,
                Some(FieldErrorKind::Encoding) => MALFORMED_ADDRESS,
                Some(FieldErrorKind::InvalidValue) | None => INVALID_PARAMETER,
            },
            Self::NotFound { .. } => NOT_FOUND,
            Self::UnknownPath(_) => UNKNOWN_PATH,
            Self::MethodNotAllowed(_) => METHOD_NOT_ALLOWED,
            Self::TooLong { kind, .. } | Self::Other(kind) => *kind,
            Self::Unavailable(_) => UNAVAILABLE,
            Self::Store(error) => store_kind(error),
            Self::Internal(_) => INTERNAL,
        }
    }

    /// The body, without what only the request knows.
    fn problem(&self, kind: Kind) -> Problem {
        let errors = match self {
            Self::Invalid(errors) => errors.iter().take(MOST_ERRORS).cloned().collect(),
            Self::NotFound { id, nearest, .. } => {
                vec![FieldError::value("id", id, self.to_string()).nearest(nearest.clone())]
            }
            _ => Vec::new(),
        };
        let detail = match self {
            Self::NotFound { nearest: Some(nearest), .. } => {
                format!("{self}: did you mean `{nearest}`?")
            }
            Self::Store(_) if kind.status == StatusCode::SERVICE_UNAVAILABLE => {
                kind.about.to_owned()
            }
            _ => self.to_string(),
        };
        Problem {
            kind: format!("/problems/{}", kind.slug),
            title: kind.title.to_owned(),
            status: kind.status.as_u16(),
            detail,
            instance: String::new(),
            request_id: String::new(),
            errors,
        }
    }
}

/// The kind all errors share, `None` where they differ.
fn common_kind(errors: &[FieldError]) -> Option<FieldErrorKind> {
    let first = errors.first()?.kind;
    errors.iter().all(|error| error.kind == first).then_some(first)
}

/// Whether the database is away for now or the statement is at fault.
fn store_kind(error: &sqlx::Error) -> Kind {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => UNAVAILABLE,
        error => {
            match error.as_database_error().and_then(sqlx::error::DatabaseError::code).as_deref() {
                // query_canceled: the statement's time limit.
                Some("57014") => TIMEOUT,
                // Connection failures, resources short, shutting down; undefined_table: not migrated.
                Some(code) if ["08", "53", "57"].iter().any(|class| code.starts_with(class)) => {
                    UNAVAILABLE
                }
                Some("42P01") => UNAVAILABLE,
                _ => INTERNAL,
            }
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let kind = self.kind();
        match &self {
            Self::Store(error) => tracing::error!(?error, "the database failed"),
            Self::Internal(_) => tracing::error!(error = ?self, "the request failed"),
            _ => {}
        }
        let mut response = kind.status.into_response();
        if kind.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response.extensions_mut().insert(self.problem(kind));
        response
    }
}

impl Problem {
    /// The body for this request, under the status and headers the response already has.
    pub(crate) fn render(mut self, response: Response, path: &str, request_id: &str) -> Response {
        path.clone_into(&mut self.instance);
        request_id.clone_into(&mut self.request_id);
        let (mut parts, _) = response.into_parts();
        parts.headers.remove(header::CONTENT_LENGTH);
        let body = Json(self).into_response().into_body();
        parts
            .headers
            .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        Response::from_parts(parts, body)
    }

    /// The problem of a response that names itself by its status only.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        let kind = [BAD_REQUEST, INTERNAL, TIMEOUT]
            .iter()
            .chain(KINDS)
            .find(|kind| kind.status == status)
            .copied()
            .unwrap_or(Kind {
                slug: if status.is_server_error() { INTERNAL.slug } else { BAD_REQUEST.slug },
                status,
                title: status.canonical_reason().unwrap_or("Error"),
                about: BAD_REQUEST.about,
            });
        ApiError::Other(kind).problem(kind)
    }
}

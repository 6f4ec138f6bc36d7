//! Errors over HTTP: one enum, one match to a status, one body (RFC 9457, `application/problem+json`).
//!
//! A handler returns an [`ApiError`]; `crate::api::http::layers` adds what only the request knows
//! (its id, path and language) and gives errors of the router and its layers the same body. Statuses,
//! titles and explanations are the table [`KINDS`]; what is wrong with a parameter is a [`FieldError`]; the
//! OpenAPI side is in `crate::api::contract`.

mod field;
mod kinds;

pub use field::FieldError;
pub(crate) use field::FieldErrorKind;
pub use kinds::*;

use crate::domain::lang::Lang;
use crate::domain::text::{Text, text};
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::fmt;
use utoipa::ToSchema;

/// Most errors one problem lists; `detail` says how many there are.
const MOST_ERRORS: usize = 20;

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
    /// The path of the request, cut at 500 characters.
    #[schema(format = "uri-reference", example = "/v1/targets")]
    pub instance: String,
    /// Also in the `X-Request-Id` header and in the server's log.
    #[schema(example = "8d3c5b1e90f24a67")]
    pub request_id: String,
    /// One entry for each thing that is wrong with the request, at most 20; empty where nothing can be named.
    pub errors: Vec<ErrorEntry>,
}

/// One thing that is wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = FieldError)]
pub struct ErrorEntry {
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
}

/// Why a request has no answer. Only this room knows which status that is. Printed, it is the English
/// `detail`, without the name that was probably meant.
#[derive(Debug)]
pub enum ApiError {
    /// Everything that is wrong with the query, at least one.
    Invalid(Vec<FieldError>),
    /// An entry that was asked for by its id.
    NotFound {
        /// `region`, `target`, …
        what: Text,
        /// As asked for.
        id: String,
        nearest: Option<String>,
    },
    /// A row that an earlier release had.
    Withdrawn {
        /// `target`, `actual`.
        what: Text,
        id: String,
        /// The release that was asked.
        release: i32,
        /// The last release that had it.
        last: i32,
    },
    /// The path.
    UnknownPath(String),
    /// The method.
    MethodNotAllowed(String),
    /// Lengths in bytes.
    TooLong { what: Long, actual: usize, limit: usize },
    /// More than the client's limit allows.
    TooManyRequests {
        /// Seconds until it may ask again.
        wait: u64,
    },
    /// What is not ready.
    Unavailable(Text),
    /// An error of a layer or of the framework that names itself by its status only.
    Other(Kind),
    /// The database. Logged in full, answered blandly.
    Store(sqlx::Error),
    /// What ought not to happen. Logged in full, answered blandly.
    Internal(String),
}

/// What of a request is too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Long {
    /// Path and query.
    Address,
    /// All headers together.
    Headers,
}

impl fmt::Display for ApiError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.statement().en)
    }
}

impl std::error::Error for ApiError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

impl From<sqlx::Error> for ApiError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error)
    }
}

/// A problem before it is known which language it is told in.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    kind: Kind,
    detail: Text,
    errors: Vec<FieldError>,
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
            Self::NotFound { .. } | Self::Withdrawn { .. } => NOT_FOUND,
            Self::UnknownPath(_) => UNKNOWN_PATH,
            Self::MethodNotAllowed(_) => METHOD_NOT_ALLOWED,
            Self::TooLong { what: Long::Address, .. } => URI_TOO_LONG,
            Self::TooLong { what: Long::Headers, .. } => HEADERS_TOO_LARGE,
            Self::TooManyRequests { .. } => TOO_MANY_REQUESTS,
            Self::Other(kind) => *kind,
            Self::Unavailable(_) => UNAVAILABLE,
            Self::Store(error) => store_kind(error),
            Self::Internal(_) => INTERNAL,
        }
    }

    /// What is wrong, in words.
    fn statement(&self) -> Text {
        match self {
            Self::Invalid(errors) => field::sentences(errors),
            Self::NotFound { what: Text { en, zh }, id, .. } => {
                let id = field::shortened(id);
                Text::made(format!("there is no {en} `{id}`"), format!("没有{zh} `{id}`"))
            }
            Self::Withdrawn { what: Text { en, zh }, id, release, last } => {
                let id = field::shortened(id);
                text!(
                    "there is no {en} `{id}` in release {release}: release {last} was the last that had it (release={last})",
                    "发布版本 {release} 中没有{zh} `{id}`：最后含有它的是发布版本 {last}（release={last}）"
                )
            }
            Self::UnknownPath(path) => text!("there is nothing at `{path}`", "`{path}` 处没有资源"),
            Self::MethodNotAllowed(method) => {
                text!("{method} is not allowed here", "此处不允许 {method}")
            }
            Self::TooLong { what: Long::Address, actual, limit } => text!(
                "the address is {actual} bytes long and may be {limit}",
                "地址长 {actual} 字节，上限为 {limit} 字节"
            ),
            Self::TooLong { what: Long::Headers, actual, limit } => text!(
                "the headers together are {actual} bytes long and may be {limit}",
                "请求头合计长 {actual} 字节，上限为 {limit} 字节"
            ),
            Self::TooManyRequests { wait } => text!(
                "more requests than this client may send; ask again in {wait} s",
                "此客户端的请求超出了限额；请在 {wait} 秒后再试"
            ),
            Self::Unavailable(what) => what.clone(),
            Self::Other(kind) => kind.about.into(),
            Self::Store(_) | Self::Internal(_) => Text::of(
                "the service failed; the log has the cause under this request id",
                "服务出错；日志中以此请求编号记录了原因",
            ),
        }
    }

    /// All that is told of it.
    pub(crate) fn told(&self) -> Told {
        let kind = self.kind();
        let statement = self.statement();
        let errors = match self {
            Self::Invalid(errors) => errors.iter().take(MOST_ERRORS).cloned().collect(),
            Self::NotFound { id, nearest, .. } => {
                vec![FieldError::value("id", id, statement.clone()).nearest(nearest.clone())]
            }
            Self::Withdrawn { id, .. } => {
                vec![FieldError::value("id", id, statement.clone())]
            }
            _ => Vec::new(),
        };
        let detail = match self {
            Self::NotFound { nearest: Some(nearest), .. } => field::meant(&statement, nearest),
            Self::Store(_) if kind.status == StatusCode::SERVICE_UNAVAILABLE => kind.about.into(),
            _ => statement,
        };
        Told { kind, detail, errors }
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
        let wait = match &self {
            Self::TooManyRequests { wait } => Some(*wait),
            _ => (kind.status == StatusCode::SERVICE_UNAVAILABLE).then_some(5),
        };
        if let Some(seconds) = wait {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response.extensions_mut().insert(self.told());
        response
    }
}

/// What only the request knows.
#[derive(Debug, Clone)]
pub(crate) struct About {
    /// The path that was asked.
    pub path: String,
    pub request_id: String,
    pub lang: Lang,
}

/// At most 500 characters of a path (which is ASCII), no percent-encoded byte cut in two.
fn cut(mut path: String) -> String {
    path.truncate(path.floor_char_boundary(500));
    if let Some(at) = path.rfind('%').filter(|at| path.len() - at < 3) {
        path.truncate(at);
    }
    path
}

impl Told {
    /// The status it belongs to.
    pub(crate) fn status(&self) -> StatusCode {
        self.kind.status
    }

    fn problem(self, About { path, request_id, lang }: About) -> Problem {
        let Self { kind, detail, errors } = self;
        let entry = |error: FieldError| ErrorEntry {
            parameter: error.parameter,
            value: error.value,
            reason: error.reason.into(lang),
            allowed: error.allowed,
            nearest: error.nearest,
        };
        Problem {
            kind: format!("/problems/{}", kind.slug),
            title: kind.title.of(lang).to_owned(),
            status: kind.status.as_u16(),
            detail: detail.into(lang),
            instance: cut(path),
            request_id,
            errors: errors.into_iter().map(entry).collect(),
        }
    }

    /// The body for this request, under the status and headers the response already has.
    pub(crate) fn render(self, response: Response, about: About) -> Response {
        let (mut parts, _) = response.into_parts();
        let headers = &mut parts.headers;
        headers.remove(header::CONTENT_LENGTH);
        headers.remove(header::CONTENT_ENCODING);
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(about.lang.word()));
        headers.append(header::VARY, HeaderValue::from_static("accept-language"));
        let body = Json(self.problem(about)).into_response().into_body();
        Response::from_parts(parts, body)
    }

    /// The problem of a response that names itself by its status only.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        let kind = [BAD_REQUEST, INTERNAL, TIMEOUT]
            .iter()
            .chain(KINDS)
            .find(|kind| kind.status == status)
            .copied()
            .unwrap_or(if status.is_server_error() { INTERNAL } else { BAD_REQUEST });
        ApiError::Other(Kind { status, ..kind }).told()
    }
}

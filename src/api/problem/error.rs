//! The one error type: variants, their statuses and their sentences.

use super::field::{self, FieldError, FieldErrorKind};
use super::kinds::{
    BAD_REQUEST, HEADERS_TOO_LARGE, INTERNAL, INVALID_CURSOR, INVALID_PARAMETER, Kind,
    MALFORMED_ADDRESS, METHOD_NOT_ALLOWED, NOT_ACCEPTABLE, NOT_FOUND, RANGE_NOT_SATISFIABLE,
    TIMEOUT, TOO_MANY_REQUESTS, UNAVAILABLE, UNKNOWN_PARAMETER, UNKNOWN_PATH, URI_TOO_LONG,
};
use super::slot::ProblemSlot;
use crate::domain::text::{Text, text};
use crate::export::ExportError;
use crate::format::FormatError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sqlx::error::DatabaseError;
use std::fmt;

/// Errors that one problem lists at most; `detail` has the count.
const MOST_ERRORS: usize = 20;

/// Why a request has no answer. [`ApiError::kind`] gives the status. It prints as the English `detail`
/// without the suggestion.
#[derive(Debug)]
pub enum ApiError {
    /// The errors of the query, at least one.
    Invalid(Vec<FieldError>),
    /// No entry has the requested id.
    NotFound {
        /// The kind of entry: `region`, `target`, …
        what: Text,
        /// The id as requested.
        id: String,
        nearest: Option<String>,
    },
    /// An earlier release has the row; the requested one does not.
    Withdrawn {
        /// `target`, `actual`.
        what: Text,
        id: String,
        /// The requested release.
        release: i32,
        /// The last release with the row.
        last: i32,
    },
    /// No resource has this path.
    UnknownPath(String),
    /// The path does not take this method.
    MethodNotAllowed(String),
    /// The request names no host, several, or a malformed one.
    NoHost,
    /// A part of the request is too long. Lengths are in bytes.
    TooLong { what: OversizedPart, actual: usize, limit: usize },
    /// A file has none of the requested bytes.
    RangeNotSatisfiable {
        /// Length of the file in bytes.
        length: u64,
    },
    /// The client exceeds its rate limit.
    TooManyRequests {
        /// Seconds until the next request is allowed.
        wait: u64,
    },
    /// The client has as many requests in progress as one client may.
    ShareInProgress,
    /// More requests are in progress than the server takes.
    Overloaded {
        /// Seconds until there is room for this client.
        wait: u64,
    },
    /// The client has as many bytes of answers to read as one client may.
    ClientAnswersUnread,
    /// Clients have as many bytes of answers to read as the server holds.
    AnswersUnread,
    /// The database does not answer, and the answer is not in memory.
    DatabaseAway,
    /// The service is not ready; the text names the reason.
    Unavailable(Text),
    /// An error of a layer or of the framework, known only by its kind.
    Other(Kind),
    /// The database failed. The log has the error; the answer does not.
    Store(sqlx::Error),
    /// A bug. The log has the text; the answer does not.
    Internal(String),
}

/// Why a request was refused, as a word. It travels in the extensions of the response, for the counters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refusal(pub(crate) &'static str);

/// The error of a database that does not answer, in the extensions of the response. The layer that logs answers
/// reports it, where the watcher of releases has not reported the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outage(pub(crate) String);

/// A part of a request that has a maximum length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OversizedPart {
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

impl From<ExportError> for ApiError {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Store(error) => Self::Store(error),
            error => Self::Internal(error.to_string()),
        }
    }
}

impl From<FormatError> for ApiError {
    fn from(error: FormatError) -> Self {
        Self::Internal(error.to_string())
    }
}

impl ApiError {
    /// The problem of a query with one error.
    pub fn invalid(error: FieldError) -> Self {
        Self::Invalid(vec![error])
    }

    /// The kind of problem, which determines the status.
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
            Self::NoHost => BAD_REQUEST,
            Self::TooLong { what: OversizedPart::Address, .. } => URI_TOO_LONG,
            Self::TooLong { what: OversizedPart::Headers, .. } => HEADERS_TOO_LARGE,
            Self::RangeNotSatisfiable { .. } => RANGE_NOT_SATISFIABLE,
            Self::TooManyRequests { .. } | Self::ShareInProgress | Self::ClientAnswersUnread => {
                TOO_MANY_REQUESTS
            }
            Self::Other(kind) => *kind,
            Self::Overloaded { .. }
            | Self::AnswersUnread
            | Self::DatabaseAway
            | Self::Unavailable(_) => UNAVAILABLE,
            Self::Store(error) => store_kind(error),
            Self::Internal(_) => INTERNAL,
        }
    }

    /// The reason as a sentence.
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
            Self::NoHost => Text::of(
                "the request needs one `Host` header, a name or an address with or without a port",
                "请求须有一个 `Host` 头：主机名或地址，可带端口",
            ),
            Self::TooLong { what: OversizedPart::Address, actual, limit } => text!(
                "the address is {actual} bytes long and may be {limit}",
                "地址长 {actual} 字节，上限为 {limit} 字节"
            ),
            Self::TooLong { what: OversizedPart::Headers, actual, limit } => text!(
                "the headers together are {actual} bytes long and may be {limit}",
                "请求头合计长 {actual} 字节，上限为 {limit} 字节"
            ),
            Self::RangeNotSatisfiable { length } => text!(
                "the file has {length} bytes and none of those that `Range` names",
                "文件长 {length} 字节，不含 `Range` 所指的字节"
            ),
            Self::TooManyRequests { wait } => text!(
                "more requests than this client may send; ask again in {wait} s",
                "此客户端的请求超出了限额；请在 {wait} 秒后再试"
            ),
            Self::ShareInProgress => Text::of(
                "this client has as many requests in progress as it may; wait for their answers",
                "此客户端正在处理的请求已达上限；请等待这些请求的答复",
            ),
            Self::Overloaded { wait } => text!(
                "the server has as many requests in progress as it takes; ask again in {wait} s",
                "服务器正在处理的请求已达上限；请在 {wait} 秒后再试"
            ),
            Self::ClientAnswersUnread => Text::of(
                "this client has more answers to read than the server holds for it; read them first",
                "此客户端尚未读取的答复已达服务器为其保留的上限；请先读取",
            ),
            Self::AnswersUnread => Text::of(
                "the server holds as many answers that clients have not read as it may; ask again in 1 s",
                "服务器为各客户端保留的未读答复已达上限；请在 1 秒后再试",
            ),
            Self::DatabaseAway => Text::of(
                "the database does not answer, and this answer is not in memory",
                "数据库没有响应，且内存中没有此答复",
            ),
            Self::Unavailable(what) => what.clone(),
            Self::Other(kind) => kind.about.into(),
            Self::Store(_) | Self::Internal(_) => Text::of(
                "the service failed; the log has the cause under this request id",
                "服务出错；日志中以此请求编号记录了原因",
            ),
        }
    }

    /// The reason for operators of the service, with the error of the database or of the program.
    pub fn reason(&self) -> Text {
        match self {
            Self::Store(error) => match error.as_database_error().and_then(DatabaseError::code) {
                Some(code) if code == "42P01" => Text::of(
                    "the database has no tables of this program: run `plan-targets ingest`",
                    "数据库中没有本程序的表：请运行 `plan-targets ingest`",
                ),
                _ => Text::made(error.to_string(), error.to_string()),
            },
            Self::Internal(what) => Text::made(what.clone(), what.clone()),
            other => other.statement(),
        }
    }

    /// Why the request is refused, as a word; `None` where it is wrong in itself.
    fn refusal(&self) -> Option<Refusal> {
        let reason = match self {
            Self::TooManyRequests { .. } => "rate",
            Self::ShareInProgress => "share",
            Self::Overloaded { .. } => "overload",
            Self::ClientAnswersUnread => "client_unread",
            Self::AnswersUnread => "unread",
            Self::TooLong { .. } => "too_long",
            Self::Unavailable(_) => "not_ready",
            Self::DatabaseAway => "database",
            Self::Store(_) if self.kind() == UNAVAILABLE => "database",
            Self::Store(_) if self.kind() == TIMEOUT => "timeout",
            _ => return None,
        };
        Some(Refusal(reason))
    }

    /// The problem in both languages.
    pub(crate) fn slot(&self) -> ProblemSlot {
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
        ProblemSlot { kind, detail, errors }
    }
}

/// The kind all errors share, `None` where they differ.
fn common_kind(errors: &[FieldError]) -> Option<FieldErrorKind> {
    let first = errors.first()?.kind;
    errors.iter().all(|error| error.kind == first).then_some(first)
}

/// Tells a database that is unavailable for now from a statement that fails.
fn store_kind(error: &sqlx::Error) -> Kind {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => UNAVAILABLE,
        error => {
            match error.as_database_error().and_then(DatabaseError::code).as_deref() {
                // query_canceled: the statement's time limit.
                Some("57014") => TIMEOUT,
                // Classes 08, 53, 57: no connection, no resources, shutting down.
                Some(code) if ["08", "53", "57"].iter().any(|class| code.starts_with(class)) => {
                    UNAVAILABLE
                }
                // undefined_table: the database is not migrated.
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
            // A database that does not answer would write a line for each request; see [`Outage`].
            Self::Store(error) if kind == UNAVAILABLE => tracing::debug!(?error, "no database"),
            Self::Store(error) => tracing::error!(?error, "the database failed"),
            Self::Internal(_) => tracing::error!(error = ?self, "the request failed"),
            _ => {}
        }
        let mut response = kind.status.into_response();
        let wait = match &self {
            Self::TooManyRequests { wait } | Self::Overloaded { wait } => Some(*wait),
            // The client's part of the queue is at its bound, which a second of work more than empties.
            Self::ShareInProgress | Self::ClientAnswersUnread | Self::AnswersUnread => Some(1),
            _ => (kind.status == StatusCode::SERVICE_UNAVAILABLE).then_some(5),
        };
        if let Self::RangeNotSatisfiable { length } = &self {
            // Digits are text of a header.
            let length = HeaderValue::try_from(format!("bytes */{length}"));
            response.headers_mut().extend(length.map(|length| (header::CONTENT_RANGE, length)));
        }
        if let Some(seconds) = wait {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        if let Self::Store(error) = &self
            && kind == UNAVAILABLE
        {
            response.extensions_mut().insert(Outage(error.to_string()));
        }
        if let Some(refusal) = self.refusal() {
            response.extensions_mut().insert(refusal);
        }
        response.extensions_mut().insert(self.slot());
        response
    }
}

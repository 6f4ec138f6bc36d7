//! The query of a request, read in full or refused in full.
//!
//! A resource declares its query ([`super::declare`]); [`Query`] extracts it.

use super::context::RequestContext;
use super::declare::{FromQuery, Part, query};
use super::lang;
use super::parameters::{Language, ReleaseNumber};
use super::pins::{Pin, snapshot};
use super::raw_query::RawQuery;
use super::reader::{ParsedQuery, QueryReader};
use super::validator::{self, AnswerHolder};
use crate::api::address::PublicAddress;
use crate::api::app::App;
use crate::api::cache::CachedAnswer;
use crate::api::problem::{ApiError, FieldError, FieldErrorKind};
use crate::catalog::Catalog;
use crate::domain::lang::Lang;
use crate::domain::text::Text;
use axum::extract::{FromRequestParts, Path};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use std::sync::{Arc, LazyLock, OnceLock};

query! {
    /// Parameters that every resource of a release reads after its own.
    pub struct DataQuery {
        /// The release to answer from, as it was then: the answer never changes. Left out: the newest.
        #[example = 1]
        release: ReleaseNumber,
        /// Language of names and texts, `zh` or `en`; wins over `Accept-Language`. Codes are the same in both.
        #[example = "zh"]
        lang: Language,
    }
}

query! {
    /// Parameters that every other resource reads after its own.
    pub struct PlainDataQuery {
        /// Language of names and texts, `zh` or `en`; wins over `Accept-Language`. Codes are the same in both.
        #[example = "zh"]
        lang: Language,
    }
}

/// The place in a request where the extractor stores the canonical query, for the log.
#[derive(Debug, Clone, Default)]
pub(crate) struct QuestionSlot(Arc<OnceLock<Arc<str>>>);

impl QuestionSlot {
    /// The canonical query; `None` where the request was not read.
    pub(crate) fn canonical(&self) -> Option<&Arc<str>> {
        self.0.get()
    }

    pub(crate) fn set(&self, query: Arc<str>) {
        // A second query in one handler asks the same question.
        let _ = self.0.set(query);
    }
}

/// Extracts a [`FromQuery`] type; rejects with every error of the query.
#[derive(Debug)]
pub struct Query<T> {
    /// The parameters of the resource.
    pub query: T,
    /// The context of the request.
    pub context: RequestContext,
}

impl<T: FromQuery> FromRequestParts<App> for Query<T> {
    type Rejection = EarlyResponse;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, EarlyResponse> {
        let raw_query = RawQuery::read(parts)?;
        let pins = Pin::all(parts, &raw_query, T::PINS);
        let (snapshot, wrong) = snapshot(app, &pins).await?;
        let mut reader = QueryReader::new(&raw_query, &snapshot.catalog);
        let query = T::read(&mut reader, "");
        DataQuery::read(&mut reader, "");
        if let Some(wrong) = wrong {
            reader.error(wrong);
        }
        let ParsedQuery { format, bom, lang, shape, filters, cursor, given, former_ids } =
            reader.finish()?;
        let snapshot = Arc::clone(&snapshot).in_language(lang);
        let (path, pinned) = (parts.uri.path().to_owned(), !pins.is_empty());
        let context = RequestContext {
            snapshot,
            pinned,
            lang,
            address: parts.extensions.get::<PublicAddress>().cloned().unwrap_or_default(),
            path,
            format,
            bom,
            shape,
            filters,
            former_ids,
            cursor,
            cursor_key: app.limits.cursor_key.as_deref().map(Arc::from),
            room: None,
            given,
        };
        if let Some(slot) = parts.extensions.get::<QuestionSlot>() {
            slot.set(context.canonical_query().into());
        }
        match validator::find(parts, app, &context).await {
            Some(AnswerHolder::ToClient) => Err(EarlyResponse::NotModified),
            Some(AnswerHolder::ToCache(answer)) => Err(EarlyResponse::Cached(answer)),
            // The answer needs the database.
            None => match app.snapshots.reachable() {
                Ok(()) => Ok(Self { query, context }),
                Err(away) => Err(away.into()),
            },
        }
    }
}

/// The reason why a request ends after its query is read.
#[derive(Debug)]
pub enum EarlyResponse {
    /// Something is wrong with it.
    Problem(ApiError),
    /// The client has the answer: 304. [`crate::api::http::caching`] adds the headers.
    NotModified,
    /// The cache has the answer.
    Cached(Arc<CachedAnswer>),
}

impl From<ApiError> for EarlyResponse {
    fn from(problem: ApiError) -> Self {
        Self::Problem(problem)
    }
}

impl IntoResponse for EarlyResponse {
    fn into_response(self) -> Response {
        match self {
            Self::Problem(problem) => problem.into_response(),
            Self::NotModified => StatusCode::NOT_MODIFIED.into_response(),
            Self::Cached(answer) => (answer.headers.clone(), answer.bytes.clone()).into_response(),
        }
    }
}

/// Like [`Query`], for resources that need no release: the database is not asked.
#[derive(Debug)]
pub struct PlainQuery<T> {
    /// The parameters of the resource.
    pub query: T,
    /// The language of texts; `None` where the request names none.
    pub lang: Option<Lang>,
}

impl<T: FromQuery, S: Send + Sync> FromRequestParts<S> for PlainQuery<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        // An empty catalogue has indexes too. Making them takes longer than a layer.
        static NOTHING: LazyLock<Catalog> = LazyLock::new(Catalog::default);
        let raw_query = RawQuery::read(parts)?;
        let mut reader = QueryReader::new(&raw_query, &NOTHING);
        let query = T::read(&mut reader, "");
        PlainDataQuery::read(&mut reader, "");
        reader.finish()?;
        Ok(Self { query, lang: lang::asked(parts.uri.query(), &parts.headers) })
    }
}

/// The id in the path: text without NUL.
#[derive(Debug)]
pub struct Id(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let id = Path::<String>::from_request_parts(parts, state).await.ok();
        id.filter(|Path(id)| !id.contains('\0')).map(|Path(id)| Self(id)).ok_or_else(|| {
            let why = Text::of("not UTF-8, or with a NUL character", "不是 UTF-8，或含有 NUL 字符");
            let error = FieldError::value("id", parts.uri.path(), why).of(FieldErrorKind::Encoding);
            ApiError::invalid(error)
        })
    }
}

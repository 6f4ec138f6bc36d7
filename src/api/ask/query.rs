//! What was asked: the query of a request, understood in full or refused in full.
//!
//! A parameter type implements [`FromQuery`] by asking [`Params`] for each of its parameters; what
//! nobody asked for is unknown.

use super::cursor::release_of;
use super::lang;
use super::params::{Params, Understood, release};
use super::sent::{Sent, encoded};
use super::validator;
use crate::api::app::App;
use crate::api::format::Format;
use crate::api::format::Shape;
use crate::api::problem::{ApiError, FieldError, FieldErrorKind};
use crate::api::snapshot::Snapshot;
use crate::catalog::Catalog;
use crate::domain::lang::Lang;
use crate::domain::text::{Text, text};
use axum::extract::{FromRequestParts, Path};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};
use std::marker::PhantomData;
use std::sync::Arc;
use utoipa::ToSchema;

/// A set of query parameters.
pub trait FromQuery: Sized + Send {
    /// Parameters that say from which release to answer. All but `release`, which every resource
    /// reads, are this type's own.
    const PINS: &'static [&'static str] = &["release"];

    /// Takes every parameter it knows. What is wrong is noted in `params`; the value returned is
    /// then never used, so any stand-in will do.
    fn from_query(params: &mut Params<'_>) -> Self;
}

/// No parameters of its own, for resources that take none.
#[derive(Debug)]
pub struct NoQuery;

impl FromQuery for NoQuery {
    fn from_query(params: &mut Params<'_>) -> Self {
        params.format(&[Format::Json]);
        Self
    }
}

/// The parameters of a single entry of this type: `fields`.
#[derive(Debug)]
pub struct Item<T>(PhantomData<fn() -> T>);

impl<T: ToSchema> FromQuery for Item<T> {
    fn from_query(params: &mut Params<'_>) -> Self {
        params.item::<T>();
        Self(PhantomData)
    }
}

/// How the parameters of [`Item`] are documented.
#[derive(Debug, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only described, never filled")]
pub struct ItemParams {
    /// `json`; wins over `Accept`.
    #[param(example = "json")]
    format: Option<String>,
    /// Fields of the entry, separated by commas; all where left out, and its id always.
    fields: Option<String>,
}

/// Extracts a [`FromQuery`] type; rejects with every error of the query.
#[derive(Debug)]
pub struct Query<T> {
    /// What was asked for, resolved.
    pub wanted: T,
    /// How it was asked.
    pub asked: Asked,
}

/// The request as understood.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The release and catalogue to answer from, with names in `lang`.
    pub snapshot: Arc<Snapshot>,
    /// Whether that release was asked for (`release=`, a cursor, a release in the path), so that the
    /// answer never changes; else it is the newest.
    pub pinned: bool,
    /// The language of names.
    pub lang: Lang,
    /// The path, as sent.
    pub path: String,
    /// The format to answer in.
    pub format: Format,
    /// Whether CSV begins with a byte order mark.
    pub bom: bool,
    /// Which fields, and how coded words are written.
    pub shape: Shape,
    /// Filters in effect, names resolved to ids, in the order the resource documents.
    pub filters: Map<String, Value>,
    /// The cursor, as sent.
    pub cursor: Option<String>,
    /// Every parameter in effect but the cursor, written the one canonical way.
    given: Vec<(&'static str, String)>,
}

impl Asked {
    /// The address of this answer, with these parameters set anew; path and query, canonical.
    pub fn link(&self, replaced: &[(&'static str, &str)]) -> String {
        let cursor = self.cursor.iter().map(|cursor| ("cursor", cursor.as_str()));
        let kept = self.given.iter().map(|(name, value)| (*name, value.as_str())).chain(cursor);
        let kept = kept.filter(|(name, _)| replaced.iter().all(|(other, _)| other != name));
        let query: Vec<String> = kept
            .chain(replaced.iter().copied())
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        if query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, query.join("&"))
        }
    }

    /// The address of this answer from this release, which stays what it is.
    pub fn pinned_link(&self) -> String {
        self.link(&[("release", &self.snapshot.release.id.to_string())])
    }

    /// The address of the first page of the list this is a page of, from the same release.
    pub fn first_link(&self) -> String {
        let first = Self { cursor: None, ..self.clone() };
        if self.cursor.is_some() { first.pinned_link() } else { first.link(&[]) }
    }

    /// What a cursor is bound to: the path, the filters and the order, not the size or the looks. The
    /// release it has in itself.
    pub fn fingerprint(&self) -> String {
        let mut bound: Vec<_> = self
            .given
            .iter()
            .filter(|(name, _)| !PRESENTATION.contains(name))
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        bound.sort();
        format!("{}?{}", self.path, bound.join("&"))
    }
}

/// Parameters that change how an answer looks and not which entries are in it, nor their order.
const PRESENTATION: &[&str] = &["limit", "format", "bom", "lang", "release", "fields", "labels"];

/// What says from which release to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pin {
    /// The parameter that says so.
    parameter: &'static str,
    /// Its value as sent.
    value: String,
    release: i32,
}

impl Pin {
    /// Every pin of a request that can be read; the first holds.
    fn all(parts: &Parts, sent: &Sent, parameters: &[&'static str]) -> Vec<Self> {
        let pin =
            |parameter, value: &str, release| Self { parameter, value: value.to_owned(), release };
        let number = |text| release(text).map(|release| (text, release));
        let path = parts.uri.path().strip_prefix("/v1/releases/");
        let path = path.and_then(|rest| rest.split('/').next()).and_then(number);
        let asked = parameters.iter().filter_map(|parameter| {
            let (value, release) = number(sent.once(parameter)?)?;
            Some(pin(*parameter, value, release))
        });
        let cursor = sent.once("cursor").and_then(|text| Some((text, release_of(text)?)));
        path.map(|(value, release)| pin("id", value, release))
            .into_iter()
            .chain(asked)
            .chain(cursor.map(|(text, release)| pin("cursor", text, release)))
            .collect()
    }

    fn refused(&self, reason: Text) -> FieldError {
        let error = FieldError::value(self.parameter, &self.value, reason);
        error.of(match self.parameter {
            "cursor" => FieldErrorKind::Cursor,
            _ => FieldErrorKind::InvalidValue,
        })
    }
}

/// The release to answer from, whether it was asked for, and what is wrong with the asking.
async fn snapshot(
    app: &App,
    pins: &[Pin],
) -> Result<(Arc<Snapshot>, Option<FieldError>), ApiError> {
    let Some((first, others)) = pins.split_first() else {
        return Ok((app.snapshot().await?, None));
    };
    let Some(found) = app.snapshots.of_release(&app.db, first.release).await? else {
        let newest = app.snapshot().await?;
        let last = newest.release.id;
        // What a path names and is not there is not found, which the handler says.
        let wrong = (first.parameter != "id").then(|| {
            let what = match first.parameter {
                "cursor" => Text::of(
                    "given for a release this service does not have",
                    "游标属于本服务没有的发布版本",
                ),
                _ => Text::of("no such release", "没有此发布版本"),
            };
            let there = match last {
                1 => Text::of("there is 1", "现有 1"),
                last => text!("there are 1 to {last}", "现有 1 至 {last}"),
            };
            first.refused(Text::join([what, there], "; ", "；"))
        });
        return Ok((newest, wrong));
    };
    let other = others.iter().find(|pin| pin.release != first.release);
    let wrong = other.map(|pin| {
        let Pin { parameter, value, .. } = first;
        let asked = match *parameter {
            "id" => Text::of("the path", "路径"),
            _ => text!("{parameter}={value}", "{parameter}={value}"),
        };
        let given = match pin.parameter {
            "cursor" => Text::of("given for", "游标属于"),
            _ => Text::of("asks for", "要求"),
        };
        let (other, first) = (pin.release, first.release);
        pin.refused(Text::made(
            format!("{} release {other}, where {} asks for {first}", given.en, asked.en),
            format!("{}发布版本 {other}，而 {} 要求的是 {first}", given.zh, asked.zh),
        ))
    });
    Ok((found, wrong))
}

impl<T: FromQuery> FromRequestParts<App> for Query<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refused> {
        let sent = Sent::read(parts)?;
        let pins = Pin::all(parts, &sent, T::PINS);
        let (snapshot, wrong) = snapshot(app, &pins).await?;
        let mut params = Params::new(&sent, &snapshot.catalog);
        let wanted = T::from_query(&mut params);
        params.release("release");
        params.lang();
        if let Some(wrong) = wrong {
            params.error(wrong);
        }
        let Understood { format, bom, lang, shape, filters, cursor, given } = params.finish()?;
        let snapshot = Arc::clone(&snapshot).in_language(lang);
        let (path, pinned) = (parts.uri.path().to_owned(), !pins.is_empty());
        let asked =
            Asked { snapshot, pinned, lang, path, format, bom, shape, filters, cursor, given };
        if validator::is_known(parts, &asked) {
            return Err(Refused::NotModified);
        }
        Ok(Self { wanted, asked })
    }
}

/// Why a request goes no further than its query.
#[derive(Debug)]
pub enum Refused {
    /// Something is wrong with it.
    Problem(ApiError),
    /// The caller has the answer: 304. [`crate::api::http::caching`] adds the headers.
    NotModified,
}

impl From<ApiError> for Refused {
    fn from(problem: ApiError) -> Self {
        Self::Problem(problem)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        match self {
            Self::Problem(problem) => problem.into_response(),
            Self::NotModified => StatusCode::NOT_MODIFIED.into_response(),
        }
    }
}

/// Like [`Query`], for resources that need no release: nothing is asked of the database.
#[derive(Debug)]
pub struct PlainQuery<T> {
    /// What was asked for.
    pub wanted: T,
    /// The language of texts; `None` where nobody says.
    pub lang: Option<Lang>,
}

impl<T: FromQuery, S: Send + Sync> FromRequestParts<S> for PlainQuery<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let catalog = Catalog::default();
        let sent = Sent::read(parts)?;
        let mut params = Params::new(&sent, &catalog);
        let wanted = T::from_query(&mut params);
        params.lang();
        params.finish()?;
        Ok(Self { wanted, lang: lang::asked(parts.uri.query(), &parts.headers) })
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

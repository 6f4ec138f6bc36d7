//! What was asked: the query of a request, understood in full or refused in full.
//!
//! A parameter type implements [`FromQuery`] by asking [`Params`] for each of its parameters; what
//! nobody asked for is unknown.

use super::App;
use super::format::Format;
use super::params::{Params, Understood, encoded};
use super::problem::{ApiError, FieldError, FieldErrorKind};
use super::snapshot::Snapshot;
use crate::catalog::Catalog;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use serde_json::{Map, Value};
use std::sync::Arc;

/// A set of query parameters.
pub trait FromQuery: Sized + Send {
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
    /// The release and catalogue to answer from.
    pub snapshot: Arc<Snapshot>,
    /// The path, as sent.
    pub path: String,
    /// The format to answer in.
    pub format: Format,
    /// Whether CSV begins with a byte order mark.
    pub bom: bool,
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

    /// What a cursor is bound to: the path, the filters and the order, not the size or the format.
    pub fn fingerprint(&self) -> String {
        let mut bound: Vec<_> = self
            .given
            .iter()
            .filter(|(name, _)| !["limit", "format", "bom"].contains(name))
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        bound.sort();
        format!("{}?{}", self.path, bound.join("&"))
    }
}

impl<T: FromQuery> FromRequestParts<App> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let snapshot = app.snapshot().await?;
        let mut params = Params::read(parts, &snapshot.catalog)?;
        let wanted = T::from_query(&mut params);
        let understood = params.finish()?;
        let Understood { format, bom, filters, cursor, given } = understood;
        let path = parts.uri.path().to_owned();
        Ok(Self { wanted, asked: Asked { snapshot, path, format, bom, filters, cursor, given } })
    }
}

/// Like [`Query`], for resources that need no release: nothing is asked of the database.
#[derive(Debug)]
pub struct PlainQuery<T>(pub T);

impl<T: FromQuery, S: Send + Sync> FromRequestParts<S> for PlainQuery<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let catalog = Catalog::default();
        let mut params = Params::read(parts, &catalog)?;
        let wanted = T::from_query(&mut params);
        params.finish()?;
        Ok(Self(wanted))
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
            let why = "not UTF-8, or with a NUL character";
            let error = FieldError::value("id", parts.uri.path(), why).of(FieldErrorKind::Encoding);
            ApiError::invalid(error)
        })
    }
}

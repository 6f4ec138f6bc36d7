//! The answer for a list, in any format.

use super::body::{Body, Meta};
use super::json::{failed, json};
use crate::api::ask::context::RequestContext;
use crate::api::problem::ApiError;
use crate::format::{About, Flat, Format, Table, csv, ndjson, parquet, xlsx};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// The exact number of entries, in answers that have no body to hold it (CSV).
pub const X_TOTAL_COUNT: HeaderName = HeaderName::from_static("x-total-count");

/// A body and the format to send it in.
#[derive(Debug)]
pub struct Answer<T> {
    pub body: Body<Vec<T>>,
    pub context: RequestContext,
    /// The name of the resource, which begins the name of a file: `targets`.
    pub name: &'static str,
}

impl<T: Serialize + Flat> IntoResponse for Answer<T> {
    fn into_response(self) -> Response {
        let Self { body, context, name } = self;
        let mut headers = HeaderMap::new();
        if let Some(page) = &body.page {
            headers.insert(X_TOTAL_COUNT, page.total.into());
        }
        if let Ok(link) = HeaderValue::try_from(body.links.header()) {
            headers.insert(header::LINK, link);
        }
        let written = match Self::written(&body, &context, name) {
            Ok(written) => written,
            Err(error) => return error.into_response(),
        };
        let format = context.format;
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.content_type()));
        let file = file_name(name, body.meta.release.id, format.extension());
        if let Some(file) = file.filter(|_| format.is_tabular()) {
            headers.insert(header::CONTENT_DISPOSITION, file);
        }
        (headers, written).into_response()
    }
}

impl<T: Serialize + Flat> Answer<T> {
    fn written(
        body: &Body<Vec<T>>,
        context: &RequestContext,
        name: &'static str,
    ) -> Result<Vec<u8>, ApiError> {
        let about = || about(body, context, name);
        let table =
            || Table::shaped(&body.data, body.meta.release.id, &context.shape, context.lang);
        match context.format {
            Format::Json => {
                let keys = T::COLUMNS.iter().filter(|column| column.key);
                let keys: Vec<_> = keys.map(|column| column.field).collect();
                json(body, context.shape.fields.as_ref(), |fields, data| {
                    let inner = T::inner();
                    for entry in data.as_array_mut().into_iter().flatten() {
                        fields.thin(entry, &keys, inner.as_ref());
                    }
                })
            }
            Format::JsonStat => T::cube(&body.data, &about())
                .ok_or_else(|| ApiError::Internal(format!("{name} is no cube")))
                .and_then(|cube| serde_json::to_vec(&cube).map_err(failed)),
            Format::Csv => Ok(csv::document(&table(), context.bom)?),
            Format::Ndjson => Ok(ndjson::document(&table())?),
            Format::Xlsx => Ok(xlsx::document(&table(), &about())?),
            Format::Parquet => Ok(parquet::document(&table(), &about())?),
        }
    }
}

/// The origin of an answer.
fn about<T>(body: &Body<T>, context: &RequestContext, name: &'static str) -> About {
    let Meta { release, filters, licence, citation, .. } = &body.meta;
    About {
        name,
        release: release.id,
        released: release.created_at,
        licence: licence.name.clone(),
        licence_url: licence.url.clone(),
        citation: citation.clone(),
        filters: filters.clone(),
        link: body.links.this.clone(),
        lang: context.lang,
    }
}

/// `Content-Disposition` for a file of a resource: `targets-release1.csv`.
pub(crate) fn file_name(name: &str, release: i32, extension: &str) -> Option<HeaderValue> {
    let file = format!("attachment; filename=\"{name}-release{release}.{extension}\"");
    HeaderValue::try_from(file).ok()
}

//! The answer for a list, in any format.

use super::body::{Body, Meta};
use super::json::{failed, json};
use crate::api::ask::query::Asked;
use crate::api::format::{About, Flat, Format, Table, csv, ndjson, parquet, xlsx};
use crate::api::problem::ApiError;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// The exact number of entries over all pages, for formats without a `page` (CSV).
pub const X_TOTAL_COUNT: HeaderName = HeaderName::from_static("x-total-count");

/// The answer for a list: its body and the request that determines the format.
#[derive(Debug)]
pub struct Answer<T> {
    pub body: Body<Vec<T>>,
    pub asked: Asked,
    /// The name of the resource, which begins the name of a file: `targets`.
    pub name: &'static str,
}

impl<T: Serialize + Flat> IntoResponse for Answer<T> {
    fn into_response(self) -> Response {
        let Self { body, asked, name } = self;
        let mut headers = HeaderMap::new();
        if let Some(page) = &body.page {
            headers.insert(X_TOTAL_COUNT, page.total.into());
        }
        if let Ok(link) = HeaderValue::try_from(body.links.header()) {
            headers.insert(header::LINK, link);
        }
        let written = match Self::written(&body, &asked, name) {
            Ok(written) => written,
            Err(error) => return error.into_response(),
        };
        let format = asked.format;
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
        asked: &Asked,
        name: &'static str,
    ) -> Result<Vec<u8>, ApiError> {
        let about = || about(body, asked, name);
        let table = || Table::shaped(&body.data, body.meta.release.id, &asked.shape, asked.lang);
        match asked.format {
            Format::Json => {
                let keys = T::COLUMNS.iter().filter(|column| column.key);
                let keys: Vec<_> = keys.map(|column| column.field).collect();
                json(body, asked.shape.fields.as_ref(), |fields, data| {
                    let inner = T::inner();
                    for entry in data.as_array_mut().into_iter().flatten() {
                        fields.thin(entry, &keys, inner.as_ref());
                    }
                })
            }
            Format::JsonStat => T::cube(&body.data, &about())
                .ok_or_else(|| ApiError::Internal(format!("{name} is no cube")))
                .and_then(|cube| serde_json::to_vec(&cube).map_err(failed)),
            Format::Csv => csv::document(&table(), asked.bom),
            Format::Ndjson => ndjson::document(&table()),
            Format::Xlsx => xlsx::document(&table(), &about()),
            Format::Parquet => parquet::document(&table(), &about()),
        }
    }
}

/// The origin of an answer.
fn about<T>(body: &Body<T>, asked: &Asked, name: &'static str) -> About {
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
        lang: asked.lang,
    }
}

/// `Content-Disposition` for a file of a resource: `targets-release1.csv`.
pub(crate) fn file_name(name: &str, release: i32, extension: &str) -> Option<HeaderValue> {
    let file = format!("attachment; filename=\"{name}-release{release}.{extension}\"");
    HeaderValue::try_from(file).ok()
}

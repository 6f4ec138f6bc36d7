//! The body of every answer: `data`, `page`, `meta`, `links`, `warnings`.

use super::format::{About, Flat, Format, Table, csv, fields::Fields, ndjson, parquet, xlsx};
use crate::api::ask::query::Asked;
use crate::api::problem::ApiError;
use crate::store::release::Release;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// The licence of the data set: name as in the SPDX list, and its text.
pub const LICENCE: (&str, &str) = ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/");
/// The exact number of entries, in answers that have no body to hold it (CSV).
pub const X_TOTAL_COUNT: HeaderName = HeaderName::from_static("x-total-count");

/// An answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Body<T> {
    /// What was asked for.
    pub data: T,
    /// Which part of a list this is; null for a single entry.
    pub page: Option<Page>,
    pub meta: Meta,
    pub links: Links,
    /// What the caller ought to know about this answer; mostly empty.
    pub warnings: Vec<Notice>,
}

/// Which part of a list an answer holds.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Page {
    /// Most entries this page could hold.
    #[schema(example = 100)]
    pub limit: u32,
    /// Entries in this page.
    #[schema(example = 100)]
    pub count: u64,
    /// Entries that match over all pages, exact.
    #[schema(example = 139)]
    pub total: u64,
    /// Cursor of the next page; null on the last one.
    pub next: Option<String>,
}

/// What the answer is made from.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Meta {
    pub release: ReleaseRef,
    /// Filters in effect, names and codes resolved to ids.
    #[schema(value_type = Object, example = json!({"regions": ["jiangan"], "indicators": ["gdp"]}))]
    pub filters: serde_json::Map<String, Value>,
    pub licence: Licence,
    /// How to cite this answer: title, release, its date, and the address that keeps giving it, to be put
    /// after the server's.
    #[schema(
        example = "plan-targets: targets of Chinese five-year plans, release 1 (2026-11-21), /v1/targets?regions=jiangan&release=1"
    )]
    pub citation: String,
}

/// One immutable state of the data set.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReleaseRef {
    /// 1, 2, 3, …
    #[schema(example = 1)]
    pub id: i32,
    /// When it was loaded.
    pub created_at: DateTime<Utc>,
}

/// What may be done with the data.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Licence {
    /// As in the SPDX list.
    #[schema(example = "CC-BY-4.0")]
    pub name: String,
    /// Where its text is.
    pub url: String,
}

/// Addresses near this answer: path and query, to be put after the server's address.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Links {
    /// This answer, written the canonical way.
    #[serde(rename = "self")]
    #[schema(example = "/v1/targets?regions=jiangan&indicators=gdp")]
    pub this: String,
    /// The next page; null where there is none.
    pub next: Option<String>,
    /// This answer from this release, whatever is loaded later: the address to cite.
    #[schema(example = "/v1/targets?regions=jiangan&indicators=gdp&release=1")]
    pub pinned: String,
    /// The first page, of the same release; null for a single entry.
    pub first: Option<String>,
    /// The same as CSV; null where CSV is not served.
    pub csv: Option<String>,
}

/// Something the caller ought to know.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Notice {
    /// Stable, for programs: `no_plan`.
    #[schema(example = "no_plan")]
    pub code: String,
    /// For a person.
    #[schema(example = "no plan of caidian has been read")]
    pub message: String,
}

impl<T> Body<T> {
    /// The body of a single entry, or of a list that is not paged.
    pub fn new(data: T, asked: &Asked) -> Self {
        let release = &asked.snapshot.release;
        Self {
            data,
            page: None,
            meta: Meta::new(release, asked),
            links: Links {
                this: asked.link(&[]),
                next: None,
                pinned: asked.pinned_link(),
                first: None,
                csv: None,
            },
            warnings: Vec::new(),
        }
    }
}

impl<T> Body<Vec<T>> {
    /// The body of a list or of one page of it. `next` is the cursor of the page after.
    pub fn page(data: Vec<T>, asked: &Asked, limit: u32, total: u64, next: Option<String>) -> Self {
        let mut body = Self::new(data, asked);
        body.links.next = next.as_deref().map(|next| asked.link(&[("cursor", next)]));
        body.links.first = Some(asked.first_link());
        body.links.csv = Some(asked.link(&[("format", "csv")]));
        body.page = Some(Page { limit, count: body.data.len() as u64, total, next });
        body
    }

    /// The body of a list that is never paged.
    pub fn whole(data: Vec<T>, asked: &Asked) -> Self {
        let count = data.len() as u64;
        let limit = u32::try_from(count).unwrap_or(u32::MAX);
        Self::page(data, asked, limit, count, None)
    }
}

impl Links {
    /// As the `Link` header has them (RFC 8288). There is no `prev`: a cursor says where a page begins
    /// and not where the one before did.
    fn header(&self) -> String {
        let first = self.first.iter().map(|first| format!("<{first}>; rel=\"first\""));
        let next = self.next.iter().map(|next| format!("<{next}>; rel=\"next\""));
        let licence = format!("<{}>; rel=\"license\"", LICENCE.1);
        let contract = "</openapi.json>; rel=\"service-desc\"".to_owned();
        first.chain(next).chain([licence, contract]).collect::<Vec<_>>().join(", ")
    }
}

/// How to cite a release, with the address at which it stays what it is.
pub fn citation(release: &Release, link: &str) -> String {
    let made = release.created_at.format("%Y-%m-%d");
    format!(
        "plan-targets: targets of Chinese five-year plans, release {} ({made}), {link}",
        release.id
    )
}

impl Meta {
    fn new(release: &Release, asked: &Asked) -> Self {
        Self {
            release: ReleaseRef { id: release.id, created_at: release.created_at },
            filters: asked.filters.clone(),
            licence: Licence { name: LICENCE.0.to_owned(), url: LICENCE.1.to_owned() },
            citation: citation(release, &asked.pinned_link()),
        }
    }
}

/// A body and the format to send it in.
#[derive(Debug)]
pub struct Answer<T> {
    pub body: Body<Vec<T>>,
    pub asked: Asked,
    /// Names the file a spreadsheet saves: `targets`.
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
        let about = || About::of(body, asked, name);
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
                .and_then(|cube| serde_json::to_vec(&cube).map_err(unserialisable)),
            Format::Csv => csv::document(&table(), asked.bom),
            Format::Ndjson => ndjson::document(&table()),
            Format::Xlsx => xlsx::document(&table(), &about()),
            Format::Parquet => parquet::document(&table(), &about()),
        }
    }
}

/// `Content-Disposition` for a file of a resource: `targets-release1.csv`.
pub(crate) fn file_name(name: &str, release: i32, extension: &str) -> Option<HeaderValue> {
    let file = format!("attachment; filename=\"{name}-release{release}.{extension}\"");
    HeaderValue::try_from(file).ok()
}

/// A body as JSON, `thin`ned where fewer fields were asked for.
fn json<T: Serialize>(
    body: &Body<T>,
    fields: Option<&Fields>,
    thin: impl FnOnce(&Fields, &mut Value),
) -> Result<Vec<u8>, ApiError> {
    let Some(fields) = fields else {
        return serde_json::to_vec(body).map_err(unserialisable);
    };
    let mut body = serde_json::to_value(body).map_err(unserialisable)?;
    if let Some(data) = body.get_mut("data") {
        thin(fields, data);
    }
    serde_json::to_vec(&body).map_err(unserialisable)
}

#[expect(clippy::needless_pass_by_value, reason = "as map_err gives it")]
fn unserialisable(error: serde_json::Error) -> ApiError {
    ApiError::Internal(format!("JSON: {error}"))
}

/// A body of a single entry, with the fields asked for.
#[derive(Debug)]
pub struct One<T> {
    pub body: Body<T>,
    pub asked: Asked,
}

impl<T> One<T> {
    /// The answer for an entry.
    pub fn new(entry: T, asked: Asked) -> Self {
        Self { body: Body::new(entry, &asked), asked }
    }
}

impl<T: Serialize> IntoResponse for One<T> {
    fn into_response(self) -> Response {
        let written = json(&self.body, self.asked.shape.fields.as_ref(), |fields, entry| {
            fields.thin(entry, &["id"], None);
        });
        match written {
            Ok(written) => {
                ([(header::CONTENT_TYPE, Format::Json.content_type())], written).into_response()
            }
            Err(error) => error.into_response(),
        }
    }
}

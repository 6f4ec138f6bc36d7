//! The answer for a list, in any format.

use super::body::{Body, Meta};
use super::json::{failed, json};
use super::packed::AnswerWriter;
use crate::api::ask::context::RequestContext;
use crate::api::problem::{ApiError, FieldError};
use crate::chart::{DEFAULT_WIDTH, STYLE};
use crate::domain::text::text;
use crate::format::{About, Flat, Format, Table, csv, ndjson, parquet, xlsx};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// The exact number of entries, for answers whose body has no place for it (CSV).
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
        if let Some(error) = cut_in_silence(&body, &context) {
            return error.into_response();
        }
        let mut headers = HeaderMap::new();
        if let Some(page) = &body.page {
            headers.insert(X_TOTAL_COUNT, page.total.into());
        }
        if let Ok(link) = HeaderValue::try_from(body.links.header(&context)) {
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
        if format == Format::Svg {
            headers.insert(header::CONTENT_SECURITY_POLICY, picture_policy());
        }
        (headers, written).into_response()
    }
}

impl<T: Serialize + Flat> Answer<T> {
    fn written(
        body: &Body<Vec<T>>,
        context: &RequestContext,
        name: &'static str,
    ) -> Result<AnswerWriter, ApiError> {
        let about = || about(body, context, name);
        let table =
            || Table::shaped(&body.data, body.meta.release.id, &context.shape, context.lang);
        let bytes = match context.format {
            Format::Json => {
                let keys = T::COLUMNS.iter().filter(|column| column.key);
                let keys: Vec<_> = keys.map(|column| column.field).collect();
                let inner = context.shape.fields.as_ref().and_then(|_| T::inner());
                let (is_large, fields) = (context.room.is_some(), context.shape.fields.as_ref());
                return json(body, is_large, fields, &keys, inner.as_ref());
            }
            Format::JsonStat => T::cube(&body.data, &about())
                .ok_or_else(|| ApiError::Internal(format!("{name} is no cube")))
                .and_then(|cube| serde_json::to_vec(&cube).map_err(failed))?,
            Format::Svg => {
                let width = context.shape.width.unwrap_or(DEFAULT_WIDTH);
                let picture = T::picture(&body.data, &about(), width)
                    .ok_or_else(|| ApiError::Internal(format!("{name} has no picture")))?;
                let refuse = |reason| ApiError::invalid(FieldError::value("format", "svg", reason));
                picture.map(String::into_bytes).map_err(refuse)?
            }
            Format::Csv => csv::document(&table(), context.bom)?,
            Format::Ndjson => ndjson::document(&table())?,
            Format::Xlsx => xlsx::document(&table(), &about())?,
            Format::Parquet => parquet::document(&table(), &about())?,
        };
        AnswerWriter::of(bytes)
    }
}

/// The problem for a file that would contain only a part of the list although the request sets no limit. A
/// person who opens such a file does not see that rows are missing.
fn cut_in_silence<T>(body: &Body<Vec<T>>, context: &RequestContext) -> Option<ApiError> {
    let page = body.page.as_ref().filter(|page| page.next.is_some())?;
    let part = context.cursor.is_some() || context.given.iter().any(|(name, _)| *name == "limit");
    if part || !context.format.is_file() {
        return None;
    }
    let (most, total) = (page.limit, page.total);
    let reason = text!(
        "{total} entries match and a file holds at most {most}; narrow the filters, ask for parts with limit={most} and cursor, or \
         take the files of /v1/releases",
        "共有 {total} 条符合条件，一个文件最多 {most} 条；请缩小筛选范围，用 limit={most} 和 cursor 分批获取，或使用 /v1/releases 的文件"
    );
    Some(ApiError::invalid(FieldError::parameter("limit", reason)))
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
        entries: body.page.as_ref().map(|page| [page.count, page.total]),
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

/// A picture may use its own style and nothing else, also where it is opened as a page.
fn picture_policy() -> HeaderValue {
    static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
        let hash = STANDARD.encode(Sha256::digest(STYLE));
        let policy = format!("default-src 'none'; style-src 'sha256-{hash}'; sandbox");
        HeaderValue::try_from(policy).expect("base64 is a header's text")
    });
    POLICY.clone()
}

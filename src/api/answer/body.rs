//! The body of every answer: `data`, `page`, `meta`, `links`, `warnings`.

use crate::api::ask::context::RequestContext;
use crate::api::ask::reader::FormerId;
use crate::domain::lang::Lang;
use crate::domain::text::{Text, text};
use crate::format::{LICENCE, citation};
use crate::store::release::Release;
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// An answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Body<T> {
    /// The requested entry or entries.
    pub data: T,
    /// Which part of a list this is; null for a single entry.
    pub page: Option<Page>,
    pub meta: Meta,
    pub links: Links,
    /// Notices about this answer; usually empty.
    pub warnings: Vec<Notice>,
}

/// The part of a list that an answer contains.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Page {
    /// The largest number of entries of a page.
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

/// The origin of the answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Meta {
    pub release: ReleaseRef,
    /// Filters in effect, names and codes resolved to ids.
    #[schema(value_type = Object, example = json!({"regions": ["jiangan"], "indicators": ["gdp"]}))]
    pub filters: serde_json::Map<String, Value>,
    pub licence: Licence,
    /// How to cite this answer: title, release, its date, and the address that keeps giving it. It is path and
    /// query, to be put after the server's, where the server does not know its own.
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

/// The licence of the data.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Licence {
    /// As in the SPDX list.
    #[schema(example = "CC-BY-4.0")]
    pub name: String,
    /// The address of its text.
    pub url: String,
}

/// Addresses related to this answer: path and query, relative to the server.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Links {
    /// The canonical address of this answer.
    #[serde(rename = "self")]
    #[schema(example = "/v1/targets?regions=jiangan&indicators=gdp")]
    pub this: String,
    /// The next page; null where there is none.
    pub next: Option<String>,
    /// This answer from this release, unchanged by later loads: the address to cite.
    #[schema(example = "/v1/targets?regions=jiangan&indicators=gdp&release=1")]
    pub pinned: String,
    /// The first page, of the same release; null for a single entry.
    pub first: Option<String>,
    /// The same as CSV; null where CSV is not served.
    pub csv: Option<String>,
}

/// A notice about an answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Notice {
    /// Stable, for programs: `no_plan`.
    #[schema(example = "no_plan")]
    pub code: String,
    /// The message for people, in the language of the answer.
    #[schema(example = "no plan of caidian has been read")]
    pub message: String,
}

impl Notice {
    pub fn new(code: &str, message: Text, lang: Lang) -> Self {
        Self { code: code.to_owned(), message: message.in_language(lang) }
    }

    /// The request names an indicator by a former id.
    pub fn former_indicator(FormerId { former, id }: &FormerId, lang: Lang) -> Self {
        let message = text!(
            "{former} is a former id of {id}; the growth a year of {id} has the measure annual_growth",
            "{former} 是 {id} 的旧标识；{id} 的年均增速的 measure 为 annual_growth"
        );
        Self::new("former_indicator", message, lang)
    }
}

impl<T> Body<T> {
    /// The body of a single entry, or of a list that is not paged.
    pub fn new(data: T, context: &RequestContext) -> Self {
        let release = &context.snapshot.release;
        Self {
            data,
            page: None,
            meta: Meta::new(release, context),
            links: Links {
                this: context.link(&[]),
                next: None,
                pinned: context.pinned_link(),
                first: None,
                csv: None,
            },
            warnings: context
                .former_ids
                .iter()
                .map(|former| Notice::former_indicator(former, context.lang))
                .collect(),
        }
    }
}

impl<T> Body<Vec<T>> {
    /// The body of a list or of one page of it. `next` is the cursor of the page after.
    pub fn page(
        data: Vec<T>,
        context: &RequestContext,
        limit: u32,
        total: u64,
        next: Option<String>,
    ) -> Self {
        let mut body = Self::new(data, context);
        body.links.next = next.as_deref().map(|next| context.link(&[("cursor", next)]));
        body.links.first = Some(context.first_link());
        body.links.csv = Some(context.link(&[("format", "csv")]));
        body.page = Some(Page { limit, count: body.data.len() as u64, total, next });
        body
    }

    /// The body of a list that is never paged.
    pub fn whole(data: Vec<T>, context: &RequestContext) -> Self {
        let count = data.len() as u64;
        let limit = u32::try_from(count).unwrap_or(u32::MAX);
        Self::page(data, context, limit, count, None)
    }
}

impl Links {
    /// The `Link` header (RFC 8288). There is no `prev`, because a cursor contains the beginning of a page but
    /// not that of the previous one.
    pub(super) fn header(&self, context: &RequestContext) -> String {
        let first = self.first.iter().map(|first| format!("<{first}>; rel=\"first\""));
        let next = self.next.iter().map(|next| format!("<{next}>; rel=\"next\""));
        let licence = format!("<{}>; rel=\"license\"", LICENCE.1);
        let contract = format!("<{}>; rel=\"service-desc\"", context.at("/openapi.json"));
        first.chain(next).chain([licence, contract]).collect::<Vec<_>>().join(", ")
    }
}

impl Meta {
    fn new(release: &Release, context: &RequestContext) -> Self {
        let pinned = format!("{}{}", context.address.origin(), context.pinned_link());
        Self {
            release: ReleaseRef { id: release.id, created_at: release.created_at },
            filters: context.filters.clone(),
            licence: Licence { name: LICENCE.0.to_owned(), url: LICENCE.1.to_owned() },
            citation: citation(release.id, release.created_at, &pinned),
        }
    }
}

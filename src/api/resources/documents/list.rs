//! `/v1/documents`: documents of every kind, with outline, tables and missing parts.

use super::entry::{Document, Warning};
use super::query::DocumentQuery;
use super::reading::{Reading, Section, Table};
use crate::api::answer::{Answer, Body, One};
use crate::api::app::App;
use crate::api::ask::cursor::Place;
use crate::api::ask::names;
use crate::api::ask::parameters::Item;
use crate::api::ask::query::{Id, Query};
use crate::api::contract::responses::{ItemProblems, Problems};
use crate::api::problem::ApiError;
use crate::domain::text::Text;
use crate::store::documents::{self as store, DocumentFilter, SortKey};
use axum::extract::State;
use serde::Serialize;
use sqlx::PgPool;
use utoipa::ToSchema;

/// A document with its outline, tables and warnings.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WholeDocument {
    #[serde(flatten)]
    pub document: Document,
    /// The outline, in document order.
    pub sections: Vec<Section>,
    /// Indicator tables, in document order.
    pub tables: Vec<Table>,
    /// Parts that could not be read.
    pub warnings: Vec<Warning>,
}

/// Documents.
///
/// Every document of the release: plans, reports, communiqués, evaluations. A plan may be made of
/// several. `completeness` says whether the text that was read is the whole document, and what is
/// missing.
#[utoipa::path(
    get, path = "/v1/documents", tag = "catalogue", operation_id = "listDocuments",
    responses((status = 200, description = "A page of documents", content(
        (Body<Vec<Document>> = "application/json"), (String = "text/csv"))), Problems),
)]
pub(crate) async fn list_documents(
    State(app): State<App>,
    Query { query, context }: Query<DocumentQuery>,
) -> Result<Answer<Document>, ApiError> {
    let limit = query.limit;
    let sort = query.sort.unwrap_or((SortKey::Region, false));
    let filter = query.into_filter(context.snapshot.release.id);
    let after = Place::read(&context)?;
    let total = store::count(&app.db, &filter).await?.unsigned_abs();
    let found = store::page(&app.db, &filter, sort, after.into(), Some(limit.into())).await?;
    let next = Place::next(after, found.len(), total, &context)?;
    let entries = found.iter().map(|found| Document::of(found, &context.snapshot, context.lang));
    let body = Body::page(entries.collect(), &context, limit, total, next);
    Ok(Answer { body, context, name: "documents" })
}

/// One document, with its outline and indicator tables.
#[utoipa::path(
    get, path = "/v1/documents/{id}", tag = "catalogue", operation_id = "getDocument",
    params(("id" = String, Path, description = "Id of a document", example = "jiangan-2021-2025")),
    responses((status = 200, description = "The document", body = Body<WholeDocument>), ItemProblems),
)]
pub(crate) async fn get_document(
    State(app): State<App>,
    Id(id): Id,
    Query { context, .. }: Query<Item<WholeDocument>>,
) -> Result<One<WholeDocument>, ApiError> {
    let found = found_document(&app.db, context.snapshot.release.id, id).await?;
    let Reading { sections, tables, warnings } = Reading::of(&app.db, &found, context.lang).await?;
    let document = Document::of(&found, &context.snapshot, context.lang);
    Ok(One::new(WholeDocument { document, sections, tables, warnings }, context))
}

/// The document of an id.
///
/// # Errors
/// `NotFound` with the nearest id.
pub(in crate::api::resources) async fn found_document(
    db: &PgPool,
    release: i32,
    id: String,
) -> Result<store::Document, ApiError> {
    let order = (SortKey::Region, false);
    let filter = DocumentFilter { release, id: Some(id.clone()), ..DocumentFilter::default() };
    if let Some(found) = store::page(db, &filter, order, 0, Some(1)).await?.pop() {
        return Ok(found);
    }
    let every = DocumentFilter { release, ..DocumentFilter::default() };
    let known = store::page(db, &every, order, 0, None).await?;
    let nearest = names::nearest(&id, known.iter().map(|document| document.id.as_str()));
    Err(ApiError::NotFound { what: Text::of("document", "文件"), id, nearest })
}

//! The place of a row: its document, its section, its table row.

use super::database::Result;
use super::observation::Trace;
use sqlx::PgExecutor;
use sqlx::types::Json;

/// The whole evidence of an observation. The migrations explain null; the fields of the table row
/// are null for running text too.
#[derive(Debug, Clone)]
pub struct Evidence {
    pub id: String,
    pub revision_id: i32,
    pub document_id: String,
    /// Null where the document is no plan.
    pub plan_id: Option<String>,
    pub document: String,
    pub file: String,
    pub title: String,
    pub line: i32,
    /// 1-based; null where the format has no pages.
    pub page: Option<i32>,
    pub span_start: i32,
    pub span_end: i32,
    pub quote: String,
    pub read_by: Option<String>,
    pub confidence: f64,
    pub flags: Vec<String>,
    pub section_id: Option<String>,
    pub table_id: Option<String>,
    pub table_role: Option<String>,
    pub table_title: Option<String>,
    pub row_line: Option<i32>,
    pub row_no: Option<String>,
    pub row_category: Option<String>,
    pub row_group: Option<String>,
    pub row_label: Option<String>,
    pub row_unit: Option<String>,
    pub row_attribute: Option<String>,
    pub cell: Option<String>,
    pub base: Option<String>,
    pub target: Option<String>,
    pub growth: Option<String>,
    pub actual: Option<String>,
    pub actual_growth: Option<String>,
    /// The correction by a person.
    pub correction: Option<Json<Trace>>,
}

/// The evidence of a row; `None` where the release has no such row of that kind.
///
/// # Errors
/// Those of the database.
pub async fn of_row(
    db: impl PgExecutor<'_>,
    release: i32,
    kind: &str,
    id: &str,
) -> Result<Option<Evidence>> {
    sqlx::query_as!(
        Evidence,
        r#"
        select o.id, o.revision_id, revision.document_id, revision.plan_id, revision.document_sha256 as document, revision.file,
               revision.title, o.line, o.page, o.span_start, o.span_end, o.quote, o.read_by, o.confidence, o.flags,
               o.section_id, o.table_id, o.table_role, o.cell,
               plan_table.title as "table_title?", table_row.line as "row_line?", table_row.no as "row_no?",
               table_row.category as "row_category?", table_row.group_label as "row_group?",
               table_row.label as "row_label?", table_row.unit as "row_unit?",
               table_row.attribute as "row_attribute?", base as "base?", target as "target?", growth as "growth?",
               actual as "actual?", actual_growth as "actual_growth?", o.correction as "correction: Json<Trace>"
        from observation o
        join revision on revision.id = o.revision_id
        left join plan_table on plan_table.revision_id = o.revision_id and plan_table.id = o.table_id
        left join table_row on table_row.revision_id = o.revision_id and table_row.table_id = o.table_id
            and table_row.position = o.row_position
        where o.id = $3 and o.kind = $2
          and in_release(revision.release_from, revision.release_to, $1)
        "#,
        release,
        kind,
        id,
    )
    .fetch_optional(db)
    .await
}

/// A heading of the outline.
#[derive(Debug, Clone)]
pub struct Heading {
    pub id: String,
    pub number: Option<String>,
    pub title: String,
    pub line: i32,
}

/// The headings above a section, from its chapter down to the section itself: those that begin before it and
/// end with or after it.
///
/// # Errors
/// Those of the database.
pub async fn headings(
    db: impl PgExecutor<'_>,
    revision_id: i32,
    section_id: &str,
) -> Result<Vec<Heading>> {
    sqlx::query_as!(
        Heading,
        "
        select above.id, above.number, above.title, above.line
        from section own
        join section above on above.revision_id = own.revision_id
            and above.position <= own.position and above.end_line >= own.end_line
            and (above.level < own.level or above.id = own.id)
        where own.revision_id = $1 and own.id = $2
        order by above.level, above.position
        ",
        revision_id,
        section_id,
    )
    .fetch_all(db)
    .await
}

//! Revisions of documents: finding the current ones, writing and ending them. `observation` writes
//! their observations, and `document_batch` sends all of them.

use super::copy_rows::CopyRows;
use super::database::Result;
use super::encode::int;
use super::search;
use super::search::SearchColumns;
use super::words::word;
use crate::plan::parsed::ParsedDocument;
use serde_json::json;
use sqlx::PgExecutor;

/// The current revision of a document, before another is loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrentRevision {
    pub id: i32,
    pub document_id: String,
    /// Null where the document is no plan.
    pub plan_id: Option<String>,
    pub region_id: String,
    /// Hash of everything stored for it.
    pub content_sha256: String,
    /// File the document was read from.
    pub file: String,
    /// Observations of kind target.
    pub targets: i32,
    /// Observations of kind actual.
    pub actuals: i32,
}

/// The current revision of every document, by document.
///
/// # Errors
/// Those of the database.
pub async fn current(db: impl PgExecutor<'_>) -> Result<Vec<CurrentRevision>> {
    sqlx::query_as!(
        CurrentRevision,
        "
        select id, document_id, plan_id, region_id, content_sha256, file, targets, actuals
        from revision where release_to is null order by document_id
        "
    )
    .fetch_all(db)
    .await
}

/// A revision about to be written.
#[derive(Debug, Clone, Copy)]
pub struct NewRevision<'p> {
    /// `region-first-last`; null where the document is no plan.
    pub plan_id: Option<&'p str>,
    pub content_sha256: &'p str,
    /// First release it is part of.
    pub release: i32,
    pub targets: i32,
    pub actuals: i32,
    pub document: &'p ParsedDocument,
}

/// The statement that takes [`write_row`].
pub(super) const COPY: &str = "copy revision (
    id, document_id, kind, plan_id, region_id, period_start, period_end, document_sha256, file, title, reports_start,
    reports_end, promises_start, promises_end, base_year, horizon, publisher, issued, adopted, address, part,
    is_complete, missing, content_sha256, release_from, targets, actuals, warnings, search_fold
) from stdin";

/// Writes a revision without what was read from its document.
pub(super) fn write_row(rows: &mut CopyRows, revision: i32, new: NewRevision<'_>) {
    let (info, source) = (&new.document.document, &new.document.source);
    let period = info.period().unwrap_or_default();
    let mut row = rows.row();
    row.number(revision).text(&info.id).text(info.kind.word()).text_or_null(new.plan_id);
    row.text(&info.region).number(period[0]).number(period[1]);
    row.text(&source.sha256).text(&source.file).text(&info.title);
    for years in [info.reports, info.promises] {
        row.number_or_null(years.map(|years| years[0]));
        row.number_or_null(years.map(|years| years[1]));
    }
    row.number_or_null(info.base_year).number_or_null(info.horizon);
    row.text_or_null(info.publisher.as_ref()).text_or_null(info.issued.as_ref());
    row.text_or_null(info.adopted.as_ref()).text_or_null(info.address.as_ref());
    row.text_or_null(info.part.as_ref()).number(info.completeness.reasons.is_empty());
    row.text(json!(info.completeness.reasons).to_string()).text(new.content_sha256);
    row.number(new.release).number(new.targets).number(new.actuals);
    row.text(json!(new.document.warnings).to_string()).number(search::FOLD);
}

/// The statement that takes [`write_sections`].
pub(super) const COPY_SECTIONS: &str = "copy section (
    revision_id, id, position, level, number, title, line, end_line, search_text, search_grams
) from stdin";

/// Writes the outline of a document.
pub(super) fn write_sections(rows: &mut CopyRows, revision: i32, document: &ParsedDocument) {
    for (position, section) in document.sections.iter().enumerate() {
        let searched = SearchColumns::of(&section.title);
        let mut row = rows.row();
        row.number(revision).text(&section.id).number(position).number(section.level);
        row.text_or_null(section.number.as_ref()).text(&section.title);
        row.number(int(section.line)).number(int(section.end_line));
        row.text(&searched.text).list(&searched.grams);
    }
}

/// The statement that takes [`write_tables`].
pub(super) const COPY_TABLES: &str = "copy plan_table (
    revision_id, id, position, role, title, period_start, period_end, section_id, line
) from stdin";

/// Writes the indicator tables of a document without their rows.
pub(super) fn write_tables(rows: &mut CopyRows, revision: i32, document: &ParsedDocument) {
    for (position, table) in document.tables.iter().enumerate() {
        let mut row = rows.row();
        row.number(revision).text(&table.id).number(position).text(word(table.role));
        row.text_or_null(table.title.as_ref()).number(table.period[0]).number(table.period[1]);
        row.text_or_null(table.section.as_ref()).number(int(table.line));
    }
}

/// The statement that takes [`write_table_rows`].
pub(super) const COPY_TABLE_ROWS: &str = "copy table_row (
    revision_id, table_id, position, line, no, category, group_label, label, unit, attribute, base, target, growth,
    actual, actual_growth
) from stdin";

/// Writes the rows of the indicator tables of a document.
pub(super) fn write_table_rows(rows: &mut CopyRows, revision: i32, document: &ParsedDocument) {
    for table in &document.tables {
        for (position, read) in table.rows.iter().enumerate() {
            let cells = &read.cells;
            let mut row = rows.row();
            row.number(revision).text(&table.id).number(position).number(int(read.line));
            row.text_or_null(read.no.as_ref()).text_or_null(read.category.as_ref());
            row.text_or_null(read.group.as_ref()).text(&read.label);
            row.text_or_null(read.unit.as_ref()).text_or_null(read.attribute.map(word));
            row.text_or_null(cells.base.as_ref()).text_or_null(cells.target.as_ref());
            row.text_or_null(cells.growth.as_ref()).text_or_null(cells.actual.as_ref());
            row.text_or_null(cells.actual_growth.as_ref());
        }
    }
}

/// Ids for as many revisions, in order.
///
/// # Errors
/// Those of the database.
pub async fn next_ids(db: impl PgExecutor<'_>, count: usize) -> Result<Vec<i32>> {
    sqlx::query_scalar!(
        r#"
        select nextval(pg_get_serial_sequence('revision', 'id'))::integer as "id!"
        from generate_series(1, $1::bigint)
        "#,
        i64::try_from(count).unwrap_or(i64::MAX)
    )
    .fetch_all(db)
    .await
}

/// Ends the current revisions of these documents: `release` is the first without them.
///
/// # Errors
/// Those of the database.
pub async fn end(db: impl PgExecutor<'_>, documents: &[String], release: i32) -> Result<()> {
    sqlx::query!(
        "update revision set release_to = $2 where document_id = any($1) and release_to is null",
        documents,
        release
    )
    .execute(db)
    .await?;
    Ok(())
}

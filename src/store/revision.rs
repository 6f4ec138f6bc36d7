//! Revisions of documents: finding the current ones, writing and ending them. `observation` writes
//! their observations.

use super::database::Result;
use super::encode::{SEPARATOR, int};
use super::search;
use super::search::Searched;
use super::words::word;
use crate::plan::parsed::ParsedDocument;
use serde_json::json;
use sqlx::{PgConnection, PgExecutor};

/// The current revision of a document, before another is loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Current {
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
pub async fn current(db: impl PgExecutor<'_>) -> Result<Vec<Current>> {
    sqlx::query_as!(
        Current,
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
pub struct New<'p> {
    /// `region-first-last`; null where the document is no plan.
    pub plan_id: Option<&'p str>,
    pub content_sha256: &'p str,
    /// First release it is part of.
    pub release: i32,
    pub targets: i32,
    pub actuals: i32,
    pub document: &'p ParsedDocument,
}

/// Writes the plan, the document and its file where they are new.
async fn insert_document(db: &mut PgConnection, new: New<'_>) -> Result<()> {
    let (info, source) = (&new.document.document, &new.document.source);
    if let (Some(plan), Some([first, last])) = (new.plan_id, info.promises) {
        sqlx::query!(
            "
            insert into plan (id, region_id, period_start, period_end) values ($1, $2, $3, $4)
            on conflict do nothing
            ",
            plan,
            info.region,
            i32::from(first),
            i32::from(last)
        )
        .execute(&mut *db)
        .await?;
    }
    sqlx::query!(
        "
        insert into document (id, kind, region_id, plan_id) values ($1, $2, $3, $4)
        on conflict do nothing
        ",
        info.id,
        info.kind.word(),
        info.region,
        new.plan_id
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "
        insert into source (sha256, bytes, encoding) values ($1, $2, $3)
        on conflict do nothing
        ",
        source.sha256,
        i64::try_from(source.bytes).unwrap_or(i64::MAX),
        source.encoding
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes a revision without its observations, and its plan and document where they are new. Returns
/// the revision's id.
///
/// # Errors
/// Those of the database.
pub async fn insert(db: &mut PgConnection, new: New<'_>) -> Result<i32> {
    insert_document(&mut *db, new).await?;
    let (info, source) = (&new.document.document, &new.document.source);
    let year = |years: Option<[u16; 2]>, place: usize| years.map(|years| i32::from(years[place]));
    let period = info.period();
    let id = sqlx::query_scalar!(
        "
        insert into revision (document_id, kind, plan_id, region_id, period_start, period_end, document_sha256,
                              file, title, reports_start, reports_end, promises_start, promises_end,
                              base_year, horizon, publisher, issued, adopted, address, part, is_complete,
                              missing, content_sha256, release_from, targets, actuals, warnings, search_fold)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17::text::date,
                $18::text::date, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28)
        returning id
        ",
        info.id,
        info.kind.word(),
        new.plan_id,
        info.region,
        year(period, 0).unwrap_or_default(),
        year(period, 1).unwrap_or_default(),
        source.sha256,
        source.file,
        info.title,
        year(info.reports, 0),
        year(info.reports, 1),
        year(info.promises, 0),
        year(info.promises, 1),
        info.base_year.map(i32::from),
        info.horizon.map(i32::from),
        info.publisher,
        info.issued,
        info.adopted,
        info.address,
        info.part,
        info.completeness.reasons.is_empty(),
        json!(info.completeness.reasons),
        new.content_sha256,
        new.release,
        new.targets,
        new.actuals,
        json!(new.document.warnings),
        search::FOLD
    )
    .fetch_one(&mut *db)
    .await?;
    insert_sections(db, id, new.document).await?;
    insert_tables(db, id, new.document).await?;
    Ok(id)
}

async fn insert_sections(
    db: &mut PgConnection,
    revision: i32,
    plan: &ParsedDocument,
) -> Result<()> {
    let column = |of: fn(&crate::plan::parsed::Section) -> String| -> Vec<String> {
        plan.sections.iter().map(of).collect()
    };
    let numbers: Vec<Option<String>> = plan.sections.iter().map(|s| s.number.clone()).collect();
    let levels: Vec<i32> = plan.sections.iter().map(|s| i32::from(s.level)).collect();
    let lines: Vec<i32> = plan.sections.iter().map(|s| int(s.line)).collect();
    let end_lines: Vec<i32> = plan.sections.iter().map(|s| int(s.end_line)).collect();
    let (texts, grams): (Vec<_>, Vec<_>) = (plan.sections.iter())
        .map(|section| Searched::of(&section.title))
        .map(|searched| (searched.text, searched.grams.join(SEPARATOR)))
        .unzip();
    sqlx::query!(
        "
        insert into section (revision_id, position, id, level, number, title, line, end_line,
                             search_text, search_grams)
        select $1, position - 1, id, level, number, title, line, end_line, search_text,
               string_to_array(search_grams, e'\\x1f')
        from unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::int[], $7::int[],
                    $8::text[], $9::text[])
            with ordinality as row (id, level, number, title, line, end_line, search_text,
                                    search_grams, position)
        ",
        revision,
        &column(|s| s.id.clone()),
        &levels,
        &numbers as &[Option<String>],
        &column(|s| s.title.clone()),
        &lines,
        &end_lines,
        &texts,
        &grams
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes tables and their rows one by one: there are a few dozen.
async fn insert_tables(db: &mut PgConnection, revision: i32, plan: &ParsedDocument) -> Result<()> {
    for (position, table) in (0..).zip(&plan.tables) {
        let [first, last] = table.period.map(i32::from);
        sqlx::query!(
            "
            insert into plan_table (revision_id, id, position, role, title,
                                    period_start, period_end, section_id, line)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ",
            revision,
            table.id,
            position,
            word(table.role),
            table.title,
            first,
            last,
            table.section,
            int(table.line)
        )
        .execute(&mut *db)
        .await?;
        for (position, row) in (0..).zip(&table.rows) {
            sqlx::query!(
                "
                insert into table_row (revision_id, table_id, position, line, no, category,
                                       group_label, label, unit, attribute,
                                       base, target, growth, actual, actual_growth)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
                ",
                revision,
                table.id,
                position,
                int(row.line),
                row.no,
                row.category,
                row.group,
                row.label,
                row.unit,
                row.attribute.map(word),
                row.cells.base,
                row.cells.target,
                row.cells.growth,
                row.cells.actual,
                row.cells.actual_growth
            )
            .execute(&mut *db)
            .await?;
        }
    }
    Ok(())
}

/// Ends the current revision of a document: `release` is the first without it.
///
/// # Errors
/// Those of the database.
pub async fn end(db: impl PgExecutor<'_>, document_id: &str, release: i32) -> Result<()> {
    sqlx::query!(
        "update revision set release_to = $2 where document_id = $1 and release_to is null",
        document_id,
        release
    )
    .execute(db)
    .await?;
    Ok(())
}

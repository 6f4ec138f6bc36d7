//! Revisions of plans: which are current, and writing and ending them. Their observations are
//! written in `observation`.

use super::database::Result;
use super::encode::{SEPARATOR, int};
use super::search;
use super::search::Searched;
use super::words::word;
use crate::plan::parsed::ParsedDocument;
use serde_json::json;
use sqlx::{PgConnection, PgExecutor};

/// What is known of a plan's current revision before another is loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Current {
    pub id: i32,
    pub plan_id: String,
    pub region_id: String,
    /// Of everything stored for it.
    pub content_sha256: String,
    /// File the plan was read from.
    pub file: String,
    /// Observations of kind target.
    pub targets: i32,
    /// Observations of kind actual.
    pub actuals: i32,
}

/// The current revision of every plan, by plan.
///
/// # Errors
/// Those of the database.
pub async fn current(db: impl PgExecutor<'_>) -> Result<Vec<Current>> {
    sqlx::query_as!(
        Current,
        "
        select id, plan_id, region_id, content_sha256, file, targets, actuals
        from plan_revision where release_to is null order by plan_id
        "
    )
    .fetch_all(db)
    .await
}

/// A revision about to be written.
#[derive(Debug, Clone, Copy)]
pub struct New<'p> {
    /// `region-first-last`.
    pub plan_id: &'p str,
    pub content_sha256: &'p str,
    /// First release it is part of.
    pub release: i32,
    pub targets: i32,
    pub actuals: i32,
    pub plan: &'p ParsedDocument,
}

/// Writes a revision without its observations, and its plan and document where they are new. Returns
/// the revision's id.
///
/// # Errors
/// Those of the database.
pub async fn insert(db: &mut PgConnection, new: New<'_>) -> Result<i32> {
    let (info, source) = (&new.plan.document, &new.plan.source);
    // Only plans are loaded so far: `ingest::check` refuses other kinds and plans without years.
    let [first, last] = info.promises.unwrap_or_default().map(i32::from);
    sqlx::query!(
        "
        insert into plan (id, region_id, period_start, period_end) values ($1, $2, $3, $4)
        on conflict do nothing
        ",
        new.plan_id,
        info.region,
        first,
        last
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "
        insert into document (sha256, bytes, encoding) values ($1, $2, $3)
        on conflict do nothing
        ",
        source.sha256,
        i64::try_from(source.bytes).unwrap_or(i64::MAX),
        source.encoding
    )
    .execute(&mut *db)
    .await?;
    let id = sqlx::query_scalar!(
        "
        insert into plan_revision (plan_id, region_id, period_start, period_end, document_sha256,
                                   file, title, base_year, horizon, adopted, content_sha256,
                                   release_from, targets, actuals, warnings, search_fold)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text::date, $11, $12, $13, $14, $15, $16)
        returning id
        ",
        new.plan_id,
        info.region,
        first,
        last,
        source.sha256,
        source.file,
        info.title,
        info.base_year.map(i32::from),
        info.horizon.map(i32::from),
        info.adopted,
        new.content_sha256,
        new.release,
        new.targets,
        new.actuals,
        json!(new.plan.warnings),
        search::FOLD
    )
    .fetch_one(&mut *db)
    .await?;
    insert_sections(db, id, new.plan).await?;
    insert_tables(db, id, new.plan).await?;
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

/// Tables and their rows: a few dozen rows, so one at a time.
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

/// Ends the current revision of a plan: `release` is the first without it.
///
/// # Errors
/// Those of the database.
pub async fn end(db: impl PgExecutor<'_>, plan_id: &str, release: i32) -> Result<()> {
    sqlx::query!(
        "update plan_revision set release_to = $2 where plan_id = $1 and release_to is null",
        plan_id,
        release
    )
    .execute(db)
    .await?;
    Ok(())
}

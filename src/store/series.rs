//! The input of series and progress: documents of every kind and their statements on some
//! indicators.

use super::columns::{Columns, RowReader, decode, statement_columns, year};
use super::database::Result;
use super::words;
use crate::domain::DocumentKind;
use crate::series::{Document, ReportedStatement};
use futures_util::TryStreamExt;
use sqlx::{PgExecutor, PgPool, QueryBuilder};
use std::collections::HashMap;
use std::sync::Arc;

/// A region and an indicator that documents state a figure of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    pub region: String,
    pub indicator: String,
}

/// The regions and indicators with a figure of these years in any document, by region and
/// indicator. `None` is no restriction; at least one of the two lists must be given, because the
/// index of the counts needs one.
///
/// # Errors
/// Those of the database.
pub async fn pairs(
    db: impl PgExecutor<'_>,
    release: i32,
    regions: Option<&[String]>,
    indicators: Option<&[String]>,
    [from, to]: [u16; 2],
) -> Result<Vec<Pair>> {
    sqlx::query_as!(
        Pair,
        r#"
        select distinct availability.region_id as region, indicator_id as "indicator!"
        from availability join revision on revision.id = availability.revision_id
        where ($2::text[] is null or availability.region_id collate "C" = any($2))
          and ($3::text[] is null or indicator_id = any($3))
          and indicator_id is not null and year between $4 and $5
          and in_release(release_from, release_to, $1)
        order by 1, 2
        "#,
        release,
        regions,
        indicators,
        i32::from(from),
        i32::from(to),
    )
    .fetch_all(db)
    .await
}

/// The documents of these regions, by region, years and id.
///
/// # Errors
/// Those of the database; a kind that the enumeration does not have.
pub async fn documents(
    db: impl PgExecutor<'_>,
    release: i32,
    regions: &[String],
) -> Result<Vec<Document>> {
    sqlx::query!(
        r#"
        select document_id, kind, region_id, title, plan_id, extract(year from issued)::int as issued, address,
               reports_start, reports_end, promises_start, promises_end, base_year
        from revision
        where region_id = any($2) and in_release(release_from, release_to, $1)
        order by region_id, period_start, period_end, part nulls first, document_id
        "#,
        release,
        regions
    )
    .try_map(|row| {
        Ok(Document {
            kind: kind(&row.kind)?,
            region: row.region_id,
            title: row.title,
            plan: row.plan_id.map(Arc::from),
            issued: row.issued.map(year).transpose()?,
            address: row.address.map(Arc::from),
            reports: years(row.reports_start, row.reports_end)?,
            promises: years(row.promises_start, row.promises_end)?,
            base_year: row.base_year.map(year).transpose()?,
            id: row.document_id.into(),
        })
    })
    .fetch_all(db)
    .await
}

fn kind(word: &str) -> Result<DocumentKind> {
    #[derive(Debug, thiserror::Error)]
    #[error("`{0}` is no kind of document")]
    struct UnknownKind(String);
    words::read(word).ok_or_else(|| decode(UnknownKind(word.to_owned())))
}

fn years(first: Option<i32>, last: Option<i32>) -> Result<Option<[u16; 2]>> {
    first.zip(last).map(|(first, last)| Ok([year(first)?, year(last)?])).transpose()
}

/// All statements of documents of these regions, on these indicators or on all, by region, document
/// and place in it.
///
/// # Errors
/// Those of the database; a word that the enumerations do not have.
pub async fn statements(
    db: &PgPool,
    release: i32,
    regions: &[String],
    indicators: Option<&[String]>,
) -> Result<Vec<ReportedStatement>> {
    let documents = documents(db, release, regions).await?;
    let documents: HashMap<Arc<str>, Arc<Document>> =
        documents.into_iter().map(|one| (one.id.clone(), Arc::new(one))).collect();
    // Selects the observations first, through the index on the region. In a single join the planner may expect few
    // revisions and read all observations of each.
    let mut query = QueryBuilder::new(
        "with said as materialized (select o.revision_id, o.region_id, o.position, o.direction, ",
    );
    query.push(statement_columns("o")).push(" from observation o where o.region_id = any(");
    query.push_bind(regions).push(")");
    if let Some(indicators) = indicators {
        query.push(" and o.indicator_id = any(").push_bind(indicators).push(")");
    }
    query.push(
        ") select revision.document_id, coalesce(revision.plan_id, revision.document_id), revision.document_sha256, said.direction, ",
    );
    query.push(statement_columns("said")).push(
        ", (select title from plan_table
            where plan_table.revision_id = said.revision_id and plan_table.id = said.table_id)
         from said join revision on revision.id = said.revision_id
         where in_release(revision.release_from, revision.release_to, ",
    );
    query.push_bind(release);
    query.push(") order by said.region_id collate \"C\", revision.document_id, said.position");
    let reported = |mut columns: Columns<'_>| -> Result<Option<ReportedStatement>> {
        // Every document of a release is known, and both queries read the same release.
        let Some(document) = documents.get(columns.value::<&str>()?) else { return Ok(None) };
        let (plan, sha256) = (columns.repeated()?, columns.repeated()?);
        let direction = columns.value::<Option<&str>>()?.and_then(words::read);
        let said = columns.statement(plan, sha256)?;
        Ok(Some(ReportedStatement { statement: said, document: Arc::clone(document), direction }))
    };
    let query = query.build();
    let mut rows = query.fetch(db);
    let (mut reader, mut found) = (RowReader::default(), Vec::new());
    while let Some(row) = rows.try_next().await? {
        found.extend(reported(reader.columns(&row))?);
    }
    Ok(found)
}

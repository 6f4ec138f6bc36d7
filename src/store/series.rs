//! The input of series and progress: documents of every kind and their statements on some
//! indicators.

use super::columns::{decode, year};
use super::database::Result;
use super::statement_list::{self, ListReader};
use super::words;
use crate::domain::DocumentKind;
use crate::series::{Document, ReportedStatement};
use sqlx::{PgExecutor, PgPool};
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
    let current = current(db, release, regions).await?;
    Ok(current.into_iter().map(|current| current.document).collect())
}

/// A document as a release has it.
struct CurrentDocument {
    revision: i32,
    sha256: Arc<str>,
    document: Document,
}

/// The same, each with its revision.
async fn current(
    db: impl PgExecutor<'_>,
    release: i32,
    regions: &[String],
) -> Result<Vec<CurrentDocument>> {
    sqlx::query!(
        r#"
        select id, document_id, document_sha256, kind, region_id, title, plan_id, extract(year from issued)::int as issued,
               address, reports_start, reports_end, promises_start, promises_end, base_year
        from revision
        where region_id = any($2) and in_release(release_from, release_to, $1)
        order by region_id, period_start, period_end, part nulls first, document_id
        "#,
        release,
        regions
    )
    .try_map(|row| {
        let document = Document {
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
        };
        Ok(CurrentDocument { revision: row.id, sha256: row.document_sha256.into(), document })
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
    let mut documents = current(db, release, regions).await?;
    documents.sort_by(|one, other| {
        let (one, other) = (&one.document, &other.document);
        (&one.region, &one.id).cmp(&(&other.region, &other.id))
    });
    let revisions: Vec<i32> = documents.iter().map(|current| current.revision).collect();
    let places: HashMap<i32, usize> = revisions.iter().copied().zip(0..).collect();
    let known: Vec<_> =
        documents.into_iter().map(|current| (current.sha256, Arc::new(current.document))).collect();
    let mut found: Vec<(usize, u32, ReportedStatement)> = Vec::new();
    let mut reader = ListReader::default();
    let ids: Option<Vec<&str>> = indicators.map(|ids| ids.iter().map(String::as_str).collect());
    statement_list::read(db, &revisions, ids.as_deref(), |list| {
        let Some(&place) = places.get(&list.revision) else { return Ok(()) };
        let (sha256, document) = &known[place];
        let plan = document.plan.as_ref().unwrap_or(&document.id);
        for listed in reader.read((plan, sha256), &list)? {
            let (document, direction) = (Arc::clone(document), listed.direction);
            let reported = ReportedStatement { statement: listed.statement, document, direction };
            found.push((place, listed.position, reported));
        }
        Ok(())
    })
    .await?;
    found.sort_by_key(|(place, position, _)| (*place, *position));
    Ok(found.into_iter().map(|(_, _, reported)| reported).collect())
}

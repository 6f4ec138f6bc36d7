//! Differences between two releases, and the versions of an observation.
//!
//! Two releases are compared document by document. Only documents with different revisions are
//! read, and only as many as a page needs. Fields have the names of the answers.

use super::database::Result;
use serde_json::{Map, Value};
use sqlx::PgExecutor;
use sqlx::types::Json;

/// The fields of an observation, named as in answers; null where a field is empty.
pub type StatementFields = Map<String, Value>;

/// Names of the fields in which two statements differ, in alphabetical order.
pub fn differing<'s>(before: &StatementFields, after: &'s StatementFields) -> Vec<&'s String> {
    let mut fields: Vec<_> =
        after.keys().filter(|field| before.get(*field) != after.get(*field)).collect();
    fields.sort_unstable();
    fields
}

/// Which observations. `None` is no restriction; in a list any value may match. A changed
/// observation matches where either of its versions does.
#[derive(Debug, Clone, Default)]
pub struct ChangeFilter {
    /// Ids.
    pub regions: Option<Vec<String>>,
    /// Ids.
    pub indicators: Option<Vec<String>>,
    /// `target`, `actual`.
    pub kinds: Option<Vec<String>>,
}

/// A document that two releases have in different revisions, or only one of them has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    pub document_id: String,
    /// Null where the document is no plan.
    pub plan_id: Option<String>,
    pub region_id: String,
    /// The older release's revision; `None` where it has none.
    pub old: Option<i32>,
    /// The newer release's.
    pub new: Option<i32>,
}

/// The documents that differ between two releases, by id: of those that the filter can match, at most `limit` from
/// the document given on. Release 0 is the one before the first.
///
/// Most documents of two releases are the same, so the revisions that begin or end between them are looked up.
///
/// # Errors
/// Those of the database.
pub async fn pairs(
    db: impl PgExecutor<'_>,
    since: i32,
    until: i32,
    filter: &ChangeFilter,
    from: Option<&str>,
    limit: Option<i64>,
) -> Result<Vec<Pair>> {
    sqlx::query_as!(
        Pair,
        r#"
        select * from (
            (
                select new.document_id as "document_id!", new.plan_id, new.region_id as "region_id!", old.id as "old?", new.id as "new?"
                from revision new
                cross join lateral (
                    select (
                        select id from revision old
                        where old.document_id = new.document_id and in_release(old.release_from, old.release_to, $1)
                    ) as id
                    -- Looked up for each document; a join would read all of the older release.
                    offset 0
                ) old
                where new.release_from > $1 and in_release(new.release_from, new.release_to, $2)
                  and ($3::text[] is null or new.region_id = any($3))
                  and ($4::text[] is null and $5::text[] is null or exists (
                      select from availability counts
                      where counts.revision_id in (new.id, old.id)
                        and ($4::text[] is null or counts.indicator_id = any($4))
                        and ($5::text[] is null or counts.kind = any($5))))
                  and ($6::text is null or new.document_id collate "C" >= $6)
                order by new.document_id collate "C"
                limit $7
            )
            union all
            (
                select old.document_id, old.plan_id, old.region_id, old.id, null
                from revision old
                where old.release_to <= $2 and in_release(old.release_from, old.release_to, $1)
                  and not exists (
                      select from revision new
                      where new.document_id = old.document_id and in_release(new.release_from, new.release_to, $2))
                  and ($3::text[] is null or old.region_id = any($3))
                  and ($6::text is null or old.document_id collate "C" >= $6)
                order by old.document_id collate "C"
                limit $7
            )
        ) pair
        order by "document_id!" collate "C"
        limit $7
        "#,
        since,
        until,
        filter.regions.as_deref() as Option<&[String]>,
        filter.indicators.as_deref() as Option<&[String]>,
        filter.kinds.as_deref() as Option<&[String]>,
        from,
        limit
    )
    .fetch_all(db)
    .await
}

/// An observation that only one of two releases has, or that both have with other content.
#[derive(Debug, Clone)]
pub struct Change {
    pub document_id: String,
    pub id: String,
    /// The fields in the older release; null where it has no such observation.
    pub old: Option<Json<StatementFields>>,
    /// The fields in the newer release.
    pub new: Option<Json<StatementFields>>,
}

/// At most `limit` observations of these documents that differ, by document and id, after the one given.
///
/// # Errors
/// Those of the database.
pub async fn page(
    db: impl PgExecutor<'_>,
    pairs: &[Pair],
    filter: &ChangeFilter,
    after: Option<(&str, &str)>,
    limit: i64,
) -> Result<Vec<Change>> {
    let plans: Vec<_> = pairs.iter().map(|pair| pair.document_id.clone()).collect();
    let (olds, news): (Vec<_>, Vec<_>) = pairs.iter().map(|pair| (pair.old, pair.new)).unzip();
    // Only what is on the page is written as an object, and what both revisions have to be compared.
    sqlx::query_as!(
        Change,
        r#"
        with page as materialized (
            select pair.*, matching.id
            from unnest($1::text[], $2::integer[], $3::integer[]) as pair (document_id, old_revision, new_revision)
            cross join lateral (
                select id from observation
                where revision_id = pair.new_revision
                  and ($4::text[] is null or kind = any($4)) and ($5::text[] is null or indicator_id = any($5))
                union
                select id from observation
                where revision_id = pair.old_revision
                  and ($4::text[] is null or kind = any($4)) and ($5::text[] is null or indicator_id = any($5))
            ) matching
            where ($6::text is null or (pair.document_id collate "C", matching.id collate "C") > ($6, $7::text))
              and (pair.old_revision is null or pair.new_revision is null
                   or (select said from observation_statement where id = matching.id and revision_id = pair.old_revision)
                      is distinct from
                      (select said from observation_statement where id = matching.id and revision_id = pair.new_revision))
            order by pair.document_id collate "C", matching.id collate "C"
            limit $8
        )
        select page.document_id as "document_id!", page.id as "id!",
               (select said from observation_statement where id = page.id and revision_id = page.old_revision)
                   as "old: Json<StatementFields>",
               (select said from observation_statement where id = page.id and revision_id = page.new_revision)
                   as "new: Json<StatementFields>"
        from page
        order by page.document_id collate "C", page.id collate "C"
        "#,
        &plans,
        &olds as &[Option<i32>],
        &news as &[Option<i32>],
        filter.kinds.as_deref() as Option<&[String]>,
        filter.indicators.as_deref() as Option<&[String]>,
        after.map(|after| after.0),
        after.map(|after| after.1),
        limit
    )
    .fetch_all(db)
    .await
}

/// Every observation that differs between two revisions of a document, by line and id. Without an older one every
/// observation of the newer is new, without a newer one every observation is withdrawn.
///
/// # Errors
/// Those of the database.
pub async fn between(
    db: impl PgExecutor<'_>,
    document_id: &str,
    old: Option<i32>,
    new: Option<i32>,
) -> Result<Vec<Change>> {
    let pair = Pair {
        document_id: document_id.to_owned(),
        plan_id: None,
        region_id: String::new(),
        old,
        new,
    };
    let mut changes = page(db, &[pair], &ChangeFilter::default(), None, i64::MAX).await?;
    changes.sort_by_key(|change| {
        let said = change.new.as_ref().or(change.old.as_ref());
        said.and_then(|said| said.get("line")?.as_i64())
    });
    Ok(changes)
}

/// A version of an observation and the releases that have it.
#[derive(Debug, Clone)]
pub struct Version {
    pub document_id: String,
    /// Null where the document is no plan.
    pub plan_id: Option<String>,
    pub region_id: String,
    /// The first release with this version.
    pub release_from: i32,
    /// The first release without it; null for the current version.
    pub release_to: Option<i32>,
    pub said: Json<StatementFields>,
}

/// Every revision's version of an observation up to a release, the oldest first; none where no release
/// has it.
///
/// # Errors
/// Those of the database.
pub async fn of_observation(db: impl PgExecutor<'_>, id: &str, until: i32) -> Result<Vec<Version>> {
    sqlx::query_as!(
        Version,
        r#"
        select revision.document_id, revision.plan_id, revision.region_id, release_from, release_to,
               said as "said!: Json<StatementFields>"
        from observation_statement statement
        join revision on revision.id = statement.revision_id
        where statement.id = $1 and release_from <= $2
        order by release_from, revision.document_id collate "C"
        "#,
        id,
        until
    )
    .fetch_all(db)
    .await
}

/// The last release up to a given one with an observation of this kind; `None` where there is none.
///
/// # Errors
/// Those of the database.
pub async fn last_with(
    db: impl PgExecutor<'_>,
    kind: &str,
    id: &str,
    until: i32,
) -> Result<Option<i32>> {
    sqlx::query_scalar!(
        r#"
        select max(least(coalesce(release_to - 1, $3), $3)) as "last"
        from observation
        join revision on revision.id = observation.revision_id
        where observation.id = $1 and observation.kind = $2 and release_from <= $3
        "#,
        id,
        kind,
        until
    )
    .fetch_one(db)
    .await
}

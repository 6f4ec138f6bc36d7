//! Differences between two releases, and the versions of an observation.
//!
//! Two releases are compared document by document. Only documents with different revisions are
//! read, and only as many as a page needs. Fields have the names of the answers.

use super::database::Result;
use serde_json::{Map, Value};
use sqlx::types::Json;
use sqlx::{PgExecutor, PgPool};

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

/// The documents that differ between two releases, by id. Release 0 is the one before the first.
///
/// # Errors
/// Those of the database.
pub async fn pairs(
    db: impl PgExecutor<'_>,
    since: i32,
    until: i32,
    regions: Option<&[String]>,
) -> Result<Vec<Pair>> {
    sqlx::query_as!(
        Pair,
        r#"
        select document.id as document_id, document.plan_id, document.region_id, old.id as "old?", new.id as "new?"
        from document
        left join revision old on old.document_id = document.id
            and in_release(old.release_from, old.release_to, $1)
        left join revision new on new.document_id = document.id
            and in_release(new.release_from, new.release_to, $2)
        where old.id is distinct from new.id and ($3::text[] is null or document.region_id = any($3))
        order by document.id collate "C"
        "#,
        since,
        until,
        regions
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

/// How many observations differ between two releases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub added: i64,
    pub changed: i64,
    pub withdrawn: i64,
}

/// How many observations of these plans differ.
///
/// # Errors
/// Those of the database.
pub async fn count(db: &PgPool, pairs: &[Pair], filter: &ChangeFilter) -> Result<Count> {
    let revisions = |of: fn(&Pair) -> Option<i32>| pairs.iter().filter_map(of).collect::<Vec<_>>();
    // Every observation of a plan that only one release has differs, so none is read.
    let added = revisions(|pair| pair.new.filter(|_| pair.old.is_none()));
    let withdrawn = revisions(|pair| pair.old.filter(|_| pair.new.is_none()));
    let mut count = compared(db, pairs, filter).await?;
    count.added += all_of(db, &added, filter).await?;
    count.withdrawn += all_of(db, &withdrawn, filter).await?;
    Ok(count)
}

/// How many observations of these revisions match the filter.
async fn all_of(db: &PgPool, revisions: &[i32], filter: &ChangeFilter) -> Result<i64> {
    if revisions.is_empty() {
        return Ok(0);
    }
    if let Some(indicators) = &filter.indicators {
        return sqlx::query_scalar!(
            r#"
            select coalesce(sum(observations), 0)::bigint as "count!"
            from availability
            where indicator_id = any($2) and revision_id = any($1) and ($3::text[] is null or kind = any($3))
            "#,
            revisions,
            indicators,
            filter.kinds.as_deref() as Option<&[String]>
        )
        .fetch_one(db)
        .await;
    }
    sqlx::query_scalar!(
        r#"
        select coalesce(sum(case when $2::text[] is null or 'target' = any($2) then targets else 0 end
                            + case when $2 is null or 'actual' = any($2) then actuals else 0 end), 0)::bigint
                   as "count!"
        from revision where id = any($1)
        "#,
        revisions,
        filter.kinds.as_deref() as Option<&[String]>
    )
    .fetch_one(db)
    .await
}

/// Counts the changes in plans that both releases have.
async fn compared(db: &PgPool, pairs: &[Pair], filter: &ChangeFilter) -> Result<Count> {
    let both = |pair: &Pair| pair.old.zip(pair.new);
    let (olds, news): (Vec<_>, Vec<_>) = pairs.iter().filter_map(both).unzip();
    if olds.is_empty() {
        return Ok(Count::default());
    }
    sqlx::query_as!(
        Count,
        r#"
        select count(*) filter (where difference.old_id is null) as "added!",
               count(*) filter (where difference.old_id is not null and difference.new_id is not null) as "changed!",
               count(*) filter (where difference.new_id is null) as "withdrawn!"
        from unnest($1::integer[], $2::integer[]) as pair (old_revision, new_revision)
        cross join lateral (
            select old.id as old_id, new.id as new_id
            from (select * from observation_statement where revision_id = pair.new_revision) new
            full join (select * from observation_statement where revision_id = pair.old_revision) old
                on old.id = new.id
            where (old.id is null or new.id is null or old.said <> new.said)
              and ($3::text[] is null or old.kind = any($3) or new.kind = any($3))
              and ($4::text[] is null or old.indicator_id = any($4) or new.indicator_id = any($4))
        ) difference
        "#,
        &olds,
        &news,
        filter.kinds.as_deref() as Option<&[String]>,
        filter.indicators.as_deref() as Option<&[String]>
    )
    .fetch_one(db)
    .await
}

/// At most `limit` observations of these plans that differ, by plan and id, after the one given.
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
    sqlx::query_as!(
        Change,
        r#"
        select pair.document_id as "document_id!", difference.id as "id!",
               difference.old as "old: Json<StatementFields>", difference.new as "new: Json<StatementFields>"
        from unnest($1::text[], $2::integer[], $3::integer[]) as pair (document_id, old_revision, new_revision)
        cross join lateral (
            select coalesce(new.id, old.id) as id, old.said as old, new.said as new
            from (select * from observation_statement where revision_id = pair.new_revision) new
            full join (select * from observation_statement where revision_id = pair.old_revision) old
                on old.id = new.id
            where (old.id is null or new.id is null or old.said <> new.said)
              and ($4::text[] is null or old.kind = any($4) or new.kind = any($4))
              and ($5::text[] is null or old.indicator_id = any($5) or new.indicator_id = any($5))
        ) difference
        where $6::text is null or (pair.document_id collate "C", difference.id collate "C") > ($6, $7::text)
        order by pair.document_id collate "C", difference.id collate "C"
        limit $8
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

//! How many observations differ between two releases.
//!
//! What began between them is counted without reading it: it is what the newer release has more than the older, and
//! what ended. Only documents that both releases have with another content are compared.

use super::database::Result;
use super::versions::ChangeFilter;
use sqlx::PgPool;

/// How many observations differ between two releases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub added: i64,
    pub changed: i64,
    pub withdrawn: i64,
}

/// How many observations differ between two releases. Release 0 is the one before the first.
///
/// # Errors
/// Those of the database.
pub async fn count(db: &PgPool, since: i32, until: i32, filter: &ChangeFilter) -> Result<Count> {
    let ended = ended(db, since, until, filter.regions.as_deref()).await?;
    let (mut withdrawn, mut olds, mut news) = (Vec::new(), Vec::new(), Vec::new());
    for document in ended {
        match document.new {
            None => withdrawn.push(document.old),
            Some(new) => {
                olds.push(document.old);
                news.push(new);
            }
        }
    }
    let mut count = compared(db, &olds, &news, filter).await?;
    let of_withdrawn = all_of(db, &withdrawn, filter).await?;
    count.added += if filter.regions.is_some() {
        added(db, since, until, filter).await?
    } else {
        more(db, since, until, filter).await? + of_withdrawn + all_of(db, &olds, filter).await?
            - all_of(db, &news, filter).await?
    };
    count.withdrawn += of_withdrawn;
    Ok(count)
}

/// A document whose revision of the older release is not part of the newer one.
#[derive(Debug)]
struct Ended {
    old: i32,
    /// The newer release's revision; `None` where it has none.
    new: Option<i32>,
}

async fn ended(
    db: &PgPool,
    since: i32,
    until: i32,
    regions: Option<&[String]>,
) -> Result<Vec<Ended>> {
    sqlx::query_as!(
        Ended,
        r#"
        select old.id as old, new.id as "new?"
        from revision old
        left join revision new on new.document_id = old.document_id
            and in_release(new.release_from, new.release_to, $2)
        where old.release_to <= $2 and in_release(old.release_from, old.release_to, $1)
          and ($3::text[] is null or old.region_id = any($3))
        "#,
        since,
        until,
        regions
    )
    .fetch_all(db)
    .await
}

/// How many more observations match the filter, which names no region, in the newer release than in the older.
async fn more(db: &PgPool, since: i32, until: i32, filter: &ChangeFilter) -> Result<i64> {
    if let Some(indicators) = &filter.indicators {
        return sqlx::query_scalar!(
            r#"
            select coalesce(sum(observations * (in_release(release_from, release_to, $2)::integer
                                                - in_release(release_from, release_to, $1)::integer)), 0)::bigint as "count!"
            from availability_total
            where indicator_id = any($3) and ($4::text[] is null or kind = any($4))
            "#,
            since,
            until,
            indicators,
            filter.kinds.as_deref() as Option<&[String]>
        )
        .fetch_one(db)
        .await;
    }
    sqlx::query_scalar!(
        r#"
        select coalesce(sum(case when id = $2 then 1 else -1 end
                            * (case when $3::text[] is null or 'target' = any($3) then targets else 0 end
                               + case when $3 is null or 'actual' = any($3) then actuals else 0 end)), 0)::bigint
                   as "count!"
        from release where id in ($1, $2) and $1 <> $2
        "#,
        since,
        until,
        filter.kinds.as_deref() as Option<&[String]>
    )
    .fetch_one(db)
    .await
}

/// How many observations of the documents that only the newer release has match the filter, which names regions.
async fn added(db: &PgPool, since: i32, until: i32, filter: &ChangeFilter) -> Result<i64> {
    let revisions = sqlx::query_scalar!(
        r#"
        select new.id from revision new
        where new.region_id = any($3)
          and new.release_from > $1 and in_release(new.release_from, new.release_to, $2)
          and not exists (
              select from revision old
              where old.document_id = new.document_id and in_release(old.release_from, old.release_to, $1))
        "#,
        since,
        until,
        filter.regions.as_deref().unwrap_or_default()
    )
    .fetch_all(db)
    .await?;
    all_of(db, &revisions, filter).await
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

/// Counts the changes in documents that both releases have.
async fn compared(db: &PgPool, olds: &[i32], news: &[i32], filter: &ChangeFilter) -> Result<Count> {
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
        olds,
        news,
        filter.kinds.as_deref() as Option<&[String]>,
        filter.indicators.as_deref() as Option<&[String]>
    )
    .fetch_one(db)
    .await
}

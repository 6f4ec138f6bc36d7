//! How many observations of a release have a character. Ten thousands may have one, too many to be counted for a
//! question, so a load keeps the counts. Those of pairs are counted by the index of their pairs.

use super::database::Result;
use super::words::word;
use crate::domain::Kind;
use sqlx::{PgConnection, PgPool};
use std::collections::HashMap;

/// How many targets and actuals that a load writes have each character.
#[derive(Debug, Default)]
pub struct CharacterCounts(HashMap<char, [i64; 2]>);

impl CharacterCounts {
    /// Adds an observation with these characters and pairs, each once.
    pub(super) fn add(&mut self, kind: Kind, grams: &[String]) {
        for gram in grams {
            let mut characters = gram.chars();
            if let (Some(character), None) = (characters.next(), characters.next()) {
                self.0.entry(character).or_default()[kind as usize] += 1;
            }
        }
    }

    /// Adds the counts of another.
    pub fn append(&mut self, other: Self) {
        for (character, counts) in other.0 {
            let sums = self.0.entry(character).or_default();
            for (sum, count) in sums.iter_mut().zip(counts) {
                *sum += count;
            }
        }
    }
}

/// Brings the counts of the newest release up to date: `new` are those of the observations that a load wrote, `ended` the
/// revisions that are no longer part of the release.
///
/// # Errors
/// Those of the database.
pub async fn update(
    db: &mut PgConnection,
    release: i32,
    new: &CharacterCounts,
    ended: &[i32],
) -> Result<()> {
    let (mut characters, mut kinds, mut counts) = (Vec::new(), Vec::new(), Vec::new());
    for (character, of_kinds) in &new.0 {
        for kind in [Kind::Target, Kind::Actual] {
            characters.push(character.to_string());
            kinds.push(word(kind));
            counts.push(of_kinds[kind as usize]);
        }
    }
    sqlx::query!(
        "
        with change as (
            select character, kind, sum(observations) as observations
            from (
                select * from unnest($2::text[], $3::text[], $4::bigint[]) as new (character, kind, observations)
                union all
                select gram, kind, -1 from observation, unnest(search_grams) gram
                where cardinality($5::int[]) > 0 and revision_id = any($5) and char_length(gram) = 1
            ) as counted
            group by 1, 2
            having sum(observations) <> 0
        ), ended as (
            update search_count total set release_to = $1
            from change
            where total.release_to is null and total.character = change.character and total.kind = change.kind
            returning total.character, total.kind, total.observations
        )
        insert into search_count (character, kind, release_from, observations)
        select character, kind, $1, change.observations + coalesce(ended.observations, 0)
        from change left join ended using (character, kind)
        where change.observations + coalesce(ended.observations, 0) > 0
        ",
        release,
        &characters,
        &kinds,
        &counts,
        ended
    )
    .execute(db)
    .await?;
    Ok(())
}

/// How many observations of this kind have the character; `None` where no load counted it, and where there is none.
///
/// # Errors
/// Those of the database.
pub(super) async fn of(
    db: &PgPool,
    release: i32,
    kind: &str,
    character: &str,
) -> Result<Option<i64>> {
    let count = sqlx::query_scalar!(
        "
        select observations from search_count
        where character = $1 and kind = $2 and in_release(release_from, release_to, $3)
        ",
        character,
        kind,
        release
    );
    count.fetch_optional(db).await
}

/// Removes all counts. Answers then count observations.
///
/// # Errors
/// Those of the database.
pub(super) async fn forget(db: &mut PgConnection) -> Result<()> {
    sqlx::query!("delete from search_count").execute(db).await?;
    Ok(())
}

/// Counts anew for every release where there are observations and no counts.
///
/// # Errors
/// Those of the database.
pub(super) async fn recount(db: &mut PgConnection) -> Result<()> {
    sqlx::query!(
        "
        with change as (
            select gram, observation.kind, release, sum(count) as count
            from observation
            join revision on revision.id = revision_id
            cross join lateral (values (release_from, 1), (release_to, -1)) as span (release, count)
            cross join unnest(search_grams) gram
            where release is not null and char_length(gram) = 1 and not exists (select from search_count)
            group by 1, 2, 3
        ), total as (
            select gram, kind, release, lead(release) over until as release_to,
                   sum(count) over until as observations
            from change
            window until as (partition by gram, kind order by release)
        )
        insert into search_count (character, kind, release_from, release_to, observations)
        select gram, kind, release, release_to, observations from total where observations > 0
        "
    )
    .execute(db)
    .await?;
    Ok(())
}

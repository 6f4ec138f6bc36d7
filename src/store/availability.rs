//! What there is: observations counted by region, indicator, period, year and kind.
//!
//! Counts are kept beside the observations (table `availability`), alike ones together, so that the
//! whole data set is counted without reading it. Only where a value or a word is asked for, which the
//! table does not have, are the observations themselves counted.

use super::database::Result;
use super::filter::{ObservationFilter, Source};
use sqlx::{FromRow, PgExecutor, PgPool, Postgres, QueryBuilder};

/// What to count by; observations that agree in all of them are one entry.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one for each dimension, any of them together")]
pub struct By {
    pub region: bool,
    pub indicator: bool,
    pub period: bool,
    pub year: bool,
    pub kind: bool,
}

/// A combination that there is. What was not asked for by [`By`] is null.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Available {
    pub region_id: Option<String>,
    /// Also null where the catalogue has no indicator.
    pub indicator_id: Option<String>,
    pub period_start: Option<i32>,
    pub period_end: Option<i32>,
    /// Also null where none is stated.
    pub year: Option<i32>,
    pub kind: Option<String>,
    /// Never zero.
    pub observations: i64,
    /// Those of them that have a figure; the others are words.
    pub figures: i64,
}

/// Writes the counts of a revision whose observations are all written.
///
/// # Errors
/// Those of the database.
pub async fn insert(db: impl PgExecutor<'_>, revision: i32) -> Result<()> {
    sqlx::query!(
        "
        insert into availability
        select revision_id, region_id, indicator_id, period_start, period_end, year, kind, origin, measure,
               attribute, status, comparator, count(*)
        from observation where revision_id = $1
        group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
        ",
        revision
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A page of combinations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AvailabilityPage {
    /// By region, indicator, period, year and kind; what is null comes last.
    pub entries: Vec<Available>,
    /// Combinations over all pages, exact.
    pub total: i64,
}

impl By {
    /// Dimensions as the index of the counts has them, with their type and whether they are counted by.
    fn columns(self) -> [(&'static str, &'static str, bool); 6] {
        [
            ("region_id collate \"C\"", "text", self.region),
            ("indicator_id collate \"C\"", "text", self.indicator),
            ("period_start", "integer", self.period),
            ("period_end", "integer", self.period),
            ("year", "integer", self.year),
            ("kind collate \"C\"", "text", self.kind),
        ]
    }
}

/// The counts, group by group. What is not counted by is a constant, so that groups come out of the index in the
/// order they are answered in: a page reads no more than itself and what was before it, and nothing is sorted.
fn push_groups(query: &mut QueryBuilder<Postgres>, filter: &ObservationFilter, by: By) {
    let source = filter.source();
    let weight = match source {
        Source::Counts => "o.observations",
        Source::Observations => "1",
    };
    query.push("select ");
    for (column, kind, counted) in by.columns() {
        let name = column.split(' ').next().unwrap_or(column);
        if counted {
            query.push(format_args!("o.{column} as {name}, "));
        } else {
            query.push(format_args!("null::{kind} as {name}, "));
        }
    }
    query.push(format_args!(
        "sum({weight})::bigint as observations,
         coalesce(sum({weight}) filter (where o.status = 'stated'), 0)::bigint as figures"
    ));
    filter.push(query, source);
    query.push(" group by 1, 2, 3, 4, 5, 6");
}

/// At most `limit` combinations after the first `offset`, of observations that the filter lets through.
///
/// # Errors
/// Those of the database.
pub async fn page(
    db: &PgPool,
    filter: &ObservationFilter,
    by: By,
    offset: i64,
    limit: i64,
) -> Result<AvailabilityPage> {
    let mut entries = Vec::new();
    if limit > 0 {
        let mut query = QueryBuilder::new("");
        push_groups(&mut query, filter, by);
        query.push(" order by 1, 2, 3, 4, 5, 6 offset ").push_bind(offset);
        query.push(" limit ").push_bind(limit);
        entries = query.build_query_as().persistent(false).fetch_all(db).await?;
    }
    let count = i64::try_from(entries.len()).unwrap_or(i64::MAX);
    // The last page shows where all ends; beyond it, or before, the rest must be counted.
    if count < limit && (count > 0 || offset == 0) {
        return Ok(AvailabilityPage { entries, total: offset + count });
    }
    let mut query = QueryBuilder::new("select count(*) from (");
    push_groups(&mut query, filter, by);
    query.push(") as alike");
    let total = query.build_query_scalar().persistent(false).fetch_one(db).await?;
    Ok(AvailabilityPage { entries, total })
}

//! What there is: observations counted by region, indicator, period, year and kind.
//!
//! Counts are kept beside the observations (table `availability`), alike ones together, so that the
//! whole data set is counted without reading it. Only where a value or a word is asked for, which the
//! table does not have, are the observations themselves counted.

use super::rows::Filter;
use super::{Result, search};
use sqlx::{PgExecutor, PgPool};

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
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// How many observations of the filter's kind it lets through, which must ask for no value and no word.
///
/// # Errors
/// Those of the database.
pub(super) async fn observations(db: impl PgExecutor<'_>, filter: &Filter) -> Result<i64> {
    sqlx::query_scalar!(
        r#"
        select coalesce(sum(counts.observations), 0)::bigint as "count!"
        from availability counts
        join plan_revision revision on revision.id = counts.revision_id
        where revision.release_from <= $1 and (revision.release_to is null or revision.release_to > $1)
          and kind = $2
          and ($3::text[] is null or counts.region_id collate "C" = any($3))
          and ($4::text[] is null or indicator_id = any($4))
          and ($5::integer[] is null or year = any($5))
          and ($6::integer is null or year >= $6)
          and ($7::integer is null or year <= $7)
          and ($8::integer is null or (counts.period_start = $8 and counts.period_end = $9::integer))
          and ($10::text[] is null or measure = any($10))
          and ($11::text[] is null or attribute = any($11))
          and ($12::text[] is null or status = any($12))
          and ($13::text[] is null or comparator = any($13))
          and ($14::text[] is null or origin = any($14))
        "#,
        filter.release,
        filter.kind,
        filter.regions.as_deref() as Option<&[String]>,
        filter.indicators.as_deref() as Option<&[String]>,
        filter.years.as_deref() as Option<&[i32]>,
        filter.year_min,
        filter.year_max,
        filter.period.map(|period| period.0),
        filter.period.map(|period| period.1),
        filter.measures.as_deref() as Option<&[String]>,
        filter.attributes.as_deref() as Option<&[String]>,
        filter.statuses.as_deref() as Option<&[String]>,
        filter.comparators.as_deref() as Option<&[String]>,
        filter.origins.as_deref() as Option<&[String]>,
    )
    .fetch_one(db)
    .await
}

/// A page of combinations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// By region, indicator, period, year and kind; what is null comes last.
    pub entries: Vec<Available>,
    /// Combinations over all pages, exact.
    pub total: i64,
}

/// What is counted, group by group: over one source of counts, between a head and a tail that make a total or a
/// page of it. `$region` is the region as that source's index has it, `$only` a condition for what only
/// observations can be asked, and true where the source is the table of counts. What is not counted by is a
/// constant when the statement is planned, so that groups come out of the index in the order they are answered in:
/// a page reads no more than itself and what was before it, and nothing is sorted.
macro_rules! counted {
    ($query:ident!($($as:ident,)? $head:literal, $tail:literal), $filter:expr, $kinds:expr, $by:expr,
     $source:literal, $region:literal, $only:literal $(, $more:expr)*) => {{
        let (filter, by): (&Filter, By) = ($filter, $by);
        let text = filter.text.as_deref().map(search::fold);
        let grams = text.as_deref().map(search::grams).unwrap_or_default();
        sqlx::$query!(
            $($as,)?
            $head + r#"
            select case when $1 then counts.region_id collate "C" end as "region_id?",
                   case when $2 then counts.indicator_id collate "C" end as "indicator_id?",
                   case when $3 then counts.period_start end as "period_start?",
                   case when $3 then counts.period_end end as "period_end?",
                   case when $4 then counts.year end as "year?",
                   case when $5 then counts.kind collate "C" end as "kind?",
                   sum(counts.observations)::bigint as "observations!",
                   coalesce(sum(counts.observations) filter (where counts.status = 'stated'), 0)::bigint as "figures!"
            from "# + $source + r#" as counts
            join plan_revision revision on revision.id = counts.revision_id
            where revision.release_from <= $6 and (revision.release_to is null or revision.release_to > $6)
              and ($7::text[] is null or counts.kind = any($7))
              and ($8::text[] is null or "# + $region + r#" = any($8))
              and ($9::text[] is null or counts.indicator_id = any($9))
              and ($10::integer[] is null or counts.year = any($10))
              and ($11::integer is null or counts.year >= $11)
              and ($12::integer is null or counts.year <= $12)
              and ($13::integer is null or (counts.period_start = $13 and counts.period_end = $14::integer))
              and ($15::text[] is null or counts.measure = any($15))
              and ($16::text[] is null or counts.attribute = any($16))
              and ($17::text[] is null or counts.status = any($17))
              and ($18::text[] is null or counts.comparator = any($18))
              and ($19::text[] is null or counts.origin = any($19))
              and "# + $only + r#"
            group by 1, 2, 3, 4, 5, 6
            "# + $tail,
            by.region,
            by.indicator,
            by.period,
            by.year,
            by.kind,
            filter.release,
            $kinds as Option<&[String]>,
            filter.regions.as_deref() as Option<&[String]>,
            filter.indicators.as_deref() as Option<&[String]>,
            filter.years.as_deref() as Option<&[i32]>,
            filter.year_min,
            filter.year_max,
            filter.period.map(|period| period.0),
            filter.period.map(|period| period.1),
            filter.measures.as_deref() as Option<&[String]>,
            filter.attributes.as_deref() as Option<&[String]>,
            filter.statuses.as_deref() as Option<&[String]>,
            filter.comparators.as_deref() as Option<&[String]>,
            filter.origins.as_deref() as Option<&[String]>,
            filter.min,
            filter.max,
            text,
            &grams
            $(, $more)*
        )
    }};
}

/// Chooses the source of the counts: the table of them, or the observations where it does not know enough.
macro_rules! source {
    ($query:ident!($($as:ident,)? $head:literal, $tail:literal).$fetch:ident($db:expr), $filter:expr, $kinds:expr,
     $by:expr $(, $more:expr)*) => {
        if $filter.is_counted() {
            counted!(
                $query!($($as,)? $head, $tail), $filter, $kinds, $by, "availability", r#"counts.region_id collate "C""#,
                "$20::numeric is null and $21::numeric is null and $22::text is null and $23::text[] is not null"
                $(, $more)*
            ).$fetch($db).await
        } else {
            counted!(
                $query!($($as,)? $head, $tail), $filter, $kinds, $by, "(select *, 1 as observations from observation)",
                "counts.region_id",
                "($20::numeric is null or coalesce(counts.canonical_value, counts.value) >= $20)
                 and ($21::numeric is null or coalesce(counts.canonical_value, counts.value) <= $21)
                 and ($22::text is null
                      or (counts.search_grams @> $23::text[] and strpos(counts.search_text, $22) > 0))"
                $(, $more)*
            ).$fetch($db).await
        }
    };
}

/// At most `limit` combinations after the first `offset`, of observations of these kinds (`None` for
/// both) that the filter lets through; its own `kind` is not looked at.
///
/// # Errors
/// Those of the database.
pub async fn page(
    db: &PgPool,
    filter: &Filter,
    kinds: Option<&[String]>,
    by: By,
    offset: i64,
    limit: i64,
) -> Result<Page> {
    let mut entries = Vec::new();
    if limit > 0 {
        entries = source!(
            query_as!(
                Available,
                "",
                "order by 1 nulls last, 2 nulls last, 3 nulls last, 4 nulls last, 5 nulls last, 6 nulls last
                 offset $24 limit $25"
            )
            .fetch_all(db),
            filter,
            kinds,
            by,
            offset,
            limit
        )?;
    }
    let count = i64::try_from(entries.len()).unwrap_or(i64::MAX);
    // The last page tells where all ends; beyond it, or before, the rest must be counted.
    if count < limit && (count > 0 || offset == 0) {
        return Ok(Page { entries, total: offset + count });
    }
    let total = source!(
        query_scalar!(r#"select count(*) as "total!" from ("#, ") as alike").fetch_one(db),
        filter,
        kinds,
        by
    )?;
    Ok(Page { entries, total })
}

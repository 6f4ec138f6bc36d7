//! The rows of `/v1/targets` and `/v1/actuals`: filtered, counted, in pages.

use super::{Result, availability, search};
use rust_decimal::Decimal;
use sqlx::PgExecutor;

/// Which rows. `None` is no restriction; in a list any value may match.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// The release to read.
    pub release: i32,
    /// `target` or `actual`.
    pub kind: &'static str,
    /// Ids.
    pub regions: Option<Vec<String>>,
    /// Ids.
    pub indicators: Option<Vec<String>>,
    pub years: Option<Vec<i32>>,
    /// First year, included.
    pub year_min: Option<i32>,
    /// Last year, included.
    pub year_max: Option<i32>,
    /// First and last year of the period the statement belongs to, exactly.
    pub period: Option<(i32, i32)>,
    pub measures: Option<Vec<String>>,
    pub attributes: Option<Vec<String>>,
    pub statuses: Option<Vec<String>>,
    pub comparators: Option<Vec<String>>,
    pub origins: Option<Vec<String>>,
    /// Least value, in the canonical unit where there is one, included.
    pub min: Option<Decimal>,
    /// Greatest value, likewise.
    pub max: Option<Decimal>,
    /// Stands in label, group, category, words, quote or section title; width, case and white
    /// space do not matter.
    pub text: Option<String>,
}

impl Filter {
    /// Whether nothing is asked of the rows but release, kind and regions.
    fn of_regions_only(&self) -> bool {
        self.is_counted()
            && self.period.is_none()
            && self.year_min.is_none()
            && self.year_max.is_none()
            && [
                &self.indicators,
                &self.measures,
                &self.attributes,
                &self.statuses,
                &self.comparators,
                &self.origins,
            ]
            .into_iter()
            .all(Option::is_none)
            && self.years.is_none()
    }

    /// Whether the table of counts knows what is asked: no value and no word.
    pub(super) fn is_counted(&self) -> bool {
        self.min.is_none() && self.max.is_none() && self.text.is_none()
    }
}

/// What rows are ordered by; then by region, line and id. Rows without it come last either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortKey {
    /// Region id.
    Region,
    /// Indicator id.
    Indicator,
    Year,
    /// In the canonical unit where there is one.
    Value,
    Line,
    Label,
}

/// An order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    pub key: SortKey,
    pub descending: bool,
}

/// The row a page begins after.
#[derive(Debug, Clone, Default)]
pub struct After {
    /// Its sort key where that is a number and not null.
    pub number: Option<Decimal>,
    /// Its sort key where that is text and not null.
    pub word: Option<String>,
    pub region: String,
    pub line: i32,
    pub id: String,
}

/// One thing a document says. Words are those of the parsed plan; figures as in the migrations.
#[derive(Debug, Clone)]
pub struct Row {
    pub id: String,
    pub kind: String,
    pub region_id: String,
    pub period_start: i32,
    pub period_end: i32,
    pub label: String,
    pub indicator_id: Option<String>,
    pub value: Option<Decimal>,
    pub value_high: Option<Decimal>,
    pub unit: Option<String>,
    pub canonical_value: Option<Decimal>,
    pub canonical_high: Option<Decimal>,
    pub canonical_unit: Option<String>,
    pub text: Option<String>,
    pub status: String,
    pub comparator: String,
    pub measure: String,
    pub year: Option<i32>,
    pub attribute: Option<String>,
    pub document: String,
    pub line: i32,
    pub quote: String,
    pub section_id: Option<String>,
    pub table_id: Option<String>,
    pub read_by: Option<String>,
    pub confidence: f64,
    pub flags: Vec<String>,
}

/// One page in one order: the same statement for each order, so that each is checked when compiled
/// and planned on its own. `$key` is what rows are ordered by, `$after` that of the row before.
macro_rules! page {
    ($db:expr, $filter:expr, $after:expr, $limit:expr, $key:literal, $beyond:literal, $order:literal, $from:literal, $start:literal) => {{
        let filter: &Filter = $filter;
        let after: Option<&After> = $after;
        let text = filter.text.as_deref().map(search::fold);
        let grams = text.as_deref().map(search::grams).unwrap_or_default();
        sqlx::query_as!(
            Row,
            r#"
            select o.id, kind, o.region_id, o.period_start, o.period_end, label, indicator_id, value, value_high,
                   unit, canonical_value, canonical_high, canonical_unit, text, status, comparator, measure, year,
                   attribute, revision.document_sha256 as document, o.line, quote, section_id, table_id, read_by,
                   confidence, flags
            from (select $19::text as id, $20::numeric as number, $21::text as word, $22::text as region,
                         $23::integer as line) as after
            cross join observation o
            join plan_revision revision on revision.id = o.revision_id
            where revision.release_from <= $1 and (revision.release_to is null or revision.release_to > $1)
              and kind = $2
              and ($3::text[] is null or o.region_id = any($3))
              and ($4::text[] is null or indicator_id = any($4))
              and ($5::integer[] is null or year = any($5))
              and ($6::integer is null or year >= $6)
              and ($7::integer is null or year <= $7)
              and ($8::integer is null or (o.period_start = $8 and o.period_end = $9::integer))
              and ($10::text[] is null or measure = any($10))
              and ($11::text[] is null or attribute = any($11))
              and ($12::text[] is null or status = any($12))
              and ($13::text[] is null or comparator = any($13))
              and ($14::text[] is null or origin = any($14))
              and ($15::numeric is null or coalesce(canonical_value, value) >= $15)
              and ($16::numeric is null or coalesce(canonical_value, value) <= $16)
              and ($17::text is null or (search_grams @> $18::text[] and strpos(search_text, $17) > 0))
              and (after.id is null or case
                    when "# + $from + r#" is null then "# + $key + r#" is null
                        and (o.region_id collate "C", o.line, o.id) > (after.region, after.line, after.id)
                    else "# + $key + $beyond + $from + " or " + $key + " is null or (" + $key + " = " + $from + r#"
                        and (o.region_id collate "C", o.line, o.id) > (after.region, after.line, after.id))
                    end)
              and "# + $start + r#"
            order by "# + $key + $order + r#", o.region_id collate "C", o.line, o.id
            limit $24
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
            filter.min,
            filter.max,
            text,
            &grams,
            after.map(|after| &after.id),
            after.and_then(|after| after.number),
            after.and_then(|after| after.word.as_deref()),
            after.map(|after| &after.region),
            after.map(|after| after.line),
            $limit,
        )
        .fetch_all($db)
        .await
    }};
}

/// At most `limit` rows after the one given, in the order asked.
///
/// # Errors
/// Those of the database.
pub async fn page(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    sort: Sort,
    after: Option<&After>,
    limit: i64,
) -> Result<Vec<Row>> {
    // What follows from where a page begins, told so that an index starts there. A key that may be null has no
    // such place: its rows without come last either way.
    macro_rules! either {
        ($key:literal, $from:literal) => {
            if sort.descending {
                page!(db, filter, after, limit, $key, " < ", " desc nulls last", $from, "true")
            } else {
                page!(db, filter, after, limit, $key, " > ", " asc nulls last", $from, "true")
            }
        };
        // Of a key that is never null; "nulls last" would keep an index from being read backwards.
        ($key:literal, $from:literal, $up:literal, $down:literal) => {
            if sort.descending {
                page!(db, filter, after, limit, $key, " < ", " desc", $from, $down)
            } else {
                page!(db, filter, after, limit, $key, " > ", " asc", $from, $up)
            }
        };
    }
    match sort.key {
        SortKey::Region => either!(
            "o.region_id collate \"C\"",
            "after.word",
            "(after.id is null
                   or (o.region_id collate \"C\", o.line, o.id) > (after.region, after.line, after.id))",
            "(after.id is null or o.region_id collate \"C\" <= after.word)"
        ),
        SortKey::Indicator => either!("indicator_id collate \"C\"", "after.word"),
        SortKey::Label => either!(
            "label collate \"C\"",
            "after.word",
            "(after.id is null or label collate \"C\" >= after.word)",
            "(after.id is null or label collate \"C\" <= after.word)"
        ),
        SortKey::Year => either!("year", "after.number"),
        SortKey::Line => either!("o.line", "after.number", "true", "true"),
        SortKey::Value => either!("coalesce(canonical_value, value)", "after.number"),
    }
}

/// How many rows there are over all pages. Told from the least that says it: what plans count of
/// themselves, the table of counts, or, where a value or a word is asked for, the observations.
///
/// # Errors
/// Those of the database.
pub async fn count(db: impl PgExecutor<'_>, filter: &Filter) -> Result<i64> {
    if filter.of_regions_only() {
        return of_plans(db, filter).await;
    }
    if filter.is_counted() {
        return availability::observations(db, filter).await;
    }
    let text = filter.text.as_deref().map(search::fold);
    let grams = text.as_deref().map(search::grams).unwrap_or_default();
    sqlx::query_scalar!(
        r#"
        select count(*) as "count!"
        from observation o
        join plan_revision revision on revision.id = o.revision_id
        where revision.release_from <= $1 and (revision.release_to is null or revision.release_to > $1)
          and kind = $2
          and ($3::text[] is null or o.region_id = any($3))
          and ($4::text[] is null or indicator_id = any($4))
          and ($5::integer[] is null or year = any($5))
          and ($6::integer is null or year >= $6)
          and ($7::integer is null or year <= $7)
          and ($8::integer is null or (o.period_start = $8 and o.period_end = $9::integer))
          and ($10::text[] is null or measure = any($10))
          and ($11::text[] is null or attribute = any($11))
          and ($12::text[] is null or status = any($12))
          and ($13::text[] is null or comparator = any($13))
          and ($14::text[] is null or origin = any($14))
          and ($15::numeric is null or coalesce(canonical_value, value) >= $15)
          and ($16::numeric is null or coalesce(canonical_value, value) <= $16)
          and ($17::text is null or (search_grams @> $18::text[] and strpos(search_text, $17) > 0))
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
        filter.min,
        filter.max,
        text,
        &grams,
    )
    .fetch_one(db)
    .await
}

async fn of_plans(db: impl PgExecutor<'_>, filter: &Filter) -> Result<i64> {
    sqlx::query_scalar!(
        r#"
        select coalesce(sum(case $2 when 'target' then targets else actuals end), 0)::bigint as "count!"
        from plan_revision
        where release_from <= $1 and (release_to is null or release_to > $1)
          and ($3::text[] is null or region_id = any($3))
        "#,
        filter.release,
        filter.kind,
        filter.regions.as_deref() as Option<&[String]>,
    )
    .fetch_one(db)
    .await
}

/// One row by its id; `None` where the release has none of that kind.
///
/// # Errors
/// Those of the database.
pub async fn one(
    db: impl PgExecutor<'_>,
    release: i32,
    kind: &str,
    id: &str,
) -> Result<Option<Row>> {
    sqlx::query_as!(
        Row,
        "
        select o.id, kind, o.region_id, o.period_start, o.period_end, label, indicator_id, value, value_high,
               unit, canonical_value, canonical_high, canonical_unit, text, status, comparator, measure, year,
               attribute, revision.document_sha256 as document, o.line, quote, section_id, table_id, read_by,
               confidence, flags
        from observation o
        join plan_revision revision on revision.id = o.revision_id
        where o.id = $3 and kind = $2
          and revision.release_from <= $1 and (revision.release_to is null or revision.release_to > $1)
        ",
        release,
        kind,
        id,
    )
    .fetch_optional(db)
    .await
}

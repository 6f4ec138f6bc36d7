//! The rows of `/v1/targets` and `/v1/actuals`: filtered, counted, in pages.

use super::columns::ObservationRow;
use super::columns::{OF_REVISION, observation};
use super::database::Result;
use super::filter::{ObservationFilter, Source};
use super::{release, search_counts};
use rust_decimal::Decimal;
use sqlx::{PgExecutor, PgPool, Postgres, QueryBuilder};

/// The order of rows; then by region, line and id. Rows without the key come last in both
/// directions.
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

impl SortKey {
    /// The expression, as in the index of that order.
    fn sql(self) -> &'static str {
        match self {
            Self::Region => "o.region_id collate \"C\"",
            Self::Indicator => "o.indicator_id collate \"C\"",
            Self::Year => "o.year",
            Self::Value => "coalesce(o.canonical_value, o.value)",
            Self::Line => "o.line",
            Self::Label => "o.label collate \"C\"",
        }
    }

    fn is_never_null(self) -> bool {
        matches!(self, Self::Region | Self::Line | Self::Label)
    }
}

/// An order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    pub key: SortKey,
    pub descending: bool,
}

/// The row a page begins after.
#[derive(Debug, Clone, Default)]
pub struct RowPosition {
    /// Its sort key where that is a number and not null.
    pub number: Option<Decimal>,
    /// Its sort key where that is text and not null.
    pub word: Option<String>,
    pub region: String,
    pub line: i32,
    pub id: String,
}

/// The order of rows with equal keys.
const PLACE: &str = "o.region_id collate \"C\", o.line, o.id";

impl RowPosition {
    /// Appends the condition that a row comes after this one.
    fn push(&self, query: &mut QueryBuilder<Postgres>, sort: Sort) {
        let key = sort.key.sql();
        // A weaker condition that lets the index start at the place where the page begins.
        if sort.key == SortKey::Region && !sort.descending {
            query.push(" and ");
            return self.push_place(query);
        }
        if sort.key.is_never_null() {
            let bound = if sort.descending { " <= " } else { " >= " };
            query.push(" and ").push(key).push(bound);
            self.push_key(query);
        }
        if self.number.is_none() && self.word.is_none() {
            query.push(" and ").push(key).push(" is null and ");
            return self.push_place(query);
        }
        query.push(" and (").push(key).push(if sort.descending { " < " } else { " > " });
        self.push_key(query);
        if !sort.key.is_never_null() {
            query.push(" or ").push(key).push(" is null");
        }
        query.push(" or (").push(key).push(" = ");
        self.push_key(query);
        query.push(" and ");
        self.push_place(query);
        query.push("))");
    }

    fn push_key(&self, query: &mut QueryBuilder<Postgres>) {
        match &self.word {
            Some(word) => query.push_bind(word),
            None => query.push_bind(self.number),
        };
    }

    fn push_place(&self, query: &mut QueryBuilder<Postgres>) {
        query.push(format_args!("({PLACE}) > ("));
        query.push_bind(&self.region).push(", ").push_bind(self.line).push(", ");
        query.push_bind(&self.id).push(")");
    }
}

/// At most `limit` rows after the one given, in the order given.
///
/// # Errors
/// Those of the database.
pub async fn page(
    db: impl PgExecutor<'_>,
    filter: &ObservationFilter,
    sort: Sort,
    after: Option<&RowPosition>,
    limit: i64,
) -> Result<Vec<ObservationRow>> {
    if limit == 0 {
        return Ok(Vec::new());
    }
    let mut query = QueryBuilder::new("select ");
    query.push(observation("o")).push(", ").push(OF_REVISION);
    filter.push(&mut query, Source::Observations);
    if let Some(after) = after {
        after.push(&mut query, sort);
    }
    query.push(" order by ").push(sort.key.sql());
    query.push(if sort.descending { " desc" } else { " asc" });
    // For a key that is never null, `nulls last` would prevent a backward scan of the index.
    if !sort.key.is_never_null() {
        query.push(" nulls last");
    }
    query.push(format_args!(", {PLACE} limit ")).push_bind(limit);
    query.build_query_as().persistent(false).fetch_all(db).await
}

/// How many rows there are over all pages. Counts the smallest source: the totals of the release or of its documents, a
/// table of counts, the count of a character, or, with another filter on values or words, the observations.
///
/// # Errors
/// Those of the database.
pub async fn count(db: &PgPool, filter: &ObservationFilter) -> Result<i64> {
    if filter.is_by_region_only() && filter.regions.is_none() && !filter.plans_only {
        let whole = release::one(db, filter.release).await?;
        return Ok(whole.map_or(0, |whole| {
            let of = |kind, count: i32| if filter.asks_for(kind) { i64::from(count) } else { 0 };
            of("target", whole.targets) + of("actual", whole.actuals)
        }));
    }
    if filter.is_by_region_only() {
        return count_by_plan(db, filter).await;
    }
    if let Some((kind, character)) = filter.only_character()
        && let Some(count) = search_counts::of(db, filter.release, kind, &character).await?
    {
        return Ok(count);
    }
    let source = filter.source(false);
    let mut query = QueryBuilder::new("select ");
    query.push(format_args!("coalesce(sum({}), 0)::bigint", source.weight()));
    filter.push(&mut query, source);
    query.build_query_scalar().persistent(false).fetch_one(db).await
}

async fn count_by_plan(db: impl PgExecutor<'_>, filter: &ObservationFilter) -> Result<i64> {
    sqlx::query_scalar!(
        r#"
        select coalesce(sum(case when $2 then targets else 0 end + case when $3 then actuals else 0 end), 0)::bigint
                   as "count!"
        from revision
        where in_release(release_from, release_to, $1) and ($4::text[] is null or region_id = any($4))
        "#,
        filter.release,
        filter.asks_for("target"),
        filter.asks_for("actual"),
        filter.regions.as_deref() as Option<&[String]>,
    )
    .fetch_one(db)
    .await
}

/// One row by its id; `None` where the release has no such row of that kind.
///
/// # Errors
/// Those of the database.
pub async fn one(
    db: impl PgExecutor<'_>,
    release: i32,
    kind: &str,
    id: &str,
) -> Result<Option<ObservationRow>> {
    let filter = ObservationFilter {
        release,
        kinds: Some(vec![kind.to_owned()]),
        ..ObservationFilter::default()
    };
    let mut query = QueryBuilder::new("select ");
    query.push(observation("o")).push(", ").push(OF_REVISION);
    filter.push(&mut query, Source::Observations);
    query.push(" and o.id = ").push_bind(id);
    query.build_query_as().fetch_optional(db).await
}

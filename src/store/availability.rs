//! Counts of observations by region, indicator, period, year and kind.
//!
//! The table `availability` keeps counts of equal combinations beside the observations, and
//! `availability_total` the same without regions, so a request counts the whole data set without reading it.
//! Neither has values or words: a filter on those counts the observations themselves. `availability_region` has the sums of
//! each region, and `availability_size` its numbers of entries, so a page of all of them needs no count of its own.

use super::availability_counts::{EntryCounts, INDICATOR, KIND, PERIOD, YEAR};
use super::database::Result;
use super::filter::{ObservationFilter, Source};
use super::snapshot::Snapshot;
use sqlx::{FromRow, PgPool, Postgres, QueryBuilder};

/// The dimensions to count by. Observations that are equal in all of them are one entry.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one for each dimension, any of them together")]
pub struct Dimensions {
    pub region: bool,
    pub indicator: bool,
    pub period: bool,
    pub year: bool,
    pub kind: bool,
}

/// A combination with at least one observation. Dimensions that [`Dimensions`] does not name are null.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct AvailabilityCount {
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
    /// Observations with a figure; the others have words.
    pub figures: i64,
}

/// A page of combinations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AvailabilityPage {
    /// By region, indicator, period, year and kind; null comes last.
    pub entries: Vec<AvailabilityCount>,
    /// Combinations over all pages, exact.
    pub total: i64,
}

#[derive(Debug, FromRow)]
struct PageRow {
    #[sqlx(flatten)]
    entry: AvailabilityCount,
    /// Combinations over all pages.
    total: i64,
}

impl Dimensions {
    /// The dimensions in the order of the index, with their type and whether the request counts by
    /// them.
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

/// The smallest table with what is counted by and filtered by.
fn source(filter: &ObservationFilter, by: Dimensions) -> Source {
    let of_regions = by.region || filter.regions.is_some();
    let is_summed = filter.plans_only && filter.is_by_region_and_period();
    if of_regions && is_summed && !(by.indicator || by.year) {
        Source::Regions
    } else {
        filter.source(by.region)
    }
}

/// The statement of the counts, group by group. A dimension that the request does not count by is a
/// constant, so the index gives the groups in the order of the answer: nothing is sorted, and a
/// page reads only itself and the pages before it.
fn push_groups(query: &mut QueryBuilder<Postgres>, filter: &ObservationFilter, by: Dimensions) {
    let source = source(filter, by);
    let (weight, figures) = (source.weight(), source.figures());
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
        "sum({weight})::bigint as observations, sum({figures})::bigint as figures"
    ));
    filter.push(query, source);
    query.push(" group by 1, 2, 3, 4, 5, 6");
}

fn push_page(query: &mut QueryBuilder<Postgres>, offset: i64, limit: i64) {
    query.push(" order by 1, 2, 3, 4, 5, 6 offset ").push_bind(offset);
    query.push(" limit ").push_bind(limit);
}

/// At most `limit` combinations after the first `offset`, of observations of the release that match the filter. All that a
/// release has by region are counted once.
///
/// # Errors
/// Those of the database.
pub async fn page(
    db: &PgPool,
    snapshot: &Snapshot,
    filter: &ObservationFilter,
    by: Dimensions,
    offset: i64,
    limit: i64,
) -> Result<AvailabilityPage> {
    let mut entries = Vec::new();
    if limit > 0 && source(filter, by) == Source::Totals {
        // All of them are read anyway.
        let mut query = QueryBuilder::new("select *, count(*) over () as total from (");
        push_groups(&mut query, filter, by);
        query.push(") as alike");
        push_page(&mut query, offset, limit);
        let rows: Vec<PageRow> = query.build_query_as().persistent(false).fetch_all(db).await?;
        if let Some(first) = rows.first() {
            let total = first.total;
            let entries = rows.into_iter().map(|row| row.entry).collect();
            return Ok(AvailabilityPage { entries, total });
        }
    } else if limit > 0 {
        let mut query = QueryBuilder::new("");
        push_groups(&mut query, filter, by);
        push_page(&mut query, offset, limit);
        entries = query.build_query_as().persistent(false).fetch_all(db).await?;
    }
    let count = i64::try_from(entries.len()).unwrap_or(i64::MAX);
    // The last page shows the total. Other pages need a count of their own.
    if count < limit && (count > 0 || offset == 0) {
        return Ok(AvailabilityPage { entries, total: offset + count });
    }
    let total = if let Some((scope, place)) = stored_sizes(filter, by) {
        match &filter.regions {
            None => {
                let counted = snapshot.entries(db).await?;
                counted.get(place).map_or(0, |counts| scope.of(*counts))
            }
            Some(regions) => of_regions(db, filter.release, regions, scope, place).await?,
        }
    } else {
        let mut query = QueryBuilder::new("select count(*) from (");
        push_groups(&mut query, filter, by);
        query.push(") as alike");
        query.build_query_scalar().persistent(false).fetch_one(db).await?
    };
    Ok(AvailabilityPage { entries, total })
}

async fn of_regions(
    db: &PgPool,
    release: i32,
    regions: &[String],
    scope: KindScope,
    place: usize,
) -> Result<i64> {
    let mut query = QueryBuilder::new("");
    query.push(format_args!("select coalesce(sum({}[", scope.column()));
    query
        .push_bind(i32::try_from(place + 1).unwrap_or(i32::MAX))
        .push("]), 0)::bigint from availability_size where in_release(release_from, release_to, ");
    query.push_bind(release).push(") and region_id = any(").push_bind(regions).push(")");
    query.build_query_scalar().persistent(false).fetch_one(db).await
}

/// Which kinds are counted.
#[derive(Debug, Clone, Copy)]
enum KindScope {
    Both,
    Targets,
    Actuals,
}

impl KindScope {
    fn column(self) -> &'static str {
        match self {
            Self::Both => "entries",
            Self::Targets => "entries_of_targets",
            Self::Actuals => "entries_of_actuals",
        }
    }

    fn of(self, counts: EntryCounts) -> i64 {
        match self {
            Self::Both => counts.of_both,
            Self::Targets => counts.of_targets,
            Self::Actuals => counts.of_actuals,
        }
    }
}

/// Which kinds, and the place in `availability_size`, from 0, that has the number of entries of each region; `None` where
/// the filter has more than regions and kinds, where regions are not counted by, and for more than plans.
fn stored_sizes(filter: &ObservationFilter, by: Dimensions) -> Option<(KindScope, usize)> {
    if !(by.region && filter.plans_only && filter.is_by_region_only()) {
        return None;
    }
    let scope = match (filter.asks_for("target"), filter.asks_for("actual")) {
        (true, true) => KindScope::Both,
        (true, false) => KindScope::Targets,
        (false, true) => KindScope::Actuals,
        (false, false) => return None,
    };
    let sets = [(by.indicator, INDICATOR), (by.period, PERIOD), (by.year, YEAR), (by.kind, KIND)];
    Some((scope, sets.iter().filter(|(counted, _)| *counted).map(|(_, set)| set).sum()))
}

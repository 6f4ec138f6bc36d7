//! The counts that a load writes beside the observations: of each revision, of a whole release, and how many entries
//! `/v1/availability` has for each region. [`super::availability`] reads them.

use super::copy_rows::CopyRows;
use super::database::Result;
use super::observation::{DerivedFields, Status};
use super::words::word;
use crate::domain::{Attribute, Comparator, Kind, Measure, Origin};
use crate::plan::parsed::ParsedDocument;
use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, PgConnection, PgExecutor};
use std::collections::{BTreeMap, HashMap};

/// The statement that takes [`write_rows`].
pub(super) const COPY: &str = "copy availability (
    revision_id, region_id, indicator_id, period_start, period_end, year, kind, origin, measure, attribute, status,
    comparator, observations
) from stdin";

/// Everything that observations can be filtered by, except region, value and words.
type CountKey<'d> = (
    (Option<String>, [u16; 2], Option<u16>),
    (Kind, Origin, Measure, Option<Attribute>),
    (&'d Status, Comparator),
);

/// Writes how many observations of a document are alike; `derived` has one entry for each.
pub(super) fn write_rows(
    rows: &mut CopyRows,
    revision: i32,
    document: &ParsedDocument,
    derived: &[DerivedFields],
) {
    let mut counts: BTreeMap<CountKey<'_>, i64> = BTreeMap::new();
    for (read, new) in document.observations.iter().zip(derived) {
        let read = read.corrected();
        let alike = (
            (read.indicator.clone(), new.period, read.year),
            (read.kind, read.origin, read.measure, read.attribute),
            (&new.status, new.comparator),
        );
        *counts.entry(alike).or_default() += 1;
    }
    for (((indicator, period, year), (kind, origin, measure, attribute), alike), count) in counts {
        let (status, comparator) = alike;
        let mut row = rows.row();
        row.number(revision).text(&document.document.region).text_or_null(indicator);
        row.number(period[0]).number(period[1]).number_or_null(year);
        row.text(word(kind)).text(word(origin)).text(word(measure));
        row.text_or_null(attribute.map(word)).text(word(status)).text(word(comparator));
        row.number(count);
    }
}

/// Brings the counts of the whole release up to date: `new` has the revisions that a load wrote, `ended` those that are
/// no longer part of the release.
///
/// # Errors
/// Those of the database.
pub async fn update_totals(
    db: &mut PgConnection,
    release: i32,
    new: &[i32],
    ended: &[i32],
) -> Result<()> {
    // Rows are joined by their text, because `is not distinct from` on each column could not use a hash.
    sqlx::query!(
        "
        with change as (
            select revision.kind = 'plan' as of_plans, counts.indicator_id, counts.period_start, counts.period_end,
                   counts.year, counts.kind, counts.origin, counts.measure, counts.attribute, counts.status,
                   counts.comparator,
                   sum(case when counts.revision_id = any($2) then observations else -observations end) as observations
            from availability counts
            join revision on revision.id = counts.revision_id
            where counts.revision_id = any($2) or counts.revision_id = any($3)
            group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
            having sum(case when counts.revision_id = any($2) then observations else -observations end) <> 0
        ), said as (
            select change.*, row(of_plans, indicator_id, period_start, period_end, year, kind, origin, measure, attribute,
                                 status, comparator)::text as alike
            from change
        ), ended as (
            update availability_total total set release_to = $1
            from said
            where total.release_to is null and said.alike = row(total.of_plans, total.indicator_id, total.period_start,
                total.period_end, total.year, total.kind, total.origin, total.measure, total.attribute, total.status,
                total.comparator)::text
            returning said.alike, total.observations
        )
        insert into availability_total (release_from, of_plans, indicator_id, period_start, period_end, year, kind,
                                        origin, measure, attribute, status, comparator, observations)
        select $1, of_plans, indicator_id, period_start, period_end, year, kind, origin, measure, attribute, status,
               comparator, said.observations + coalesce(ended.observations, 0)
        from said left join ended on ended.alike = said.alike
        where said.observations + coalesce(ended.observations, 0) > 0
        ",
        release,
        new,
        ended
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What entries of a region can be counted by, beside the region. A set of them is a sum of these numbers.
pub(super) const INDICATOR: usize = 1;
pub(super) const PERIOD: usize = 2;
pub(super) const YEAR: usize = 4;
pub(super) const KIND: usize = 8;
/// How many sets there are.
const SETS: usize = 16;

/// The observations of a region by what they can be counted by: indicator, first and last year of the period, year, kind.
#[derive(Debug, Default)]
struct Entries {
    indicators: HashMap<Option<String>, i32>,
    found: Vec<[i32; 5]>,
    /// Observations, and those with a figure, by first and last year of the period, and kind.
    sums: BTreeMap<([i32; 2], &'static str), [i64; 2]>,
}

/// Place of the kind in an entry, and its values.
const KIND_PLACE: usize = 4;
const OF_ACTUALS: i32 = 0;
const OF_TARGETS: i32 = 1;

impl Entries {
    fn add(&mut self, indicator: Option<String>, years: [i32; 3], is_target: bool) {
        let next = i32::try_from(self.indicators.len()).unwrap_or(i32::MAX);
        let indicator = *self.indicators.entry(indicator).or_insert(next);
        let [first, last, year] = years;
        let kind = if is_target { OF_TARGETS } else { OF_ACTUALS };
        self.found.push([indicator, first, last, year, kind]);
    }

    fn sum(&mut self, period: [i32; 2], is_target: bool, observations: i64, figures: i64) {
        let kind = if is_target { "target" } else { "actual" };
        let sums = self.sums.entry((period, kind)).or_default();
        sums[0] += observations;
        sums[1] += figures;
    }

    /// The indicators in order.
    fn stated(&self) -> Vec<String> {
        let mut stated: Vec<String> = self.indicators.keys().flatten().cloned().collect();
        stated.sort_unstable();
        stated
    }

    /// How many entries there are, by the set they are counted by: of both kinds, of targets, of actuals.
    fn counted(mut self) -> [Vec<i32>; 3] {
        self.found.sort_unstable();
        self.found.dedup();
        [None, Some(OF_TARGETS), Some(OF_ACTUALS)].map(|kind| {
            let is_of = |entry: &&[i32; 5]| kind.is_none_or(|kind| entry[KIND_PLACE] == kind);
            let of_kind: Vec<[i32; 5]> = self.found.iter().filter(is_of).copied().collect();
            (0..SETS).map(|set| counted_by(set, &of_kind)).collect()
        })
    }
}

/// How many entries differ in what belongs to the set.
fn counted_by(set: usize, found: &[[i32; 5]]) -> i32 {
    let of = |dimension, value| if set & dimension > 0 { value } else { -1 };
    let mut entries: Vec<[i32; 5]> = (found.iter())
        .map(|[indicator, first, last, year, kind]| {
            [
                of(INDICATOR, *indicator),
                of(PERIOD, *first),
                of(PERIOD, *last),
                of(YEAR, *year),
                of(KIND, *kind),
            ]
        })
        .collect();
    entries.sort_unstable();
    entries.dedup();
    i32::try_from(entries.len()).unwrap_or(i32::MAX)
}

/// Counts the entries and the observations of the plans of these regions anew.
///
/// # Errors
/// Those of the database.
pub async fn update_entries(db: &mut PgConnection, release: i32, regions: &[String]) -> Result<()> {
    let (mut counted, mut summed) = (CopyRows::default(), CopyRows::default());
    let mut write = |region: &str, entries: Entries| {
        for (([first, last], kind), [observations, figures]) in &entries.sums {
            let mut row = summed.row();
            row.text(region).number(first).number(last).text(kind).number(release);
            row.number(observations).number(figures);
        }
        let mut row = counted.row();
        row.text(region).number(release);
        let indicators = entries.stated();
        for of_kind in entries.counted() {
            row.numbers(&of_kind);
        }
        row.list(&indicators);
    };
    {
        let mut current: Option<(String, Entries)> = None;
        let mut rows = sqlx::query!(
            r#"
            select counts.region_id, indicator_id, counts.period_start, counts.period_end, year,
                   counts.kind = 'target' as "is_target!", observations, status = 'stated' as "has_figure!"
            from availability counts
            join revision on revision.id = counts.revision_id
            where in_release(release_from, release_to, $1) and revision.kind = 'plan'
              and counts.region_id collate "C" = any($2)
            order by counts.region_id collate "C"
            "#,
            release,
            regions
        )
        .fetch(&mut *db);
        while let Some(row) = rows.try_next().await? {
            if let Some((region, entries)) = current.take_if(|(region, _)| *region != row.region_id)
            {
                write(&region, entries);
            }
            let (_, entries) = current.get_or_insert_with(|| (row.region_id, Entries::default()));
            let figures = if row.has_figure { row.observations } else { 0 };
            let period = [row.period_start, row.period_end];
            entries.sum(period, row.is_target, row.observations, figures);
            let years = [row.period_start, row.period_end, row.year.unwrap_or_default()];
            entries.add(row.indicator_id, years, row.is_target);
        }
        if let Some((region, entries)) = current {
            write(&region, entries);
        }
    }
    for table in ["availability_size", "availability_region"] {
        sqlx::query(AssertSqlSafe(format!(
            "update {table} set release_to = $1 where release_to is null and region_id = any($2)"
        )))
        .bind(release)
        .bind(regions)
        .execute(&mut *db)
        .await?;
    }
    let copy = "copy availability_size (region_id, release_from, entries, entries_of_targets, entries_of_actuals, indicators) from stdin";
    counted.send(&mut *db, copy).await?;
    let copy = "copy availability_region (region_id, period_start, period_end, kind, release_from, observations, figures) from stdin";
    summed.send(db, copy).await
}

/// How many entries availability has for plans, counted by region and more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EntryCounts {
    pub of_both: i64,
    pub of_targets: i64,
    pub of_actuals: i64,
}

/// The entries of all regions, by the place in `availability_size`, from 0; empty where no plan is loaded.
///
/// # Errors
/// Those of the database.
pub(super) async fn entries(db: impl PgExecutor<'_>, release: i32) -> Result<Vec<EntryCounts>> {
    sqlx::query_as!(
        EntryCounts,
        r#"
        select sum(entries[place])::bigint as "of_both!", sum(entries_of_targets[place])::bigint as "of_targets!",
               sum(entries_of_actuals[place])::bigint as "of_actuals!"
        from availability_size, generate_series(1, cardinality(entries)) place
        where in_release(release_from, release_to, $1)
        group by place
        order by place
        "#,
        release
    )
    .fetch_all(db)
    .await
}

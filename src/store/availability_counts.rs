//! The counts that a load writes beside the observations: of each revision, of a whole release, and how many entries
//! `/v1/availability` has for each region. [`super::availability`] reads them.

use super::copy_rows::CopyRows;
use super::database::Result;
use super::observation::{DerivedFields, Status};
use super::words::word;
use crate::domain::{Attribute, Comparator, Kind, Measure, Origin};
use crate::plan::parsed::ParsedDocument;
use futures_util::TryStreamExt;
use sqlx::PgConnection;
use std::collections::{BTreeMap, HashMap, HashSet};

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

/// How many entries a region has, by the set they are counted by.
#[derive(Debug, Default)]
struct Entries {
    indicators: HashMap<Option<String>, usize>,
    seen: HashSet<(usize, KindScope, [i32; 5])>,
    counts: BTreeMap<KindScope, [i32; SETS]>,
}

/// Which observations are counted: of one kind, or of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum KindScope {
    Both,
    Targets,
    Actuals,
}

impl Entries {
    fn add(&mut self, indicator: Option<String>, [first, last, year]: [i32; 3], is_target: bool) {
        let next = self.indicators.len();
        let indicator = *self.indicators.entry(indicator).or_insert(next);
        let indicator = i32::try_from(indicator).unwrap_or(i32::MAX);
        let own = if is_target { KindScope::Targets } else { KindScope::Actuals };
        for kinds in [KindScope::Both, own] {
            for set in 0..SETS {
                let of = |dimension, value| if set & dimension > 0 { value } else { -1 };
                let entry = [
                    of(INDICATOR, indicator),
                    of(PERIOD, first),
                    of(PERIOD, last),
                    of(YEAR, year),
                    of(KIND, i32::from(is_target)),
                ];
                if self.seen.insert((set, kinds, entry)) {
                    self.counts.entry(kinds).or_default()[set] += 1;
                }
            }
        }
    }

    fn of(&self, kinds: KindScope) -> Vec<i32> {
        self.counts.get(&kinds).copied().unwrap_or_default().to_vec()
    }
}

/// Counts the entries of these regions anew.
///
/// # Errors
/// Those of the database.
pub async fn update_entries(db: &mut PgConnection, release: i32, regions: &[String]) -> Result<()> {
    let mut found: Vec<(String, Entries)> = Vec::new();
    {
        let mut rows = sqlx::query!(
            r#"
            select counts.region_id, indicator_id, counts.period_start, counts.period_end, year,
                   counts.kind = 'target' as "is_target!"
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
            if found.last().is_none_or(|(region, _)| *region != row.region_id) {
                // The sets of a region that is complete are no longer needed.
                if let Some((_, last)) = found.last_mut() {
                    last.seen = HashSet::new();
                    last.indicators = HashMap::new();
                }
                found.push((row.region_id, Entries::default()));
            }
            let Some((_, entries)) = found.last_mut() else { continue };
            let years = [row.period_start, row.period_end, row.year.unwrap_or_default()];
            entries.add(row.indicator_id, years, row.is_target);
        }
    }
    sqlx::query!(
        "update availability_size set release_to = $1 where release_to is null and region_id = any($2)",
        release,
        regions
    )
    .execute(&mut *db)
    .await?;
    let mut rows = CopyRows::default();
    for (region, entries) in &found {
        let mut row = rows.row();
        row.text(region).number(release);
        for kinds in [KindScope::Both, KindScope::Targets, KindScope::Actuals] {
            row.numbers(&entries.of(kinds));
        }
    }
    let copy = "copy availability_size (region_id, release_from, entries, entries_of_targets, entries_of_actuals) from stdin";
    rows.send(db, copy).await
}

//! Statements of plans in memory. New comparisons mostly ask for other combinations of the same statements, which never change
//! within a release; those that are in memory cost neither PostgreSQL nor this program anything to read.

use super::database::Result;
use super::plan_list::PlanDocument;
use super::release::Release;
use super::statement_list::{self, ListReader};
use crate::domain::{Evidence, Plan, PrintedFigure, Statement};
use chrono::{DateTime, Utc};
use quick_cache::sync::{Cache, DefaultLifecycle};
use quick_cache::{Equivalent, OptionsBuilder, Weighter};
use rustc_hash::{FxBuildHasher, FxHashMap};
use sqlx::PgExecutor;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A read of more lists takes none from memory and keeps none: it would push out all others.
const MOST_LISTS: usize = 4096;
/// The size of a list besides its statements: its key, and its place in the table.
const LIST: u64 = 160;
/// The size of a text besides its bytes.
const TEXT: u64 = 16;

type Lists = Cache<ListKey, StatementList, Weight, FxBuildHasher>;

/// The statements of a document on an indicator, in the order of the document.
type StatementList = Arc<[Statement]>;

/// Lists of statements of documents of plans, within a bound in bytes. Safe to use from many threads.
#[derive(Debug, Default)]
pub struct StatementCache {
    /// `None` where the capacity is 0: nothing is kept.
    lists: Option<Lists>,
    hits: AtomicU64,
    misses: AtomicU64,
}

/// Counters since the start of the program, and the present contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StatementCacheFigures {
    /// Lists taken from memory.
    pub hits: u64,
    /// Lists that were looked for and not in memory.
    pub misses: u64,
    /// Lists in memory.
    pub entries: u64,
    /// Their size.
    pub bytes: u64,
}

/// The statements of some documents on some indicators: by document, within it by indicator, and then in the order of the
/// document.
#[derive(Debug, Default)]
pub struct Statements(Vec<StatementList>);

impl Statements {
    pub fn iter(&self) -> impl Iterator<Item = &Statement> {
        self.0.iter().flat_map(|list| list.iter())
    }
}

impl StatementCache {
    /// An empty cache for at most `capacity` bytes; 0 keeps nothing.
    pub fn new(capacity: u64) -> Self {
        let options = OptionsBuilder::new()
            .shards(4)
            .weight_capacity(capacity)
            .estimated_items_capacity(usize::try_from(capacity / 4096).unwrap_or_default().max(64))
            .build();
        let lists = options.ok().filter(|_| capacity > 0).map(|options| {
            Cache::with_options(options, Weight, FxBuildHasher, DefaultLifecycle::default())
        });
        Self { lists, ..Self::default() }
    }

    /// Counts and size.
    pub fn figures(&self) -> StatementCacheFigures {
        let (entries, bytes) =
            self.lists.as_ref().map_or((0, 0), |lists| (lists.len() as u64, lists.weight()));
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        StatementCacheFigures { hits: read(&self.hits), misses: read(&self.misses), entries, bytes }
    }

    /// The statements of these documents on these indicators. Asks the database for those of documents and indicators that
    /// have a list which is not in memory.
    ///
    /// # Errors
    /// Those of the database; a word that the enumerations do not have.
    pub(super) async fn read(
        &self,
        db: impl PgExecutor<'_>,
        release: &Release,
        documents: &[(&Plan, &PlanDocument)],
        indicators: &[String],
    ) -> Result<Statements> {
        let wanted = documents.len() * indicators.len();
        let known = self.lists.as_ref().filter(|_| wanted <= MOST_LISTS);
        let stamp = (release.id, release.created_at);
        let list_of = |(_, document): &(&Plan, &PlanDocument), indicator: &String| {
            let revision = document.revision;
            known?.get(&ListQuery { release: stamp, revision, indicator })
        };
        let mut lists: Vec<Option<StatementList>> = Vec::with_capacity(wanted);
        for document in documents {
            lists.extend(indicators.iter().map(|indicator| list_of(document, indicator)));
        }
        let unknown: Vec<usize> = (0..wanted).filter(|place| lists[*place].is_none()).collect();
        if known.is_some() {
            self.hits.fetch_add((wanted - unknown.len()) as u64, Ordering::Relaxed);
            self.misses.fetch_add(unknown.len() as u64, Ordering::Relaxed);
        }
        if !unknown.is_empty() {
            read_lists(db, documents, indicators, &unknown, &mut lists).await?;
        }
        if let Some(known) = known {
            let none = StatementList::default();
            for place in unknown {
                let (document, indicator) = (place / indicators.len(), place % indicators.len());
                let key = ListKey {
                    release: stamp,
                    revision: documents[document].1.revision,
                    indicator: indicators[indicator].as_str().into(),
                };
                known.insert(key, Arc::clone(lists[place].as_ref().unwrap_or(&none)));
            }
        }
        Ok(Statements(lists.into_iter().flatten().filter(|list| !list.is_empty()).collect()))
    }
}

/// Reads the lists with these places: document by document, within a document indicator by indicator. A list that does not
/// exist stays `None`.
async fn read_lists(
    db: impl PgExecutor<'_>,
    documents: &[(&Plan, &PlanDocument)],
    indicators: &[String],
    places: &[usize],
    lists: &mut [Option<StatementList>],
) -> Result<()> {
    let mut of_documents: Vec<usize> =
        places.iter().map(|place| place / indicators.len()).collect();
    of_documents.dedup();
    let mut of_indicators: Vec<usize> =
        places.iter().map(|place| place % indicators.len()).collect();
    of_indicators.sort_unstable();
    of_indicators.dedup();
    let revisions: Vec<i32> = of_documents.iter().map(|at| documents[*at].1.revision).collect();
    let ids: Vec<&str> = of_indicators.iter().map(|at| indicators[*at].as_str()).collect();
    let document_of: FxHashMap<_, _> = revisions.iter().zip(&of_documents).collect();
    let indicator_of: FxHashMap<_, _> = ids.iter().copied().zip(&of_indicators).collect();
    let mut reader = ListReader::default();
    statement_list::read(db, &revisions, Some(&ids), |list| {
        let place = document_of.get(&list.revision).zip(indicator_of.get(list.indicator));
        let Some((at, indicator)) = place else { return Ok(()) };
        let (plan, document) = documents[**at];
        let read = reader.read((&plan.id, &document.sha256), &list)?;
        let read = read.into_iter().map(|listed| listed.statement).collect();
        lists[**at * indicators.len() + **indicator] = Some(read);
        Ok(())
    })
    .await
}

/// A list of a release.
#[derive(Debug, Clone, Hash, PartialEq, Eq)]
struct ListKey {
    /// Number and time: another database may have the same numbers.
    release: (i32, DateTime<Utc>),
    revision: i32,
    indicator: Box<str>,
}

/// The same, borrowed. Its fields are those of [`ListKey`], so that both have one hash.
#[derive(Debug, Hash)]
struct ListQuery<'q> {
    release: (i32, DateTime<Utc>),
    revision: i32,
    indicator: &'q str,
}

impl Equivalent<ListKey> for ListQuery<'_> {
    fn equivalent(&self, key: &ListKey) -> bool {
        (self.revision, self.indicator) == (key.revision, &*key.indicator)
            && self.release == key.release
    }
}

/// Weighs lists in bytes.
#[derive(Debug, Clone)]
struct Weight;

impl Weighter<ListKey, StatementList> for Weight {
    fn weight(&self, key: &ListKey, list: &StatementList) -> u64 {
        LIST + key.indicator.len() as u64 + list.iter().map(size).sum::<u64>()
    }
}

/// The size of a statement with the texts that it rarely shares with others, and with what answers show of it.
fn size(statement: &Statement) -> u64 {
    let Statement { id, label, quote, text, section, group, flags, .. } = statement;
    let texts = [id, label, quote].into_iter().chain(text).chain(section).chain(group);
    let texts: u64 = texts.map(|text| text.len() as u64 + TEXT).sum();
    let shown = size_of::<PrintedFigure>() + size_of::<Evidence>() + size_of_val(flags.as_slice());
    (size_of::<Statement>() + size_of_val(flags.as_slice()) + shown) as u64 + texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Kind;
    use crate::domain::testing;
    use std::hash::BuildHasher;

    fn key(release: i32, revision: i32, indicator: &str) -> ListKey {
        let release = (release, DateTime::UNIX_EPOCH);
        ListKey { release, revision, indicator: indicator.into() }
    }

    fn query(of: &ListKey) -> ListQuery<'_> {
        ListQuery { release: of.release, revision: of.revision, indicator: &of.indicator }
    }

    #[test]
    fn a_query_finds_the_list_with_its_fields_alone() {
        let cache = StatementCache::new(1 << 20);
        let lists = cache.lists.as_ref().unwrap();
        let gdp = key(1, 2, "gdp");
        assert_eq!(FxBuildHasher.hash_one(&gdp), FxBuildHasher.hash_one(query(&gdp)));
        lists.insert(gdp.clone(), StatementList::default());
        assert!(lists.get(&query(&gdp)).is_some());
        let later = ListKey {
            release: (1, DateTime::UNIX_EPOCH + std::time::Duration::from_secs(1)),
            ..gdp
        };
        for other in [key(2, 2, "gdp"), key(1, 3, "gdp"), key(1, 2, "pm25"), later] {
            assert!(lists.get(&query(&other)).is_none(), "{other:?}");
        }
    }

    #[test]
    fn lists_have_the_size_of_their_texts_and_stay_within_the_bound() {
        let mut long = testing::statement(Kind::Target, "gdp");
        long.quote = "字".repeat(1000).into();
        assert!(size(&long) > 3000 && size(&long) < 5000, "{}", size(&long));
        let cache = StatementCache::new(64 * 1024);
        let lists = cache.lists.as_ref().unwrap();
        for revision in 0..100 {
            lists.insert(key(1, revision, "gdp"), [long.clone()].into());
        }
        let figures = cache.figures();
        assert!(figures.bytes <= 64 * 1024 && figures.entries > 5, "{figures:?}");
        assert!(StatementCache::new(0).lists.is_none());
    }
}

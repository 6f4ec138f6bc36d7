//! The one transaction of a load.

use super::{
    clash::with_the_rest,
    error::Error,
    findings,
    options::Options,
    prepare::CheckedDocuments,
    problem::Problem,
    report::{Outcome, PlanReport, Report},
    step::{CheckedDocument, Step, steps},
};
use crate::catalog::Catalog;
use crate::document::Source;
use crate::evaluate::quality;
use crate::store::document_batch::DocumentBatch;
use crate::store::indexes::DroppedIndexes;
use crate::store::revision::CurrentRevision;
use crate::store::search_counts::CharacterCounts;
use crate::store::texts::Line;
use crate::{checks, store};
use sha2::{Digest, Sha256};
use sqlx::{PgConnection, PgPool};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::Arc;
use tokio::task::JoinHandle;

/// Loads plans that were checked. The schema must be up to date.
///
/// # Errors
/// `Refused` where the plans conflict with those that stay in the database; `Database`. Both leave
/// the database unchanged.
pub async fn load(
    db: &PgPool,
    catalog: &Catalog,
    plans: CheckedDocuments,
    options: Options,
    progress: &dyn Fn(&str),
) -> Result<Report, Error> {
    let texts = plans.texts;
    let plans = plans.documents;
    // A transaction that is dropped without a commit is rolled back: after an error, a dry run, or
    // without any change.
    let mut transaction = db.begin().await?;
    store::release::lock(&mut transaction).await?;
    let before = store::release::current(&mut *transaction).await?;
    let current = store::revision::current(&mut *transaction).await?;

    let catalog_sha256 = store::catalog::sha256(catalog);
    let catalog_changed =
        before.as_ref().is_none_or(|release| release.catalog_sha256 != catalog_sha256);
    if catalog_changed {
        store::catalog::write(&mut transaction, catalog).await?;
    }
    let problems =
        with_the_rest(&mut transaction, catalog, &plans, &current, options, catalog_changed)
            .await?;
    if !problems.is_empty() {
        return Err(Error::Refused(problems));
    }

    let steps = steps(&plans, &current, options);
    let changes = steps.iter().any(|step| step.outcome().makes_a_release());
    let checked_with = match &before {
        Some(release) => store::checks::version(&mut *transaction, release.id).await?,
        None => None,
    };
    let rules_changed = checked_with != Some(checks::VERSION);
    let kept = match &before {
        Some(release) => store::release::quality(&mut *transaction, release.id).await?,
        None => None,
    };
    let quality_changed = kept.as_deref() != Some(quality::MEASURED);
    let mut stored = store::texts::stored(&mut *transaction).await?;
    let texts = plans_texts(&texts, &stored, options);
    stored.extend(texts.iter().map(|text| text.sha256.clone()));
    let new_release =
        changes || catalog_changed || rules_changed || quality_changed || !texts.is_empty();
    let mut release = before.as_ref().map_or(0, |release| release.id);
    if new_release {
        release = insert_release(&mut transaction, &steps, &catalog_sha256, stored).await?;
        store::release::announce(&mut *transaction, release).await?;
    }
    let (written, mut dropped) =
        write(&mut transaction, catalog, &steps, (release, options), progress).await?;
    let mut reports = Vec::with_capacity(steps.len());
    for step in &steps {
        reports.push(report(&mut transaction, step, &written, options).await?);
    }
    for text in &texts {
        progress(&format!("storing the text {}", text.sha256));
        insert_text(&mut transaction, text, release).await?;
    }
    if new_release {
        let changes = counted(&steps, &reports, catalog_changed && before.is_some());
        store::release::write_changes(&mut *transaction, release, changes).await?;
    }
    if new_release && !options.dry_run {
        let written: HashSet<String> = (steps.iter())
            .filter(|step| step.outcome().makes_a_release())
            .filter_map(|step| step.plan_id().map(str::to_owned))
            .collect();
        let touched = (!catalog_changed && !rules_changed).then_some(&written);
        findings::update(&mut transaction, catalog, release, touched, &mut dropped, progress)
            .await?;
        dropped.make_rest(&mut transaction, progress).await?;
        store::checks::note_version(&mut *transaction, release, checks::VERSION).await?;
        progress("committing");
        transaction.commit().await?;
    } else {
        transaction.rollback().await?;
    }
    Ok(Report {
        dry_run: options.dry_run,
        release,
        new_release,
        catalog_changed: catalog_changed && before.is_some(),
        texts_stored: texts.len(),
        plans: reports,
    })
}

/// The texts to store: none without the option, and none that is already stored.
fn plans_texts<'t>(texts: &'t [Source], stored: &[String], options: Options) -> Vec<&'t Source> {
    let new = texts.iter().filter(|text| options.store_texts && !stored.contains(&text.sha256));
    new.collect()
}

async fn insert_text(db: &mut PgConnection, text: &Source, release: i32) -> Result<(), Error> {
    let lines: Vec<Line<'_>> = text
        .lines()
        .filter(|(number, line)| !line.trim().is_empty() && !text.is_markup(*number))
        .map(|(position, line)| Line { position, line: text.printed(position), text: line })
        .collect();
    Ok(store::texts::insert(db, &text.sha256, release, &lines).await?)
}

/// The counts of a load. A plan is new where all of its documents are new, removed where all are
/// removed, and changed where any was written or removed.
fn counted(
    steps: &[Step<'_>],
    reports: &[PlanReport],
    catalog_changed: bool,
) -> store::release::Changes {
    let mut plans: BTreeMap<&str, Vec<Outcome>> = BTreeMap::new();
    for step in steps {
        if let Some(plan) = step.plan_id() {
            plans.entry(plan).or_default().push(step.outcome());
        }
    }
    let all = |outcomes: &[Outcome], outcome| outcomes.iter().all(|other| *other == outcome);
    let added = plans.values().filter(|outcomes| all(outcomes, Outcome::Loaded)).count();
    let removed = plans.values().filter(|outcomes| all(outcomes, Outcome::Removed)).count();
    let touched = plans.values().filter(|of| of.iter().any(|of| of.makes_a_release())).count();
    let sum = |of: fn(&PlanReport) -> usize| count(reports.iter().map(of).sum());
    store::release::Changes {
        catalog_changed,
        plans_added: count(added),
        plans_changed: count(touched - added - removed),
        plans_removed: count(removed),
        added: sum(|report| report.added),
        changed: sum(|report| report.changed),
        withdrawn: sum(|report| report.removed),
    }
}

/// A count as the database has it: a load has far fewer than 2³¹ observations.
fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

async fn insert_release(
    db: &mut PgConnection,
    steps: &[Step<'_>],
    catalog_sha256: &str,
    mut texts: Vec<String>,
) -> Result<i32, Error> {
    let mut plans = HashSet::new();
    let (mut targets, mut actuals) = (0, 0);
    let mut hasher = Sha256::new();
    hasher.update(catalog_sha256);
    hasher.update(format!("\nchecks {}", checks::VERSION));
    hasher.update(format!("\nquality {}", hex::encode(Sha256::digest(quality::MEASURED))));
    for step in steps.iter().filter(|step| step.outcome() != Outcome::Removed) {
        let (content, of_targets, of_actuals) = step.content();
        hasher.update(format!("\n{} {content}", step.document_id()));
        plans.extend(step.plan_id());
        targets += of_targets;
        actuals += of_actuals;
    }
    texts.sort_unstable();
    for text in &texts {
        hasher.update(format!("\ntext {text}"));
    }
    let content_sha256 = &hex::encode(hasher.finalize());
    let (plans, quality) = (count(plans.len()), quality::MEASURED);
    let new = store::release::NewRelease {
        content_sha256,
        catalog_sha256,
        plans,
        targets,
        actuals,
        quality,
    };
    Ok(store::release::insert(db, new).await?)
}

/// Observations of a batch: enough to make the cost of a statement small, few enough to show progress and to keep memory
/// small.
const BATCH: usize = 8_000;

/// Batches that are encoded at a time, besides the one that is sent.
const BATCHES_AHEAD: usize = 2;

/// A first load of at least as many observations makes the indexes after its rows. For fewer, that would take longer.
const MANY_OBSERVATIONS: usize = 20_000;

/// Carries out the steps; returns the revision of each written document, by document, and the indexes that are still to be
/// made. One batch is encoded while the one before is sent.
async fn write(
    db: &mut PgConnection,
    catalog: &Catalog,
    steps: &[Step<'_>],
    (release, options): (i32, Options),
    progress: &dyn Fn(&str),
) -> Result<(HashMap<String, i32>, DroppedIndexes), Error> {
    let ended: Vec<&CurrentRevision> = steps.iter().filter_map(Step::ended).collect();
    let names: Vec<String> = ended.iter().map(|old| old.document_id.clone()).collect();
    store::revision::end(&mut *db, &names, release).await?;
    let new: Vec<&Arc<CheckedDocument>> = steps.iter().filter_map(Step::inserted).collect();
    let ids = store::revision::next_ids(&mut *db, new.len()).await?;
    let all: usize = new.iter().map(|new| new.ids.len()).sum();
    let mut dropped = if all < MANY_OBSERVATIONS || options.dry_run {
        DroppedIndexes::default()
    } else {
        store::indexes::drop_before_first_load(&mut *db).await?
    };
    let shared = Arc::new(catalog.clone());
    let mut batches = batches(&ids, &new).into_iter();
    let (mut encoding, mut done) = (VecDeque::new(), 0);
    let mut characters = CharacterCounts::default();
    loop {
        while encoding.len() < BATCHES_AHEAD
            && let Some(documents) = batches.next()
        {
            encoding.push_back(encode(documents, release, Arc::clone(&shared)));
        }
        let Some(first) = encoding.pop_front() else { break };
        let encoded = first.await.map_err(|stopped| Error::Stopped(stopped.to_string()))?;
        let (mut batch, count) = encoded.map_err(|unread| Error::Refused(vec![unread]))?;
        encoding.extend(batches.next().map(|next| encode(next, release, Arc::clone(&shared))));
        progress(&format!("loading: {done} of {all} observations"));
        characters.append(std::mem::take(&mut batch.characters));
        batch.send(&mut *db).await?;
        done += count;
    }
    dropped.make_needed(&mut *db, progress).await?;
    if !(ids.is_empty() && ended.is_empty()) {
        progress("counting");
        count_anew(&mut *db, release, &ids, &new, &ended).await?;
        let old: Vec<i32> = ended.iter().map(|old| old.id).collect();
        store::search_counts::update(db, release, &characters, &old).await?;
    }
    let documents = new.iter().map(|new| new.document_id().to_owned());
    Ok((documents.zip(ids).collect(), dropped))
}

/// Encodes a batch on another thread; the batch, and how many observations it has.
fn encode(
    documents: Vec<(i32, Arc<CheckedDocument>)>,
    release: i32,
    catalog: Arc<Catalog>,
) -> JoinHandle<Result<(DocumentBatch, usize), Problem>> {
    tokio::task::spawn_blocking(move || {
        let (mut batch, mut count) = (DocumentBatch::default(), 0);
        for (revision, new) in &documents {
            new.encode(&mut batch, *revision, release, &catalog)?;
            count += new.ids.len();
        }
        Ok((batch, count))
    })
}

/// Brings the counts of the release up to date.
async fn count_anew(
    db: &mut PgConnection,
    release: i32,
    ids: &[i32],
    new: &[&Arc<CheckedDocument>],
    ended: &[&CurrentRevision],
) -> Result<(), Error> {
    let old: Vec<i32> = ended.iter().map(|old| old.id).collect();
    store::availability_counts::update_totals(&mut *db, release, ids, &old).await?;
    let loaded = new.iter().filter(|new| new.plan_id.is_some());
    let loaded = loaded.map(|new| new.region.clone());
    let left = ended.iter().filter(|old| old.plan_id.is_some()).map(|old| old.region_id.clone());
    let regions: BTreeSet<String> = loaded.chain(left).collect();
    let regions: Vec<String> = regions.into_iter().collect();
    Ok(store::availability_counts::update_entries(db, release, &regions).await?)
}

/// The new documents with their revisions, in batches.
fn batches(ids: &[i32], new: &[&Arc<CheckedDocument>]) -> Vec<Vec<(i32, Arc<CheckedDocument>)>> {
    let (mut batches, mut size) = (Vec::new(), BATCH);
    for (id, new) in ids.iter().zip(new) {
        if size >= BATCH {
            batches.push(Vec::new());
            size = 0;
        }
        size += new.ids.len();
        if let Some(last) = batches.last_mut() {
            last.push((*id, Arc::clone(new)));
        }
    }
    batches
}

/// What a step changed.
async fn report(
    db: &mut PgConnection,
    step: &Step<'_>,
    written: &HashMap<String, i32>,
    options: Options,
) -> Result<PlanReport, Error> {
    let (old, new) = (step.ended().map(|old| old.id), written.get(step.document_id()).copied());
    // Every observation of a new plan is added; only a dry run lists them.
    let changes = if old.is_some() || (options.dry_run && new.is_some()) {
        store::versions::between(&mut *db, step.document_id(), old, new).await?
    } else {
        Vec::new()
    };
    let mut report = PlanReport::new(step.document_id(), step.file(), step.outcome(), changes);
    (_, report.targets, report.actuals) = step.content();
    if report.outcome == Outcome::Loaded {
        report.added = usize::try_from(report.targets + report.actuals).unwrap_or_default();
    }
    Ok(report)
}

//! The one transaction of a load.

use super::{
    Checked, Error, Options, Problem, Report, check, derive, findings,
    read::PlanFile,
    report::{Outcome, PlanReport},
};
use crate::catalog::Catalog;
use crate::document::Source;
use crate::domain::Kind;
use crate::evaluate::quality;
use crate::plan::id::hex;
use crate::plan::parsed::ParsedPlan;
use crate::store::observation::Derived;
use crate::store::revision::{Current, New};
use crate::store::texts::Line;
use crate::{checks, store};
use sha2::{Digest, Sha256};
use sqlx::{PgConnection, PgPool};
use std::collections::{HashMap, HashSet};

/// Loads plans that were checked. The schema must be up to date.
///
/// # Errors
/// `Refused` where the plans do not go with those that stay in the database; `Database`. In either
/// case the database is as it was.
pub async fn load(
    db: &PgPool,
    catalog: &Catalog,
    plans: Checked,
    options: Options,
    progress: &dyn Fn(&str),
) -> Result<Report, Error> {
    let texts = plans.texts;
    let plans: Vec<Loadable<'_>> =
        plans.files.iter().map(|file| Loadable::new(file, catalog)).collect();
    // Dropped without a commit, it is rolled back: on an error, a dry run, or when nothing changed.
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
    let problems = with_the_rest(&mut transaction, catalog, &plans, &current, options).await?;
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
    let mut reports = Vec::with_capacity(steps.len());
    for step in &steps {
        reports.push(take(&mut transaction, step, release, options, progress).await?);
    }
    for text in &texts {
        progress(&format!("storing the text {}", text.sha256));
        insert_text(&mut transaction, text, release).await?;
    }
    if new_release {
        let changes = counted(&reports, catalog_changed && before.is_some());
        store::release::write_changes(&mut *transaction, release, changes).await?;
    }
    if new_release && !options.dry_run {
        let written: HashSet<String> = (steps.iter())
            .filter(|step| step.outcome().makes_a_release())
            .map(|step| step.plan_id().to_owned())
            .collect();
        let touched = (!catalog_changed && !rules_changed).then_some(&written);
        findings::update(&mut transaction, catalog, release, touched, progress).await?;
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

/// The texts to be stored: none unless asked for, and none that is stored already.
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

/// A plan with everything that will be stored of it.
struct Loadable<'f> {
    path: &'f str,
    plan: &'f ParsedPlan,
    plan_id: String,
    derived: Vec<Derived>,
    content_sha256: String,
    targets: i32,
    actuals: i32,
}

impl<'f> Loadable<'f> {
    fn new(file: &'f PlanFile, catalog: &Catalog) -> Self {
        let plan = &file.plan;
        let [first, last] = plan.plan.period;
        let derived = derive::derive(plan, catalog);
        let count = |kind| {
            let of_kind =
                plan.observations.iter().filter(|read| read.corrected().kind == kind).count();
            i32::try_from(of_kind).unwrap_or(i32::MAX)
        };
        Self {
            path: &file.path,
            plan,
            plan_id: format!("{}-{first}-{last}", plan.plan.region),
            content_sha256: content(plan, &derived),
            derived,
            targets: count(Kind::Target),
            actuals: count(Kind::Actual),
        }
    }
}

/// Hash of all that is stored for a plan: what was parsed and what is derived from it, so that a unit
/// that changes in the catalogue, or a better rule here, is a change too.
fn content(plan: &ParsedPlan, derived: &[Derived]) -> String {
    let mut hasher = Sha256::new();
    // Writing a plain structure as JSON into memory cannot fail; its keys are strings.
    hasher.update(serde_json::to_vec(plan).unwrap_or_default());
    hasher.update(serde_json::to_vec(derived).unwrap_or_default());
    hex(&hasher.finalize())
}

/// What happens to one plan.
enum Step<'l, 'f> {
    Insert(&'l Loadable<'f>, Option<&'l Current>),
    Same(&'l Loadable<'f>),
    Keep(&'l Current),
    Remove(&'l Current),
}

impl Step<'_, '_> {
    fn outcome(&self) -> Outcome {
        match self {
            Self::Insert(_, None) => Outcome::Loaded,
            Self::Insert(_, Some(_)) => Outcome::Changed,
            Self::Same(_) => Outcome::Unchanged,
            Self::Keep(_) => Outcome::Kept,
            Self::Remove(_) => Outcome::Removed,
        }
    }

    fn plan_id(&self) -> &str {
        match self {
            Self::Insert(new, _) | Self::Same(new) => &new.plan_id,
            Self::Keep(old) | Self::Remove(old) => &old.plan_id,
        }
    }

    /// Path of the parsed plan, or the text's name where there is none.
    fn file(&self) -> &str {
        match self {
            Self::Insert(new, _) | Self::Same(new) => new.path,
            Self::Keep(old) | Self::Remove(old) => &old.file,
        }
    }

    /// Content hash, targets and actuals, of the plan after the load.
    fn content(&self) -> (&str, i32, i32) {
        match self {
            Self::Insert(new, _) | Self::Same(new) => {
                (&new.content_sha256, new.targets, new.actuals)
            }
            Self::Keep(old) | Self::Remove(old) => (&old.content_sha256, old.targets, old.actuals),
        }
    }
}

impl Outcome {
    fn makes_a_release(self) -> bool {
        matches!(self, Self::Loaded | Self::Changed | Self::Removed)
    }
}

/// What happens to every plan, by plan.
fn steps<'l, 'f>(
    plans: &'l [Loadable<'f>],
    current: &'l [Current],
    options: Options,
) -> Vec<Step<'l, 'f>> {
    let mut rest: HashMap<&str, &Current> =
        current.iter().map(|old| (old.plan_id.as_str(), old)).collect();
    let mut steps = Vec::with_capacity(plans.len() + current.len());
    for new in plans {
        let old = rest.remove(new.plan_id.as_str());
        let same = old.is_some_and(|old| old.content_sha256 == new.content_sha256);
        steps.push(if same { Step::Same(new) } else { Step::Insert(new, old) });
    }
    let rest = rest.into_values();
    steps.extend(rest.map(|old| if options.prune { Step::Remove(old) } else { Step::Keep(old) }));
    steps.sort_by(|a, b| a.plan_id().cmp(b.plan_id()));
    steps
}

/// What a load changed, plans and observations counted.
fn counted(reports: &[PlanReport], catalog_changed: bool) -> store::release::Changes {
    let plans = |outcome| count(reports.iter().filter(|report| report.outcome == outcome).count());
    let sum = |of: fn(&PlanReport) -> usize| count(reports.iter().map(of).sum());
    store::release::Changes {
        catalog_changed,
        plans_added: plans(Outcome::Loaded),
        plans_changed: plans(Outcome::Changed),
        plans_removed: plans(Outcome::Removed),
        added: sum(|report| report.added),
        changed: sum(|report| report.changed),
        withdrawn: sum(|report| report.removed),
    }
}

/// As the database counts: a load has far fewer than 2³¹ observations.
fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

async fn insert_release(
    db: &mut PgConnection,
    steps: &[Step<'_, '_>],
    catalog_sha256: &str,
    mut texts: Vec<String>,
) -> Result<i32, Error> {
    let (mut plans, mut targets, mut actuals) = (0, 0, 0);
    let mut hasher = Sha256::new();
    hasher.update(catalog_sha256);
    hasher.update(format!("\nchecks {}", checks::VERSION));
    hasher.update(format!("\nquality {}", hex(&Sha256::digest(quality::MEASURED))));
    for step in steps.iter().filter(|step| step.outcome() != Outcome::Removed) {
        let (content, of_targets, of_actuals) = step.content();
        hasher.update(format!("\n{} {content}", step.plan_id()));
        plans += 1;
        targets += of_targets;
        actuals += of_actuals;
    }
    texts.sort_unstable();
    for text in &texts {
        hasher.update(format!("\ntext {text}"));
    }
    let content_sha256 = &hex(&hasher.finalize());
    let quality = quality::MEASURED;
    let new =
        store::release::New { content_sha256, catalog_sha256, plans, targets, actuals, quality };
    Ok(store::release::insert(db, new).await?)
}

/// Does what the step says and tells what it changed.
async fn take(
    db: &mut PgConnection,
    step: &Step<'_, '_>,
    release: i32,
    options: Options,
    progress: &dyn Fn(&str),
) -> Result<PlanReport, Error> {
    let changes = match step {
        Step::Same(_) | Step::Keep(_) => Vec::new(),
        Step::Remove(old) => {
            store::revision::end(&mut *db, &old.plan_id, release).await?;
            store::changes::between(db, Some(old.id), None).await?
        }
        Step::Insert(new, old) => {
            if let Some(old) = old {
                store::revision::end(&mut *db, &old.plan_id, release).await?;
            }
            let revision = insert_revision(db, new, release, progress).await?;
            // Of a new plan everything is added; that is listed where somebody will read it.
            if old.is_some() || options.dry_run {
                store::changes::between(db, old.map(|old| old.id), Some(revision)).await?
            } else {
                Vec::new()
            }
        }
    };
    let mut report = PlanReport::new(step.plan_id(), step.file(), step.outcome(), changes);
    (_, report.targets, report.actuals) = step.content();
    if report.outcome == Outcome::Loaded {
        report.added = usize::try_from(report.targets + report.actuals).unwrap_or_default();
    }
    Ok(report)
}

async fn insert_revision(
    db: &mut PgConnection,
    new: &Loadable<'_>,
    release: i32,
    progress: &dyn Fn(&str),
) -> Result<i32, Error> {
    let revision = New {
        plan_id: &new.plan_id,
        content_sha256: &new.content_sha256,
        release,
        targets: new.targets,
        actuals: new.actuals,
        plan: new.plan,
    };
    let revision = store::revision::insert(db, revision).await?;
    let (mut written, all) = (0, new.derived.len());
    while written < all {
        progress(&format!("loading {}: {written} of {all} observations", new.plan_id));
        written +=
            store::observation::insert(db, revision, new.plan, &new.derived, written).await?;
    }
    store::availability::insert(db, revision).await?;
    Ok(revision)
}

/// What makes these plans and this catalogue clash with the plans that stay: an id in two plans, and
/// indicators that are gone or told in another unit.
async fn with_the_rest(
    db: &mut PgConnection,
    catalog: &Catalog,
    plans: &[Loadable<'_>],
    current: &[Current],
    options: Options,
) -> Result<Vec<Problem>, Error> {
    let mut problems = Vec::new();
    if options.prune {
        return Ok(problems);
    }
    let loaded: Vec<String> = plans.iter().map(|new| new.plan_id.clone()).collect();
    let ids: Vec<String> =
        plans.iter().flat_map(|new| &new.derived).map(|derived| derived.id.clone()).collect();
    let taken: HashMap<String, String> = store::observation::taken(&mut *db, &ids, &loaded)
        .await?
        .into_iter()
        .map(|taken| (taken.id, taken.plan_id))
        .collect();
    for new in plans.iter().filter(|_| !taken.is_empty()) {
        let reads = new.plan.observations.iter().enumerate();
        let mut same = reads.filter_map(|(at, read)| Some((at, read, taken.get(&read.id)?)));
        // A document that was loaded for another plan shares every id; the first says it all.
        if let Some((position, read, plan_id)) = same.next() {
            let more = match same.count() {
                0 => String::new(),
                count => format!("; so have {count} more"),
            };
            let id = &read.id;
            problems.push(Problem {
                file: new.path.to_owned(),
                entry: Some(check::entry(position, read)),
                reason: format!(
                    "has the id {id} of an observation of {plan_id}, already loaded{more}"
                ),
            });
        }
    }
    let stay = current.iter().filter(|old| !loaded.contains(&old.plan_id));
    for old in stay.filter(|old| catalog.regions.iter().all(|region| region.id != old.region_id)) {
        problems.push(clash(
            &old.plan_id,
            format!("region `{}` is no longer in the catalogue", old.region_id),
        ));
    }
    for used in store::catalog::in_use(&mut *db, &loaded).await? {
        let id = &used.indicator_id;
        match catalog.indicators.iter().find(|indicator| indicator.id == *id) {
            None => problems.push(clash(
                &used.plan_id,
                format!("indicator `{id}` is no longer in the catalogue"),
            )),
            Some(now) => {
                let unit = now.unit.as_deref().unwrap_or_default();
                if let Some(old) = used.canonical_units.iter().find(|old| old.as_str() != unit) {
                    let why =
                        format!("indicator `{id}` is told in `{unit}` now, and there in `{old}`");
                    problems.push(clash(&used.plan_id, why));
                }
            }
        }
    }
    Ok(problems)
}

/// A plan that stays in the database does not go with the catalogue.
fn clash(plan_id: &str, why: String) -> Problem {
    Problem {
        file: plan_id.to_owned(),
        entry: None,
        reason: format!("{why}; load this plan's file too, or take it out with --prune"),
    }
}

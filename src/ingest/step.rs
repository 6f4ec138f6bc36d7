//! The step of a load for each document: write, leave, keep or remove it.

use super::read::{self, PlanFile, ReadPlan};
use super::{derive, options::Options, problem::Problem, report::Outcome};
use crate::catalog::Catalog;
use crate::domain::{DocumentKind, Kind, Period};
use crate::plan::parsed::{DocumentInfo, ParsedDocument};
use crate::store::document_batch::DocumentBatch;
use crate::store::observation::DerivedFields;
use crate::store::revision::{CurrentRevision, NewRevision};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// A document that was checked: what a load needs to know of it, and where its content is.
#[derive(Debug)]
pub(super) struct CheckedDocument {
    /// Path of the parsed plan.
    pub path: String,
    id: String,
    pub region: String,
    /// Null where it is no plan.
    pub plan_id: Option<String>,
    pub source_sha256: String,
    pub content_sha256: String,
    pub targets: i32,
    pub actuals: i32,
    /// Ids of the observations in order, as numbers.
    pub ids: Vec<u64>,
    place: Place,
}

/// Where the content of a document is.
#[derive(Debug)]
enum Place {
    Memory(Arc<ParsedDocument>),
    /// In the file, whose hash this is.
    File([u8; 32]),
    /// In memory, and in the file.
    Both(Arc<ParsedDocument>, [u8; 32]),
}

impl CheckedDocument {
    pub(super) fn new(read: ReadPlan, catalog: &Catalog) -> Self {
        let ReadPlan { file: PlanFile { path, plan }, bytes_sha256 } = read;
        let derived = derive::derive(&plan, catalog);
        let count = |kind| {
            let of_kind =
                plan.observations.iter().filter(|read| read.corrected().kind == kind).count();
            i32::try_from(of_kind).unwrap_or(i32::MAX)
        };
        Self {
            path,
            id: plan.document.id.clone(),
            region: plan.document.region.clone(),
            plan_id: plan_id(&plan.document),
            source_sha256: plan.source.sha256.clone(),
            content_sha256: content(&plan, &derived),
            targets: count(Kind::Target),
            actuals: count(Kind::Actual),
            ids: plan.observations.iter().map(|read| number(&read.id)).collect(),
            place: match bytes_sha256 {
                Some(sha256) => Place::Both(Arc::new(plan), sha256),
                None => Place::Memory(Arc::new(plan)),
            },
        }
    }

    /// Frees the memory of a content that is in a file.
    pub(super) fn forget(&mut self) {
        if let Place::Both(_, sha256) = self.place {
            self.place = Place::File(sha256);
        }
    }

    /// The content, from the file where it is not in memory.
    ///
    /// # Errors
    /// The file cannot be read, or was changed since it was checked.
    pub(super) fn read(&self) -> Result<Arc<ParsedDocument>, Problem> {
        match &self.place {
            Place::Memory(document) | Place::Both(document, _) => Ok(Arc::clone(document)),
            Place::File(sha256) => {
                let mut document = read::again(&self.path, *sha256)?;
                derive::fill_ids(&mut document);
                Ok(Arc::new(document))
            }
        }
    }

    pub(super) fn document_id(&self) -> &str {
        &self.id
    }

    /// Adds all rows of the document to a batch.
    ///
    /// # Errors
    /// Those of `read`.
    pub(super) fn encode(
        &self,
        batch: &mut DocumentBatch,
        revision: i32,
        release: i32,
        catalog: &Catalog,
    ) -> Result<(), Problem> {
        let document = &*self.read()?;
        let new = NewRevision {
            plan_id: self.plan_id.as_deref(),
            content_sha256: &self.content_sha256,
            release,
            targets: self.targets,
            actuals: self.actuals,
            document,
        };
        batch.add(revision, new, &derive::derive(document, catalog));
        Ok(())
    }
}

/// The number of an id of 16 hex digits; of any other id, which is a problem of its own, a hash.
fn number(id: &str) -> u64 {
    match u64::from_str_radix(id, 16) {
        Ok(number) if id.len() == 16 => number,
        _ => {
            let mut hasher = DefaultHasher::new();
            id.hash(&mut hasher);
            hasher.finish()
        }
    }
}

/// The id that has this number.
pub(super) fn observation_id(number: u64) -> String {
    format!("{number:016x}")
}

/// The plan that a document makes up, alone or with others: `jiangan-2021-2025`.
fn plan_id(info: &DocumentInfo) -> Option<String> {
    let period = info.promises.filter(|_| info.kind == DocumentKind::Plan)?;
    Some(format!("{}-{}", info.region, Period::from(period)))
}

/// Hash of everything stored for a document, parsed and derived, so that a changed unit of the
/// catalogue or a changed rule of this room is a change too.
fn content(plan: &ParsedDocument, derived: &[DerivedFields]) -> String {
    let mut hasher = Sha256::new();
    // Writing a plain structure as JSON into memory cannot fail; its keys are strings.
    hasher.update(serde_json::to_vec(plan).unwrap_or_default());
    hasher.update(serde_json::to_vec(derived).unwrap_or_default());
    hex::encode(hasher.finalize())
}

/// The step for one document.
pub(super) enum Step<'l> {
    Insert(&'l Arc<CheckedDocument>, Option<&'l CurrentRevision>),
    Same(&'l CheckedDocument),
    Keep(&'l CurrentRevision),
    Remove(&'l CurrentRevision),
}

impl Step<'_> {
    pub(super) fn outcome(&self) -> Outcome {
        match self {
            Self::Insert(_, None) => Outcome::Loaded,
            Self::Insert(_, Some(_)) => Outcome::Changed,
            Self::Same(_) => Outcome::Unchanged,
            Self::Keep(_) => Outcome::Kept,
            Self::Remove(_) => Outcome::Removed,
        }
    }

    pub(super) fn document_id(&self) -> &str {
        match self {
            Self::Insert(new, _) => new.document_id(),
            Self::Same(new) => new.document_id(),
            Self::Keep(old) | Self::Remove(old) => &old.document_id,
        }
    }

    /// Null where the document is no plan.
    pub(super) fn plan_id(&self) -> Option<&str> {
        match self {
            Self::Insert(new, _) => new.plan_id.as_deref(),
            Self::Same(new) => new.plan_id.as_deref(),
            Self::Keep(old) | Self::Remove(old) => old.plan_id.as_deref(),
        }
    }

    /// The revision that it ends.
    pub(super) fn ended(&self) -> Option<&CurrentRevision> {
        match self {
            Self::Insert(_, old) => *old,
            Self::Remove(old) => Some(old),
            Self::Same(_) | Self::Keep(_) => None,
        }
    }

    /// The document that it writes.
    pub(super) fn inserted(&self) -> Option<&Arc<CheckedDocument>> {
        match self {
            Self::Insert(new, _) => Some(new),
            _ => None,
        }
    }

    /// Path of the parsed plan, or the text's name where there is none.
    pub(super) fn file(&self) -> &str {
        match self {
            Self::Insert(new, _) => &new.path,
            Self::Same(new) => &new.path,
            Self::Keep(old) | Self::Remove(old) => &old.file,
        }
    }

    /// Content hash, targets and actuals, of the document after the load.
    pub(super) fn content(&self) -> (&str, i32, i32) {
        match self {
            Self::Insert(new, _) => (&new.content_sha256, new.targets, new.actuals),
            Self::Same(new) => (&new.content_sha256, new.targets, new.actuals),
            Self::Keep(old) | Self::Remove(old) => (&old.content_sha256, old.targets, old.actuals),
        }
    }
}

impl Outcome {
    pub(super) fn makes_a_release(self) -> bool {
        matches!(self, Self::Loaded | Self::Changed | Self::Removed)
    }
}

/// The step for every document, by document.
pub(super) fn steps<'l>(
    plans: &'l [Arc<CheckedDocument>],
    current: &'l [CurrentRevision],
    options: Options,
) -> Vec<Step<'l>> {
    let mut rest: HashMap<&str, &CurrentRevision> =
        current.iter().map(|old| (old.document_id.as_str(), old)).collect();
    let mut steps = Vec::with_capacity(plans.len() + current.len());
    for new in plans {
        let old = rest.remove(new.document_id());
        let same = old.is_some_and(|old| old.content_sha256 == new.content_sha256);
        steps.push(if same { Step::Same(new) } else { Step::Insert(new, old) });
    }
    let rest = rest.into_values();
    steps.extend(rest.map(|old| if options.prune { Step::Remove(old) } else { Step::Keep(old) }));
    steps.sort_by(|a, b| a.document_id().cmp(b.document_id()));
    steps
}

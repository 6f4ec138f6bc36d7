//! The step of a load for each document: write, leave, keep or remove it.

use super::{derive, options::Options, read::PlanFile, report::Outcome};
use crate::catalog::Catalog;
use crate::domain::{DocumentKind, Kind, Period};
use crate::plan::parsed::{DocumentInfo, ParsedDocument};
use crate::store::document_batch::DocumentBatch;
use crate::store::observation::DerivedFields;
use crate::store::revision::{CurrentRevision, NewRevision};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::Arc;

/// A document that passed every check.
pub(super) struct CheckedDocument {
    pub file: Arc<PlanFile>,
    /// Null where it is no plan.
    pub plan_id: Option<String>,
    pub content_sha256: String,
    pub targets: i32,
    pub actuals: i32,
}

impl CheckedDocument {
    pub(super) fn new(file: Arc<PlanFile>, catalog: &Catalog) -> Self {
        let plan = &file.plan;
        let derived = derive::derive(plan, catalog);
        let count = |kind| {
            let of_kind =
                plan.observations.iter().filter(|read| read.corrected().kind == kind).count();
            i32::try_from(of_kind).unwrap_or(i32::MAX)
        };
        Self {
            plan_id: plan_id(&plan.document),
            content_sha256: content(plan, &derived),
            targets: count(Kind::Target),
            actuals: count(Kind::Actual),
            file,
        }
    }

    pub(super) fn document(&self) -> &ParsedDocument {
        &self.file.plan
    }

    pub(super) fn document_id(&self) -> &str {
        &self.file.plan.document.id
    }

    /// Adds all rows of the document to a batch.
    pub(super) fn encode(
        &self,
        batch: &mut DocumentBatch,
        revision: i32,
        release: i32,
        catalog: &Catalog,
    ) {
        let document = self.document();
        let new = NewRevision {
            plan_id: self.plan_id.as_deref(),
            content_sha256: &self.content_sha256,
            release,
            targets: self.targets,
            actuals: self.actuals,
            document,
        };
        batch.add(revision, new, &derive::derive(document, catalog));
    }
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
            Self::Insert(new, _) => &new.file.path,
            Self::Same(new) => &new.file.path,
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

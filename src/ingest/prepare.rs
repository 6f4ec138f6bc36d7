//! The steps before the database is used: reading and checking files. A document that was checked is kept in memory only
//! while few are; the others are read again when they are written.

use super::{between, check, derive, error::Error, problem::Problem, read, texts};
use super::{read::ReadPlan, step::CheckedDocument};
use crate::catalog::Catalog;
use crate::document::Source;
use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Files that are read and checked at a time, by two threads or more.
const AT_A_TIME: usize = 32;

/// Observations of the documents that are kept in memory; those of further files are read again.
const KEPT: usize = 20_000;

/// Parsed plans that passed every check that needs no database, and the texts they were checked
/// against.
#[derive(Debug)]
pub struct CheckedDocuments {
    pub(super) documents: Vec<Arc<CheckedDocument>>,
    pub(super) texts: Vec<Source>,
}

/// Reads the parsed plans at `paths` and checks them; with `texts`, a folder, also against the
/// whole texts in it.
///
/// # Errors
/// `Refused` with every problem, `Texts`.
pub fn prepare(
    paths: &[PathBuf],
    texts: Option<&Path>,
    catalog: &Catalog,
    progress: &dyn Fn(&str),
) -> Result<CheckedDocuments, Error> {
    prepare_keeping(KEPT, paths, texts, catalog, progress)
}

/// As [`prepare`], with at least this many observations in memory before files are read again.
///
/// # Errors
/// As `prepare`.
pub fn prepare_keeping(
    kept: usize,
    paths: &[PathBuf],
    texts: Option<&Path>,
    catalog: &Catalog,
    progress: &dyn Fn(&str),
) -> Result<CheckedDocuments, Error> {
    let mut documents = Checking::begin(kept, texts, catalog, progress)?;
    let found = read::found(paths);
    for (done, files) in found.chunks(AT_A_TIME).enumerate() {
        progress(&format!("reading files: {} of {}", done * AT_A_TIME, found.len()));
        let read: Vec<Result<ReadPlan, Problem>> =
            files.par_iter().map(|file| read::one(file.as_deref())).collect();
        documents.add(read);
    }
    documents.end()
}

/// Checks parsed plans.
///
/// # Errors
/// As `prepare`.
pub fn checked(
    files: Vec<read::PlanFile>,
    texts: Option<&Path>,
    catalog: &Catalog,
    progress: &dyn Fn(&str),
) -> Result<CheckedDocuments, Error> {
    let mut documents = Checking::begin(KEPT, texts, catalog, progress)?;
    progress("checking");
    let read = files.into_iter().map(|file| Ok(ReadPlan { file, bytes_sha256: None }));
    documents.add(read.collect());
    documents.end()
}

/// Documents that are being checked.
struct Checking<'c> {
    catalog: &'c Catalog,
    dir: Option<&'c Path>,
    texts: HashMap<String, Source>,
    documents: Vec<Arc<CheckedDocument>>,
    /// Observations that may still be kept in memory.
    room: usize,
    unread: Vec<Problem>,
    problems: Vec<Problem>,
    of_texts: Vec<Problem>,
}

impl<'c> Checking<'c> {
    fn begin(
        room: usize,
        dir: Option<&'c Path>,
        catalog: &'c Catalog,
        progress: &dyn Fn(&str),
    ) -> Result<Self, Error> {
        let texts = match dir {
            Some(dir) => {
                texts::read(dir, progress).map_err(|error| Error::Texts(dir.to_owned(), error))?
            }
            None => HashMap::new(),
        };
        let documents = Vec::new();
        let (unread, problems, of_texts) = (Vec::new(), Vec::new(), Vec::new());
        Ok(Self { catalog, dir, texts, documents, room, unread, problems, of_texts })
    }

    /// Checks plans that were read.
    fn add(&mut self, read: Vec<Result<ReadPlan, Problem>>) {
        let check = |read: Result<ReadPlan, Problem>| {
            let mut read = read?;
            derive::fill_ids(&mut read.file.plan);
            let problems = check::check(&read.file, self.catalog);
            let of_text = self.dir.map(|dir| texts::check(&read.file, dir, &self.texts));
            Ok((CheckedDocument::new(read, self.catalog), problems, of_text))
        };
        for checked in read.into_par_iter().map(check).collect::<Vec<_>>() {
            match checked {
                Ok((mut document, problems, of_text)) => {
                    if self.room == 0 {
                        document.forget();
                    }
                    self.room = self.room.saturating_sub(document.ids.len());
                    self.documents.push(Arc::new(document));
                    self.problems.extend(problems);
                    self.of_texts.extend(of_text.into_iter().flatten());
                }
                Err(unread) => self.unread.push(unread),
            }
        }
    }

    /// All problems, or the documents with their texts.
    fn end(mut self) -> Result<CheckedDocuments, Error> {
        if !self.unread.is_empty() {
            return Err(Error::Refused(self.unread));
        }
        let between = between::check(&self.documents);
        self.problems.extend(between.map_err(|unread| Error::Refused(vec![unread]))?);
        self.problems.append(&mut self.of_texts);
        if !self.problems.is_empty() {
            return Err(Error::Refused(self.problems));
        }
        let used: HashSet<&str> =
            self.documents.iter().map(|new| new.source_sha256.as_str()).collect();
        let mut texts: Vec<Source> =
            self.texts.into_values().filter(|text| used.contains(text.sha256.as_str())).collect();
        texts.sort_unstable_by(|one, other| one.sha256.cmp(&other.sha256));
        Ok(CheckedDocuments { documents: self.documents, texts })
    }
}

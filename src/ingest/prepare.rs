//! The steps before the database is used: reading and checking files.

use super::{check, derive, error::Error, read, texts};
use crate::catalog::Catalog;
use crate::document::Source;
use rayon::iter::{IntoParallelRefMutIterator, ParallelIterator};
use std::path::{Path, PathBuf};

/// Parsed plans that passed every check that needs no database, and the texts they were checked
/// against.
#[derive(Debug, Clone)]
pub struct CheckedDocuments {
    pub(super) files: Vec<read::PlanFile>,
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
    let files = read::read(paths, progress).map_err(Error::Refused)?;
    checked(files, texts, catalog, progress)
}

/// Checks parsed plans.
///
/// # Errors
/// As `prepare`.
pub fn checked(
    mut files: Vec<read::PlanFile>,
    texts: Option<&Path>,
    catalog: &Catalog,
    progress: &dyn Fn(&str),
) -> Result<CheckedDocuments, Error> {
    files.par_iter_mut().for_each(|file| derive::fill_ids(&mut file.plan));
    progress("checking");
    let mut problems = check::check(&files, catalog);
    let mut found = Vec::new();
    if let Some(dir) = texts {
        let wrong;
        (found, wrong) = texts::check(&files, dir, progress)
            .map_err(|error| Error::Texts(dir.to_owned(), error))?;
        problems.extend(wrong);
    }
    if problems.is_empty() {
        Ok(CheckedDocuments { files, texts: found })
    } else {
        Err(Error::Refused(problems))
    }
}

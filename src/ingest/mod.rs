//! Parsed plans to a release in PostgreSQL.
//!
//! All files are read and checked before the database is touched; one problem and nothing is loaded.
//! Then one transaction, under a lock that lets no two loads run at once, writes the plans whose content
//! differs from what is stored, and one release they belong to. The same content makes no release; a
//! load that breaks off leaves the last one as it was.
//!
//! ```text
//! read ──▶ check, texts ──▶ derive ──▶ load ──▶ findings ──▶ report
//! ```

use crate::catalog::Catalog;
use crate::document::Source;
use std::path::{Path, PathBuf};

pub mod check;
pub mod derive;
mod findings;
mod load;
mod problem;
pub mod read;
pub mod report;
pub mod texts;

pub use load::load;
pub use problem::Problem;
pub use report::Report;

/// What to do beside loading.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Find out what would change, and write nothing.
    pub dry_run: bool,
    /// Take plans out that are in the database and not among the files.
    pub prune: bool,
    /// Keep the whole texts that the plans were checked against, so that they can be searched.
    pub store_texts: bool,
}

/// Why nothing was loaded.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// By file, in the order found. At least one.
    #[error("{} problems in the parsed plans", .0.len())]
    Refused(Vec<Problem>),
    #[error("the texts in {0} cannot be read")]
    Texts(PathBuf, #[source] std::io::Error),
    #[error("the database refused the load, which left nothing behind")]
    Database(#[from] sqlx::Error),
    #[error("the database cannot be migrated")]
    Migrate(#[from] sqlx::migrate::MigrateError),
}

/// Parsed plans that passed every check that needs no database, and the texts they were checked
/// against.
#[derive(Debug, Clone)]
pub struct Checked {
    files: Vec<read::PlanFile>,
    texts: Vec<Source>,
}

/// Reads the parsed plans at `paths` and checks them; with `texts`, a folder, also against the whole
/// texts found there.
///
/// # Errors
/// `Refused` with every problem, `Texts`.
pub fn prepare(
    paths: &[PathBuf],
    texts: Option<&Path>,
    catalog: &Catalog,
    progress: &dyn Fn(&str),
) -> Result<Checked, Error> {
    let files = read::read(paths, progress).map_err(Error::Refused)?;
    checked(files, texts, catalog, progress)
}

/// Checks parsed plans that were read.
///
/// # Errors
/// As `prepare`.
pub fn checked(
    mut files: Vec<read::PlanFile>,
    texts: Option<&Path>,
    catalog: &Catalog,
    progress: &dyn Fn(&str),
) -> Result<Checked, Error> {
    for file in &mut files {
        derive::fill_ids(&mut file.plan);
    }
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
        Ok(Checked { files, texts: found })
    } else {
        Err(Error::Refused(problems))
    }
}

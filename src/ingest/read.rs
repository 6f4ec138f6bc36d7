//! Paths to parsed plans: finds the files and reads their JSON. `check` checks the content.

use super::problem::Problem;
use crate::plan::parsed::{self, ParsedDocument};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use sha2::{Digest, Sha256};
use std::{
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
};

/// A parsed plan and the path it was read from, as given.
#[derive(Debug, Clone)]
pub struct PlanFile {
    pub path: String,
    pub plan: ParsedDocument,
}

/// A parsed plan, and what tells whether its file was changed since.
pub(super) struct ReadPlan {
    pub file: PlanFile,
    /// Hash of the file; `None` where the plan comes from no file.
    pub bytes_sha256: Option<[u8; 32]>,
}

/// Reads the parsed plans at these paths, several at a time: a file of any name, or all files `*.json` of a folder in
/// order of their names. A file that is given twice is read once.
///
/// # Errors
/// Every file that cannot be read as a parsed plan, with its reason; a folder without any.
pub fn read(paths: &[PathBuf]) -> Result<Vec<PlanFile>, Vec<Problem>> {
    let (mut plans, mut problems) = (Vec::new(), Vec::new());
    let read: Vec<_> = found(paths).par_iter().map(|file| one(file.as_deref())).collect();
    for read in read {
        match read {
            Ok(read) => plans.push(read.file),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(plans) } else { Err(problems) }
}

/// The files at these paths in order, each once.
pub(super) fn found(paths: &[PathBuf]) -> Vec<Result<PathBuf, Problem>> {
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    for path in paths {
        match files(path) {
            Ok(files) => {
                found.extend(files.into_iter().filter(|file| !repeated(file, &mut seen)).map(Ok));
            }
            Err(reason) => {
                let file = path.display().to_string();
                found.push(Err(Problem { file, entry: None, reason }));
            }
        }
    }
    found
}

/// Reads a file that was found.
pub(super) fn one(file: Result<&Path, &Problem>) -> Result<ReadPlan, Problem> {
    let file = file.map_err(Problem::clone)?;
    let path = file.display().to_string();
    let json = fs::read(file).map_err(|error| said(&error));
    let read = json.and_then(|json| {
        let plan = parsed::from_json(&json).map_err(|error| error.to_string())?;
        Ok((plan, Sha256::digest(&json).into()))
    });
    match read {
        Ok((plan, sha256)) => {
            Ok(ReadPlan { file: PlanFile { path, plan }, bytes_sha256: Some(sha256) })
        }
        Err(reason) => Err(Problem { file: path, entry: None, reason }),
    }
}

/// Reads a file again.
///
/// # Errors
/// It cannot be read, or its bytes have another hash.
pub(super) fn again(path: &str, bytes_sha256: [u8; 32]) -> Result<ParsedDocument, Problem> {
    let read = one(Ok(Path::new(path)))?;
    if read.bytes_sha256 != Some(bytes_sha256) {
        let reason = String::from("was changed while it was being loaded");
        return Err(Problem { file: path.to_owned(), entry: None, reason });
    }
    Ok(read.file.plan)
}

/// Whether the file was read before, under any name.
fn repeated(file: &Path, seen: &mut HashSet<PathBuf>) -> bool {
    !seen.insert(fs::canonicalize(file).unwrap_or_else(|_| file.to_owned()))
}

fn files(path: &Path) -> Result<Vec<PathBuf>, String> {
    if !fs::metadata(path).map_err(|error| said(&error))?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(|error| said(&error))? {
        let file = entry.map_err(|error| said(&error))?.path();
        if file.extension().is_some_and(|extension| extension == "json") {
            files.push(file);
        }
    }
    if files.is_empty() {
        return Err(String::from("no parsed plans (*.json) in this folder"));
    }
    files.sort();
    Ok(files)
}

fn said(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => String::from("there is no such file or folder"),
        io::ErrorKind::PermissionDenied => String::from("may not be read: permission denied"),
        _ => format!("cannot be read: {error}"),
    }
}

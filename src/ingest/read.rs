//! Paths to parsed plans: finds the files and reads their JSON. `check` checks the content.

use super::problem::Problem;
use crate::plan::parsed::{self, ParsedDocument};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
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

/// Files that are read before progress is told again.
const AT_A_TIME: usize = 64;

/// Reads the parsed plans at these paths, several at a time: a file of any name, or all files `*.json` of a folder in
/// order of their names. A file that is given twice is read once.
///
/// # Errors
/// Every file that cannot be read as a parsed plan, with its reason; a folder without any.
pub fn read(paths: &[PathBuf], progress: &dyn Fn(&str)) -> Result<Vec<PlanFile>, Vec<Problem>> {
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
    let (mut plans, mut problems) = (Vec::with_capacity(found.len()), Vec::new());
    for (done, files) in found.chunks(AT_A_TIME).enumerate() {
        progress(&format!("reading files: {} of {}", done * AT_A_TIME, found.len()));
        let read = files.par_iter().map(|file| match file {
            Ok(file) => one(file),
            Err(problem) => Err(problem.clone()),
        });
        for read in read.collect::<Vec<_>>() {
            match read {
                Ok(plan) => plans.push(plan),
                Err(problem) => problems.push(problem),
            }
        }
    }
    if problems.is_empty() { Ok(plans) } else { Err(problems) }
}

fn one(file: &Path) -> Result<PlanFile, Problem> {
    let path = file.display().to_string();
    let json = fs::read(file).map_err(|error| said(&error));
    match json.and_then(|json| parsed::from_json(&json).map_err(|error| error.to_string())) {
        Ok(plan) => Ok(PlanFile { path, plan }),
        Err(reason) => Err(Problem { file: path, entry: None, reason }),
    }
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

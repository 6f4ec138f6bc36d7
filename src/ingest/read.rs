//! Paths to parsed plans: finds the files and reads their JSON. `check` checks the content.

use super::problem::Problem;
use crate::plan::parsed::{self, ParsedDocument};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// A parsed plan and the path it was read from, as given.
#[derive(Debug, Clone)]
pub struct PlanFile {
    pub path: String,
    pub plan: ParsedDocument,
}

/// Reads the parsed plans at these paths: a file of any name, or all files `*.json` of a folder in
/// order of their names. A file that is given twice is read once.
///
/// # Errors
/// Every file that cannot be read as a parsed plan, with its reason; a folder without any.
pub fn read(paths: &[PathBuf], progress: &dyn Fn(&str)) -> Result<Vec<PlanFile>, Vec<Problem>> {
    let (mut plans, mut problems, mut seen) = (Vec::new(), Vec::new(), Vec::new());
    for path in paths {
        match files(path) {
            Ok(files) => {
                for file in files.into_iter().filter(|file| !repeated(file, &mut seen)) {
                    progress(&format!("reading {}", file.display()));
                    let path = file.display().to_string();
                    match fs::read(&file).map_err(|error| said(&error)).and_then(|json| {
                        parsed::from_json(&json).map_err(|error| error.to_string())
                    }) {
                        Ok(plan) => plans.push(PlanFile { path, plan }),
                        Err(reason) => problems.push(Problem { file: path, entry: None, reason }),
                    }
                }
            }
            Err(reason) => {
                let file = path.display().to_string();
                problems.push(Problem { file, entry: None, reason });
            }
        }
    }
    if problems.is_empty() { Ok(plans) } else { Err(problems) }
}

/// Whether the file was read before, under any name.
fn repeated(file: &Path, seen: &mut Vec<PathBuf>) -> bool {
    let same = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let repeated = seen.contains(&same);
    seen.push(same);
    repeated
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

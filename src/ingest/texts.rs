//! Checks each quote against the characters of its span, where the whole texts are given.

use super::{
    check,
    problem::{Problem, Problems},
    read::PlanFile,
};
use crate::document::Source;
use std::{collections::HashMap, fs, io, path::Path};

/// The texts of these plans in `dir`, and the problems of plans whose text is missing or differs
/// from their quotes. The content identifies a text, not its name.
///
/// # Errors
/// A folder or file of it that cannot be read.
pub fn check(
    files: &[PlanFile],
    dir: &Path,
    progress: &dyn Fn(&str),
) -> io::Result<(Vec<Source>, Vec<Problem>)> {
    let mut texts = HashMap::new();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_file() {
            progress(&format!("reading {}", path.display()));
            // A file that cannot be read is no plan's source.
            if let Ok(text) = Source::read(&fs::read(&path)?) {
                texts.insert(text.sha256.clone(), text);
            }
        }
    }
    let mut problems = Vec::new();
    for file in files {
        let mut of = Problems::of(&file.path);
        match texts.get(&file.plan.source.sha256) {
            Some(text) => compare(&mut of, file, text),
            None => of.add(
                "source.sha256",
                format!(
                    "no text in {} has this content ({})",
                    dir.display(),
                    file.plan.source.file
                ),
            ),
        }
        problems.extend(of.into_found());
    }
    texts.retain(|sha256, _| files.iter().any(|file| file.plan.source.sha256 == *sha256));
    let mut texts: Vec<Source> = texts.into_values().collect();
    texts.sort_unstable_by(|one, other| one.sha256.cmp(&other.sha256));
    Ok((texts, problems))
}

fn compare(of: &mut Problems<'_>, file: &PlanFile, text: &Source) {
    for (line, extent) in &file.plan.lines {
        let [start, end] = text.printed_extent(*line);
        if *extent != [start, end] {
            let why = format!("the text has this line at characters {start} to {end}");
            of.add(format!("lines[{line}]"), why);
        }
    }
    for (position, read) in file.plan.observations.iter().enumerate() {
        let printed = text.slice(read.span);
        if printed != read.quote {
            let [start, end] = read.span;
            of.add(
                check::entry(position, read),
                format!(
                    "the quote is `{}`, but characters {start} to {end} are `{printed}`",
                    read.quote
                ),
            );
        }
    }
}

//! Checks each quote against the characters of its span, where the whole texts are given.

use super::{
    check,
    problem::{Problem, Problems},
    read::PlanFile,
};
use crate::document::Source;
use std::{collections::HashMap, fs, io, path::Path};

/// The texts in `dir`, by their hash: the content identifies a text, not its name.
///
/// # Errors
/// A folder or file of it that cannot be read.
pub(super) fn read(dir: &Path, progress: &dyn Fn(&str)) -> io::Result<HashMap<String, Source>> {
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
    Ok(texts)
}

/// The problems of a plan whose text is missing in `dir` or differs from its quotes.
pub(super) fn check(file: &PlanFile, dir: &Path, texts: &HashMap<String, Source>) -> Vec<Problem> {
    let mut of = Problems::of(&file.path);
    let source = &file.plan.source;
    match texts.get(&source.sha256) {
        Some(text) => compare(&mut of, file, text),
        None => of.add(
            "source.sha256",
            format!("no text in {} has this content ({})", dir.display(), source.file),
        ),
    }
    of.into_found()
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

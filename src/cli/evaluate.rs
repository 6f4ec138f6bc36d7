//! `plan-targets evaluate`: parsed documents against annotations.

use crate::evaluate::print::{Style, print};
use crate::evaluate::{self, Gold, Quality, gold};
use crate::ingest;
use anyhow::{Context, bail};
use clap::ValueEnum;
use serde::Deserialize;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Compare parsed plans with annotations of the same documents
///
/// Prints recall (the share of annotated statements that were found), precision (the share of found
/// statements that are annotated) and whole (the share of annotated statements that are right in every
/// field), by document, kind and rule; confusions of fields; and the precision of each band of confidence. A
/// statement is found where kind, value and place agree. The status is 0 whatever the figures are.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Annotations are NAME.prose.jsonl and NAME.tables.jsonl, one JSON object a line.
NAME is the name of the file that a plan was parsed from, without its extension
(jiangan.txt: jiangan). Plans without annotations are named and skipped.

Examples:
  plan-targets evaluate --gold ../shared/gold               the figures of data/
  plan-targets evaluate --gold ../shared/gold --misses      and every error
Evaluate a changed rule:
  plan-targets parse --out /tmp/new plans/*.txt
  plan-targets evaluate --gold ../shared/gold --plans /tmp/new --misses")]
pub(super) struct Args {
    /// The folder with the annotations
    #[arg(long, value_name = "DIR")]
    gold: PathBuf,
    /// Parsed documents: a folder of them, or one file; may be given several times
    #[arg(long, value_name = "DIR", default_values = ["data/plans", "data/documents"])]
    plans: Vec<PathBuf>,
    /// Format of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// List statements that were missed, not annotated, or wrong in a field, each with its line (JSON
    /// always has them)
    #[arg(long)]
    misses: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Aligned tables
    Text,
    /// Everything, for programs
    Json,
    /// Tables for a page
    Markdown,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let quality = quality(&args.gold, &args.plans)?;
    let text = match args.format {
        Format::Text => print(&quality, Style::Text, args.misses),
        Format::Markdown => print(&quality, Style::Markdown, args.misses),
        Format::Json => serde_json::to_string_pretty(&quality)? + "\n",
    };
    std::io::stdout().write_all(text.as_bytes()).context("standard output")?;
    Ok(ExitCode::SUCCESS)
}

fn quality(gold: &Path, plans: &[PathBuf]) -> anyhow::Result<Quality> {
    if !gold.is_dir() {
        bail!("{}: there is no such folder of annotations", gold.display());
    }
    let files = match ingest::read::read(plans) {
        Ok(files) => files,
        Err(problems) => {
            let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
            bail!(problems.join("; "))
        }
    };
    let mut annotated = Vec::new();
    for file in &files {
        annotated.push((&file.plan, annotations(gold, evaluate::name(&file.plan))?));
    }
    if annotated.iter().all(|(_, gold)| gold.is_none()) {
        let names: Vec<_> = files.iter().map(|file| evaluate::name(&file.plan)).collect();
        bail!(
            "{} has annotations (NAME.prose.jsonl, NAME.tables.jsonl) for none of the documents in {}: {}",
            gold.display(),
            plans.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", "),
            names.join(", ")
        );
    }
    let annotated: Vec<_> = annotated.iter().map(|(plan, gold)| (*plan, gold.as_ref())).collect();
    Ok(evaluate::evaluate(&annotated))
}

/// The annotations of a document; `None` where there are none.
fn annotations(folder: &Path, name: &str) -> anyhow::Result<Option<Gold>> {
    let statements = lines(&folder.join(format!("{name}.prose.jsonl")))?;
    let rows = lines(&folder.join(format!("{name}.tables.jsonl")))?;
    Ok((statements.is_some() || rows.is_some()).then(|| Gold {
        statements: statements.unwrap_or_default(),
        rows: rows.unwrap_or_default(),
    }))
}

fn lines<T: for<'de> Deserialize<'de>>(path: &Path) -> anyhow::Result<Option<Vec<T>>> {
    if !path.exists() {
        return Ok(None);
    }
    let file = path.display().to_string();
    let text = fs::read_to_string(path).with_context(|| file.clone())?;
    Ok(Some(gold::lines(&file, &text)?))
}

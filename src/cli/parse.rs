//! `plan-targets parse`: documents to parsed plans.

use super::catalog::CatalogOption;
use super::progress::Progress;
use crate::catalog::Catalog;
use crate::document::MAX_BYTES;
use crate::domain::DocumentKind;
use crate::domain::lang::Lang;
use crate::plan::correction::Corrections;
use crate::plan::parsed::ParsedDocument;
use crate::plan::{figures, print, read};
use anyhow::{Context, bail};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Read documents and print what they state, as parsed plans (JSON)
///
/// Region and period come from the document's title; --region and --period override it. A file that
/// cannot be read is named on standard error and the others are still read; the status is then 1.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  plan-targets parse jiangan.txt                        the parsed plan on standard output
  plan-targets parse --out data/plans plans/*.txt       one REGION-FIRST-LAST.json for each
  plan-targets parse --region 420102 --period 2021-2025 draft.txt
  plan-targets parse --corrections data/corrections/qiaokou.toml qiaokou.txt")]
pub(super) struct Args {
    /// Documents: plain text, Markdown, HTML, DOCX or PDF with a text layer, recognised by their
    /// content
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write DIR/REGION-FIRST-LAST.json for each document instead of printing
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Kind of the document, instead of the one in its title: plan, `work_report`, `plan_report`,
    /// communique or evaluation
    #[arg(long, value_parser = kind)]
    kind: Option<DocumentKind>,
    /// Year a report is given for, or a communiqué reports, instead of the one in the title
    #[arg(long, value_parser = clap::value_parser!(u16).range(1954..=2100))]
    year: Option<u16>,
    /// Region of the document, instead of the one in its title: id, name or official code
    #[arg(long)]
    region: Option<String>,
    /// First and last year of the plan, or of the years an evaluation reports, instead of those in
    /// the title: 2021-2025
    #[arg(long, value_name = "FIRST-LAST", value_parser = period)]
    period: Option<[u16; 2]>,
    /// Part of the plan or report, where that comes in several documents: `table`. The id ends with
    /// it; the main part has none
    #[arg(long, value_parser = part)]
    part: Option<String>,
    /// Corrections of readings: a file, or a folder of *.toml. Each must be for a plan among FILE…
    ///
    /// Without it, the figures are as the program reads them.
    #[arg(long, value_name = "PATH")]
    corrections: Option<PathBuf>,
    /// Write figures only: each quote is the printed quantity, and sections and goals in words are left out.
    /// For a text whose sentences may not be passed on
    #[arg(long)]
    figures_only: bool,
    #[command(flatten)]
    catalog: CatalogOption,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let catalog = args.catalog.load()?;
    if (args.region.is_some() || args.part.is_some()) && args.files.len() > 1 {
        bail!("--region and --part say what one document is; give one FILE with them");
    }
    if let Some(out) = &args.out {
        fs::create_dir_all(out).with_context(|| format!("{}", out.display()))?;
    }
    let corrections = args.corrections.as_deref().map(corrections).transpose()?.unwrap_or_default();
    let options = read::Options {
        kind: args.kind,
        year: args.year,
        region: args.region.clone(),
        period: args.period,
        part: args.part.clone(),
        corrections,
    };
    let mut plans = HashSet::new();
    let mut written: HashMap<PathBuf, &Path> = HashMap::new();
    let mut failed = false;
    let progress = Progress::new();
    for (done, files) in args.files.chunks(AT_A_TIME).enumerate() {
        progress.tell(&format!("reading documents: {} of {}", done * AT_A_TIME, args.files.len()));
        let read = files.par_iter().map(|file| read(file, args, &options, &catalog));
        // In the order of the files, whichever was read first.
        for (file, read) in files.iter().zip(read.collect::<Vec<_>>()) {
            match read.and_then(|document| write(file, &document, args, &mut written)) {
                Ok(plan) => {
                    plans.insert(plan);
                }
                Err(error) => {
                    eprintln!("plan-targets: {}: {}", file.display(), super::chain(&error));
                    failed = true;
                }
            }
        }
    }
    // Unreadable plans that were named are already reported above.
    for lost in options.corrections.iter().filter(|c| !failed && !plans.contains(c.plan())) {
        eprintln!("plan-targets: {}: plan: {} is not among the documents", lost.path, lost.plan());
    }
    failed |= options.corrections.iter().any(|corrections| !plans.contains(corrections.plan()));
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Documents that are read at once: their parsed documents are in memory together.
const AT_A_TIME: usize = 16;

/// Reads one document.
fn read(
    file: &Path,
    args: &Args,
    options: &read::Options,
    catalog: &Catalog,
) -> anyhow::Result<ParsedDocument> {
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
    let mut plan = read::read(&name, &bytes(file)?, options, catalog)?;
    if args.figures_only {
        figures::keep(&mut plan);
    }
    Ok(plan)
}

/// Writes a parsed document; returns the plan's id.
fn write<'f>(
    file: &'f Path,
    plan: &ParsedDocument,
    args: &Args,
    written: &mut HashMap<PathBuf, &'f Path>,
) -> anyhow::Result<String> {
    let text = print::print(plan)?;
    let id = plan.document.id.clone();
    for gap in &plan.document.completeness.reasons {
        let message = gap.kind.message(Lang::En);
        eprintln!("plan-targets: {}: partial: {message}", file.display());
    }
    let Some(out) = &args.out else {
        std::io::stdout().write_all(text.as_bytes()).context("standard output")?;
        return Ok(id);
    };
    let path = out.join(format!("{id}.json"));
    if let Some(other) = written.insert(path.clone(), file) {
        bail!("is the same region and period as {}; nothing written", other.display());
    }
    fs::write(&path, text).with_context(|| format!("{}", path.display()))?;
    eprintln!(
        "{}: {} ({} tables, {} observations, {} warnings) → {}",
        file.display(),
        plan.document.title,
        plan.tables.len(),
        plan.observations.len(),
        plan.warnings.len(),
        path.display()
    );
    Ok(id)
}

/// The corrections of a file, or of all files `*.toml` of a folder in order of their names.
fn corrections(path: &Path) -> anyhow::Result<Vec<Corrections>> {
    let named = || format!("{}", path.display());
    let files = if fs::metadata(path).with_context(named)?.is_dir() {
        let mut files = Vec::new();
        for entry in fs::read_dir(path).with_context(named)? {
            let file = entry.with_context(named)?.path();
            if file.extension().is_some_and(|extension| extension == "toml") {
                files.push(file);
            }
        }
        if files.is_empty() {
            bail!("{}: no corrections (*.toml) in this folder", path.display());
        }
        files.sort();
        files
    } else {
        vec![path.to_owned()]
    };
    let read = |file: PathBuf| {
        let text = fs::read_to_string(&file).with_context(|| format!("{}", file.display()))?;
        Ok(Corrections::from_toml(&file.display().to_string(), &text)?)
    };
    files.into_iter().map(read).collect()
}

/// The file's bytes; one that is too large is refused before it is read.
fn bytes(file: &Path) -> anyhow::Result<Vec<u8>> {
    let limit = MAX_BYTES;
    let about = fs::metadata(file)?;
    if about.is_dir() {
        bail!("is a folder; name the files in it");
    }
    let too_large = || format!("is larger than {} MiB, more than any plan", limit / (1024 * 1024));
    if about.len() > limit {
        bail!(too_large());
    }
    // The length of a pipe is not known before it is read.
    let mut bytes = Vec::new();
    fs::File::open(file)?.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        bail!(too_large());
    }
    Ok(bytes)
}

fn kind(text: &str) -> Result<DocumentKind, String> {
    DocumentKind::of_word(text).ok_or_else(|| {
        let kinds = DocumentKind::ALL.map(DocumentKind::word).join(", ");
        format!("`{text}` is no kind of document; the kinds are {kinds}")
    })
}

fn part(text: &str) -> Result<String, String> {
    let plain = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if plain && text.starts_with(|first: char| first.is_ascii_lowercase()) {
        return Ok(text.to_owned());
    }
    Err(format!("`{text}` is no part; write lower-case letters and digits, as in table"))
}

fn period(text: &str) -> Result<[u16; 2], String> {
    let years = text
        .split_once('-')
        .and_then(|(first, last)| Some([first.parse().ok()?, last.parse().ok()?]));
    years
        .filter(|[first, last]| (1953..=2100).contains(first) && first < last && last - first < 20)
        .ok_or_else(|| {
            format!("`{text}` is no period; write the first and last year, as in 2021-2025")
        })
}

//! `plan-targets parse`: documents to parsed plans.

use crate::catalog::Catalog;
use crate::plan::source::MAX_BYTES;
use crate::plan::{print, read};
use anyhow::{Context, bail};
use std::collections::HashMap;
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
  plan-targets parse --region 420102 --period 2021-2025 draft.txt")]
pub struct Args {
    /// Documents: plain text or Markdown, in UTF-8, UTF-16 or GB18030
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write DIR/REGION-FIRST-LAST.json for each document instead of printing
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The region the plan is of, whatever its title says: id, name or official code
    #[arg(long)]
    region: Option<String>,
    /// First and last year of the plan, whatever its title says: 2021-2025
    #[arg(long, value_name = "FIRST-LAST", value_parser = period)]
    period: Option<[u16; 2]>,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let catalog = Catalog::embedded()?;
    if args.region.is_some() && args.files.len() > 1 {
        bail!("--region says which region one document is of; give one FILE with it");
    }
    if let Some(out) = &args.out {
        fs::create_dir_all(out).with_context(|| format!("{}", out.display()))?;
    }
    let options = read::Options { region: args.region.clone(), period: args.period };
    let mut written: HashMap<PathBuf, &Path> = HashMap::new();
    let mut failed = false;
    for file in &args.files {
        if let Err(error) = parse(file, args.out.as_deref(), &options, &catalog, &mut written) {
            eprintln!("plan-targets: {}: {}", file.display(), super::chain(&error));
            failed = true;
        }
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn parse<'f>(
    file: &'f Path,
    out: Option<&Path>,
    options: &read::Options,
    catalog: &Catalog,
    written: &mut HashMap<PathBuf, &'f Path>,
) -> anyhow::Result<()> {
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
    let plan = read::read(&name, &bytes(file)?, options, catalog)?;
    let text = print::print(&plan)?;
    let Some(out) = out else {
        return std::io::stdout().write_all(text.as_bytes()).context("standard output");
    };
    let [first, last] = plan.plan.period;
    let path = out.join(format!("{}-{first}-{last}.json", plan.plan.region));
    if let Some(other) = written.insert(path.clone(), file) {
        bail!("is the same region and period as {}; nothing written", other.display());
    }
    fs::write(&path, text).with_context(|| format!("{}", path.display()))?;
    eprintln!(
        "{}: {} ({} tables, {} observations, {} warnings) → {}",
        file.display(),
        plan.plan.title,
        plan.tables.len(),
        plan.observations.len(),
        plan.warnings.len(),
        path.display()
    );
    Ok(())
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
    // A pipe has no length beforehand.
    let mut bytes = Vec::new();
    fs::File::open(file)?.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        bail!(too_large());
    }
    Ok(bytes)
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

//! `plan-targets catalog`: the catalogues of a folder, checked or written out; and the option `--catalog`
//! of the commands that use one.

use crate::catalog::{Catalog, EMBEDDED};
use anyhow::{Context, bail};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Check a folder of catalogues, or write the built-in ones into a folder
///
/// A folder has regions.toml (regions, their names, codes and parents) and indicators.toml (indicators, their
/// names and units). `parse`, `ingest` and `serve` use it with --catalog DIR.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  plan-targets catalog export my-catalog     the built-in catalogues, to be edited
  plan-targets catalog check my-catalog      what is wrong with them, or how many entries they have")]
pub(super) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Check regions.toml and indicators.toml of a folder; the first fault is named by file, entry and reason
    Check {
        #[arg(value_name = "DIR")]
        dir: PathBuf,
    },
    /// Write the built-in regions.toml and indicators.toml into a folder; existing files are not replaced
    Export {
        #[arg(value_name = "DIR")]
        dir: PathBuf,
    },
}

/// The option `--catalog` of a command.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct CatalogOption {
    /// Folder with regions.toml and indicators.toml, which are used instead of the built-in ones; see
    /// `plan-targets catalog`
    #[arg(long, env = "PLAN_TARGETS_CATALOG", value_name = "DIR")]
    catalog: Option<PathBuf>,
}

impl CatalogOption {
    /// The folder; none where it is left out or empty.
    pub(super) fn dir(&self) -> Option<&Path> {
        self.catalog.as_deref().filter(|dir| !dir.as_os_str().is_empty())
    }

    /// The catalogues of the folder; the built-in ones without it.
    pub(super) fn load(&self) -> anyhow::Result<Catalog> {
        match self.dir() {
            Some(dir) => read(dir),
            None => Ok(Catalog::embedded()?),
        }
    }
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    match &args.action {
        Action::Check { dir } => check(dir)?,
        Action::Export { dir } => export(dir)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The catalogues of a folder.
fn read(dir: &Path) -> anyhow::Result<Catalog> {
    let [regions, indicators] = EMBEDDED.map(|file| dir.join(file.name));
    let text = |path: &Path| fs::read_to_string(path).with_context(|| path.display().to_string());
    let (regions_text, indicators_text) = (text(&regions)?, text(&indicators)?);
    let (regions, indicators) = (regions.display().to_string(), indicators.display().to_string());
    Ok(Catalog::from_toml(&regions_text, &indicators_text, &regions, &indicators)?)
}

fn check(dir: &Path) -> anyhow::Result<()> {
    let catalog = read(dir)?;
    let mut out = std::io::stdout().lock();
    let (regions, indicators) = (catalog.regions.len(), catalog.indicators.len());
    let domains = catalog.domains.len();
    let dir = dir.display();
    writeln!(out, "{dir}: {regions} regions, {indicators} indicators in {domains} domains")?;
    Ok(())
}

fn export(dir: &Path) -> anyhow::Result<()> {
    let paths = EMBEDDED.map(|file| dir.join(file.name));
    if let Some(path) = paths.iter().find(|path| path.exists()) {
        bail!("{} is there already and is not replaced; nothing written", path.display());
    }
    fs::create_dir_all(dir).with_context(|| dir.display().to_string())?;
    for (file, path) in EMBEDDED.iter().zip(&paths) {
        fs::write(path, file.text).with_context(|| path.display().to_string())?;
        eprintln!("{}", path.display());
    }
    Ok(())
}

//! `plan-targets ingest`: parsed plans into the database, as one release.

use super::catalog::CatalogOption;
use super::progress::Progress;
use crate::{
    config,
    ingest::{self, Error, Options},
    store,
};
use anyhow::Context;
use clap::ValueEnum;
use serde_json::json;
use std::{
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};

/// Load parsed plans into the database
///
/// All files are checked first. A single problem stops the load, and every problem is printed as
/// `file: entry: reason`. Changes against the database become one new release; without changes the
/// last release stays. The schema is updated first.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Parsed documents, or folders of them (*.json)
    #[arg(default_values = ["data/plans", "data/documents"])]
    paths: Vec<PathBuf>,
    /// Show what would be added, removed and changed, observation by observation; write nothing
    #[arg(long)]
    dry_run: bool,
    /// Remove plans that are in the database and not at PATHS (they are kept otherwise)
    #[arg(long)]
    prune: bool,
    /// Compare every quote with the whole texts in this folder (identified by content, not by name)
    #[arg(long, value_name = "DIR")]
    texts: Option<PathBuf>,
    /// Store the texts of --texts too, so that /v1/search finds their lines. Check that you may:
    /// the licence of the plans may differ from that of the data
    #[arg(long, requires = "texts")]
    store_texts: bool,
    /// Format of the summary
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    catalog: CatalogOption,
    #[command(flatten)]
    database: config::Database,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let progress = Progress::new();
    let tell = |what: &str| progress.tell(what);
    let catalog = args.catalog.load()?;
    let options =
        Options { dry_run: args.dry_run, prune: args.prune, store_texts: args.store_texts };
    let done = ingest::prepare(&args.paths, args.texts.as_deref(), &catalog, &tell);
    let done = done.map(|plans| {
        super::runtime::block_on(async {
            let db = store::connect(&args.database.database_url)
                .await
                .context("cannot connect to the database")?;
            store::migrate(&db).await.context("cannot migrate the database")?;
            Ok(ingest::load(&db, &catalog, plans, options, &tell).await)
        })
    });
    let done = match done {
        Ok(loaded) => loaded?,
        Err(refused) => Err(refused),
    };
    match (done, args.format) {
        // `print!` would panic where the reader closed the pipe (`| head`).
        (Ok(report), Format::Text) => write!(io::stdout(), "{report}")?,
        (Ok(report), Format::Json) => writeln!(io::stdout(), "{:#}", report.json())?,
        (Err(Error::Refused(problems)), format) => {
            match format {
                Format::Text => problems.iter().for_each(|problem| eprintln!("{problem}")),
                Format::Json => writeln!(io::stdout(), "{:#}", json!({ "problems": problems }))?,
            }
            let count = problems.len();
            let problems = if count == 1 { "problem" } else { "problems" };
            eprintln!("plan-targets: nothing was loaded: {count} {problems}");
            return Ok(ExitCode::FAILURE);
        }
        (Err(error), _) => return Err(error.into()),
    }
    Ok(ExitCode::SUCCESS)
}

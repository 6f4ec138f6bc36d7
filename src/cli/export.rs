//! `plan-targets export`: a release as files, the same as the downloads of the server.

use crate::domain::lang::Lang;
use crate::export::contents;
use crate::export::files::FILES;
use crate::store::Snapshot;
use crate::{config, store};
use anyhow::Context;
use futures_util::TryStreamExt;
use sqlx::postgres::PgPoolOptions;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::fs::{self, File};
use tokio::io::AsyncWriteExt;

/// The longest time that one batch of rows may take.
const STATEMENT: Duration = Duration::from_mins(1);

/// Write a release as files: CSV and Parquet with a Data Package descriptor
///
/// The files are those of /v1/releases/{id}/: observations.csv, observations.parquet, regions.csv,
/// indicators.csv, plans.csv and datapackage.json.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    database: config::Database,
    #[command(flatten)]
    pooler: config::Pooler,
    /// Folder to write to. It is created if needed; files of these names are replaced
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Number of the release [default: the newest]
    #[arg(long, value_name = "N")]
    release: Option<i32>,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    super::runtime::block_on(export(args))
}

async fn export(args: &Args) -> anyhow::Result<ExitCode> {
    let options = PgPoolOptions::new().max_connections(2);
    let url = &args.database.database_url;
    let reader = store::Reader::connect(url, options, STATEMENT, args.pooler.mode).await;
    let db = reader.context("cannot connect to the database")?.db;
    let snapshot = Arc::new(match args.release {
        None => Snapshot::newest(&db)
            .await?
            .context("no release has been loaded yet: run `plan-targets ingest`")?,
        Some(id) => Snapshot::numbered(&db, id)
            .await?
            .with_context(|| format!("there is no release {id}"))?,
    });
    let folder = &args.out;
    fs::create_dir_all(folder)
        .await
        .with_context(|| format!("cannot make {}", folder.display()))?;
    for (name, formats) in FILES {
        for format in *formats {
            let file = format!("{name}.{}", format.extension());
            let about = contents::about(&snapshot, name, &file, Lang::default());
            let mut bytes = contents::file(&db, &snapshot, about, *format).await?;
            let path = folder.join(&file);
            let failed = || format!("cannot write {}", path.display());
            let mut to = File::create(&path).await.with_context(failed)?;
            while let Some(piece) = bytes.try_next().await? {
                to.write_all(&piece).await.with_context(failed)?;
            }
            to.flush().await.with_context(failed)?;
        }
    }
    let package = contents::descriptor(&db, &snapshot, Lang::default()).await?;
    let path = folder.join("datapackage.json");
    let text = serde_json::to_string_pretty(&package)? + "\n";
    fs::write(&path, text).await.with_context(|| format!("cannot write {}", path.display()))?;
    println!("release {} in {}", snapshot.release.id, folder.display());
    Ok(ExitCode::SUCCESS)
}

//! `plan-targets migrate`: the schema of the database.

use crate::{config, store};
use anyhow::Context;
use std::process::ExitCode;

/// Update the schema of the database (ingest does this too)
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    database: config::Database,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    super::runtime::block_on(async {
        let db = store::connect(&args.database.database_url)
            .await
            .context("cannot connect to the database")?;
        store::migrate(&db).await.context("cannot migrate the database")?;
        Ok(ExitCode::SUCCESS)
    })
}

//! `plan-targets schema`: the JSON Schema of parsed documents.

use crate::plan::parsed::ParsedDocument;
use std::process::ExitCode;

/// Print the JSON Schema of a parsed document
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_: &Args) -> anyhow::Result<ExitCode> {
    println!("{}", serde_json::to_string_pretty(&schemars::schema_for!(ParsedDocument))?);
    Ok(ExitCode::SUCCESS)
}

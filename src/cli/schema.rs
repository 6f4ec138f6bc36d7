//! `plan-targets schema`: the JSON Schema of parsed plans.

use crate::plan::parsed::ParsedPlan;
use std::process::ExitCode;

/// Print the JSON Schema of a parsed plan
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_: &Args) -> anyhow::Result<ExitCode> {
    println!("{}", serde_json::to_string_pretty(&schemars::schema_for!(ParsedPlan))?);
    Ok(ExitCode::SUCCESS)
}

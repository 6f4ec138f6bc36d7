//! `plan-targets openapi`: the published contract.

use crate::api;
use crate::api::contract;
use std::io::{ErrorKind, Write, stdout};
use std::process::ExitCode;

/// Print the OpenAPI document, as /openapi.json serves it
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_: &Args) -> anyhow::Result<ExitCode> {
    match stdout().write_all(contract::json_text(&api::openapi()).as_bytes()) {
        // The reader, such as `head`, closed the pipe.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        done => done.map(|()| ExitCode::SUCCESS).map_err(Into::into),
    }
}

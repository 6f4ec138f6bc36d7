//! The commands of the program, a file each. Errors are printed here, as one line on standard error.

use clap::{Parser, Subcommand};
use std::process::ExitCode;

mod catalog;
mod evaluate;
mod export;
mod healthcheck;
mod ingest;
pub mod json_lines;
mod log;
mod migrate;
mod openapi;
mod parse;
mod progress;
mod runtime;
mod schema;
mod serve;
mod traces;

/// Targets of Chinese five-year plans: read them, load them, serve them.
#[derive(Debug, Parser)]
#[command(name = "plan-targets", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Catalog(catalog::Args),
    Evaluate(evaluate::Args),
    Export(export::Args),
    Healthcheck(healthcheck::Args),
    Ingest(ingest::Args),
    Migrate(migrate::Args),
    Openapi(openapi::Args),
    Parse(parse::Args),
    Schema(schema::Args),
    Serve(Box<serve::Args>),
}

/// Parses the arguments and runs the command. The status is 0 on success, 1 on failure with the reason on
/// standard error, and 2 where the arguments are invalid.
#[must_use]
pub fn run() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Catalog(args) => catalog::run(&args),
        Command::Evaluate(args) => evaluate::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Healthcheck(args) => healthcheck::run(&args),
        Command::Ingest(args) => ingest::run(&args),
        Command::Migrate(args) => migrate::run(&args),
        Command::Openapi(args) => openapi::run(&args),
        Command::Parse(args) => parse::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Serve(args) => serve::run(&args),
    };
    done.unwrap_or_else(|error| {
        eprintln!("plan-targets: {}", chain(&error));
        ExitCode::FAILURE
    })
}

/// An error and its causes on one line, without causes that the line contains already.
fn chain(error: &anyhow::Error) -> String {
    let mut line = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !line.contains(&cause) {
            line.push_str(": ");
            line.push_str(&cause);
        }
    }
    line
}

//! Configuration: each setting is a flag and an environment variable, with its default and unit in
//! `--help`.

use clap::Args;

/// Which PostgreSQL.
#[derive(Debug, Clone, Args)]
pub struct Database {
    /// PostgreSQL 13 or newer: `postgres://user:password@host:5432/database`, or through a socket
    /// `postgres:///database?host=/run/postgresql`.
    #[arg(long, env = "DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub database_url: String,
}

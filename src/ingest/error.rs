//! The reasons for a refused load.

use super::problem::Problem;
use std::path::PathBuf;

/// The reason for a refused load.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// By file, in the order they were found. At least one.
    #[error("{} problems in the parsed plans", .0.len())]
    Refused(Vec<Problem>),
    #[error("the texts in {0} cannot be read")]
    Texts(PathBuf, #[source] std::io::Error),
    #[error("the database refused the load, which left nothing behind")]
    Database(#[from] sqlx::Error),
    /// A thread that prepared rows or checked plans stopped, which only a defect of this program does.
    #[error("the load stopped: {0}")]
    Stopped(String),
    #[error("the database cannot be migrated")]
    Migrate(#[from] sqlx::migrate::MigrateError),
}

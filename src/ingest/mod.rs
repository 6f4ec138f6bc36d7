//! Parsed plans to a release in PostgreSQL.
//!
//! All files are read and checked before the database is touched; one problem and nothing is loaded.
//! Then one transaction, under a lock that lets no two loads run at once, writes the plans whose content
//! differs from what is stored, and one release they belong to. The same content makes no release; a
//! load that breaks off leaves the last one as it was.
//!
//! ```text
//! read ──▶ check, texts ──▶ derive ──▶ load ──▶ findings ──▶ report
//! ```

mod canonical;
pub mod check;
mod clash;
pub mod derive;
mod error;
mod findings;
mod load;
mod options;
mod prepare;
mod problem;
pub mod read;
pub mod report;
mod step;
pub mod table_row;
#[cfg(test)]
mod testing;
pub mod texts;

pub use error::Error;
pub use load::load;
pub use options::Options;
pub use prepare::{Checked, checked, prepare};
pub use problem::Problem;
pub use report::Report;

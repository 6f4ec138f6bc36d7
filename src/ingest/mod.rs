//! Parsed plans to a release in PostgreSQL.
//!
//! All files are read and checked before the database is used; a single problem stops the load. Of many files only what
//! the load needs to know of each is kept, and each is read again, unchanged, when it is written. One
//! transaction then writes the plans whose content differs from the stored one, and one release. A
//! lock prevents two loads at once. The same content makes no release, and an interrupted load
//! changes nothing.
//!
//! ```text
//! read ──▶ check, texts ──▶ derive ──▶ load ──▶ findings ──▶ report
//! ```

mod between;
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
pub use prepare::{CheckedDocuments, checked, prepare, prepare_keeping};
pub use problem::Problem;
pub use report::Report;

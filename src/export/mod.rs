//! A release as files: CSV and Parquet with a Data Package descriptor, and the entries that they and the
//! answers of `api` are made of.
//!
//! - [`Observation`], [`Region`], [`Indicator`], [`Plan`]: the entries, each with its JSON fields and the
//!   columns of its table. `reference` and `source_file` have the parts that they share.
//! - `files`: which files a release has. `contents`: their bytes. `stream`: the observations, plan by plan,
//!   so that memory does not grow with the release.
//! - `descriptor`: the Data Package. `meaning`: the meaning of each column.
//!
//! The server sends the files and `plan-targets export` writes them. Each belongs to one release, so it
//! never changes.

pub mod contents;
pub mod descriptor;
mod error;
pub mod files;
mod indicator;
mod meaning;
mod observation;
mod plan;
pub mod reference;
mod region;
mod source_file;
pub mod stream;

pub use error::ExportError;
pub use indicator::Indicator;
pub use observation::Observation;
pub use plan::Plan;
pub use region::Region;
pub use source_file::SourceFile;

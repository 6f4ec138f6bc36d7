//! `/v1/checks`: figures of a plan that a reader should see side by side, with the arithmetic between
//! them. They are computed at a load (`ingest::findings`) and kept with the release.

pub mod finding;
pub mod list;
pub mod query;

//! `/v1/documents` and `/{id}`.

pub mod entry;
pub mod list;
pub mod query;
pub mod reading;

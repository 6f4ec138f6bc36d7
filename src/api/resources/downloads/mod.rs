//! `/v1/releases/{id}/…`: a whole release as files, streamed, with a Data Package descriptor.
//!
//! Each file belongs to one release, so it never changes. Observations are read plan by plan
//! ([`observations`]) and sent as they are written: memory does not grow with the release, and reading
//! stops when the client disconnects.

pub mod contents;
mod describe;
pub mod files;
pub mod observations;
pub mod package;
pub mod serve;

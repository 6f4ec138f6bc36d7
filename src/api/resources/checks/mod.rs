//! `/v1/checks`: figures of a plan that contradict each other or need care, with the arithmetic. A
//! load computes them (`ingest::findings`), and the release keeps them.

pub mod finding;
pub mod list;
pub mod query;

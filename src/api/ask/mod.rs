//! From the query as sent to what a handler answers.
//!
//! ```text
//! raw_query ─▶ reader ◀─ parameters ◀─ declare (query!) ◀─ resources          query: extracts it all
//! ```

pub mod context;
pub mod cursor;
pub mod declare;
pub mod lang;
pub mod names;
pub mod negotiate;
pub mod parameters;
mod pins;
pub mod query;
pub mod raw_query;
pub mod reader;
pub(crate) mod validator;

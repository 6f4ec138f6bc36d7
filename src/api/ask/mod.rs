//! From the request as sent to what a handler is asked for.

pub mod cursor;
pub mod lang;
pub mod names;
pub mod params;
pub mod query;
pub mod sent;
pub(crate) mod validator;

pub use query::{Asked, Query};

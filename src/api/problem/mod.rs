//! Errors over HTTP: one enum, one status for each variant, one body (RFC 9457,
//! `application/problem+json`).
//!
//! A handler returns an [`ApiError`]. The layer in `crate::api::http::layers` adds the request's id, path
//! and language, and gives errors of the router and of other layers the same body. [`KINDS`] is the table of
//! statuses, titles and explanations; [`FieldError`] is one error in a parameter. `crate::api::contract`
//! documents them.

mod body;
mod error;
mod field;
mod kinds;
mod slot;

pub use body::{ErrorEntry, Problem};
pub use error::{ApiError, OversizedPart};
pub(crate) use error::{Outage, Refusal};
pub use field::FieldError;
pub(crate) use field::FieldErrorKind;
pub use kinds::{KINDS, Kind};
pub(crate) use slot::{ProblemSlot, RequestFacts};

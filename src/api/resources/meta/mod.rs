//! `/v1/meta`: all that a form needs to be built, in one call.
//!
//! Parameters and the values they take come from the declarations of the queries; names from the sets
//! of words and the catalogue; counts from the release. Nothing is written down here a second time.

pub mod about;
pub mod form;
pub mod get;

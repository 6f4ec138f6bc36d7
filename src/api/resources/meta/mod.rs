//! `/v1/meta`: everything that a form needs, in one request.
//!
//! Parameters and the values they take come from the declarations of the queries; names from the
//! sets of words and the catalogue; counts from the release. This resource repeats none of them.

pub mod about;
pub mod form;
pub mod get;

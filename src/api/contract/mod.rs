//! The OpenAPI document and the page that shows it.
//!
//! Resources describe themselves beside their handlers; here is what they share: the base document,
//! the problems as reusable responses, the parameters that queries declare, the headers of every
//! answer. What holds for all schemas is written over the finished document, in [`refine`], and so is
//! an example of each operation.

pub mod base;
pub mod document;
pub mod endpoints;
mod examples;
mod headers;
mod operation;
pub mod refine;
pub mod responses;

pub use base::base;
pub use document::{json_text, pages};
pub use operation::complete;

//! The OpenAPI document and the page that shows it.
//!
//! Resources describe themselves beside their handlers. This module has the common parts: the base document,
//! the problems as reusable responses, the parameters that queries declare, and the headers of every answer.
//! [`refine`] adds rules for all schemas and an example of each operation to the finished document.

pub mod base;
pub mod compact;
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

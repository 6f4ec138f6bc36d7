//! The HTTP service: the only room that knows HTTP, in floors. A floor imports only floors before it.
//!
//! | floor | content |
//! |---|---|
//! | [`problem`] | the one error type, the kinds of problem, their body (RFC 9457) |
//! | [`address`], [`lengths`], [`metrics`], [`snapshot`], [`cache`], [`app`] | the public address, counters, releases and answers kept in memory, and the state every handler shares |
//! | [`ask`] | raw query to typed request |
//! | [`answer`] | result of a handler to the bytes of the answer |
//! | [`http`] | connections and the layers around the resources |
//! | [`contract`] | the OpenAPI document |
//! | [`resources`] | a file or folder for each resource |
//! | [`pages`] | answers as pages for people |
//! | [`routes`] | the one list of routes |
//!
//! A handler extracts ([`ask`]), fetches (`store`), computes (`compare`, `checks`) and answers
//! ([`answer`]).

pub mod address;
pub mod answer;
pub mod app;
pub mod ask;
pub mod cache;
pub mod contract;
pub mod http;
pub mod lengths;
pub mod metrics;
pub mod pages;
pub mod problem;
pub mod resources;
pub mod routes;
pub mod snapshot;

pub use app::App;
pub use routes::{openapi, router};

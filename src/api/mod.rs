//! HTTP: the only room that knows it.
//!
//! ```text
//! http ──▶ ask ──▶ resources ──▶ answer ──▶ http          problem: from everywhere
//! ```
//! A handler extracts ([`ask`]), fetches (`store`), computes (`compare`) and answers ([`answer`]).

pub mod answer;
pub mod app;
pub mod ask;
pub mod contract;
pub mod http;
pub mod problem;
pub mod resources;
pub mod routes;
pub mod snapshot;

pub use app::App;
pub use routes::{openapi, router};

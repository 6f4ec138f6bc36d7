//! Pages for people: a view of the answer that the same address below `/v1` gives as data.
//!
//! A page calls the handler of its resource, so parameters, rules and figures are those of the API.
//! Templates are in `templates/` and are checked when the program is compiled.

mod answers;
mod cascade;
mod checks;
mod compare;
mod contract;
mod documents;
mod error;
mod evidence;
mod feeds;
mod figure;
mod find;
mod form;
mod frame;
mod guides;
mod indicator;
mod markdown;
mod outcomes;
mod panel;
mod picture;
mod progress;
mod reference;
mod region;
mod routes;
mod spark;
mod start;
mod style;
mod verdicts;

pub use contract::guard_contract;
pub use error::render_problems;
pub use routes::router;
pub use style::sources;

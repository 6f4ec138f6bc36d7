//! Pages for people: a view of the answer that the same address below `/v1` gives as data.
//!
//! A page calls the handler of its resource, so parameters, rules and figures are those of the API.
//! Templates are in `templates/` and are checked when the program is compiled.

mod compare;
mod error;
mod evidence;
mod form;
mod frame;
mod routes;
mod style;

mod start;

pub use error::render_problems;
pub use routes::router;
pub use style::sources;

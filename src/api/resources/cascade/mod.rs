//! `/v1/cascade`: for each indicator what a city states, and what each of its districts states, leaves to
//! it, leaves to words or leaves out.

mod csv;
mod family;
pub mod list;
mod picture;
pub mod query;

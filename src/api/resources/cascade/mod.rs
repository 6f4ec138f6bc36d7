//! `/v1/cascade`: for each indicator the figures of a city, and whether each of its districts
//! states a figure, leaves it to the city, has words only, or states nothing.

mod csv;
mod family;
pub mod list;
mod picture;
pub mod query;

//! The parts of HTTP around the resources: connections, layers, caching, limits.

pub mod access;
mod answer_cache;
pub mod caching;
pub mod client;
mod compute;
mod connections;
pub mod front;
pub mod layers;
pub(crate) mod load;
pub(crate) mod measure;
pub mod methods;
mod occasional_line;
pub mod problems;
pub mod public;
pub mod ranges;
pub mod rate;
mod retry;
pub mod scrape;
pub(crate) mod security;
pub(crate) mod sending;
pub mod server;
mod shared;
mod size;
mod socket;
mod trace;
mod watched_body;

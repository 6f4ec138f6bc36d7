//! The parts of HTTP around the resources: connections, layers, caching, limits.

mod answer_cache;
pub mod caching;
pub mod client;
pub mod layers;
pub(crate) mod load;
pub mod methods;
pub mod rate;
pub mod server;

mod cache;
mod caching;
mod language;
mod limits;
mod problems;
mod server;

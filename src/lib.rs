//! Targets of Chinese five-year plans: read, kept with their evidence, compared, served.

// Tests may; elsewhere what cannot fail says why, with `expect`.
#![cfg_attr(not(test), warn(clippy::unwrap_used))]

pub mod api;
pub mod arithmetic;
pub mod catalog;
pub mod chart;
pub mod checks;
pub mod cli;
pub mod compare;
pub mod config;
pub mod document;
pub mod domain;
pub mod evaluate;
pub mod export;
pub mod format;
pub mod ingest;
pub mod plan;
pub mod progress;
pub mod scorecard;
pub mod series;
pub mod spelling;
pub mod store;

/// `.cargo/config.toml` has its settings.
#[cfg(unix)]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

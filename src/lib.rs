//! Targets of Chinese five-year plans: read, kept with their evidence, compared, served.

pub mod catalog;
pub mod cli;
pub mod config;
pub mod figure;
pub mod plan;
pub mod store;

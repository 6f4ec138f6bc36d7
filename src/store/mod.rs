//! All SQL: one file for each question. No other room knows SQL.
//!
//! Functions take `impl PgExecutor`, so that a handler, a test and a transaction can all call them.
//! The schema is in `migrations/`; `0002_releases.sql` explains how a read selects a release.

pub mod availability;
pub mod catalog;
pub mod checks;
mod columns;
pub mod compare;
pub mod database;
pub mod documents;
pub mod downloads;
mod encode;
pub mod evidence;
pub mod filter;
pub mod meta;
pub mod migrate;
pub mod observation;
pub mod plan_list;
pub mod plans;
pub mod release;
pub mod revision;
pub mod rows;
pub mod scorecard;
pub mod search;
pub mod search_hits;
pub mod search_refold;
pub mod series;
pub mod snapshot;
pub mod texts;
pub mod versions;
pub mod words;

pub use columns::ObservationRow;
pub use database::{
    Mismatch, Result, connect, connect_read_only, mismatches, read_only, shares_sessions,
};
pub use filter::ObservationFilter;
pub use migrate::{MIGRATIONS, migrate};
pub use plan_list::{ChosenPlans, PlanList};
pub use snapshot::Snapshot;

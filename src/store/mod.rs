//! All SQL: one file for each question. No other room knows SQL.
//!
//! Functions take `impl PgExecutor`, so that a handler, a test and a transaction can all call them.
//! The schema is in `migrations/`; `0002_releases.sql` explains how a read selects a release.

pub mod availability;
pub mod availability_counts;
pub mod catalog;
pub mod change_counts;
pub mod checks;
mod columns;
pub mod compare;
mod copy_rows;
pub mod database;
pub mod database_url;
pub mod document_batch;
pub mod documents;
pub mod downloads;
mod encode;
pub mod evidence;
pub mod filter;
pub mod finding_rows;
pub mod hosts;
pub mod indexes;
pub mod meta;
pub mod migrate;
pub mod news;
pub mod observation;
pub mod plan_list;
pub mod plans;
pub mod release;
pub mod revision;
pub mod rows;
pub mod scorecard;
pub mod search;
pub mod search_counts;
pub mod search_hits;
pub mod search_refold;
pub mod series;
pub mod session;
pub mod snapshot;
pub mod statement_cache;
pub mod statement_list;
pub mod texts;
pub mod versions;
pub mod words;

pub use columns::ObservationRow;
pub use database::{ConnectError, Reader, Result, connect, connect_read_only};
pub use filter::ObservationFilter;
pub use migrate::{MIGRATIONS, migrate};
pub use news::NewsSource;
pub use plan_list::{ChosenPlans, PlanList};
pub use session::{Mismatch, PoolMode, mismatches, read_only};
pub use snapshot::Snapshot;
pub use statement_cache::{StatementCache, StatementCacheFigures};

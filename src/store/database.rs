//! Connections to PostgreSQL.

use sqlx::{
    ConnectOptions, Connection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions, PgQueryResult},
};
use std::time::Duration;

/// What a question of this room answers with.
pub type Result<T, E = sqlx::Error> = std::result::Result<T, E>;

/// A pool that may write: for migrations and ingest.
///
/// # Errors
/// A malformed URL, or no connection; at once, for a pool by itself would try again for half a minute
/// and then only say that the time was up.
pub async fn connect(url: &str) -> Result<PgPool> {
    let options: PgConnectOptions = url.parse()?;
    options.connect().await?.close().await?;
    PgPoolOptions::new().max_connections(2).connect_with(options).await
}

/// A pool that can only read; `options` says how many connections and how long to wait for one.
/// PostgreSQL ends a statement that takes longer than `limit`, so that an answer nobody waits for
/// any more is not worked out to its end.
///
/// # Errors
/// A malformed URL, or no connection.
pub async fn connect_read_only(
    url: &str,
    options: PgPoolOptions,
    limit: Duration,
) -> Result<PgPool> {
    let limit = format!("{}ms", limit.as_millis());
    let settings = [
        ("statement_timeout", limit.as_str()),
        // Filters are optional: a plan made for any of them reads whole tables (over 5 s of 1.3 million rows
        // for one region), one made for those that are there an index (under 0.03 s). Planning takes 2 ms.
        ("plan_cache_mode", "force_custom_plan"),
        // Counts are grouped into more groups than the planner believes, and handing them from process to process
        // takes longer than grouping them in one (4.7 s against 1.7 s of 1.3 million).
        ("parallel_tuple_cost", "1"),
        // Compiling a statement to machine code takes longer than most of these run.
        ("jit", "off"),
    ];
    let server = url.parse::<PgConnectOptions>()?.options(settings);
    read_only(options).connect_with(server).await
}

/// The same options, with every new connection made unable to write: its transactions are read-only
/// and, where the login may take it, its role is `plan_targets_reader`, which has no other right
/// than to select. Replaces an `after_connect` set before.
#[must_use]
pub fn read_only(options: PgPoolOptions) -> PgPoolOptions {
    options.after_connect(|connection, _| {
        Box::pin(async move {
            sqlx::raw_sql("set default_transaction_read_only = on")
                .execute(&mut *connection)
                .await?;
            match sqlx::raw_sql("set role plan_targets_reader").execute(&mut *connection).await {
                Err(sqlx::Error::Database(refused)) => {
                    tracing::warn!(
                        reason = refused.message(),
                        "the role plan_targets_reader cannot be taken: transactions are read-only, \
                         but the login keeps its own rights"
                    );
                    Ok(())
                }
                done => done.map(|_: PgQueryResult| ()),
            }
        })
    })
}
